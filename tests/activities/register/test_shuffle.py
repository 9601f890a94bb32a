"""Do facts that arrive in any order, doubled and taken back, end in one and the same register? Reviews, with people."""

import random
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from itertools import permutations

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import upgrade
from events.contracts.envelope import Event
from events.contracts.facts import BirthRegistered, FactRevoked, JobStarted, PrisonEntered
from policy.changes import holds
from policy.months import after
from policy.timeline import months
from schemas.facts import FactKind
from schemas.people import Sex
from schemas.questions import ItemCode
from tests.activities.register import test_reviews
from tests.activities.register.test_reviews import died, mine, recognised, review, standing
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, found
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, paper_cities

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

FACTS = 5
ORDERS = sorted(random.Random(7).sample(list(permutations(range(FACTS))), 8))


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    test_reviews.BOOK[:] = [opened]
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


def told(city: PaperCity, first: date) -> tuple[Event, ...]:
    """A death that is told late, a birth, a prison, a job, and the office's word that the job never was."""
    spouse, head = mine(city, SPOUSE), mine(city, APPLICANT)
    job, late = first.replace(day=6), after(first, 2)
    return (
        died(city, CHILD, first.replace(day=12)).model_copy(update={"reported_on": late}),
        BirthRegistered(person=head, child=mine(city, "p-baby"), sex=Sex.FEMALE, on=first.replace(day=3),
                        reported_on=first.replace(day=9)),
        PrisonEntered(person=head, on=after(first).replace(day=6), reported_on=after(first).replace(day=8)),
        JobStarted(person=spouse, on=job, reported_on=job + timedelta(days=2)),
        FactRevoked(person=spouse, kind=FactKind.JOB_STARTED, on=job, reported_on=late),
    )  # fmt: skip


async def decided(city: PaperCity, event: Event) -> str:
    """The review of the fact, decided the ordinary way as long as it asks."""
    case = await review(city, event)
    record = await case.until(lambda now: now.pending or now.status == "closed")
    while record.status != "closed":
        if record.pending is not None:
            await case.decide(record.pending.question)
        record = await case.until(lambda now: now.pending or now.status == "closed")
    return record.outcome or ""


async def ended(city: PaperCity, order: tuple[int, ...]) -> list[object]:
    """What the register holds of each month from the first on, once the facts came in this order."""
    first = await recognised(city)
    job = found(ItemCode.WAGE, "900.00", mine(city, SPOUSE))
    city.departments.says("human-resources", "fact_details", job)
    facts = told(city, first)
    for index in order:
        await decided(city, facts[index])
    known = await standing(city)
    row = [after(first, ahead) for ahead in range(8)]
    held: list[object] = [holds(known.rights, month) for month in row]

    law = {month.month: month.right for month in months(known, after(first, 3))}
    assert held[:4] == [law[month] for month in row[:4]]
    return held


@pytest.mark.parametrize("order", ORDERS, ids=["-".join(map(str, order)) for order in ORDERS])
async def test_the_register_ends_the_same_whatever_came_first(cities: PaperCities, order: tuple[int, ...]):
    held = await ended(await cities.founded(SHORT_DAY), order)

    ENDS.append(held)
    assert held == ENDS[0]


ENDS: list[list[object]] = []
"""What each order ended in; all are compared with the first."""


async def test_the_same_fact_told_twice_is_decided_once(cities: PaperCities):
    city = await cities.founded(SHORT_DAY)
    first = await recognised(city)
    birth = told(city, first)[1]
    assert await decided(city, birth) == "raised"
    before = await standing(city)
    twice = birth.model_copy(update={"reported_on": first.replace(day=20)})

    case = await review(city, twice)
    assert (await case.closed()).outcome == "unchanged"
    assert (await standing(city)).rights == before.rights
