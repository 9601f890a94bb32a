"""One Temporal server and one set of workers for all procedures' tests; each test has a city of its own."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.service import RPCError

from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, paper_cities

BROKEN = ("Failed activation", "Task exception was never retrieved")


FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The server's workers live in the loop of the session, and so do the tests that use them."""
    for test in items:
        if FOLDER in test.path.parents and "city" in getattr(test, "fixturenames", ()):
            test.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def cities() -> AsyncIterator[PaperCities]:
    async with paper_cities() as all_of_them:
        yield all_of_them


@pytest.fixture
def day() -> timedelta:
    """How long a day lasts in the test's city."""
    return SHORT_DAY


@pytest_asyncio.fixture(loop_scope="session")
async def city(cities: PaperCities, day: timedelta, nothing_broke: None) -> AsyncIterator[PaperCity]:
    paper = await cities.founded(day)
    yield paper
    async for case in paper.client.list_workflows("ExecutionStatus = 'Running'"):
        with suppress(RPCError):  # it has ended by now
            await paper.client.get_workflow_handle(case.id).terminate("the test is over")


@pytest.fixture
def nothing_broke(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A workflow task that fails is repeated for ever, and a task that fails alone is only logged: both are bugs."""
    with caplog.at_level(logging.WARNING):
        yield
    broken = [record.getMessage() for record in caplog.get_records("call") if record.msg.startswith(BROKEN)]
    assert broken == []
