"""One server, one register and one set of workers for the tests of reviews; each test has a household of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import upgrade
from tests.activities.register.reviews.household import Lived
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, UNHURRIED_DAY, PaperCities, paper_cities


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def registered(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[PaperCities, SqlBook]]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    book = SqlBook(address)
    async with paper_cities(book) as cities:
        yield cities, book
    book.close()


@pytest_asyncio.fixture(loop_scope="package")
async def lived(registered: tuple[PaperCities, SqlBook]) -> Lived:
    cities, book = registered
    return Lived(await cities.founded(SHORT_DAY), book)


@pytest_asyncio.fixture(loop_scope="package")
async def patient(registered: tuple[PaperCities, SqlBook]) -> Lived:
    """In whose city no limit is over before the test is."""
    cities, book = registered
    return Lived(await cities.founded(LONG_DAY), book)


@pytest_asyncio.fixture(loop_scope="package")
async def unhurried(registered: tuple[PaperCities, SqlBook]) -> Lived:
    """In whose city a limit of weeks leaves time to act."""
    cities, book = registered
    return Lived(await cities.founded(UNHURRIED_DAY), book)
