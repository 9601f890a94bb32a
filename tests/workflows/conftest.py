"""One Temporal server for all procedures' tests; each test has a city of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from tests.workflows.paper_city import SHORT_DAY, PaperCity, workers
from workflows import page

TEMPORAL = str(Path(sys.executable).with_name("temporal"))
KEYS = (page.SERVICE, page.STAGE, page.WAITING_ON, page.UNIT, page.OUTCOME, page.CHAIN, page.DUE, page.LATE)


@pytest.fixture
async def server() -> AsyncIterator[WorkflowEnvironment]:
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=TEMPORAL, search_attributes=list(KEYS), data_converter=pydantic_data_converter,
        dev_server_log_level="error",
    ) as environment:  # fmt: skip
        yield environment


@pytest.fixture
def day() -> timedelta:
    """How long a day lasts in the test's city."""
    return SHORT_DAY


@pytest.fixture
async def city(server: WorkflowEnvironment, day: timedelta) -> AsyncIterator[PaperCity]:
    paper = PaperCity(server.client)
    async with AsyncExitStack() as stack:
        running = workers(paper, day)
        await asyncio.gather(*(stack.enter_async_context(each) for each in running))
        yield paper


