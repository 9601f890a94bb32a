"""Divorce (Civil Code arts. 1076-1080): thirty days to take back, thirty to collect together; or a court's paper."""

import asyncio

import pytest

from registry.services import DIVORCE
from tests.workflows.bookings import BRIDE, GROOM, HERE, THERE
from tests.workflows.divorces import LONG_OVER, TO_BE_COLLECTED, applied, days_ago, judged, taken_back
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm

pytestmark = pytest.mark.platform


async def to_be_collected(city: PaperCity) -> tuple[PaperBase, PaperCase]:
    """The thirty days are over, the next thirty run, and the registrar waits for both."""
    base = PaperBase().serves(city)
    base.married()
    case = await city.open(DIVORCE, applied(city.number, TO_BE_COLLECTED))
    await case.decide("acceptance")
    await case.asks("collection")
    return base, case


def kinds(city: PaperCity) -> list[str]:
    return [body["details"]["kind"] for body in city.departments.bodies("deliver_notice")]


# ── by agreement ─────────────────────────────────────────────────────────────────────────────────────────────────


@calm
async def test_both_collect_together_and_both_registers_follow(city: PaperCity) -> None:
    base, case = await to_be_collected(city)

    await case.decide("collection", "issue")
    record = await case.closed()

    assert record.outcome == "divorced"
    assert base.entries[0].status == "ended"
    (said,) = city.said(case, "divorce.registered")
    assert (said["way"], said["on"], said["spouses"]) == ("agreement", str(days_ago(0)), [GROOM, BRIDE])
    asked = city.departments.bodies("household_register_change")
    assert {(body["details"]["item"], body["details"]["status"]) for body in asked} == {
        (HERE, "divorced"), (THERE, "divorced"),
    }  # fmt: skip
    assert kinds(city) == ["complete"]


@calm
async def test_until_the_certificate_the_base_says_that_they_are_married(city: PaperCity) -> None:
    base, case = await to_be_collected(city)

    withdrawal, collection = (await case.record()).clocks
    assert withdrawal.due.start.date() == days_ago(TO_BE_COLLECTED)
    assert collection.due.start.date() == withdrawal.due.day
    assert base.entries[0].pending == city.number
    assert base.of(GROOM) is base.entries[0]
    assert (await case.record()).decisions[0].rule == "divorce_acceptance"


@calm
@pytest.mark.parametrize("by", [GROOM, BRIDE])
async def test_one_of_the_two_is_enough_to_take_it_back(city: PaperCity, by: str) -> None:
    base = PaperBase().serves(city)
    base.married()
    case = await city.open(DIVORCE, applied(city.number))
    await case.decide("acceptance")
    await case.until(lambda record: record.stage == "withdrawal period" and record.waiting_on)

    await case.hears(taken_back(city.number, by=by))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert [said["end"] for said in city.said(case, "divorce.application-ended")] == ["withdrawn"]
    assert (base.entries[0].pending, base.entries[0].status) == ("", "married")
    assert kinds(city) == ["taken-back"]


@calm
async def test_a_withdrawal_made_in_time_counts_although_it_is_heard_of_late(city: PaperCity) -> None:
    _, case = await to_be_collected(city)

    await case.hears(taken_back(city.number, ago=TO_BE_COLLECTED - 5))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert city.departments.asked_for("register_divorce") == []


@calm
async def test_who_changes_the_mind_after_the_period_simply_does_not_come(city: PaperCity) -> None:
    _, case = await to_be_collected(city)

    await case.hears(taken_back(city.number))
    await case.until(lambda record: any("taken back after the period" in note for note in record.notes))
    await case.decide("collection", "not_issue", reasons="一方不再同意离婚")
    record = await case.closed()

    assert record.outcome == "not_issued"
    assert kinds(city) == ["not-issued"]


