"""One Temporal server for all procedures' tests; each test has a city of its own."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from tests.workflows.paper_city import SHORT_DAY, PaperCity, workers
from workflows import page

TEMPORAL = str(Path(sys.executable).with_name("temporal"))
KEYS = (page.SERVICE, page.STAGE, page.WAITING_ON, page.UNIT, page.OUTCOME, page.CHAIN, page.DUE, page.LATE)
BROKEN = ("Failed activation", "Task exception was never retrieved")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server() -> AsyncIterator[str]:
    """The address of the server that all tests share."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=TEMPORAL, search_attributes=list(KEYS), dev_server_log_level="error"
    ) as environment:
        yield environment.client.service_client.config.target_host


@pytest.fixture
def day() -> timedelta:
    """How long a day lasts in the test's city."""
    return SHORT_DAY


@pytest.fixture
async def city(server: str, day: timedelta, nothing_broke: None) -> AsyncIterator[PaperCity]:
    client = await Client.connect(server, data_converter=pydantic_data_converter)
    paper = PaperCity(client)
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(stack.enter_async_context(each) for each in workers(paper, day)))
        yield paper
    await _end_open_cases(client)


async def _end_open_cases(client: Client) -> None:
    async for case in client.list_workflows("ExecutionStatus = 'Running'"):
        await client.get_workflow_handle(case.id).terminate("the test is over")


@pytest.fixture
def nothing_broke(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A workflow task that fails is repeated for ever, and a task that fails alone is only logged: both are bugs."""
    with caplog.at_level(logging.WARNING):
        yield
    broken = [record.getMessage() for record in caplog.get_records("call") if record.msg.startswith(BROKEN)]
    assert broken == []
