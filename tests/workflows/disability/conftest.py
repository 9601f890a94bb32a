"""One server, one register and one set of workers for the tests of the subsidies; each test has a person of its own."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest
import pytest_asyncio
from temporalio.service import RPCError

from tests.workflows.disability.persons import Town
from tests.workflows.disability.registered import RegisteredCities, registered_cities


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def registered(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RegisteredCities]:
    async with registered_cities(tmp_path_factory.mktemp("register")) as all_of_them:
        yield all_of_them


@pytest_asyncio.fixture(loop_scope="session")
async def city(registered: RegisteredCities, day: timedelta, nothing_broke: None) -> AsyncIterator[Town]:
    paper = Town(await registered.founded(day), registered)
    yield paper
    async for case in paper.client.list_workflows("ExecutionStatus = 'Running'"):
        with suppress(RPCError):  # it has ended by now
            await paper.client.get_workflow_handle(case.id).terminate("the test is over")
