"""Why was a record not accepted, and where is it kept? With everything that it takes to repair and repeat it."""

import asyncio
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, repeat
from typing import Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from registry.topics import DEAD_LETTERS
from runtime.logs import logger

PREFIX = "dlq-"
LONGEST_ERROR = 500
MOST_DIGITS = 9
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds before each further attempt; the last one is repeated."""
LEFT_BEHIND = "left-behind"
"""The header of a letter whose value was too large to be kept with it."""

Headers = Sequence[tuple[str, bytes | None]]

log = logger(__name__)


class Reason(StrEnum):
    """Why a record is a dead letter: codes that stay, for programs and for searching."""

    NOT_JSON = "not_json"
    NOT_CLOUDEVENT = "not_cloudevent"
    UNKNOWN_TYPE = "unknown_type"
    CONTRACT = "contract"
    WRONG_SOURCE = "wrong_source"
    WRONG_TOPIC = "wrong_topic"
    CHAIN_TOO_LONG = "chain_too_long"
    NO_SUCH_CASE = "no_such_case"
    CASE_CLOSED = "case_closed"
    TOO_LARGE = "too_large"
    REFUSED_BY_TEMPORAL = "refused_by_temporal"
    BUG = "bug"


STAGES: dict[Reason, str] = {
    Reason.NOT_JSON: "decode",
    Reason.NOT_CLOUDEVENT: "decode",
    Reason.UNKNOWN_TYPE: "contract",
    Reason.CONTRACT: "contract",
    Reason.WRONG_SOURCE: "contract",
    Reason.WRONG_TOPIC: "contract",
    Reason.CHAIN_TOO_LONG: "route",
    Reason.NO_SUCH_CASE: "route",
    Reason.CASE_CLOSED: "temporal",
    Reason.TOO_LARGE: "temporal",
    Reason.REFUSED_BY_TEMPORAL: "temporal",
    Reason.BUG: "bug",
}
"""How far a record came before it was rejected."""


class Rejected(Exception):
    """A record cannot be accepted as it is; the message holds nothing personal."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def bug(error: Exception) -> Rejected:
    """An error of ours, by its kind and place: its own words may hold what must not be told."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    log.error("bridge.bug", error=type(error).__name__, trace="".join(traceback.format_tb(error.__traceback__)))
    return Rejected(Reason.BUG, f"{type(error).__name__}{place}")


class Record(Protocol):
    """What we need of a Kafka record, whichever client read it."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Headers: ...


def original(headers: Headers) -> list[tuple[str, bytes | None]]:
    """The headers that the sender gave."""
    return [(name, value) for name, value in headers if not name.startswith(PREFIX)]


def header(headers: Headers, name: str) -> str:
    """The last value of one of our headers; empty when there is none."""
    values = [value for given, value in headers if given == PREFIX + name]
    return (values[-1] or b"").decode("utf-8", "replace") if values else ""


def attempts(headers: Headers) -> int:
    """How often a record has been rejected."""
    said = header(headers, "attempts")
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else 0


def dead_letter_headers(record: Record, rejected: Rejected, consumer: str, at: datetime) -> Headers:
    """The sender's headers unchanged, and ours: where it came from, why it is here, and how often it was."""
    ours = {
        "topic": record.topic,
        "partition": str(record.partition),
        "offset": str(record.offset),
        "stage": STAGES[rejected.reason],
        "reason": rejected.reason,
        "error": str(rejected)[:LONGEST_ERROR],
        "attempts": str(attempts(record.headers) + 1),
        "at": at.isoformat(),
        "consumer": consumer,
        "replayed-from": header(record.headers, "replayed-from"),
    }
    return [*original(record.headers), *((PREFIX + name, _bytes(value)) for name, value in ours.items() if value)]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


class DeadLetterTopic:
    """Where rejected records are kept. A record can be kept twice when we are killed in between; replay copes."""

    def __init__(self, producer: AIOKafkaProducer, consumer: str) -> None:
        self._producer = producer
        self._consumer = consumer

    async def keep(self, record: Record, rejected: Rejected) -> None:
        """Returns when the broker has it, however long that takes."""
        headers = dead_letter_headers(record, rejected, self._consumer, datetime.now(UTC))
        where = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self._send(record, headers)
                break
            except Exception as error:  # noqa: BLE001  whatever it is: the record is not lost while we try again
                log.error("bridge.dead_letter_waits", **where, error=type(error).__name__)  # noqa: TRY400
                await asyncio.sleep(pause)
        log.warning("bridge.dead_letter", **where, stage=STAGES[rejected.reason], reason=rejected.reason)

    async def _send(self, record: Record, headers: Headers) -> None:
        """What no producer of ours may send stays where it is, and the letter says so."""
        value = b"" if record.value is None and record.key is None else record.value  # clients refuse two nothings
        try:
            await self._producer.send_and_wait(DEAD_LETTERS, value=value, key=record.key, headers=headers)
        except MessageSizeTooLargeError:
            ours = [(name, value) for name, value in headers if name.startswith(PREFIX)]
            left = [*ours, (f"{PREFIX}{LEFT_BEHIND}", b"value")]
            await self._producer.send_and_wait(DEAD_LETTERS, value=b"", key=record.key, headers=left)
