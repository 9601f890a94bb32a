"""A platform with paper cases on it, and the bridge in this process or in one of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from aiokafka import TopicPartition
from temporalio.client import Client

from events.bridge import GROUP, Bridge
from events.contracts.envelope import Envelope
from events.deadletters import DeadLetter, list_
from registry.topics import TOPICS
from runtime import kafka
from runtime.platform import Platform
from runtime.processes import Program, stop_all
from runtime.settings import Settings
from runtime.temporal import connect
from tests.events.bridge.letters import TOPIC
from tests.events.bridge.paper_case import Kept, PaperCase, worker

Seen = TypeVar("Seen")

ATTRIBUTES = {"Service": "Keyword", "Chain": "Keyword"}


@dataclass
class World:
    """What a test acts on and looks at."""

    platform: Platform
    settings: Settings
    client: Client
    children: list[Program] = field(default_factory=list)

    @asynccontextmanager
    async def bridge(self, **changed) -> AsyncIterator[Bridge]:
        """Runs beside the test, and is stopped as its process would."""
        bridge = Bridge(self.settings.model_copy(update=changed), self.client)
        running = asyncio.ensure_future(bridge.run())
        try:
            yield bridge
        finally:
            running.cancel()
            await asyncio.wait((running,))
        assert running.cancelled()

    def child(self) -> Program:
        child = Program(
            "bridge",
            [sys.executable, str(Path(__file__).with_name("child.py"))],
            self.settings.data_directory / "logs" / "bridge.log",
            environment=self.settings.environment(),
        )
        self.children.append(child)
        return child

    async def publish(self, *sent: Envelope, topic: str = TOPIC) -> None:
        for envelope in sent:
            await self.write(envelope.encoded(), topic, envelope.partitionkey.encode(), envelope.headers())

    async def write(self, value: bytes | None, topic: str = TOPIC, key: bytes | None = None, headers=()) -> None:
        producer = kafka.producer(self.settings)
        producer._max_request_size = 8_000_000
        await producer.start()
        await producer.send_and_wait(topic, value=value, key=key, headers=list(headers))
        await producer.stop()

    async def kept(self, case: str) -> Kept:
        return await self.client.get_workflow_handle(case).query(PaperCase.kept)

    async def committed(self) -> int:
        """How many events of the topic the group will not read again."""
        parts = [TopicPartition(TOPIC, number) for number in range(self.settings.kafka_partitions)]
        async with kafka.consumer(self.settings, group=GROUP) as reader:
            return sum([await reader.committed(part) or 0 for part in parts])

    async def dead(self, count: int = 0) -> tuple[DeadLetter, ...]:
        """The dead letters, once there are as many."""
        return await until(lambda: asyncio.to_thread(list_, self.settings), lambda letters: len(letters) >= count)


async def until(
    look: Callable[[], Awaitable[Seen]],
    satisfied: Callable[[Seen], bool],
    *,
    at_most: float = 30.0,
    pause: float = 0.05,
) -> Seen:
    """What was seen when it satisfied."""
    async with asyncio.timeout(60):
        while not satisfied(seen := await look()):
            await asyncio.sleep(pause)
    return seen


async def figures(bridge, **wanted):
    """The bridge's figures, once they are as high as wanted."""
    return await figures_when(bridge, lambda seen: all(getattr(seen, name) >= value for name, value in wanted.items()))


async def figures_when(bridge, satisfied):
    async def look():
        return bridge.figures()

    return await until(look, satisfied)


@pytest.fixture
async def world(tmp_path, monkeypatch):
    monkeypatch.setattr(kafka, "EMBEDDED", replace(kafka.EMBEDDED, session=1_000, heartbeat=250))
    platform = Platform(Settings(data_directory=tmp_path), search_attributes=ATTRIBUTES, topics=TOPICS)
    async with platform as settings:
        client = await connect(settings)
        async with worker(client):
            PaperCase.told = 0
            world = World(platform, settings, client)
            yield world
            stop_all(world.children)
