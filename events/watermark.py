"""From where must reading start again? Only what is finished without a gap counts."""

import asyncio

from aiokafka import TopicPartition


class Watermark:
    """One partition: which offsets are unfinished, and before which one everything is finished."""

    def __init__(self) -> None:
        self._unfinished: dict[int, float] = {}
        self._next: int | None = None

    def begin(self, offset: int, at: float) -> None:
        """Offsets rise, with gaps where the broker has them; a lower one is of another log, where ours mean nothing."""
        before, self._next = self._next, offset + 1
        if before is not None and offset < before:
            self._unfinished, self._next = {}, None
            raise RuntimeError(f"Offset {offset} came after {before - 1}: the topic was made anew. Start again.")
        self._unfinished[offset] = at

    def finish(self, offset: int) -> bool:
        """False when it was finished before."""
        return self._unfinished.pop(offset, None) is not None

    @property
    def position(self) -> int | None:
        """The lowest unfinished offset, or else the next one to come; None before the first."""
        return next(iter(self._unfinished), self._next)

    @property
    def oldest(self) -> float | None:
        """When the lowest unfinished offset was begun."""
        return next(iter(self._unfinished.values()), None)


class Tenure:
    """The time between two rebalances, in which our partitions are ours; what ends after it counts no more."""

    def __init__(self) -> None:
        self.over = False
        self.unfinished = 0
        self._marks: dict[TopicPartition, Watermark] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._finished = asyncio.Event()
        self._finished.set()

    def begin(self, partition: TopicPartition, offset: int) -> None:
        self._marks.setdefault(partition, Watermark()).begin(offset, asyncio.get_running_loop().time())
        self.unfinished += 1
        self._finished.clear()

    def finish(self, partition: TopicPartition, offset: int) -> None:
        """May be said twice."""
        self.unfinished -= self._marks[partition].finish(offset)
        if not self.unfinished:
            self._finished.set()

    async def finished(self) -> None:
        """Returns when nothing is unfinished."""
        await self._finished.wait()

    @property
    def oldest(self) -> float | None:
        """When the oldest unfinished record was read, in the loop's time."""
        return min((mark.oldest for mark in self._marks.values() if mark.oldest is not None), default=None)

    @property
    def positions(self) -> dict[TopicPartition, int]:
        """Where each partition stands from which something was read."""
        found = ((partition, mark.position) for partition, mark in self._marks.items())
        return {partition: position for partition, position in found if position is not None}

    def uncommitted(self) -> dict[TopicPartition, int]:
        """The positions that have moved since they were last committed."""
        return {
            partition: position
            for partition, position in self.positions.items()
            if self._committed.get(partition) != position
        }

    def committed(self, positions: dict[TopicPartition, int]) -> None:
        self._committed.update(positions)
