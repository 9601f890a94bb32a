"""A household asks for one more item of its list: its owner is asked, and the answer stands in the list (domain 13)."""

from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import upgrade
from events.contracts.civil_affairs import AssistanceItemRequested
from policy.item_requests import NOT_MEANT, NOT_RECOGNISED
from registry.services import ITEM_REQUEST
from tests.activities.register import lists
from tests.activities.register.lists import FATHER, MOTHER
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import PENDING

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

ON = date(2026, 4, 10)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


@pytest.fixture
def family(book, city):
    """The household of the lists, under the name of the city."""
    found = lists.register(book.engine, book)
    household = {**lists.snapshot().application.household.model_dump(), "ref": city.number}
    application = {**lists.snapshot().application.model_dump(), "household": household}
    lists.recognised(found, household=city.number, case=f"assistance:{city.number}", items=[], decisions=[],
                     snapshot=lists.snapshot(application=application))  # fmt: skip
    return found


async def asked(city: PaperCity, item: str) -> PaperCase:
    about = {"number": city.number, "household": city.number, "item": item, "on": ON}
    return await city.open(ITEM_REQUEST, AssistanceItemRequested.model_validate(about))


def listed(family, city: PaperCity, item: str):
    shown = family.lists.list_of(lists.by(household=city.number), 2026)
    return [row for row in shown.rows if row.item == item], {gap.item for gap in shown.gaps}


async def test_the_owner_is_asked_and_its_answer_stands_in_the_list(city, family):
    _, before = listed(family, city, "disability-nursing")
    opened = await asked(city, "disability-nursing")
    record = await opened.closed()

    ((row,), after) = listed(family, city, "disability-nursing")
    (question,) = city.departments.bodies("linked_item")

    assert (record.outcome, record.unit) == ("item_asked", "CZ-TN-LL")
    assert question["details"]["item"] == "disability-nursing"
    assert [one["ref"] for one in question["subjects"]] == [FATHER]
    assert city.sent(opened) == ["assistance.linked-item-settled"]
    assert (row.status, row.case, row.event) == ("served", opened.id, record.announced[0].id)
    assert "disability-nursing" in before - after


async def test_asking_is_the_consent_that_an_optional_item_needs(city, family):
    record = await (await asked(city, "women-aid")).closed()

    (question,) = city.departments.bodies("linked_item")
    assert record.outcome == "item_asked"
    assert [one["ref"] for one in question["subjects"]] == [MOTHER]


async def test_silence_is_not_reported_and_no_refusal(city, family):
    city.departments.says("human-resources", "linked_item", PENDING)
    record = await (await asked(city, "employment-aid")).closed()

    ((row,), gaps) = listed(family, city, "employment-aid")
    assert record.outcome == "item_asked"
    assert (row.status, row.amount) == ("not reported", None)
    assert "employment-aid" in gaps


async def test_what_is_meant_for_nobody_there_is_explained_and_not_refused(city, family):
    record = await (await asked(city, "university-aid")).closed()

    assert record.outcome == "guided"
    assert [body["details"]["text"] for body in city.departments.bodies("deliver_notice")] == [NOT_MEANT]
    assert city.departments.bodies("linked_item") == []


async def test_who_is_recognised_no_more_is_told_where_to_apply(city, family):
    ended = {"benefit": "low_income", "amount": None, "first": date(2026, 3, 1), "state": "ended"}
    lists.changed(family, ended, on=date(2026, 2, 20), number=3, household=city.number, case=f"review:{city.number}")

    record = await (await asked(city, "disability-nursing")).closed()

    assert record.outcome == "guided"
    assert [body["details"]["text"] for body in city.departments.bodies("deliver_notice")] == [NOT_RECOGNISED]


async def test_a_household_that_nobody_knows_is_asked_for_nowhere(city):
    record = await (await asked(city, "disability-nursing")).closed()

    assert record.outcome == "household_unknown"
    assert city.departments.asked == []
