"""Publicity (domain 3.3, steps 8 and 9): silence needs no panel; an objection that holds leads to a new survey."""

import asyncio

import pytest

from events.contracts.civil_affairs import AssistanceObjectionRaised
from registry.services import ASSISTANCE
from schemas.cases import CaseRecord, ClockLine
from tests.workflows.applications import about, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import UNHURRIED_DAY, PaperCity, unhurried

pytestmark = pytest.mark.platform


def objection(city: PaperCity, grounds: str = "家中有营运车辆") -> AssistanceObjectionRaised:
    return AssistanceObjectionRaised.model_validate({**about(city.number), "grounds": grounds})


async def objected(city: PaperCity) -> PaperCase:
    """A case with an objection that came before anything was posted, so that no clock is raced."""
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.hears(objection(city))
    await case.decide("acceptance")
    await case.decide("opinion")
    return case


async def test_an_upheld_objection_leads_to_a_new_survey_a_new_opinion_and_a_new_posting(city: PaperCity) -> None:
    case = await objected(city)

    await case.decide("panel", "upheld")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert record.outcome == "granted"
    assert [ruled.question for ruled in record.rulings] == [
        "acceptance", "opinion", "panel", "opinion", "confirmation",
    ]  # fmt: skip
    assert len(record.children) == 2
    assert city.departments.keys("post_publicity") == ["post_publicity/1", "post_publicity/2"]
    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/town/2"]


async def test_a_rejected_objection_goes_on_to_the_county_without_a_new_survey(city: PaperCity) -> None:
    case = await objected(city)

    panel = await case.asks("panel")
    await case.decide("panel", "rejected")
    await case.decide("confirmation")
    record = await case.closed()

    assert panel.proposal == "家中有营运车辆"
    assert record.outcome == "granted"
    assert len(record.children) == 1
    assert city.departments.keys("post_publicity") == ["post_publicity/1"]


@unhurried
async def test_the_notice_hangs_for_all_its_days_when_an_objection_was_rejected(city: PaperCity) -> None:
    case = await objected(city)

    await case.asks("panel")
    at_the_panel = posting(await case.record())
    await case.decide("panel", "rejected")
    again = await case.until(lambda now: now.stage == "publicity")
    await case.asks("confirmation")
    afterwards = posting(await case.record())

    assert (at_the_panel.state, afterwards.state) == ("running", "passed")
    assert again.waiting_on == "publicity"


@unhurried
async def test_a_second_neighbour_is_heard_while_the_same_notice_hangs(city: PaperCity) -> None:
    case = await objected(city)

    await case.decide("panel", "rejected")
    await case.hears(objection(city, "家中另有出租房"))
    panel = await case.until(lambda now: now.pending and now.pending.proposal == "家中另有出租房")
    await case.decide("panel", "upheld")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert panel.pending is not None
    assert panel.pending.question == "panel"
    assert [ruled.choice for ruled in record.rulings if ruled.question == "panel"] == ["rejected", "upheld"]
    assert [note.split()[0] for note in record.notes] == ["公示期间异议1不成立", "公示期间异议2成立"]
    assert city.departments.keys("post_publicity") == ["post_publicity/1", "post_publicity/2"]


@unhurried
async def test_who_objects_while_the_panel_sits_is_heard_although_the_days_are_over(city: PaperCity) -> None:
    case = await objected(city)

    await case.asks("panel")
    await case.hears(objection(city, "家中另有出租房"))
    await asyncio.sleep(8 * UNHURRIED_DAY.total_seconds())
    await case.decide("panel", "rejected")
    await case.until(lambda now: now.pending and now.pending.proposal == "家中另有出租房")
    await case.decide("panel", "rejected")
    await case.decide("confirmation")

    assert (await case.closed()).outcome == "granted"


def posting(record: CaseRecord) -> ClockLine:
    (clock,) = (each for each in record.clocks if each.name == "publicity")
    return clock


async def test_a_town_lead_may_want_the_survey_again(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))

    await case.decide("acceptance")
    await case.decide("opinion", "survey_again")
    await case.refuse("opinion")
    record = await case.until(lambda now: now.pending and now.pending.question == "confirmation")

    assert len(record.children) == 2
    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/town/2"]
    assert city.departments.keys("post_publicity") == []


async def test_a_county_that_returns_a_case_gets_a_new_opinion_before_it_confirms(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    for question in ("acceptance", "opinion"):
        await case.decide(question)

    await case.decide("confirmation", "return", reasons="入户调查记录不完整")
    await case.decide("opinion", "as_assessed")
    await case.decide("confirmation")
    record = await case.closed()

    assert record.outcome == "granted"
    assert [ruled.choice for ruled in record.rulings] == ["accept", "as_assessed", "return", "as_assessed", "confirm"]
    assert city.departments.keys("open_payment") == ["low_income"]
