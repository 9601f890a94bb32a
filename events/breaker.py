"""Is Temporal there? One probe asks for all lanes, and they wait meanwhile."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from runtime.logs import logger

SHORTEST, LONGEST = 0.2, 3.0

log = logger(__name__)


class Breaker:
    """Opens at the first outage; closes when the probe hears that all is well again.

    The pauses between probes grow until a call has really worked: a server can say that it is well and do nothing.
    """

    def __init__(self, healthy: Callable[[], Awaitable[bool]]) -> None:
        self._healthy = healthy
        self._closed = asyncio.Event()
        self._closed.set()
        self._probes = 0
        self._probing: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        return not self._closed.is_set()

    async def passage(self) -> None:
        """Returns when calls make sense."""
        await self._closed.wait()

    def trip(self, reason: str) -> None:
        """Every lane waits from here on; harmless while they do already."""
        if not self.open:
            log.warning("bridge.temporal_lost", reason=reason)
            self._closed.clear()
            self._probing = asyncio.create_task(self._probe())

    def worked(self) -> None:
        """A call succeeded: the next outage is a new one."""
        self._probes = 0

    async def stop(self) -> None:
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)

    async def _probe(self) -> None:
        while True:
            await asyncio.sleep(self._pause())
            if await self._is_healthy():
                break
        log.warning("bridge.temporal_back", probes=self._probes)
        self._closed.set()

    def _pause(self) -> float:
        longest = min(LONGEST, SHORTEST * 2**self._probes)
        self._probes = min(self._probes + 1, 10)
        return random.uniform(SHORTEST, longest)  # noqa: S311  a pause needs no secrecy

    async def _is_healthy(self) -> bool:
        try:
            return await self._healthy()
        except Exception:  # noqa: BLE001  whatever the client raises means no; without the probe the lanes wait for ever
            return False
