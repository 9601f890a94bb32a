"""Active discovery (domain 3.2, 6): a grid worker saw somebody; the town visits, help follows, the grid hears of it."""

from typing import Any

import pytest

from events.contracts.assistance import AssistanceClosed
from events.contracts.early_warning import AlertHelpArranged
from events.contracts.grid import GridLeadReported
from registry.services import ASSISTANCE, EARLY_WARNING
from tests.workflows.applications import EDGE, HOUSEHOLD, application
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import answered, in_turn

pytestmark = [pytest.mark.platform, calm]


def lead(person: str, number: str = "G-1", **changed: Any) -> GridLeadReported:
    return GridLeadReported.model_validate({
        "number": number, "person": person, "seen_on": "2026-03-02", "residence_town": "CZ-WJ-HT", **changed,
    })  # fmt: skip


async def reported(city: PaperCity, result: str = "NOT_IN_NEED", **found: object) -> PaperCase:
    city.departments.says("civil-affairs", "alert_visit", answered(result=result, **found))
    return await city.open(EARLY_WARNING, lead(city.number), key=("grid", "2026"))


async def test_a_lead_is_graded_visited_closed_by_the_county_and_answered_to_the_grid(city: PaperCity) -> None:
    case = await reported(city)

    ask = await case.asks("closure")
    await case.decide("closure")
    record = await case.closed()

    assert (ask.role, ask.unit) == ("county section head", "CZ-WJ")
    assert (record.outcome, record.category, record.unit) == ("not_in_need", "yellow", "CZ-WJ-HT")
    assert record.decisions[0].rule == "hardship_grading"
    assert city.sent(case) == ["alert.graded", "alert.dispatched", "alert.closed", "grid.lead-closed"]
    assert city.said(case, "grid.lead-closed") == [
        {"case": case.id, "person": city.number, "number": "G-1", "result": "NOT_IN_NEED"}
    ]


async def test_nobody_but_the_county_says_that_no_help_is_needed(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit", in_turn(answered(result="NOT_IN_NEED"),
                          answered(result="REFERRED")))  # fmt: skip
    case = await city.open(EARLY_WARNING, lead(city.number), key=("grid", "2026"))

    await case.decide("closure", "continue", reasons="未见到本人居住环境")
    await case.decide("closure")

    assert (await case.closed()).outcome == "referred"


async def test_a_graver_lead_raises_the_grade_and_every_lead_is_answered(city: PaperCity) -> None:
    case = await reported(city)
    await case.asks("closure")

    await case.hears(lead(city.number, "G-2"))
    await case.hears(lead(city.number, "G-3", circumstance="no food or shelter"))
    await case.until(lambda record: record.category == "red")
    await case.decide("closure")
    await case.closed()

    assert [said["grade"] for said in city.said(case, "alert.graded")] == ["yellow", "red"]
    assert [said["number"] for said in city.said(case, "grid.lead-closed")] == ["G-1", "G-2", "G-3"]


async def test_help_opens_the_application_whose_form_the_visitors_filled_in(city: PaperCity) -> None:
    case = await reported(city, "APPLYING", household=HOUSEHOLD, number=city.number)
    await case.until(lambda record: record.waiting_on == f"case assistance:{city.number}")
    arranged = AlertHelpArranged.model_validate(city.said(case, "alert.help-arranged")[0])
    form = application(city.number, incomes=EDGE, door="grid worker").model_dump(mode="json")
    city.departments.says("civil-affairs", "application_form", answered(application=form))

    helped = await city.open(ASSISTANCE, arranged)
    for question in ("acceptance", "opinion", "confirmation"):
        await helped.decide(question)
    ended = await helped.closed()
    await case.hears(AssistanceClosed.model_validate(city.said(helped, "assistance.closed")[0]))
    await case.decide("closure")
    record = await case.closed()

    assert (ended.outcome, record.outcome) == ("granted", "aided")
    assert city.said(helped, "assistance.closed")[0]["alert"] == case.id
    assert city.said(case, "grid.lead-closed")[0]["result"] == "AIDED"
