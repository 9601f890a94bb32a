"""In which order are records handled? One after another within a key, side by side between keys."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar
from zlib import crc32

Item = TypeVar("Item")
Work = Callable[[Sequence[Item]], Awaitable[None]]
Joins = Callable[[Sequence[Item], Item], bool]


class Lanes(Generic[Item]):
    """Hands items to `work`, those of one key in order, and at most `at_once` calls at the same time.

    What waits in a lane goes together as long as `joins` allows the next one to go with those before it. `work` must
    cope with every failure itself.
    """

    def __init__(self, count: int, at_once: int, work: Work[Item], joins: Joins[Item]) -> None:
        self.busy = 0
        self._count = count
        self._work = work
        self._joins = joins
        self._slots = asyncio.Semaphore(at_once)
        self._queues: defaultdict[int, deque[Item]] = defaultdict(deque)
        self._running: dict[int, asyncio.Task[None]] = {}

    def put(self, key: bytes | None, item: Item) -> None:
        """The item waits behind those of its lane; a record without a key shares the lane of the empty one."""
        lane = crc32(key or b"") % self._count
        self._queues[lane].append(item)
        if lane not in self._running:
            self._running[lane] = asyncio.create_task(self._run(lane))

    async def stop(self) -> None:
        """Nothing is worked on afterwards; what waited is forgotten."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._queues.clear()

    async def _run(self, lane: int) -> None:
        queue = self._queues[lane]
        try:
            while queue:
                async with self._slots:
                    await self._work_on(self._together(queue))
        finally:
            del self._running[lane]

    async def _work_on(self, items: Sequence[Item]) -> None:
        self.busy += 1
        try:
            await self._work(items)
        finally:
            self.busy -= 1

    def _together(self, queue: deque[Item]) -> Sequence[Item]:
        items = [queue.popleft()]
        while queue and self._joins(items, queue[0]):
            items.append(queue.popleft())
        return items
