"""How is the Temporal cluster reached?"""

import asyncio

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError

from runtime.logs import logger
from runtime.settings import Settings

PAUSE = 0.5

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
