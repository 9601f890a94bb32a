"""How do the streams run? One faust agent each, in the caller's event loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from itertools import chain, repeat

import faust
from aiokafka import AIOKafkaProducer
from sqlalchemy.exc import DataError
from structlog.contextvars import bound_contextvars

from events.contracts.catalogue import ContractBroken, received
from events.contracts.envelope import Envelope
from events.contracts.medical_insurance import MedicalSettlementPosted
from events.streams.ledger import Ledger
from events.streams.relay import OUTAGES, Producer, Relay, first_line
from registry.departments import MEDICAL_INSURANCE
from runtime.kafka import faust_app, producer
from runtime.logs import logger
from runtime.settings import Settings

NAME = "onething-streams"
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds before each further attempt; the last one is repeated."""
STOP_AT_MOST = 10.0

log = logger(__name__)


class SelfPayStream:
    """Follows the settlements of the medical insurance bureau and announces who crossed a line in the year.

    A record that breaks its contract is only logged here: the bridge reads the same topic and sends it to the dead
    letters with the reason. Any other trouble holds the record, and with it its partition, until the trouble is over.
    """

    topic = MEDICAL_INSURANCE.topic

    def __init__(self, ledger: Ledger, relay: Relay, bands: Sequence[Decimal]) -> None:
        self._ledger = ledger
        self._relay = relay
        self._bands = tuple(bands)

    def declare(self, app: faust.App) -> faust.Agent:
        """The agent, over raw bytes and one record at a time, so that a person's settlements stay in order."""
        topic = app.topic(self.topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
        return app.agent(topic, name="self-pay", concurrency=1)(self.follow)

    async def follow(self, stream: faust.StreamT) -> None:
        """Acknowledges a record only when it is counted; faust would also do so when it is stopped in the middle."""
        async for event in stream.noack().events():
            with bound_contextvars(partition=event.message.partition, offset=event.message.offset):
                await patiently("streams.record_waits", partial(self.take, event.value, event.headers))
            event.ack()

    async def take(self, value: bytes | None, headers: Mapping[str, bytes] | None = None) -> None:
        """Counts a settlement and publishes its alerts; whatever else the record is, it is passed over."""
        try:
            cause, event = received(value or b"", self.topic, tuple((headers or {}).items()))
            if isinstance(event, MedicalSettlementPosted):
                await self._count(cause, event)
        except ContractBroken as broken:
            log.warning("streams.record_skipped", topic=self.topic, reason=str(broken))
        except DataError as unfit:
            reason = type(unfit.orig).__name__  # its message would repeat the values
            log.error("streams.record_unfit", topic=self.topic, reason=reason)  # noqa: TRY400

    async def _count(self, cause: Envelope, settlement: MedicalSettlementPosted) -> None:
        if await asyncio.to_thread(self._ledger.post, cause, settlement, self._bands):
            await self._relay.publish()


async def run(settings: Settings, bands: Sequence[Decimal]) -> None:
    """Runs every stream until cancelled; raises when faust has broken down, so that the process starts anew."""
    with Ledger(settings.database_url) as ledger:
        await patiently("streams.database_awaited", lambda: asyncio.to_thread(ledger.create_tables))
        async with _connected(producer(settings)) as sender, asyncio.TaskGroup() as together:
            relay = Relay(ledger, sender)
            app = faust_app(settings, NAME)
            SelfPayStream(ledger, relay, bands).declare(app)
            together.create_task(relay.keep_publishing())
            together.create_task(_follow(app))


@asynccontextmanager
async def _connected(sender: AIOKafkaProducer) -> AsyncIterator[Producer]:
    try:
        await patiently("streams.broker_awaited", sender.start)
        yield sender
    finally:
        await sender.stop()


async def _follow(app: faust.App) -> None:
    app.conf.datadir.parent.mkdir(parents=True, exist_ok=True)
    try:
        await app.start()
        await app.wait_until_stopped()
        raise RuntimeError("The streams stopped by themselves; start their process again.") from app.crash_reason
    finally:
        await _stop(app)


async def _stop(app: faust.App) -> None:
    """Faust waits without end for a broker that is away; nothing is lost without its goodbye."""
    _, late = await asyncio.wait((asyncio.ensure_future(app.stop()),), timeout=STOP_AT_MOST)
    if late:
        log.warning("streams.stop_abandoned", after=STOP_AT_MOST)


async def patiently(event: str, attempt: Callable[[], Awaitable[object]]) -> None:
    """Returns when an attempt succeeds, and logs the event before each other one. Else only cancelling ends it."""
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        try:
            await attempt()
            return
        except OUTAGES as outage:
            log.warning(event, reason=type(outage).__name__, detail=first_line(outage), again_in=pause)
        except Exception:  # a fault of ours: it waits here for its repair, and nothing is lost meanwhile
            log.exception(event, again_in=pause)
        await asyncio.sleep(pause)
