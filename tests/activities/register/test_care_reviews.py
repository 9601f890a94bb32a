"""A change in the care of a destitute person: tested again, announced as a fact, decided by a review (domain 3.6)."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import upgrade
from events.contracts.catalogue import opened
from events.contracts.civil_affairs import CareChangeReported
from events.contracts.envelope import Event
from registry.services import ASSISTANCE, CARE_REVIEW, REVIEW
from schemas.daily_living import Activity
from schemas.household_files import EntitlementLine
from tests.activities.register.entries import request
from tests.workflows.applications import authorised, person, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import PENDING, answered

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

ALL_SIX = {activity.value: True for activity in Activity}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    kept = SqlBook(address)
    yield kept
    kept.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book: SqlBook) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as of_all:
        yield of_all


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


def ref(city: PaperCity) -> str:
    return f"p-{city.number}"


def household(city: PaperCity) -> str:
    return f"h-{city.number}"


def assessors_find(city: PaperCity, *cannot: Activity) -> None:
    can = {**ALL_SIX, **{activity.value: False for activity in cannot}}
    city.departments.says("civil-affairs", "self_care", answered(findings=[{"person": ref(city), "can": can}]))


async def supported(city: PaperCity, **changed: Any) -> date:
    """An old man alone who can do everything: 1,560.00 a month; the first month."""
    members = [person(ref(city), "1950-03-15", "male", "applicant", own_obligor_able=False)]
    alone = {"household": {"ref": household(city), "members": members}, "incomes": [],
             "authorisations": authorised(ref(city)), "applied_for": "destitute"}  # fmt: skip
    assessors_find(city)
    case = await city.open(ASSISTANCE, submitted(city.number, **alone, **changed))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()
    assert record.amount == Decimal("1560.00")
    return record.decisions[-1].on


async def reported(city: PaperCity, on: date, change: str = "self-care", **changed: Any) -> PaperCase:
    said = {"person": ref(city), "household": household(city), "change": change, "on": on,
            "reported_on": on + timedelta(days=2), **changed}  # fmt: skip
    return await city.open(CARE_REVIEW, CareChangeReported.model_validate(said), key=(change, str(on)))


def announced(city: PaperCity, case: PaperCase) -> Event:
    """What the case told the others, as the bridge opens it."""
    return next(opened(envelope) for _, envelope in city.post.sent if envelope.subject == case.id)


async def decided(city: PaperCity, case: PaperCase) -> None:
    """The county decides on what follows from it, in a review."""
    await case.closed()
    review = await city.open(REVIEW, announced(city, case), key=(case.id.rpartition(":")[2],))
    await review.decide("review")
    await review.closed()


def rights(book: SqlBook, city: PaperCity) -> list[EntitlementLine]:
    file = book.household_file(request(household(city)))
    assert file is not None
    return list(file.entitlements)


async def test_who_can_do_less_is_paid_more_from_the_month_after_it_was_so(city: PaperCity, book: SqlBook) -> None:
    since = await supported(city) + timedelta(days=70)
    assessors_find(city, Activity.WALK, Activity.BATHE, Activity.TOILET)

    case = await reported(city, since)
    record = await case.closed()
    await decided(city, case)

    asked = city.departments.bodies("self_care")[-1]
    assert record.outcome == "reassessed"
    assert city.sent(case) == ["care.reassessed"]
    assert (asked["due"]["limit"]["value"], asked["due"]["limit"]["unit"]) == (10, "working days")
    now = next(line for line in rights(book, city) if line.amount == Decimal("1755.00"))
    assert now.decided.first == (since.replace(day=1) + timedelta(days=32)).replace(day=1)


async def test_who_can_do_more_is_paid_less_from_the_month_after_the_test_only(city: PaperCity) -> None:
    since = await supported(city) + timedelta(days=40)
    assessors_find(city, *Activity)
    await decided(city, await reported(city, since))
    assessors_find(city, Activity.BATHE)

    case = await reported(city, since + timedelta(days=31), reported_on=since + timedelta(days=60))
    await case.closed()

    told = announced(city, case).model_dump()
    assert told["self_care"] == "partly lost"
    assert told["on"] == told["reported_on"]
    assert told["on"] >= since + timedelta(days=60)


async def test_a_test_that_finds_the_same_announces_nothing(city: PaperCity) -> None:
    day = await supported(city)

    case = await reported(city, day + timedelta(days=40))

    assert (await case.closed()).outcome == "as_before"
    assert city.sent(case) == []


async def test_assessors_who_do_not_come_change_nothing(city: PaperCity) -> None:
    day = await supported(city)
    city.departments.says("civil-affairs", "self_care", PENDING)

    case = await reported(city, day + timedelta(days=40))
    record = await case.closed()

    assert record.outcome == "no_result"
    assert any("no result of the self-care test" in note for note in record.notes)


async def test_a_place_in_an_institution_that_was_found_changes_the_standard(city: PaperCity, book: SqlBook) -> None:
    day = await supported(city) + timedelta(days=40)
    city.departments.says("civil-affairs", "support_place", answered(chosen="institution", available=True))

    case = await reported(city, day, "place")
    record = await case.closed()
    await decided(city, case)

    assert record.outcome == "moved"
    assert city.sent(case) == ["care.place-changed"]
    assert Decimal("1875.25") in {line.amount for line in rights(book, city)}


async def test_who_is_not_supported_as_destitute_is_not_tested(city: PaperCity) -> None:
    case = await reported(city, date(2026, 5, 4))

    assert (await case.closed()).outcome == "not_supported"
    assert city.departments.asked_for("self_care") == []
