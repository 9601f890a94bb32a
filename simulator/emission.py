"""How do records reach the topics? One after the other, each acknowledged before the next."""

from collections.abc import Iterable
from typing import NamedTuple

import aiokafka
from pydantic import ValidationError

from events.contracts.envelope import Envelope, Event
from runtime.kafka import producer
from runtime.settings import Settings


class Record(NamedTuple):
    """A record as it is sent."""

    topic: str
    key: bytes
    value: bytes


def record(envelope: Envelope, topic: str) -> Record:
    """The record of an event, keyed so that events of one key keep their order."""
    return Record(topic, envelope.partitionkey.encode(), envelope.encoded())


def sealed(event: Event, **attributes: object) -> Envelope:
    """The event in its envelope; type, key, legal basis and data follow from the event."""
    about = {"type": event.type, "partitionkey": event.partition_key, "legalbasis": event.legal_basis}
    return Envelope.model_validate({**about, "data": event.model_dump(mode="json"), **attributes})


def headers(value: bytes) -> list[tuple[str, bytes]]:
    """The headers that belong to a CloudEvent; rubbish has none."""
    try:
        return Envelope.model_validate_json(value).headers()
    except ValidationError:
        return []


async def send(sender: aiokafka.AIOKafkaProducer, sent: Record) -> None:
    """The broker has the record afterwards."""
    await sender.send_and_wait(sent.topic, key=sent.key, value=sent.value, headers=headers(sent.value))


async def emit(settings: Settings, records: Iterable[Record]) -> int:
    """Sends all in their order; returns how many."""
    sent = tuple(records)
    async with producer(settings) as sender:
        for each in sent:
            await send(sender, each)
    return len(sent)
