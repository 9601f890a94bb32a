"""Which records were rejected, and how do they get back on their way? What the operators' command needs."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaProducer
from pydantic import AwareDatetime, ConfigDict

from events.rejection import LEFT_BEHIND, PREFIX, Headers, Record, attempts, header, original
from registry.topics import DEAD_LETTERS
from runtime import kafka
from runtime.logs import logger
from runtime.settings import Settings
from schemas.base import Model

AT_MOST = 30.0
"""Seconds that a broker may take to accept a record."""

log = logger(__name__)


class DeadLetter(Model):
    """A rejected record: where it was, what it said, and why it was not accepted."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    number: str
    """`partition:offset` of the letter itself."""
    topic: str
    partition: int
    offset: int
    """Where the record stood when it was rejected."""
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    """As the sender gave them."""
    stage: str
    reason: str
    error: str
    at: AwareDatetime
    attempts: int
    replayed_from: str | None
    """The letter whose replay this one is."""
    replayed_at: AwareDatetime | None
    """When this letter was replayed last."""
    left_behind: bool
    """The value was too large to be kept here; it is still at its topic, partition and offset."""


def list_(settings: Settings) -> tuple[DeadLetter, ...]:
    """Every dead letter, the oldest first."""
    records = list(kafka.read_all(settings, DEAD_LETTERS))
    replays = {of: header(record.headers, "at") for record in records if (of := header(record.headers, "replay-of"))}
    letters = [_letter(record, replays) for record in records if header(record.headers, "topic")]
    return tuple(sorted(letters, key=lambda letter: letter.at))


def show(settings: Settings, number: str) -> DeadLetter:
    """The dead letter of that number; LookupError when there is none."""
    found = next((letter for letter in list_(settings) if letter.number == number), None)
    if found is None:
        raise LookupError(f"No dead letter {number!r}. Its number is partition:offset, as the list shows it.")
    return found


def replay(settings: Settings, letters: Sequence[DeadLetter], repaired: bytes | None = None) -> None:
    """The bytes, or the repaired ones, are on their topic again, with the key and headers that the sender gave.

    It may be repeated: whoever read the event knows its id. A record that is rejected again counts one attempt more.
    """
    if repaired is not None and len(letters) != 1:
        raise ValueError(f"Repaired bytes take the place of one letter, and {len(letters)} were given.")
    for letter in letters:
        _check_replayable(letter, repaired)
    with closing(kafka.sync_producer(settings)) as producer:
        for letter in letters:
            _replay(producer, letter, repaired if repaired is not None else letter.value)


def _check_replayable(letter: DeadLetter, repaired: bytes | None) -> None:
    if letter.left_behind and repaired is None:
        raise ValueError(
            f"Letter {letter.number} was too large to keep its value. Take it from {letter.topic}, partition "
            f"{letter.partition}, offset {letter.offset}, and give it as the repaired bytes."
        )


def _replay(producer: KafkaProducer, letter: DeadLetter, value: bytes | None) -> None:
    """Sent first and marked afterwards: the mark can be missing, the record cannot."""
    ours = {"replayed-from": letter.number, "attempts": str(letter.attempts)}
    _send(producer, letter.topic, letter.key, value, [*letter.headers, *_ours(ours)])
    mark = {"replay-of": letter.number, "at": datetime.now(UTC).isoformat()}
    _send(producer, DEAD_LETTERS, letter.key, None, _ours(mark))
    log.info("deadletter.replayed", number=letter.number, topic=letter.topic, reason=letter.reason)


def _ours(fields: dict[str, str]) -> list[tuple[str, bytes]]:
    return [(PREFIX + name, value.encode()) for name, value in fields.items()]


def _send(producer: KafkaProducer, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
    """Empty bytes stand for a null header, and for a record of two nulls, which the client does not take."""
    given = [(name, said or b"") for name, said in headers]
    producer.send(topic, value=value or b"", key=key, headers=given).get(AT_MOST)


def _letter(record: Record, replays: dict[str, str]) -> DeadLetter:
    number = f"{record.partition}:{record.offset}"
    said: dict[str, Any] = {
        name: header(record.headers, name)
        for name in ("topic", "partition", "offset", "stage", "reason", "error", "at")
    }
    return DeadLetter(
        **said,
        number=number,
        key=record.key,
        value=record.value,
        headers=tuple(original(record.headers)),
        attempts=attempts(record.headers),
        replayed_from=header(record.headers, "replayed-from") or None,
        replayed_at=datetime.fromisoformat(replays[number]) if number in replays else None,
        left_behind=bool(header(record.headers, LEFT_BEHIND)),
    )
