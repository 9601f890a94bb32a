"""Domain 2.9, 3.3 step 6: what a household reads before anything is decided to its disadvantage."""

from datetime import date

import pytest

from policy import procedure_limits
from policy.classification import classification
from policy.hearing_letters import GONE, OPENINGS, letter
from policy.letters import reason_line
from policy.means import consolidation
from policy.words import FACTS, fact_zh
from schemas.hearings import HearingGrounds, HearingLetterRequest, HearingSubject
from schemas.households import Property
from schemas.means import MeansReport
from schemas.questions import DataItem, ItemCode
from tests.policy.facts import CASE, ON, application, family, incomes, item, reply

JUNE = date(2026, 6, 1)


def told(subject: HearingSubject, **grounds: object) -> str:
    return letter(HearingLetterRequest(
        grounds=HearingGrounds.model_validate({"subject": subject, **grounds}),
        within=procedure_limits.limit("hearing", ON), on=ON,
    ))  # fmt: skip


def checked(*items: DataItem, department: str = "human-resources") -> MeansReport:
    """What a register said of a household that declared nothing."""
    return consolidation(CASE, application(), (reply(*items, department=department),), 1, ON)


@pytest.mark.parametrize(
    ("found", "department", "line"),
    [
        (item(1, ItemCode.VEHICLE, count=1), "public-security", "机动车(p-1):申报0,公安局登记1(公安车管先于个人申报)"),
        (item(1, ItemCode.PENSION, "2100"), "human-resources",
         "养老金(p-1):申报0.00,人力资源和社会保障局登记2100.00(人社先于个人申报)"),
        (item(2, ItemCode.DEATH), "public-security",
         "公安局登记p-2已于2026-03-02死亡,申报为家庭成员(卫健、公安、法院先于个人申报)"),
    ],
    ids=["a car", "a pension", "a death"],
)  # fmt: skip
def test_what_a_register_knows_otherwise_stands_beside_what_was_declared(
    found: DataItem, department: str, line: str
) -> None:
    report = checked(found, department=department)

    text = told(HearingSubject.FINDINGS, conflicts=report.conflicts)

    assert line in text


def test_every_field_that_can_differ_has_a_word() -> None:
    owned = ("cars", "homes", "shops", "company capital", "money")

    assert {*owned, *GONE} - {*FACTS, *GONE} == set()


def test_every_condition_that_failed_is_told_with_its_article_and_the_facts_behind_it() -> None:
    (refused, *_) = classification(application(family(2), incomes(12000), owned=Property(cars=2)), None, ON)

    text = told(HearingSubject.FINDINGS, conditions=refused.reasons)

    assert refused.reasons
    for reason in refused.reasons:
        assert reason_line(reason) in text
        assert all(fact_zh(fact) in text for fact in reason.facts)


def test_a_visit_and_an_officers_own_reasons_are_told_in_their_words() -> None:
    assert "镇街入户调查所见与您的申报不一致。" in told(HearingSubject.FINDINGS, visits=[{"by": "town"}])
    assert "居住地镇街入户调查所见与您的申报不一致:院内停有货车" in told(
        HearingSubject.FINDINGS, visits=[{"by": "residence", "saw": "院内停有货车"}]
    )
    assert "[P]" not in told(HearingSubject.FINDINGS)
    assert "家中有营运车辆" in told(HearingSubject.REFUSAL, stated="家中有营运车辆")


def test_a_change_says_since_when_and_how_much() -> None:
    text = told(HearingSubject.CHANGE, from_month=JUNE, amount_before="600.00", amount_after="200.00")

    assert "拟自2026年6月起调整您的待遇" in text
    assert "每月救助金额:现为600.00元,拟为200.00元。" in text
    assert "拟自2026年6月起停止您的待遇" in told(HearingSubject.ENDING, from_month=JUNE, amount_before="600.00")


@pytest.mark.parametrize("subject", HearingSubject)
def test_it_says_what_may_be_done_until_when_and_that_silence_admits_nothing(subject: HearingSubject) -> None:
    text = told(subject)

    assert subject in OPENINGS
    assert "自收到本告知书之日起10个工作日内陈述、申辩,并提交证明材料" in text
    assert "本告知书不是决定。逾期未答复的,不视为承认" in text
    assert "{" not in text
