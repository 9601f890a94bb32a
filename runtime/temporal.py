"""How is the Temporal cluster reached, and how is a case told what a person says?"""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio.api.errordetails.v1 import WorkflowNotReadyFailure
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError

from runtime.logs import logger
from runtime.settings import Settings

PAUSE = 0.5
TURNS = 20
"""How often a case is told the same before its silence is an error."""

log = logger(__name__)


async def connect(settings: Settings, *, at_most: float = 30.0) -> Client:
    """A client of the configured cluster; waits up to `at_most` seconds for a server that is not there yet."""
    if settings.temporal_address is None:
        raise ValueError("No Temporal address is known. Start the platform first, or set ONETHING_TEMPORAL_ADDRESS.")
    until = asyncio.get_running_loop().time() + at_most
    while True:
        try:
            return await Client.connect(
                settings.temporal_address,
                namespace=settings.temporal_namespace,
                data_converter=pydantic_data_converter,
            )
        except (RPCError, RuntimeError) as absent:  # the SDK says RuntimeError when nobody listens
            if asyncio.get_running_loop().time() >= until:
                raise ConnectionError(
                    f"No Temporal server answered at {settings.temporal_address}: {absent}"
                ) from absent
            log.info("temporal.awaited", address=settings.temporal_address)
            await asyncio.sleep(PAUSE)


async def told(
    case: WorkflowHandle[Any, Any], door: str, what: object, *, key: str | None = None, within: timedelta | None = None
) -> Any:
    """What a case answers at one of its doors; it is told once, however often this has to be repeated.

    Something may reach the case at the very moment at which it closes. The server then has that step done anew, and
    drops what a person said in it.
    """
    key = key or str(uuid4())
    for turn in range(1, TURNS + 1):
        try:
            return await case.execute_update(door, what, id=key, rpc_timeout=within)
        except RPCError as error:
            if turn == TURNS or not _done_anew(error):
                raise
        log.info("case.told_again", case=case.id, door=door)
        await asyncio.sleep(PAUSE)
    raise AssertionError("the last turn returns or raises")


def _done_anew(error: RPCError) -> bool:
    return any(detail.Is(WorkflowNotReadyFailure.DESCRIPTOR) for detail in error.grpc_status.details)
