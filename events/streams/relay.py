"""How does what waits in the outbox reach the topic? Sent and confirmed first, marked afterwards."""

import asyncio
from typing import Protocol

from aiokafka.errors import KafkaError
from sqlalchemy.exc import SQLAlchemyError

from events.contracts.envelope import Envelope
from events.streams.ledger import Ledger, Letter
from runtime.logs import logger

EVERY = 1.0
OUTAGES = (KafkaError, SQLAlchemyError, OSError)
"""What passes by itself when the broker, the database or the way to them is back."""

log = logger(__name__)


class Producer(Protocol):
    """What the relay needs of a Kafka producer; `send_and_wait` returns when the broker has the record."""

    async def send_and_wait(
        self, topic: str, *, value: bytes, key: bytes, headers: list[tuple[str, bytes]]
    ) -> object: ...


class Relay:
    """Publishes the outbox in its order. A crash between sending and marking repeats a record under the same id."""

    def __init__(self, ledger: Ledger, producer: Producer) -> None:
        self._ledger = ledger
        self._producer = producer
        self._one_at_a_time = asyncio.Lock()

    async def publish(self) -> None:
        """Everything that waits is published; what cannot be now waits for the next time."""
        async with self._one_at_a_time:
            try:
                while letters := await asyncio.to_thread(self._ledger.waiting):
                    for letter in letters:
                        await self._send(letter)
            except OUTAGES as outage:
                log.warning("streams.alerts_wait", reason=type(outage).__name__, detail=first_line(outage))

    async def keep_publishing(self) -> None:
        """Runs until cancelled: at once, and then again and again, for what an outage left behind."""
        while True:
            await self.publish()
            await asyncio.sleep(EVERY)

    async def _send(self, letter: Letter) -> None:
        value = letter.value.encode()
        envelope = Envelope.model_validate_json(value)
        await self._producer.send_and_wait(
            letter.topic, value=value, key=letter.key.encode(), headers=envelope.headers()
        )
        await asyncio.to_thread(self._ledger.mark_published, letter)
        log.info("streams.alert_published", event_id=envelope.id, caused_by=envelope.causationid)


def first_line(outage: Exception) -> str:
    """What a database says below its first line can repeat the values."""
    return str(outage).partition("\n")[0]
