"""Does each line of an event file keep its contract, and on which topic does it belong?"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kafka.errors import KafkaError as BrokerError
from pydantic import ValidationError

from commands import running
from commands.words import Trouble
from events.contracts.catalogue import CONTRACTS, ContractBroken, problems, received
from events.contracts.envelope import Envelope
from registry.topics import PLATFORM_SOURCE, TOPICS
from schemas.base import Model
from simulator.emission import Record
from simulator.emission import emit as emitted
from simulator.scenarios import TOPIC_OF, as_of_today


@dataclass(frozen=True)
class Line:
    """A line of a file: where it stands, what it would send, and what is wrong with it."""

    place: str
    record: Record | None
    wrong: str | None = None


class Raw(Model):
    """Bytes as they are, with their topic and key: how a scenario writes down what is no event."""

    topic: str
    key: str = ""
    raw: str


def read(files: Sequence[Path], topic: str | None = None) -> list[Line]:
    """Every line of the files, judged; Trouble when a file or a topic is not there."""
    if topic is not None and topic not in TOPICS:
        raise Trouble(f"There is no topic {topic}. There are: {', '.join(TOPICS)}.")
    return [line for file in files for line in _lines(file, topic)]


def send(lines: Sequence[Line]) -> int:
    """Sends what can be sent to the running platform; returns how many."""
    known = running.settings()
    try:
        return asyncio.run(emitted(known, [line.record for line in lines if line.record is not None]))
    except (BrokerError, OSError) as unreached:
        raise Trouble(f"Kafka at {known.kafka_bootstrap} does not answer: {unreached}. {running.START}") from unreached


def _lines(file: Path, topic: str | None) -> Iterator[Line]:
    try:
        text = as_of_today(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as unread:
        raise Trouble(f"{file} cannot be read: {unread}") from unread
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _judged(f"{file}, line {number}", line, topic)


def _judged(place: str, line: str, topic: str | None) -> Line:
    try:
        record = _record(line, topic)
    except ValueError as unplaced:
        return Line(place, None, str(unplaced))
    try:
        received(record.value, record.topic)
    except ContractBroken as broken:
        return Line(place, record, str(broken))
    return Line(place, record)


def _record(line: str, topic: str | None) -> Record:
    """The record of a line; ValueError when nothing says where it belongs."""
    try:
        raw = Raw.model_validate_json(line)
        return Record(topic or raw.topic, raw.key.encode(), raw.raw.encode())
    except ValidationError:
        pass
    try:
        envelope = Envelope.model_validate_json(line)
    except ValidationError as error:
        if topic is None:
            raise ValueError(f"Not a CloudEvent, so no source tells its topic: {problems(error)}") from error
        return Record(topic, b"", line.encode())
    return Record(topic or _topic(envelope), envelope.partitionkey.encode(), line.encode())


def _topic(envelope: Envelope) -> str:
    contract = CONTRACTS.get(envelope.type)
    if envelope.source == PLATFORM_SOURCE and contract is not None and contract.topic is not None:
        return contract.topic
    if envelope.source not in TOPIC_OF:
        raise ValueError(f"{envelope.source} is the source of no department; name its topic with --topic.")
    return TOPIC_OF[envelope.source]
