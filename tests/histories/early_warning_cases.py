"""Early warnings: visited, upgraded, silent, visited again, aided."""

from typing import Any

from events.contracts.assistance import AssistanceClosed
from registry.services import EARLY_WARNING
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows import alerts, applications
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.paper_offices import PENDING, answered, in_turn


async def alerted(city: PaperCity, *visits: Any) -> PaperCase:
    city.departments.says("civil-affairs", "alert_visit", in_turn(*visits))
    return await city.open(EARLY_WARNING, alerts.crossed(city.number), key=("medical", "2026"))


@recorded(EARLY_WARNING, ORDINARY)
async def not_in_need(city: PaperCity) -> PaperCase:
    case = await alerted(city, answered(result="NOT_IN_NEED"))
    await case.decide("closure", "continue")
    await case.decide("closure", "close")
    return case


@recorded(EARLY_WARNING, "upgraded")
async def upgraded(city: PaperCity) -> PaperCase:
    case = await alerted(city, PENDING)
    await case.until(lambda record: record.stage == "visit")
    await case.hears(alerts.crossed(city.number, "20000.00", "20100.00"))
    await case.answered("alert_visit/1", "civil-affairs", "alert_visit", result={"result": "REFERRED"})
    await case.decide("closure")
    return case


@recorded(EARLY_WARNING, "silent-town", SHORT_DAY)
async def silent_town(city: PaperCity) -> PaperCase:
    case = await alerted(city, PENDING, answered(result="CHARITY", charity_consent=True))
    for question in ("coordination", "closure"):
        await case.decide(question)
    return case


@recorded(EARLY_WARNING, "visited-again", SHORT_DAY)
async def visited_again(city: PaperCity) -> PaperCase:
    results = ("UNREACHABLE", "DECLINED", "MOVED")
    case = await alerted(city, *(answered(result=result) for result in results))
    await case.decide("closure")
    return case


@recorded(EARLY_WARNING, "aided")
async def aided(city: PaperCity) -> PaperCase:
    found = {"household": applications.HOUSEHOLD, "number": city.number}
    case = await alerted(city, answered(result="APPLYING", **found))
    await case.until(lambda record: record.stage == "help under way")
    ended = {**found, "case": f"assistance:{city.number}", "outcome": "granted", "alert": case.id}
    await case.hears(AssistanceClosed.model_validate(ended))
    await case.decide("closure")
    return case
