"""Aid for spending: paid by the county, paid by the town, refused, objected to, taken back."""

from typing import Any

from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceObjectionRaised,
    AssistanceSpendingAidApplied,
)
from registry.services import SPENDING_AID
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.applications import HOUSEHOLD, SPOUSE, application
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCity

ELSEWHERE = {"local": False, "region": "320500"}


async def applied(city: PaperCity, spent: str = "60000.00", monthly: str = "6000.00", **changed: Any) -> PaperCase:
    wage = ({"person": SPOUSE, "kind": "wage", "monthly": monthly},)
    of = application(city.number, incomes=wage, rigid_spending_12_months=spent, applied_for=None, **changed)
    case = await city.open(SPENDING_AID, AssistanceSpendingAidApplied.model_validate(
        {"application": of, "cause": "medical"}))  # fmt: skip
    await case.decide("acceptance")
    return case


def about(city: PaperCity) -> dict[str, str]:
    return {"number": city.number, "household": HOUSEHOLD, "service": SPENDING_AID.id}


@recorded(SPENDING_AID, ORDINARY, SHORT_DAY)
async def paid_by_the_county(city: PaperCity) -> PaperCase:
    case = await applied(city)
    await case.decide("spending_aid")
    return case


@recorded(SPENDING_AID, "by-the-town", SHORT_DAY)
async def paid_by_the_town(city: PaperCity) -> PaperCase:
    case = await applied(city, "4000.00", "400.00")
    await case.decide("spending_aid")
    return case


@recorded(SPENDING_AID, "refused", SHORT_DAY)
async def refused_for_too_few_months(city: PaperCity) -> PaperCase:
    case = await applied(city, household=ELSEWHERE)
    await case.decide("spending_aid", "refuse")
    return case


@recorded(SPENDING_AID, "objection-upheld", UNHURRIED_DAY)
async def posted_twice(city: PaperCity) -> PaperCase:
    case = await applied(city)
    await case.until(lambda record: record.stage == "publicity")
    await case.hears(AssistanceObjectionRaised.model_validate({**about(city), "grounds": "有新房"}))
    await case.decide("panel", "upheld")
    await case.decide("spending_aid")
    return case


@recorded(SPENDING_AID, "withdrawn", UNHURRIED_DAY)
async def taken_back(city: PaperCity) -> PaperCase:
    case = await applied(city)
    await case.until(lambda record: record.stage == "publicity")
    await case.hears(AssistanceApplicationWithdrawn.model_validate(about(city)))
    return case
