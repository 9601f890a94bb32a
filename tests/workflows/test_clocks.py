"""Statutory clocks (domain 2.3): every rung rings once, and no limit ever decides anything."""

import pytest

from registry.services import ASSISTANCE
from schemas.cases import CaseRecord
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, in_turn, refused

pytestmark = pytest.mark.platform


async def left_alone(city: PaperCity) -> PaperCase:
    """An accepted application whose opinion nobody gives while weeks go by."""
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.until(lambda record: announced(record).count("case.deadline-breached") == 2)
    return case


def rungs(record: CaseRecord) -> dict[str, tuple[str, ...]]:
    return {clock.name: clock.rungs for clock in record.clocks}


async def test_weeks_without_a_decision_ring_every_rung_once_and_decide_nothing(city: PaperCity) -> None:
    case = await left_alone(city)

    record = await case.record()

    assert (record.status, record.outcome) == ("open", None)
    assert record.pending is not None
    assert record.pending.question == "opinion"
    assert [set(each) for each in rungs(record).values()] == [{"70 %", "1 working day left", "breach"}] * 2
    steps = [(said["step"], said["waiting_on"]) for said in city.said(case, "case.deadline-breached")]
    assert sorted(steps) == [("opinion", "person:town lead@CZ-TN-LL"), ("total", "case")]
    approached = [said["step"] for said in city.said(case, "case.deadline-approached")]
    assert sorted(approached) == ["opinion", "opinion", "total", "total"]


async def test_a_decision_after_every_limit_is_as_good_as_one_in_time(city: PaperCity) -> None:
    case = await left_alone(city)

    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert record.outcome == "granted"
    assert city.sent(case).count("case.deadline-breached") == 2 + rungs(record)["confirmation"].count("breach")


@calm
async def test_a_clock_ends_with_its_step_and_rings_no_more(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)

    record = await case.closed()

    assert {clock.name: clock.state for clock in record.clocks} == {
        "total": "ended", "opinion": "ended", "confirmation": "ended",
    }  # fmt: skip
    assert set(rungs(record).values()) == {()}


@calm
async def test_the_statutory_limit_of_the_whole_is_met_by_the_decision_and_not_by_what_follows(
    city: PaperCity,
) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)

    record = await case.until(lambda now: now.waiting_on == "linked items: education")

    assert [clock.state for clock in record.clocks if clock.name == "total"] == ["ended"]


async def test_a_case_that_an_operator_must_repair_keeps_its_limits_running(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "post_publicity", in_turn(refused("公示栏已撤除")))
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.decide("acceptance")
    await case.decide("opinion")

    record = await case.until(lambda now: "breach" in rungs(now)["total"])

    assert (record.waiting_on or "").startswith("operator:")
    assert record.outcome is None
