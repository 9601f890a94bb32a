"""Whole limits at their true length: days last a day, and a server that skips idle time lets them pass.

The recorded moments are those of the law, whatever the day on which the tests run.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import date, timedelta

import pytest
import pytest_asyncio
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from policy.deadlines import due
from registry.departments import FINANCIAL_INSTITUTIONS
from registry.services import ASSISTANCE, EARLY_WARNING, MEANS_CHECK
from schemas.assessments import MeansRequest
from schemas.limits import Due, calendar_days, working_days
from tests.workflows.alerts import crossed
from tests.workflows.applications import application, submitted
from tests.workflows.paper_city import SERVER, PaperCities, PaperCity
from tests.workflows.paper_offices import PENDING, answered, in_turn

pytestmark = pytest.mark.platform

SKIPPING = ["--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def patient_city() -> AsyncIterator[Callable[[], PaperCity]]:
    """Founds cities in which a day lasts a day."""
    async with (
        await WorkflowEnvironment.start_time_skipping_v2(
            **SERVER, dev_server_extra_args=SKIPPING, data_converter=pydantic_data_converter
        ) as environment,
        AsyncExitStack() as running,
    ):
        cities = PaperCities("", running)
        await cities.served(environment.client, timedelta(days=1))
        yield lambda: cities.known(PaperCity(environment.client))


@pytest.fixture
def city(patient_city: Callable[[], PaperCity], nothing_broke: None) -> PaperCity:
    return patient_city()


async def test_a_silent_bank_is_waited_for_10_working_days_and_asked_again_30_days_later_ac_m4(city: PaperCity) -> None:
    city.departments.says(FINANCIAL_INSTITUTIONS.id, "means", PENDING)
    case = await city.open(MEANS_CHECK, request=MeansRequest(application=application(city.number)))

    record = await case.closed()

    first, second = (Due.model_validate(body["due"]) for body in city.departments.bodies("means")
                     if body["department"] == FINANCIAL_INSTITUTIONS.id)  # fmt: skip
    (requery,) = (clock.due for clock in record.clocks)
    assert record.outcome == "incomplete"
    assert first.day == due(first.start, working_days(10)).day
    assert requery.day == due(first.at, calendar_days(30)).day
    assert second.day == due(requery.at, working_days(10)).day
    reminded = [date.fromisoformat(said["due"]) for said in city.said(case, "case.department-reminded")]
    assert reminded == [first.day, first.day, second.day, second.day]


async def test_papers_are_waited_for_15_calendar_days_and_no_longer(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False))

    record = await case.closed()

    (correction,) = (clock.due for clock in record.clocks)
    assert record.outcome == "closed_incomplete"
    assert correction.day == due(correction.start, calendar_days(15)).day
    assert city.said(case, "assistance.correction-requested")[0]["until"] == str(correction.day)
    closed = next(line.at for line in record.announced if line.type.endswith("assistance.closed.v1"))
    assert timedelta(0) <= closed - correction.at < timedelta(minutes=1)


async def test_an_opinion_is_posted_for_7_days_before_the_county_is_asked(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    dues = {clock.name: clock.due for clock in record.clocks}
    assert dues["total"].day == due(dues["total"].start, working_days(30)).day
    assert dues["publicity"].day == due(dues["publicity"].start, calendar_days(7)).day
    assert timedelta(0) <= dues["confirmation"].start - dues["publicity"].at < timedelta(minutes=1)
    assert city.said(case, "assistance.publicity-posted")[0]["until"] == str(dues["publicity"].day)
    valid_from = date.fromisoformat(city.said(case, "assistance.identity-confirmed")[0]["valid_from"])
    confirmed = record.rulings[-1].at.date()
    assert valid_from == (confirmed.replace(day=1) + timedelta(days=32)).replace(day=1)


async def test_a_declined_visit_is_made_again_30_days_later(city: PaperCity) -> None:
    visits = in_turn(answered(result="DECLINED"), answered(result="NOT_IN_NEED"))
    city.departments.says("civil-affairs", "alert_visit", visits)
    case = await city.open(EARLY_WARNING, crossed(city.number), key=("medical", "2026"))

    await case.decide("closure")
    await case.closed()

    first, second = (Due.model_validate(body["due"]) for body in city.departments.bodies("alert_visit"))
    review = due(first.start, calendar_days(30))
    assert timedelta(0) <= second.start - review.at < timedelta(minutes=1)
