"""Domain 2.8: the letter that the citizen reads says what the record says."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import emergency, marriage, price_subsidy, spending_aid
from policy.classification import classification
from policy.conditions import decision
from policy.early_warning import grading
from policy.job_refusal import reduction
from policy.letter_check import complaints
from policy.letters import DEMO, Kind, letter, numeral, reason_line, untold
from policy.words import FACTS, SOURCES, fact_zh
from registry.departments import DEPARTMENTS
from schemas.alerts import Alert, Scene
from schemas.decisions import Condition, Fact, Figure
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
    returned = decision(("fraud", "骗取社会救助的处理"), ON, low[0].conditions, Decimal("4800.00"))
    assert "\n  应退还金额:4800.00元" in letter("stopped", (returned,), ON)
    risen = decision(price_subsidy.RULE, ON, low[0].conditions, Decimal("62.50"))
    assert "\n  救助金额:62.50元" in letter("granted", (risen,), ON), "a month in which prices rose, and no other"


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
    assert set(SOURCES) - set(departments) == {"declaration", "household record", "courts"}


def test_a_fact_tells_who_said_it_and_as_of_when():
    found = report(reply(item(1, ItemCode.PENSION, "900", as_of=date(2026, 2, 28))))
    (decision,) = classification(application(income=()), found, ON)
    facts = [fact for reason in decision.conditions for fact in reason.facts if fact.name == "pension of p-1"]

    assert fact_zh(facts[0]) == "养老金(p-1):900.00(来源:人力资源和社会保障局,2026-02-28)"


BEFORE = classification(application(income=incomes(600)), None, ON)[0]
CHANGED = classification(application(income=incomes(900)), None, ON)


@pytest.mark.parametrize(
    ("kind", "decisions", "told"),
    [
        pytest.param("granted", EDGE, {}, id="granted"),
        pytest.param("refused", REFUSED, {}, id="refused"),
        pytest.param("changed", CHANGED, {"before": BEFORE, "from_month": date(2026, 4, 1)}, id="changed"),
        pytest.param("stopped", REFUSED, {"before": BEFORE, "from_month": date(2026, 4, 1)}, id="stopped"),
        pytest.param("granted", (emergency.entitlement(STRUCK, ON),), {}, id="paid once"),
        pytest.param("refused", (married(),), {}, id="marriage"),
    ],
)
def test_a_letter_is_true_to_its_trace(kind, decisions, told):
    text = letter(kind, decisions, ON, **told)

    assert complaints(text, kind, decisions, ON, **told) == ()


def test_a_change_tells_what_was_paid_and_since_when_it_is_otherwise():
    text = letter("changed", CHANGED, ON, before=BEFORE, from_month=date(2026, 4, 1))

    assert "原待遇:最低生活保障,每月2400.00元。" in text
    assert "自2026年4月起按本告知书执行。" in text
    assert "每月救助金额:2100.00元" in text


def test_an_end_tells_from_when_nothing_is_paid():
    text = letter("stopped", REFUSED, ON, before=BEFORE, from_month=date(2026, 4, 1))

    assert text.startswith("社会救助待遇终止告知书")
    assert "自2026年4月起停止发放。" in text


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param(lambda text: text.replace("低于", "高于"), "it keeps a reason back", id="another reason"),
        pytest.param(lambda text: text.replace("第九条", "第八条"), "it keeps a reason back", id="another article"),
        pytest.param(lambda text: f"{text}\n  9. 品行不端(不符合;依据:无)", "品行不端", id="a reason more"),
        pytest.param(lambda text: text.replace(DEMO, ""), "it does not say: 【演示数据】", id="demo not confessed"),
        pytest.param(lambda text: text.replace("60日", "30日"), "it does not say: 如不服", id="shorter remedy"),
        pytest.param(
            lambda text: text.replace("2026年3月2日", "2026年3月1日"), "it does not say: 2026", id="another day"
        ),
        pytest.param(
            lambda text: text.replace("不予确认告知书", "告知书"), "it does not say: 不予", id="another title"
        ),
        pytest.param(lambda text: f"{text}\n  每月救助金额:1.00元", "每月救助金额:1.00元", id="an amount"),
        pytest.param(lambda text: text.replace("机动车:2", "机动车:3"), "机动车:3", id="another fact"),
    ],
)
def test_a_letter_that_is_not_true_is_found_out(change, complaint):
    text = change(letter("refused", REFUSED, ON))

    assert any(complaint in line for line in complaints(text, "refused", REFUSED, ON))


def test_a_letter_does_not_refuse_what_the_record_grants_nor_grant_what_it_refuses():
    assert "it refuses what the record grants" in complaints(letter("refused", EDGE, ON), "refused", EDGE, ON)
    assert "it grants what the record refuses" in complaints(letter("granted", REFUSED, ON), "granted", REFUSED, ON)


def test_more_than_ten_decisions_are_all_told():
    decisions = REFUSED * 6

    assert complaints(letter("refused", decisions, ON), "refused", decisions, ON) == ()
    assert [numeral(number) for number in (1, 10, 11, 20, 24)] == ["一", "十", "十一", "二十", "二十四"]


CHINESE = (
    st.text("应低于高等家庭收入人均元日月年公示申请0123456789,。()《》", min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
FACTS_FOUND = st.builds(
    Fact,
    name=st.sampled_from(sorted(FACTS)),
    value=st.sampled_from(["1800.00", "yes", "no", "married"]),
    source=st.sampled_from(sorted(SOURCES)),
    on=st.none() | st.dates(date(2024, 1, 1), date(2026, 3, 2)),
)
FIGURES = st.builds(
    Figure, name=CHINESE, value=CHINESE, law=CHINESE, source=CHINESE, since=st.just(ON), demo=st.booleans()
)
CONDITIONS = st.builds(
    Condition,
    code=st.just("a"), text=st.just("a"), text_zh=CHINESE, met=st.sampled_from([True, False, None]), article=CHINESE,
    facts=st.lists(FACTS_FOUND, max_size=3).map(tuple), figures=st.lists(FIGURES, max_size=2).map(tuple),
)  # fmt: skip


@st.composite
def decided(draw):
    """A decision of any rule, put together as the rules do it."""
    rule = draw(st.sampled_from(["low_income", "emergency_aid", "another"])), draw(CHINESE)
    conditions = tuple(draw(st.lists(CONDITIONS, min_size=1, max_size=5)))
    return decision(rule, ON, conditions, draw(st.none() | st.decimals(0, 9999, places=2)))


@given(
    st.lists(decided(), min_size=1, max_size=12).map(tuple),
    st.sampled_from(["granted", "refused", "changed", "stopped"]),
)
def test_any_letter_says_all_reasons_of_its_trace_and_no_other(decisions, kind):
    told = {"before": decisions[0], "from_month": ON} if kind in {"changed", "stopped"} else {}

    text = letter(kind, decisions, ON, **told)

    assert untold(text, decisions) == ()
    assert [line for line in complaints(text, kind, decisions, ON, **told) if not line.startswith("it ")] == []
    assert (DEMO in text) is any(one.demo for one in decisions)
    assert "行政复议" in text
    assert "行政诉讼" in text


@given(decided(), CONDITIONS)
def test_a_reason_that_is_not_in_the_trace_never_stands_in_a_letter_unnoticed(decided, foreign):
    text = letter("refused", (decided,), ON)
    added = f"{text}\n  1. {reason_line(foreign)}"

    known = {reason_line(reason) for reason in decided.reasons}
    assert bool(complaints(added, "stopped", (decided,), ON)) or reason_line(foreign) in known
    found = [line for line in complaints(added, "refused", (decided,), ON) if reason_line(foreign) in line]
    assert bool(found) is (reason_line(foreign) not in known)


HOUSEHOLDS = st.builds(
    lambda size, wage, cars, local: application(family(size), incomes(wage), owned=Property(cars=cars), local=local),
    st.integers(1, 5), st.integers(0, 9000), st.integers(0, 2), st.booleans(),
)  # fmt: skip


@given(HOUSEHOLDS)
def test_the_letter_of_any_household_is_true_to_its_trace(household):
    decisions = classification(household, None, ON)
    kind: Kind = "granted" if decisions[-1].granted else "refused"
    names = {"p-1": "张某", "p-2": "李某"}

    assert complaints(letter(kind, decisions, ON, names=names), kind, decisions, ON, names=names) == ()
