"""Each of the 28 items that can be linked is granted, refused and stopped once (domain 3.8, 3.10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from temporalio.worker import Worker

from activities.calendar import Calendar
from activities.hall import Planner
from activities.law import Law
from activities.outbox import Outbox
from activities.ports import SystemReply
from activities.register import NoBook, Register
from activities.task import tasks
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from policy.offers import OFFERED
from registry.items import ITEMS
from registry.services import ASSISTANCE, REVIEW
from runtime.sandbox import sandbox
from schemas.assessments import ItemsEndedRequest
from schemas.cases import CaseRecord, CaseStart
from schemas.entitlements import Detail
from schemas.households import Category
from schemas.identifiers import ItemId
from schemas.register_entries import ItemsEntry
from tests.workflows.large_household import MEMBERS, large_household
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity
from tests.workflows.paper_offices import PENDING, answered, refused
from tests.workflows.stopping_case import NAME, StoppingCase
from worker import PASSED_THROUGH

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="session")]

QUEUE = "stopping-on-paper"
ENDING = [name for name, offer in OFFERED.items() if offer.ends]
FACT_DAY = date(2026, 5, 14)


@dataclass
class Told:
    """What a case asked the owners, and what it announced of their answers, by item."""

    record: CaseRecord
    asked: dict[str, dict[str, Any]]
    announced: dict[str, dict[str, Any]]


class ItemBook(NoBook):
    """Keeps what is entered of items."""

    def __init__(self) -> None:
        self.entered: list[ItemsEntry] = []

    def enter_items(self, entry: ItemsEntry) -> None:
        self.entered.append(entry)


def told(city: PaperCity, record: CaseRecord, topic: str, event: str) -> Told:
    asked = {body["details"]["item"]: body for body in city.departments.bodies(topic)}
    announced = {said["item"]: said for said in city.post.data(record.case, event)}
    return Told(record, asked, announced)


async def recognised(city: PaperCity, answer: SystemReply) -> Told:
    for item in ITEMS.values():
        city.departments.says(item.owner.id, "linked_item", answer)
    case = await city.open(ASSISTANCE, AssistanceApplicationSubmitted(application=large_household(city.number)))
    await case.decide("emergency", "decline")
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return told(city, await case.closed(), "linked_item", "assistance.linked-item-settled")


async def stopped(city: PaperCity, book: ItemBook, answer: SystemReply) -> Told:
    """Nobody is left of a household that had every item."""
    for item in ITEMS.values():
        city.departments.says(item.owner.id, "linked_item_stop", answer)
    request = ItemsEndedRequest(
        before=large_household(city.number), category_before=Category.LOW_INCOME, after=None, dead=MEMBERS,
        granted=tuple(ITEMS), on=FACT_DAY,
    )  # fmt: skip
    case = city.case(REVIEW)
    start = CaseStart(case=case.id, service=REVIEW.id, request=request.model_dump(mode="json"))
    offices = (Calendar(SHORT_DAY), Planner(Calendar(SHORT_DAY)), Law(), Outbox(city.post), Register(book))
    worker = Worker(city.client, task_queue=QUEUE, workflows=[StoppingCase], workflow_runner=sandbox(*PASSED_THROUGH),
                    activities=[task for office in offices for task in tasks(office)])  # fmt: skip
    async with worker:
        await city.client.start_workflow(NAME, start, id=case.id, task_queue=QUEUE)
        record = await case.closed()
    return told(city, record, "linked_item_stop", "assistance.linked-item-stopped")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def granting(cities: PaperCities) -> Told:
    return await recognised(await cities.founded(SHORT_DAY), answered(granted=True))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def refusing(cities: PaperCities) -> Told:
    return await recognised(await cities.founded(SHORT_DAY), refused("conditions_not_met"))


@pytest.fixture(scope="module")
def book() -> ItemBook:
    return ItemBook()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stopping(cities: PaperCities, book: ItemBook) -> Told:
    return await stopped(await cities.founded(SHORT_DAY), book, answered(stopped=True))


@pytest.mark.parametrize("name", OFFERED)
async def test_an_item_is_asked_of_its_owner_with_what_it_needs_and_granted(granting: Told, name: str) -> None:
    item, question = ITEMS[ItemId(name)], granting.asked[name]

    assert granting.record.outcome == "granted"
    assert question["department"] == item.owner.id
    assert set(question["details"]) <= {"item", *item.shares}
    assert {*item.shares} - {*question["details"]} <= {Detail.VALID_TO}, "low income is not limited"
    assert question["due"]["limit"]["value"] == item.answers_within.value
    assert question["subjects"], "it names for whom"
    assert {each["ref"] for each in question["subjects"]} <= set(MEMBERS)
    assert (granting.announced[name]["status"], granting.announced[name]["granted"]) == ("answered", True)


@pytest.mark.parametrize("name", OFFERED)
async def test_an_item_is_refused_by_its_owner_alone(refusing: Told, name: str) -> None:
    line = next(each for each in refusing.record.asked if each.subject == name)

    assert refusing.record.outcome == "granted"
    assert (line.status, line.reason) == ("refused", "conditions_not_met")
    assert (refusing.announced[name]["status"], refusing.announced[name]["granted"]) == ("refused", None)


@pytest.mark.parametrize("name", ENDING)
async def test_an_item_that_lost_its_condition_is_stopped_by_its_owner(
    stopping: Told, book: ItemBook, name: str
) -> None:
    said = stopping.announced[name]
    question = stopping.asked[name]
    results = [result for result in book.entered[0].results if result.item == name]

    assert question["department"] == ITEMS[ItemId(name)].owner.id
    assert set(question["details"]) == {"item", "from_month", "reason"}
    assert (said["stopped"], said["from_month"]) == (True, "2026-06-01")
    assert said["reason"] == ("identity-ended" if name == "public-housing" else "death")
    assert [(result.ended, result.granted) for result in results] == [(True, None)]


async def test_what_was_given_once_is_never_asked_back(stopping: Told) -> None:
    assert set(stopping.asked) == set(ENDING)
    assert stopping.record.notes == ()


@pytest.mark.parametrize(
    ("answer", "status", "stopped_", "granted"),
    [
        pytest.param(refused("own_ground"), "refused", False, True, id="gives it on a ground of its own"),
        pytest.param(answered(stopped=False), "answered", False, True, id="goes on"),
        pytest.param(PENDING, "silent", None, None, id="has not said"),
    ],
)
async def test_an_item_that_is_not_stopped_stands_as_it_was_and_somebody_reads_of_it(
    cities: PaperCities, answer: SystemReply, status: str, stopped_: bool | None, granted: bool | None
) -> None:
    book = ItemBook()

    found = await stopped(await cities.founded(SHORT_DAY), book, answer)

    said = found.announced["school-aid"]
    result = next(each for each in book.entered[0].results if each.item == "school-aid")
    assert (said["status"], said["stopped"]) == (status, stopped_)
    assert (result.ended, result.granted) == (False, granted)
    assert len(found.record.notes) == len(ENDING)
