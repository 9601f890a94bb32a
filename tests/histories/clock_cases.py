"""Limits that an officer moved, consents that were taken back, and sources that were asked in another's place."""

from datetime import date

from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.assessments import MeansRequest
from schemas.clocks import ExtensionOrder, PauseOrder, ResumeOrder
from tests.histories.recorded import recorded
from tests.workflows.applications import APPLICANT, EDGE, about, application, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import UNHURRIED_DAY, PaperCity
from tests.workflows.paper_offices import PENDING


async def accepted(city: PaperCity) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    return case


@recorded(ASSISTANCE, "extended-and-paused")
async def moved(city: PaperCity) -> PaperCase:
    case = await accepted(city)
    await case.asks("opinion")
    await case.clock("extend", ExtensionOrder.model_validate({"officer": "CZ-TN.bureau", "reasons": "跨省核对"}))
    still = {"officer": "CZ-TN.head", "ground": "appraisal", "evidence": "鉴定委托书17号", "until": "2030-01-31"}
    await case.clock("pause", PauseOrder.model_validate(still))
    await case.clock("resume", ResumeOrder.model_validate({"officer": "CZ-TN.head", "reasons": "鉴定意见已出具"}))
    for question in ("opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "consent-withdrawn")
async def taken_back(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await accepted(city)
    await case.until(lambda record: record.children)
    await case.hears(AssistanceConsentWithdrawn.model_validate({
        **about(city.number), "person": APPLICANT, "on": date(2026, 3, 10)}))  # fmt: skip
    return case


@recorded(MEANS_CHECK, "substituted", UNHURRIED_DAY)
async def instead(city: PaperCity) -> PaperCase:
    city.departments.says("natural-resources", "means", PENDING)
    case = await city.open(MEANS_CHECK, request=MeansRequest(application=application(city.number)))
    await case.until(lambda record: record.stage == "report incomplete")
    await case.answered("means/natural-resources/1", "natural-resources", "means")
    return case
