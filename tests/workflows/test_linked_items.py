"""What follows a recognition (domain 3.8, 3.10): payment, letter, and each department's own decision on its item."""

import pytest

from registry.services import ASSISTANCE
from schemas.cases import CaseRecord
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, answered, refused

pytestmark = pytest.mark.platform

ITEMS = ["emergency-aid", "medical-premium-aid", "school-aid", "women-aid"]
"""What the edge household of the tests is owed after a fire, and what it asked for."""


async def recognised(city: PaperCity) -> PaperCase:
    fire = {"cause": "fire", "happened_on": "2026-03-01", "need": "800.00"}
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, consents=["women-aid"], emergency=fire))
    await case.decide("emergency", "decline")
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


def results(record: CaseRecord) -> dict[str, str]:
    return {line.subject: line.status.value for line in record.asked if line.topic == "linked_item"}


async def test_each_linked_item_has_its_own_result(city: PaperCity) -> None:
    city.departments.says("medical-insurance", "linked_item", refused("本年度已参保"))
    city.departments.says("education", "linked_item", PENDING)
    city.departments.says("womens-federation", "linked_item", answered(granted=False))
    case = await recognised(city)

    record = await case.closed()

    assert record.outcome == "granted"
    assert results(record) == dict(zip(ITEMS, ("answered", "refused", "silent", "answered"), strict=True))
    settled = {said["item"]: (said["status"], said["granted"])
               for said in city.said(case, "assistance.linked-item-settled")}  # fmt: skip
    assert settled == {
        "emergency-aid": ("answered", True),
        "medical-premium-aid": ("refused", None),
        "school-aid": ("silent", None),
        "women-aid": ("answered", False),
    }


@calm
async def test_an_item_that_was_taken_on_is_settled_by_the_answer_that_comes(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await recognised(city)
    waiting = await case.until(lambda now: now.waiting_on == "linked items: education")

    await case.answered("linked_item/school-aid", "education", "linked_item", result={"granted": True})
    record = await case.closed()

    assert results(waiting)["school-aid"] == "pending"
    assert results(record) == dict.fromkeys(ITEMS, "answered")


@calm
async def test_a_department_learns_of_its_item_no_more_than_it_needs(city: PaperCity) -> None:
    case = await recognised(city)
    await case.closed()

    school = next(body for body in city.departments.bodies("linked_item") if body["details"]["item"] == "school-aid")

    assert [each["ref"] for each in school["subjects"]] == ["p-0003"]
    assert set(school["details"]) == {"item", "category", "valid_from"}
