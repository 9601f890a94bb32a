"""Assistance: from the application to the recognition, and every other end."""

from typing import Any

from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
    AssistancePapersSupplied,
)
from events.contracts.early_warning import AlertHelpArranged
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.questions import ItemCode
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows import applications
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCity
from tests.workflows.paper_offices import NOTHING, PENDING, answered, in_turn, refused


async def applied(city: PaperCity, *questions: str, **changed: Any) -> PaperCase:
    case = await city.open(ASSISTANCE, applications.submitted(city.number, **changed))
    for question in questions:
        await case.decide(question)
    return case


@recorded(ASSISTANCE, ORDINARY, SHORT_DAY)
async def granted(city: PaperCity) -> PaperCase:
    return await applied(city, "acceptance", "opinion", "confirmation")


@recorded(ASSISTANCE, "edge-instead")
async def edge(city: PaperCity) -> PaperCase:
    return await applied(city, "acceptance", "opinion", "confirmation", incomes=applications.EDGE)


@recorded(ASSISTANCE, "refused", SHORT_DAY)
async def rich(city: PaperCity) -> PaperCase:
    pension = [{"person": applications.APPLICANT, "kind": "pension", "monthly": "18000.00"}]
    return await applied(city, "acceptance", "opinion", "confirmation", incomes=pension)


@recorded(ASSISTANCE, "refusal-heard", SHORT_DAY)
async def refused_by_the_county(city: PaperCity) -> PaperCase:
    case = await applied(city, "acceptance", "opinion", incomes=applications.EDGE)
    await case.refuse("confirmation")
    return case


@recorded(ASSISTANCE, "closed-incomplete", SHORT_DAY)
async def incomplete(city: PaperCity) -> PaperCase:
    return await applied(city, pledge_signed=False)


@recorded(ASSISTANCE, "not-accepted")
async def corrected_in_vain(city: PaperCity) -> PaperCase:
    withheld = applications.authorised(applications.APPLICANT)
    case = await applied(city, authorisations=withheld)
    await case.hears(applications.corrected(city.number, authorisations=withheld))
    await case.decide("acceptance")
    return case


@recorded(ASSISTANCE, "objection-upheld", SHORT_DAY)
async def objected(city: PaperCity) -> PaperCase:
    case = await applied(city)
    grounds = {**applications.about(city.number), "grounds": "家中有营运车辆"}
    await case.hears(AssistanceObjectionRaised.model_validate(grounds))
    for question in ("acceptance", "opinion", "panel", "opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "findings-corrected", SHORT_DAY)
async def scrapped_car(city: PaperCity) -> PaperCase:
    city.departments.says("public-security", "means", applications.found(ItemCode.VEHICLE, count=1))
    proof = applications.item(ItemCode.VEHICLE, count=0).model_dump(mode="json")
    answer = {**applications.about(city.number), "objects": True, "corrected": [proof]}
    case = await applied(city)
    await case.hears(AssistanceFindingsAnswered.model_validate(answer))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "returned")
async def returned(city: PaperCity) -> PaperCase:
    case = await applied(city, "acceptance", "opinion", incomes=applications.EDGE, relative_of_staff=True)
    await case.decide("confirmation", "return")
    await case.decide("opinion", "survey_again")
    for question in ("opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "late-answer", UNHURRIED_DAY)
async def assessed_again(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await applied(city, "acceptance", "opinion", incomes=applications.EDGE)
    await case.asks("confirmation")
    await city.case(MEANS_CHECK).answered("means/education/1", "education", "means")
    for question in ("opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "evidence-gap", UNHURRIED_DAY)
async def silent_department(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await applied(city, "acceptance", "opinion", incomes=applications.EDGE)
    await case.decide("confirmation", evidence_gap=True)
    return case


@recorded(ASSISTANCE, "emergency-alone")
async def struck_by_fire(city: PaperCity) -> PaperCase:
    elsewhere = {"local": False, "region": "340100"}
    case = await applied(city, "emergency", applied_for=None, emergency=applications.FIRE, household=elsewhere,
                         consents=["charity-aid"])  # fmt: skip
    await case.hears(AssistancePapersSupplied.model_validate(applications.about(city.number)))
    return case


@recorded(ASSISTANCE, "emergency-first", SHORT_DAY)
async def paid_first(city: PaperCity) -> PaperCase:
    return await applied(city, "emergency", "acceptance", "opinion", "confirmation", emergency=applications.FIRE,
                         incomes=applications.EDGE)  # fmt: skip


@recorded(ASSISTANCE, "after-an-alert")
async def after_an_alert(city: PaperCity) -> PaperCase:
    form = applications.application(city.number, incomes=applications.EDGE).model_dump(mode="json")
    city.departments.says("civil-affairs", "application_form", answered(application=form))
    case = await city.open(ASSISTANCE, AlertHelpArranged.model_validate({
        "case": "early-warning:p-0001:medical:2026", "person": applications.APPLICANT,
        "household": applications.HOUSEHOLD, "number": city.number,
    }))  # fmt: skip
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "repaired", SHORT_DAY)
async def no_account(city: PaperCity) -> PaperCase:
    city.departments.says("finance", "open_payment", in_turn(refused("账户已注销"), NOTHING))
    case = await applied(city, "acceptance", "opinion", "confirmation")
    await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))
    await case.repair()
    return case


@recorded(ASSISTANCE, "withdrawn")
async def taken_back(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await applied(city, "acceptance")
    await case.until(lambda record: record.children)
    await case.hears(AssistanceApplicationWithdrawn.model_validate(applications.about(city.number)))
    return case
