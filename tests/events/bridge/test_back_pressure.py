"""The bridge with a paper consumer and a paper door: what it reads, holds, commits and gives up."""

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, KafkaConnectionError
from temporalio.client import Client

from events import bridge as bridges
from events.door import Outage
from events.membership import commit_as_member
from runtime import kafka
from runtime.settings import Settings
from tests.events.bridge.letters import TOPIC, objection, record

HERE = TopicPartition(TOPIC, 0)


class PaperCoordinator:
    def __init__(self) -> None:
        self.generation = 1
        self.committed: list[dict[TopicPartition, int]] = []
        self.failures: list[Exception] = []

    async def _do_commit_offsets(self, assignment, offsets):
        if self.failures:
            raise self.failures.pop(0)
        self.committed.append({partition: each.offset for partition, each in offsets.items()})


class PaperConsumer:
    """Has any number of events of as many applications, in one partition."""

    def __init__(self) -> None:
        self._coordinator = PaperCoordinator()
        self._subscription = SimpleNamespace(subscription=SimpleNamespace(assignment="all"))
        self.offset, self.end = 0, 0
        self.polls_while_paused = 0
        self.paused = False

    async def getmany(self, *, timeout_ms, max_records=None):
        await asyncio.sleep(0)
        if self.paused:
            self.polls_while_paused += 1
            return {}
        room = min(max_records or 10**6, self.end - self.offset)
        records = [self._record(self.offset + number) for number in range(room)]
        self.offset += room
        if not room:
            await asyncio.sleep(0.005)
        return {HERE: records} if records else {}

    def _record(self, offset):
        return record(objection(f"A-{offset}", f"e-{offset}"), offset=offset)

    def subscribe(self, topics, listener):
        self.listener = listener

    def assignment(self):
        return {HERE}

    def highwater(self, partition):
        return self.end

    def pause(self, *partitions):
        self.paused = True

    def resume(self, *partitions):
        self.paused = False

    async def start(self):
        pass

    async def stop(self):
        pass


class PaperDoor:
    """Answers when the gate is open."""

    def __init__(self, client, identity) -> None:
        self.gate = asyncio.Event()
        self.delivered: list[str] = []
        self.most, self.now = 0, 0
        self.outages = 0
        self.well = True

    async def check_namespace(self):
        pass

    async def healthy(self):
        return self.well

    async def deliver(self, errands):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            if self.outages:
                self.outages -= 1
                raise Outage("UNAVAILABLE")
            await self.gate.wait()
        finally:
            self.now -= 1
        self.delivered += [errand.envelope.id for errand in errands]
        return True


@pytest.fixture
async def bench(monkeypatch):
    consumer = PaperConsumer()
    monkeypatch.setattr(kafka, "consumer", lambda settings, group: consumer)
    monkeypatch.setattr(kafka, "producer", lambda settings: PaperConsumer())
    monkeypatch.setattr(bridges, "Door", PaperDoor)
    monkeypatch.setattr(bridges, "COMMIT_EVERY", 0.01)
    monkeypatch.setattr(bridges, "DRAIN", 0.5)
    monkeypatch.setattr(bridges, "LONG_HOLD", 0.05)
    bridge = bridges.Bridge(Settings(bridge_in_flight=2, bridge_lanes=8), cast("Client", None))
    bench = SimpleNamespace(bridge=bridge, consumer=consumer, door=bridge._door, running=None)
    bench.running = asyncio.ensure_future(bridge.run())
    yield bench
    bench.running.cancel()
    await asyncio.wait((bench.running,))


async def reached(satisfied):
    async with asyncio.timeout(30):
        while not satisfied():
            await asyncio.sleep(0.002)


