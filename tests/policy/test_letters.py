"""Domain 2.8: the letter that the citizen reads says what the record says."""

import re
from datetime import date
from decimal import Decimal

import pytest

from policy import emergency, marriage, spending_aid
from policy.classification import classification
from policy.early_warning import grading
from policy.job_refusal import reduction
from policy.letters import DEMO, letter, untold
from policy.words import FACTS, SOURCES, fact_zh
from registry.departments import DEPARTMENTS
from schemas.alerts import Alert, Scene
from schemas.households import Emergency, IncomeKind, Property
from schemas.identifiers import DepartmentId
from schemas.local_ties import LocalTies
from schemas.marriages import MaritalRecord
from schemas.people import Disability, Spouse
from schemas.questions import ItemCode
from tests.policy.facts import ON, application, family, incomes, item, person, reply, report

REFUSED = classification(application(family(2), incomes(12000), owned=Property(cars=2, shops=1)), None, ON)
EDGE = classification(application(income=incomes(3000)), None, ON)
STRUCK = application(emergency=Emergency(cause="fire", happened_on=ON, need=Decimal(6000)))


def married():
    records = (MaritalRecord(person=person(1), married=True, household_field="已婚"),)
    plain = {"name": "某", "born": ON, "household_region": "320411", "household_unit": "某派出所"}
    first, second = (
        Spouse.model_validate({"ref": person(n), "sex": s} | plain) for n, s in ((1, "male"), (2, "female"))
    )
    return marriage.conditions(first, second, records, ON)


def spent():
    return spending_aid.entitlement(application(local=False), None, ON, ties=LocalTies())


def graded():
    costly = Alert(
        person=person(1), scene=Scene.MEDICAL, year=2026, band=Decimal(10000), self_pay=Decimal(60000), crossed_on=ON
    )
    return grading(costly, Decimal(100), ON).decision


@pytest.mark.parametrize("kind", ["granted", "refused", "changed", "stopped"])
@pytest.mark.parametrize("decisions", [REFUSED, EDGE], ids=["all refused", "edge instead"])
def test_every_reason_of_the_trace_stands_in_the_letter_with_its_article(kind, decisions):
    assert untold(letter(kind, decisions, ON), decisions) == ()


def test_a_letter_without_its_reasons_is_found_out():
    text = letter("refused", REFUSED, ON)
    reason = REFUSED[0].reasons[0]

    assert reason in untold(text.replace(reason.text_zh, ""), REFUSED)
    assert reason in untold("", REFUSED)


def test_what_was_granted_comes_first_and_what_was_not_is_explained_too():
    text = letter("granted", EDGE, ON)

    assert text.index("低保边缘家庭:符合条件") < text.index("最低生活保障:不符合条件")
    assert "月人均收入1000.00元,应低于最低生活保障标准1000.00元" in text


def test_the_remedies_are_told_with_their_limits():
    text = letter("refused", REFUSED, ON)

    assert "60日内依法申请行政复议" in text
    assert "6个月内依法提起行政诉讼" in text
    assert text.endswith("2026年3月2日")


def test_demonstration_figures_are_confessed():
    assert DEMO in letter("refused", REFUSED, ON)


def test_amounts_are_monthly_unless_they_are_paid_once():
    low = classification(application(), None, ON)

    assert "每月救助金额:3000.00元" in letter("granted", low, ON)
    assert "\n  救助金额:4000.00元" in letter("granted", (emergency.entitlement(STRUCK, ON),), ON)


def test_names_replace_references():
    text = letter("granted", EDGE, ON, names={"p-1": "张某"})

    assert "张某" in text
    assert "p-1" not in text


def test_a_letter_needs_a_decision():
    with pytest.raises(ValueError, match="there is none"):
        letter("granted", (), ON)


def test_citizens_read_chinese_only():
    found = report(reply(item(1, ItemCode.PENSION, "1200", as_of=date(2026, 2, 28))))
    claim = application(
        family(1, disability=Disability(kind="mental", grade=2), major_disease=True, works=True),
        (*incomes(10), *(one for kind in IncomeKind for one in incomes(10, kind=kind))),
    )
    decisions = (
        *classification(claim, found, ON),
        *REFUSED,
        emergency.entitlement(STRUCK, ON),
        married(),
        spent(),
        graded(),
    )

    text = letter("refused", decisions, ON).replace("[R]", "").replace("GB", "")

    assert re.findall(r"[A-Za-z]{2,}", text) == []


def test_every_fact_of_every_rule_has_a_chinese_name():
    claim = application(family(1, disability=Disability(kind="mental", grade=2)), incomes(9000))
    special = (emergency.entitlement(STRUCK, ON), married(), spent(), reduction(Decimal(600), 3, 3, ON), graded())
    decisions = (*classification(claim, None, ON), *REFUSED, *special)
    names = {fact.name.partition(" of ")[0] for one in decisions for reason in one.conditions for fact in reason.facts}

    assert names <= set(FACTS)
    assert {kind.value for kind in IncomeKind} <= set(FACTS)


def test_sources_are_called_by_their_names_in_the_registry():
    departments = {DepartmentId(source): name for source, name in SOURCES.items() if source in DEPARTMENTS}

    assert departments == {id_: DEPARTMENTS[id_].name_zh for id_ in departments}
    assert set(SOURCES) - set(departments) == {"declaration", "household record"}


def test_a_fact_tells_who_said_it_and_as_of_when():
    found = report(reply(item(1, ItemCode.PENSION, "900", as_of=date(2026, 2, 28))))
    (decision,) = classification(application(income=()), found, ON)
    facts = [fact for reason in decision.conditions for fact in reason.facts if fact.name == "pension of p-1"]

    assert fact_zh(facts[0]) == "养老金(p-1):900.00(来源:人力资源和社会保障局,2026-02-28)"
