"""How does an event become a case? Kafka is read, lanes keep each key's order, the door to Temporal does the rest."""

import asyncio
import math
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from temporalio.client import Client

from events.breaker import Breaker
from events.carrier import Carrier
from events.door import Door
from events.intake import Parcel, go_together, judged
from events.lanes import Lanes
from events.membership import Rebalanced, commit_as_member
from events.rejection import DeadLetterTopic
from events.watermark import Tenure
from registry.topics import SOURCES
from runtime import kafka, logs
from runtime.logs import logger
from runtime.settings import Settings
from runtime.temporal import connect

GROUP = "onething-bridge"
BACKLOG_PER_CALL = 16
"""Records that may wait for each call that may be in flight; more waiting makes larger signals, and longer drains."""
COMMIT_EVERY = 0.5
REPORT_EVERY = 1.0
DRAIN = 3.0
STOP_AT_MOST = 5.0
POLL_MS = 200
HOLD = 0.02
LONG_HOLD = 0.5
"""A shorter hold keeps what is prefetched; a pause throws it away."""

log = logger(__name__)


@dataclass(frozen=True)
class Figures:
    """What the bridge has done since it began, and where it stands."""

    read: int
    delivered: int
    doubles: int
    unconcerned: int
    dead: int
    retried: int
    in_flight: int
    waiting: int
    """Records that were read and are not finished."""
    oldest: float
    """Seconds since the oldest of them was read."""
    paused: bool
    paused_seconds: float
    lag: int
    """Records behind the high watermarks, in partitions from which something was read since the last rebalance."""


class Bridge:
    """Every topic of the departments and of the platform, in one group, in one loop with the Temporal client.

    An offset is committed only when its event, and every one before it in its partition, was accepted by Temporal or
    kept as a dead letter. After a kill, events come again; the server knows their request ids and the cases their
    event ids. When the embedded broker was started anew, empty, the bridge joins it again and reads from its first
    event, or ends with an error, so that whoever supervises its process starts it again.
    """

    def __init__(self, settings: Settings, client: Client) -> None:
        self._consumer = kafka.consumer(settings, group=GROUP)
        self._producer = kafka.producer(settings)
        self._door = Door(client, GROUP)
        self._breaker = Breaker(self._door.healthy)
        self._carrier = Carrier(self._door, DeadLetterTopic(self._producer, GROUP), self._breaker)
        self._lanes: Lanes[Parcel] = Lanes(
            settings.bridge_lanes, settings.bridge_in_flight, self._carrier.carry, go_together
        )
        self._backlog = settings.bridge_in_flight * BACKLOG_PER_CALL
        self._tenure = Tenure()
        self._read = 0
        self._held = 0.0
        self._held_before = 0.0

    def figures(self) -> Figures:
        oldest = self._tenure.oldest
        return Figures(
            read=self._read,
            **asdict(self._carrier.counts),
            in_flight=self._lanes.busy,
            waiting=self._tenure.unfinished,
            oldest=round(asyncio.get_running_loop().time() - oldest, 1) if oldest is not None else 0.0,
            paused=self._held > 0,
            paused_seconds=round(self._held_before + self._held, 1),
            lag=self._lag(),
        )

    async def run(self) -> None:
        """Runs until cancelled; then what is under way gets three seconds to end, and what has ended is committed."""
        try:
            await self._door.check_namespace()
            await _patiently_started(self._producer)
            self._consumer.subscribe(list(SOURCES), listener=Rebalanced(self.settle))
            await _patiently_started(self._consumer)
            log.info("bridge.started", topics=len(SOURCES))
            async with asyncio.TaskGroup() as together:
                for work in (self._keep_reading, self._keep_committing, self._keep_reporting):
                    together.create_task(work())
        finally:
            await self._stop()

    async def settle(self) -> None:
        """What is under way gets time to end; what has ended is committed; what ends later counts no more."""
        if not self._breaker.open:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._tenure.finished(), DRAIN)
        await self._commit()
        self._tenure.over = True
        self._tenure = Tenure()

    async def _keep_reading(self) -> None:
        while True:
            room = 0 if self._breaker.open else self._backlog - self._tenure.unfinished
            if room > 0:
                self._release()
                self._take(await self._consumer.getmany(timeout_ms=POLL_MS, max_records=room))
            else:
                await self._hold()

    def _take(self, polled: dict[TopicPartition, list[Any]]) -> None:
        for partition, records in polled.items():
            for record in records:
                self._tenure.begin(partition, record.offset)
                self._lanes.put(record.key, judged(record, self._tenure))
            self._read += len(records)

    async def _hold(self) -> None:
        """Reads nothing for a moment; polls all the same when it takes longer, so that the group keeps us."""
        if self._held > LONG_HOLD:
            self._consumer.pause(*self._consumer.assignment())
            self._take(await self._consumer.getmany(timeout_ms=0))
        await asyncio.sleep(HOLD)
        self._held += HOLD

    def _release(self) -> None:
        if self._held > LONG_HOLD:
            self._consumer.resume(*self._consumer.assignment())
        self._held_before += self._held
        self._held = 0.0

    async def _keep_committing(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_EVERY)
            await self._commit()

    async def _commit(self) -> None:
        tenure = self._tenure
        positions = tenure.uncommitted()
        if not positions:
            return
        try:
            await commit_as_member(self._consumer, positions)
            tenure.committed(positions)
        except KafkaError as refused:  # they come again, and are known again
            log.warning("bridge.commit_failed", error=type(refused).__name__, partitions=len(positions))

    async def _keep_reporting(self) -> None:
        before = (0, 0, 0, False)
        while True:
            await asyncio.sleep(REPORT_EVERY)
            figures = self.figures()
            moved = (figures.read, figures.waiting, figures.retried, figures.paused)
            if moved != before:
                log.info("bridge.moved", **asdict(figures))
            before = moved

    def _lag(self) -> int:
        ends = ((self._consumer.highwater(partition), at) for partition, at in self._tenure.positions.items())
        return sum(max(end - at, 0) for end, at in ends if end is not None)

    async def _stop(self) -> None:
        """Every step is tried, whatever the one before it met."""
        for step in (self.settle, self._lanes.stop, self._breaker.stop, self._consumer.stop, self._producer.stop):
            ending = asyncio.ensure_future(step())
            await asyncio.wait((ending,), timeout=STOP_AT_MOST)
            if ending.cancel() or ending.cancelled() or ending.exception() is not None:
                log.warning("bridge.stop_incomplete", step=step.__qualname__)
        log.info("bridge.stopped", **asdict(self.figures()))


async def _patiently_started(client: Any) -> None:
    while True:
        try:
            await client.start()
            return
        except KafkaError as absent:
            log.warning("bridge.broker_awaited", error=type(absent).__name__)
            await asyncio.sleep(1)


async def run(settings: Settings) -> None:
    """Runs the bridge until cancelled. It waits for servers that are not there; it ends by itself only with an error.

    Such an error is for the supervisor: a process that starts anew is right again, whatever the broker went through.
    """
    await Bridge(settings, await connect(settings, at_most=math.inf)).run()


async def main() -> None:
    settings = Settings()
    logs.configure(settings, "bridge")
    running = asyncio.ensure_future(run(settings))
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, running.cancel)
    await asyncio.wait((running,))
    if not running.cancelled():
        running.result()


if __name__ == "__main__":
    asyncio.run(main())