async def test_reading_stops_at_the_backlog_while_the_group_is_kept(bench):
    bench.consumer.end = 1_000
    await reached(lambda: bench.consumer.polls_while_paused > 3)
    figures = bench.bridge.figures()

    assert figures.read == figures.waiting == 2 * bridges.BACKLOG_PER_CALL
    assert (figures.in_flight, bench.door.most) == (2, 2)
    assert (figures.paused, figures.lag) == (True, 1_000)

    bench.door.gate.set()
    await reached(lambda: bench.bridge.figures().delivered == 1_000)
    await reached(lambda: bench.consumer._coordinator.committed[-1:] == [{HERE: 1_000}])

    figures = bench.bridge.figures()
    assert (figures.waiting, figures.lag, figures.paused) == (0, 0, False)
    assert figures.paused_seconds > 0
    assert bench.door.most == 2


async def test_in_an_outage_nothing_is_read_and_afterwards_nothing_is_missing(bench):
    bench.door.gate.set()
    bench.door.outages, bench.door.well = 1, False
    bench.consumer.end = 1
    await reached(lambda: bench.consumer.polls_while_paused > 3)
    bench.consumer.end = 500
    await asyncio.sleep(0.05)
    assert bench.bridge.figures().read == 1

    bench.door.well = True
    await reached(lambda: bench.bridge.figures().delivered == 500)

    assert sorted(bench.door.delivered) == sorted(f"e-{number}" for number in range(500))


async def test_nothing_is_committed_before_it_is_finished(bench):
    bench.consumer.end = 20
    await reached(lambda: bench.bridge.figures().read == 20)
    await asyncio.sleep(0.05)

    assert bench.consumer._coordinator.committed == [{HERE: 0}]


async def test_what_ends_after_a_rebalance_counts_no_more(bench):
    bench.consumer.end = 20
    await reached(lambda: bench.bridge.figures().read == 20)

    await bench.consumer.listener.on_partitions_revoked({HERE})
    bench.door.gate.set()
    await asyncio.sleep(0.05)

    assert bench.bridge.figures().waiting == 0
    assert len(bench.door.delivered) == 2, "those in flight end; the others are left to whoever reads them next"
    assert bench.consumer._coordinator.committed[1:] == []


async def test_a_rebalance_waits_for_what_is_under_way_and_commits_it(bench):
    bench.consumer.end = 20
    await reached(lambda: bench.bridge.figures().read == 20)
    asyncio.get_running_loop().call_later(0.02, bench.door.gate.set)

    await bench.consumer.listener.on_partitions_revoked({HERE})

    assert len(bench.door.delivered) == 20
    assert bench.consumer._coordinator.committed[-1] == {HERE: 20}


async def test_a_stop_drains_and_commits(bench):
    bench.consumer.end = 20
    await reached(lambda: bench.bridge.figures().read == 20)
    asyncio.get_running_loop().call_later(0.02, bench.door.gate.set)

    bench.running.cancel()
    await asyncio.wait((bench.running,))

    assert bench.running.cancelled()
    assert bench.consumer._coordinator.committed[-1] == {HERE: 20}


async def test_a_failed_commit_is_repeated(bench):
    bench.door.gate.set()
    bench.consumer._coordinator.failures = [KafkaConnectionError(), CommitFailedError()]
    bench.consumer.end = 3

    await reached(lambda: bench.consumer._coordinator.committed[-1:] == [{HERE: 3}])


async def test_a_log_that_was_made_anew_ends_the_bridge_and_is_not_committed(bench):
    bench.door.gate.set()
    bench.consumer.end = 5
    await reached(lambda: bench.consumer._coordinator.committed[-1:] == [{HERE: 5}])
    bench.consumer.offset, bench.consumer.end = 0, 2

    await asyncio.wait((bench.running,), timeout=30)

    assert isinstance(bench.running.exception(), ExceptionGroup)
    assert bench.consumer._coordinator.committed[-1] == {HERE: 5}


async def test_who_is_no_member_commits_nothing():
    consumer = PaperConsumer()
    consumer._coordinator.generation = -1

    with pytest.raises(CommitFailedError):
        await commit_as_member(consumer, {HERE: 5})

    assert consumer._coordinator.committed == []