async def test_what_both_do_not_collect_in_time_the_law_takes_as_withdrawn_and_nobody_decides(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married()
    case = await city.open(DIVORCE, applied(city.number))

    await case.decide("acceptance")
    record = await case.closed()

    assert record.outcome == "deemed_withdrawn"
    assert [ruled.question for ruled in record.rulings] == ["acceptance"]
    (lapsed,) = [each for each in record.decisions if each.rule == "divorce"]
    assert "《民法典》第一千零七十七条" in lapsed.articles
    assert [(said["end"], said["grounds"]) for said in city.said(case, "divorce.application-ended")] == [
        ("deemed withdrawn", ["collection_period"]),
    ]  # fmt: skip
    assert (base.entries[0].pending, base.entries[0].status) == ("", "married")
    assert kinds(city) == ["deemed-withdrawn"]
    assert [clock.state for clock in record.clocks] == ["passed", "passed"]


@calm
async def test_one_alone_gets_no_certificate_and_the_question_stays(city: PaperCity) -> None:
    _, case = await to_be_collected(city)

    await case.decide("collection", "not_together", reasons="仅一方到场")
    await case.decide("collection", "issue")
    record = await case.closed()

    assert record.outcome == "divorced"


@calm
async def test_the_certificate_comes_from_the_office_of_the_application_and_no_other(city: PaperCity) -> None:
    _, case = await to_be_collected(city)

    told = await case.refusal("collection", "issue", officer="CZ-XB.registrar")

    assert "CZ-XB.registrar belongs to CZ-XB" in told
    assert "is handled by CZ-TN" in told


@calm
async def test_a_marriage_that_a_court_has_ended_meanwhile_is_not_ended_again(city: PaperCity) -> None:
    base, case = await to_be_collected(city)
    base.entries[0].status = "ended"

    await case.decide("collection", "issue")
    record = await case.until(lambda now: now.notes and "no certificate yet: married_to_each_other" in now.notes[-1])

    assert record.status == "open"
    assert city.departments.asked_for("register_divorce") == []


@calm
@pytest.mark.parametrize(
    ("lacking", "ground"),
    [("in_person", "both_in_person"), ("agreement", "agreement"), ("capable", "capable")],
)  # fmt: skip
async def test_an_application_that_lacks_something_is_not_accepted_with_the_ground(
    city: PaperCity, lacking: str, ground: str
) -> None:
    PaperBase().serves(city).married()
    case = await city.open(DIVORCE, applied(city.number, **{lacking: False}))

    ask = await case.asks("acceptance")
    await case.decide("acceptance", "not_accept", reasons="不符合受理条件")
    record = await case.closed()

    assert (ask.choices[0], ask.proposal) == ("not_accept", ground)
    assert record.outcome == "not_accepted"
    assert city.said(case, "divorce.application-ended")[0]["grounds"] == [ground]
    assert city.departments.asked_for("note_divorce_application") == []
    assert kinds(city) == ["not-accepted"]


@calm
async def test_a_marriage_of_the_paper_era_is_looked_for_and_entered_before_it_is_ended(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    case = await city.open(DIVORCE, applied(city.number, certificate=None))

    ask = await case.asks("paper_file")
    base.married()
    await case.decide("paper_file", "found_and_entered")
    await case.decide("acceptance", "accept")
    record = await case.until(lambda now: now.stage == "withdrawal period")

    assert ask.proposal == "by the two persons"
    assert record.decisions[0].granted


@calm
async def test_without_any_file_nobody_can_be_divorced_by_agreement(city: PaperCity) -> None:
    PaperBase().serves(city)
    case = await city.open(DIVORCE, applied(city.number))

    await case.decide("paper_file", "not_found", reasons="各镇档案均无")
    ask = await case.asks("acceptance")

    assert (ask.choices[0], ask.proposal) == ("not_accept", "married_to_each_other")


@calm
@pytest.mark.parametrize(("choice", "outcome"), [("lapsed", "deemed_withdrawn"), ("issue", "divorced")])
async def test_what_became_of_an_application_that_was_told_too_late_a_registrar_says(
    city: PaperCity, choice: str, outcome: str
) -> None:
    """When the case learns of it after both periods, no clock of its own says whether the two collected."""
    PaperBase().serves(city).married()
    case = await city.open(DIVORCE, applied(city.number, LONG_OVER))
    await case.decide("acceptance")

    await case.decide("collection", choice, details={"on": str(days_ago(LONG_OVER - 45))}, reasons="见纸质档案")
    record = await case.closed()

    assert record.outcome == outcome
    if outcome == "divorced":
        assert city.said(case, "divorce.registered")[0]["on"] == str(days_ago(LONG_OVER - 45))
        assert city.departments.bodies("register_divorce")[0]["details"]["on"] == str(days_ago(LONG_OVER - 45))


@calm
async def test_an_application_taken_back_at_the_counter_leaves_the_base_as_it_was(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married()
    case = await city.open(DIVORCE, applied(city.number))
    await case.decide("acceptance")
    await case.until(lambda record: record.stage == "withdrawal period" and record.waiting_on)

    await case.withdraw("一方撤回")
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert base.entries[0].pending == ""
    assert city.sent(case) == ["divorce.application-ended", "case.withdrawn"]
    assert kinds(city) == ["taken-back"]
    assert "双方仍为夫妻" in city.departments.bodies("deliver_notice")[0]["details"]["text"]


@calm
async def test_the_same_application_told_twice_is_one_case_and_the_second_is_not_used(city: PaperCity) -> None:
    _, case = await to_be_collected(city)

    await case.hears(applied(city.number, TO_BE_COLLECTED))
    await case.decide("collection", "issue")
    record = await case.closed()

    assert len(city.said(case, "divorce.registered")) == 1
    assert record.notes.count("未使用的事件 heard but not used: cn.onething.divorce.applied.v1") == 1


# ── by a court ───────────────────────────────────────────────────────────────────────────────────────────────────


@calm
async def test_a_courts_divorce_is_noted_with_its_day_and_both_registers_follow(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married()

    case = await city.open(DIVORCE, judged(city.number))
    record = await case.closed()

    assert record.outcome == "divorced"
    assert record.rulings == ()
    assert base.entries[0].status == "ended"
    (said,) = city.said(case, "divorce.registered")
    assert (said["way"], said["on"], said["reported_on"]) == ("judgment", "2026-03-01", "2026-03-05")
    assert len(city.departments.keys("household_register_change")) == 2


@calm
@pytest.mark.parametrize(("choice", "outcome"), [("return", "returned"), ("note", "divorced")])
async def test_a_judgment_that_does_not_fit_the_file_is_looked_at_by_a_registrar(
    city: PaperCity, choice: str, outcome: str
) -> None:
    PaperBase().serves(city).married(GROOM, "p-1009")

    case = await city.open(DIVORCE, judged(city.number))
    await case.decide("judgment", choice, reasons="文书与档案不符")
    record = await case.closed()

    assert record.outcome == outcome
    assert len(city.said(case, "divorce.registered")) == (1 if choice == "note" else 0)


@calm
async def test_a_judgment_that_is_given_back_is_told_to_the_court_and_to_the_two(city: PaperCity) -> None:
    PaperBase().serves(city).married(GROOM, "p-1009")

    case = await city.open(DIVORCE, judged(city.number))
    await case.decide("judgment", "return", reasons="文书与档案不符")
    await case.closed()

    (returned,) = city.departments.bodies("return_divorce_judgment")
    assert (returned["details"]["court"], returned["details"]["why"]) == ("天宁区人民法院", "文书与档案不符")
    assert returned["details"]["paper"] == city.number
    (letter,) = city.departments.bodies("deliver_notice")
    assert letter["details"]["kind"] == "judgment-returned"
    for told in ("天宁区人民法院", "文书与档案不符", "行政复议"):
        assert told in letter["details"]["text"]


async def test_a_divorce_waits_for_people_and_not_for_time_when_nobody_accepts(city: PaperCity) -> None:
    """A hundred days pass in this city before somebody looks at the application."""
    PaperBase().serves(city).married()
    case = await city.open(DIVORCE, applied(city.number))

    await case.asks("acceptance")
    await asyncio.sleep(1)

    assert (await case.record()).pending is not None
