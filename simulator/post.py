"""How do offices and households speak later? Records that go out when their pretend day has come."""

import asyncio
from typing import Protocol

import aiokafka
from aiokafka.errors import KafkaError

from runtime.logs import logger
from simulator.emission import Record, send

PAUSE = 1.0

log = logger(__name__)


class Post(Protocol):
    """Takes records that go out later."""

    def send_later(self, seconds: float, sent: Record) -> None:
        """The record is on its topic after that many seconds."""


class KafkaPost:
    """Sends with one producer; what has not gone out at the end of the city stays unsent."""

    def __init__(self, sender: aiokafka.AIOKafkaProducer) -> None:
        self._sender = sender
        self._waiting: set[asyncio.Task[None]] = set()

    def send_later(self, seconds: float, sent: Record) -> None:
        """Starts the wait at once."""
        task = asyncio.create_task(self._send(seconds, sent))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def close(self) -> None:
        """Nothing goes out any more."""
        for task in tuple(self._waiting):
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    async def _send(self, seconds: float, sent: Record) -> None:
        await asyncio.sleep(seconds)
        while True:
            try:
                return await send(self._sender, sent)
            except KafkaError as error:
                log.warning("record.unsent", topic=sent.topic, error=str(error))
                await asyncio.sleep(PAUSE)
