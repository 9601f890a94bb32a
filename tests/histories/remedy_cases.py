"""Remedies: upheld; revoked and decided anew; a silent review body. No register here: nobody knows the decision."""

from datetime import date

from events.contracts.remedies import RemedyDecided, RemedyFiled
from registry.services import REMEDY
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.applications import application
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.paper_offices import answered

ON = date(2026, 11, 2)


async def filed(city: PaperCity, path: str) -> PaperCase:
    about = {"of_case": f"assistance:{city.number}", "household": "h-0001", "path": path}
    event = RemedyFiled.model_validate({
        **about, "respondent": "CZ-TN", "number": "2026-1", "known_on": ON, "filed_on": ON, "reported_on": ON,
    })  # fmt: skip
    case = await city.open(REMEDY, event, key=("assistance", city.number, path))
    await case.until(lambda record: record.waiting_on)
    return case


async def ends(city: PaperCity, case: PaperCase, path: str, result: str) -> None:
    await case.hears(RemedyDecided.model_validate({
        "of_case": f"assistance:{city.number}", "household": "h-0001", "path": path, "result": result,
        "decided_on": ON, "reported_on": ON}))  # fmt: skip


@recorded(REMEDY, ORDINARY)
async def upheld(city: PaperCity) -> PaperCase:
    case = await filed(city, "court")
    await ends(city, case, "court", "upheld")
    return case


@recorded(REMEDY, "decided-anew")
async def revoked(city: PaperCity) -> PaperCase:
    form = answered(application=application(city.number).model_dump(mode="json"))
    city.departments.says("civil-affairs", "application_form", form)
    case = await filed(city, "court")
    await ends(city, case, "court", "revoked")
    await case.decide("new_decision")
    return case


@recorded(REMEDY, "silent-review-body", SHORT_DAY)
async def silent(city: PaperCity) -> PaperCase:
    case = await filed(city, "reconsideration")
    await case.until(lambda record: any("breach" in clock.rungs for clock in record.clocks))
    await ends(city, case, "reconsideration", "dismissed")
    return case
