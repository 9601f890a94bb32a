"""An officer means to refuse what the rules allow (domain 2.9): the household reads why, and may answer, before."""

from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceFindingsAnswered, AssistanceSpendingAidApplied
from registry.services import ASSISTANCE, SPENDING_AID
from schemas.cases import CaseRecord
from schemas.questions import ItemCode
from schemas.temporary_aid import SpendingCause
from tests.workflows.applications import EDGE, SPOUSE, about, application, item, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm, unhurried

pytestmark = pytest.mark.platform

WAGE = ({"person": SPOUSE, "kind": "wage", "monthly": "6000.00"},)
"""2,000.00 a head: ordinary, and no reason for low income."""

REASONS = "邻居反映家中有营运车辆"


async def before_confirmation(city: PaperCity, **changed: Any) -> PaperCase:
    """The town proposed what was assessed."""
    case = await city.open(ASSISTANCE, submitted(city.number, **changed))
    await case.decide("acceptance")
    await case.decide("opinion")
    return case


async def heard_by_the_town(city: PaperCity) -> PaperCase:
    """It answered what the town meant to refuse it for, and the town thought again."""
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion", "refuse", reasons=REASONS)
    await heard(city, case, objects=True)
    await case.decide("opinion")
    await case.asks("confirmation")
    return case


async def heard(city: PaperCity, case: PaperCase, **said: object) -> None:
    """The household has read the letter, and answers."""
    await case.until(lambda record: record.waiting_on == "household: answer to the findings")
    await case.hears(AssistanceFindingsAnswered.model_validate({**about(city.number), **said}))


def hearing_letters(city: PaperCity) -> list[str]:
    letters = (body["details"] for body in city.departments.bodies("deliver_notice"))
    return [letter["text"] for letter in letters if letter["kind"] == "hearing"]


def rulings(record: CaseRecord) -> list[tuple[str, str]]:
    return [(ruled.question, ruled.choice) for ruled in record.rulings]


@calm
async def test_a_town_that_means_to_refuse_is_answered_before_the_county_is_asked(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.decide("acceptance")
    await case.decide("opinion", "refuse", reasons=REASONS)

    await heard(city, case, objects=True, statement="不是我家的车")
    ask = await case.asks("opinion")
    before = await case.record()
    await case.decide("opinion", "refuse", reasons="车辆由该家庭长期使用")
    last = await case.asks("confirmation")

    (letter,) = hearing_letters(city)
    assert REASONS in letter
    assert "10个工作日内陈述、申辩" in letter
    assert (ask.proposal, before.contested) == ("low_income", True)
    assert (last.proposal, len((await case.record()).children)) == ("refuse", 1)


@unhurried
async def test_a_county_that_means_to_refuse_may_think_again_and_nothing_is_posted_twice(city: PaperCity) -> None:
    case = await before_confirmation(city)
    await case.decide("confirmation", "refuse", reasons=REASONS)

    await heard(city, case, objects=True, statement="不是我家的车")
    await case.decide("confirmation")
    record = await case.closed()

    assert record.outcome == "granted"
    assert rulings(record)[-2:] == [("confirmation", "refuse"), ("confirmation", "confirm")]
    assert city.departments.keys("post_publicity") == ["post_publicity/1"]


@calm
async def test_what_is_refused_after_the_hearing_is_refused(city: PaperCity) -> None:
    case = await before_confirmation(city, incomes=EDGE)
    await case.decide("confirmation", "refuse", reasons=REASONS)

    await heard(city, case, objects=True)
    await case.decide("confirmation", "refuse", reasons="车辆由该家庭长期使用")
    record = await case.closed()

    assert record.outcome == "refused"
    assert announced(record).count("assistance.findings-put") == 1
    assert "车辆由该家庭长期使用" in city.departments.bodies("deliver_notice")[-1]["details"]["text"]


@calm
async def test_the_towns_reasons_and_the_countys_are_each_put_to_the_household(city: PaperCity) -> None:
    case = await heard_by_the_town(city)
    await case.decide("confirmation", "refuse", reasons="另有住房未申报")
    await heard(city, case, objects=False)
    await case.decide("confirmation", "refuse", reasons="另有住房未申报")

    assert (await case.closed()).outcome == "refused"
    first, second = hearing_letters(city)
    assert REASONS in first
    assert "另有住房未申报" in second


@calm
async def test_an_answer_that_came_too_late_is_not_the_answer_to_what_is_put_later(city: PaperCity) -> None:
    case = await heard_by_the_town(city)
    await case.hears(AssistanceFindingsAnswered.model_validate({**about(city.number), "objects": False}))
    await case.until(lambda record: len(record.read) == 3)

    await case.decide("confirmation", "refuse", reasons=REASONS)
    await heard(city, case, objects=True)
    await case.decide("confirmation")

    assert (await case.closed()).outcome == "granted"


@calm
async def test_a_proof_that_came_too_late_has_the_registers_asked_again(city: PaperCity) -> None:
    case = await heard_by_the_town(city)

    scrapped = item(ItemCode.VEHICLE, count=0).model_dump(mode="json")
    said = {**about(city.number), "objects": True, "corrected": [scrapped]}
    await case.hears(AssistanceFindingsAnswered.model_validate(said))
    await case.asks("opinion")

    assert len((await case.record()).children) == 2


@calm
async def test_what_the_household_proves_is_checked_and_assessed_anew(city: PaperCity) -> None:
    case = await before_confirmation(city, incomes=EDGE)
    await case.decide("confirmation", "refuse", reasons=REASONS)

    scrapped = item(ItemCode.VEHICLE, count=0).model_dump(mode="json")
    await heard(city, case, objects=True, corrected=[scrapped])
    ask = await case.asks("opinion")

    assert ask.proposal == "low_income_edge"
    assert (await case.record()).children == (f"means-check:{city.number}", f"means-check:{city.number}:2")


async def test_who_does_not_answer_is_decided_about_by_people_all_the_same(city: PaperCity) -> None:
    case = await before_confirmation(city, incomes=EDGE)
    await case.decide("confirmation", "refuse", reasons=REASONS)
    await case.decide("confirmation", "refuse", reasons=REASONS)

    record = await case.closed()

    assert record.outcome == "refused"
    assert [clock.state for clock in record.clocks if clock.name == "hearing"] == ["passed"]
    assert len(hearing_letters(city)) == 1


async def test_aid_for_spending_is_refused_after_the_household_was_heard(city: PaperCity) -> None:
    of = application(city.number, incomes=WAGE, rigid_spending_12_months="60000.00", applied_for=None)
    case = await city.open(SPENDING_AID, AssistanceSpendingAidApplied(application=of, cause=SpendingCause.MEDICAL))
    await case.decide("acceptance")
    await case.refuse("spending_aid", reasons=REASONS)

    record = await case.closed()

    assert record.outcome == "refused"
    assert REASONS in hearing_letters(city)[0]
