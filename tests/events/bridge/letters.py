"""Events and records as the departments would send them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from events.contracts.civil_affairs import AssistanceApplicationWithdrawn, AssistanceObjectionRaised
from events.contracts.departments import QuestionAnswered
from events.contracts.early_warning import AlertGraded
from events.contracts.envelope import Envelope, Event
from registry.departments import CIVIL_AFFAIRS
from registry.topics import OUTCOMES, SOURCES

TODAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOPIC = CIVIL_AFFAIRS.topic
NUMBER = "A-2026-0001"
CASE = f"assistance:{NUMBER}"


@dataclass
class PaperRecord:
    """A Kafka record without Kafka."""

    value: bytes | None
    topic: str = TOPIC
    partition: int = 0
    offset: int = 0
    key: bytes | None = b"A-2026-0001"
    headers: list[tuple[str, bytes | None]] = field(default_factory=list)


def envelope(event: Event, id_: str, topic: str = TOPIC, **changed) -> Envelope:
    fields = {
        "id": id_,
        "source": SOURCES[topic],
        "type": event.type,
        "time": TODAY,
        "partitionkey": event.partition_key,
        "data": event.model_dump(mode="json"),
    }
    return Envelope.model_validate(fields | changed)


def objection(number=NUMBER, id_="e-1", grounds="too rich", **changed) -> Envelope:
    """Opens the case when it is not there, or waits in it."""
    event = AssistanceObjectionRaised(number=number, household="h-1", grounds=grounds)
    return envelope(event, id_, **changed)


def withdrawal(number=NUMBER, id_="e-end") -> Envelope:
    """Ends a paper case."""
    return envelope(AssistanceApplicationWithdrawn(number=number, household="h-1"), id_)


def answer(case=CASE, id_="e-answer", department="taxation", **changed) -> Envelope:
    """Presupposes the case."""
    event = QuestionAnswered(case=case, question="q-1", department=department, about="means", answered_at=TODAY)
    return envelope(event, id_, topic=f"dept.{department}.events", **changed)


def grading(id_="e-graded") -> Envelope:
    """Concerns no case."""
    event = AlertGraded(case="early-warning:p-1:medical:2026", person="p-1", grade="red")
    return envelope(event, id_, topic=OUTCOMES)


def record(sent: Envelope, topic: str = TOPIC, **changed) -> PaperRecord:
    return PaperRecord(sent.encoded(), topic, key=sent.partitionkey.encode(), **changed)
