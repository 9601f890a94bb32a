"""Means checks: everybody answers, one is late, one is silent, one is out of reach."""

from registry.services import MEANS_CHECK
from schemas.assessments import MeansRequest
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows import applications
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCity
from tests.workflows.paper_offices import NOTHING, PENDING, UNREACHABLE, in_turn


async def checked(city: PaperCity) -> PaperCase:
    request = MeansRequest(application=applications.application(city.number))
    return await city.open(MEANS_CHECK, request=request)


@recorded(MEANS_CHECK, ORDINARY)
async def everybody_answers(city: PaperCity) -> PaperCase:
    return await checked(city)


@recorded(MEANS_CHECK, "late-answer", UNHURRIED_DAY)
async def superseded(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await checked(city)
    await case.until(lambda record: record.stage == "report incomplete")
    await case.answered("means/education/1", "education", "means")
    return case


@recorded(MEANS_CHECK, "silent", SHORT_DAY)
async def never_answered(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    return await checked(city)


@recorded(MEANS_CHECK, "unreachable")
async def reached_later(city: PaperCity) -> PaperCase:
    city.departments.says("taxation", "means", in_turn(UNREACHABLE, UNREACHABLE, UNREACHABLE, NOTHING))
    return await checked(city)
