"""Who decides an application (domain 2.9, 3.3): three steps, three persons, each in their own unit."""

import pytest

from registry.services import ASSISTANCE
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_city import PaperCity, calm

pytestmark = pytest.mark.platform


@calm
async def test_each_step_bars_the_officers_of_the_steps_before(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))

    acceptance = await case.decide("acceptance")
    opinion_asked = await case.asks("opinion")
    opinion = await case.decide("opinion")
    confirmation_asked = await case.asks("confirmation")

    assert opinion_asked.not_by == (acceptance.officer,)
    assert confirmation_asked.not_by == (acceptance.officer, opinion.officer)
    assert (acceptance.officer, opinion.officer) == ("CZ-TN-LL.officer", "CZ-TN-LL.lead")
    assert (confirmation_asked.role, confirmation_asked.unit) == ("county section head", "CZ-TN")


@calm
async def test_who_may_not_decide_is_told_why_and_leaves_no_trace(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.asks("acceptance")
    before = len((await case.handle.fetch_history()).events)

    told = [
        await case.refusal("acceptance", officer=officer)
        for officer in ("CZ-TN-LL.lead", "CZ-TN-DN.officer", "CZ-TN-LL.nobody")
    ]
    after = len((await case.handle.fetch_history()).events)

    assert "is a town lead" in told[0]
    assert "belongs to CZ-TN-DN" in told[1]
    assert "No officer" in told[2]
    assert after == before
    assert (await case.record()).rulings == ()


@calm
async def test_the_second_of_two_officers_is_told_who_decided(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion")
    await case.asks("confirmation")

    await case.decide("confirmation", officer="CZ-TN.head")
    told = await case.refusal_at_once(question="confirmation", choice="refuse", officer="CZ-TN.deputy")

    assert "was decided by CZ-TN.head: confirm" in told
    assert (await case.closed()).outcome == "granted"


@calm
async def test_a_relative_of_staff_is_visited_by_the_county_before_the_confirmation(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, relative_of_staff=True))
    await case.decide("acceptance")
    await case.decide("opinion")

    record = await case.until(lambda now: now.pending and now.pending.question == "confirmation")

    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/county/1"]
    assert [line.subject for line in record.asked if line.topic == "home_visit"] == ["town", "county"]


@calm
async def test_the_zone_without_a_national_code_confirms_its_own_cases(city: PaperCity) -> None:
    zone = {"county": "CZ-JKQ", "town": "CZ-JKQ-HL", "region": "320412"}
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, household=zone))
    await case.decide("acceptance")
    await case.decide("opinion")

    ask = await case.asks("confirmation")

    assert ask.unit == "CZ-JKQ"
    assert "belongs to CZ-WJ" in await case.refusal("confirmation", officer="CZ-WJ.head")
