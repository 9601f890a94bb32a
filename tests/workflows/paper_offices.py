"""Offices on paper: departments that say what a test tells them, and a post that keeps what was announced."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from activities.errors import Unreachable
from activities.ports import SystemReply
from events.contracts.envelope import Envelope
from schemas.base import Model
from schemas.questions import ReplyStatus

Answer = SystemReply | Exception | Callable[[Any], SystemReply]
Body = dict[str, Any]

NOTHING = SystemReply(status=ReplyStatus.ANSWERED)
PENDING = SystemReply(status=ReplyStatus.PENDING)
UNREACHABLE = Unreachable("the department's system is down")


def answered(**result: Any) -> SystemReply:
    return SystemReply(status=ReplyStatus.ANSWERED, result=result)


def refused(reason: str) -> SystemReply:
    return SystemReply(status=ReplyStatus.REFUSED, reason=reason)


def in_turn(*answers: SystemReply | Exception) -> Callable[[Any], SystemReply]:
    """Says one after the other; the last one again and again."""
    left = list(answers)

    def say(_: Any) -> SystemReply:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return say


def unmarried(said: Body) -> SystemReply:
    """The marriage base knows no marriage of the persons asked for."""
    return answered(records=[{"person": each["ref"], "married": False} for each in said["subjects"]])


def identified(said: Body) -> SystemReply:
    """Public security knows the persons asked for."""
    return answered(records=[{"person": each["ref"], "matches": True, "valid": True} for each in said["subjects"]])


DEFAULTS: dict[str, Answer] = {
    "alert_visit": answered(result="NOT_IN_NEED"),
    "home_visit": answered(visitors=["甲", "乙"], signed=True, confirms=True),
    "household_register_change": answered(changed=True),
    "identity": identified,
    "linked_item": answered(granted=True),
    "linked_item_stop": answered(stopped=True),
    "marriage_status": unmarried,
    "register_marriage": answered(certificate="J320400-2026-000001"),
}


@dataclass
class PaperDepartments:
    """Every department's system; keeps what it was asked and does each key once. A refused key may be tried again."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, str, Body]] = field(default_factory=list)
    done: dict[str, SystemReply] = field(default_factory=dict)

    def says(self, department: str, task: str, answer: Answer) -> None:
        self.answers[department, task] = answer

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:
        said = body.model_dump(mode="json")
        self.asked.append((department, task, key, said))
        if key in self.done:
            return self.done[key]
        answer = self.answers.get((department, task), DEFAULTS.get(task, NOTHING))
        if isinstance(answer, Exception):
            raise answer
        reply = answer(said) if callable(answer) else answer
        if reply.status is not ReplyStatus.REFUSED:
            self.done[key] = reply
        return reply

    def keys(self, task: str) -> list[str]:
        """Keys under which a task was asked for, without the case, each once."""
        keys = (key.partition("/")[2] for _, each, key, _ in self.asked if each == task)
        return list(dict.fromkeys(keys))

    def bodies(self, task: str) -> list[Body]:
        """What was sent with a task, each key once."""
        return list({key: said for _, each, key, said in self.asked if each == task}.values())

    def asked_for(self, task: str) -> list[str]:
        """The departments that were asked for a task, as often as they were."""
        return [department for department, each, _, _ in self.asked if each == task]


@dataclass
class PaperPost:
    """The outbox's other side; keeps what was announced, by topic, and knows a repetition by its id."""

    sent: list[tuple[str, Envelope]] = field(default_factory=list)
    away_for: int = 0
    """How many more letters it fails to take."""

    async def publish(self, topic: str, envelope: Envelope) -> None:
        if self.away_for:
            self.away_for -= 1
            raise ConnectionError("the broker is away")
        if not any(envelope.id == known.id for _, known in self.sent):
            self.sent.append((topic, envelope))

    def of(self, case: str) -> list[str]:
        """Types of what a case announced, in order, without what they have in common."""
        return [_short(envelope) for _, envelope in self.sent if envelope.subject == case]

    def data(self, case: str, type_: str) -> list[Body]:
        """What the events of that type say."""
        return [envelope.data for _, envelope in self.sent if envelope.subject == case and _short(envelope) == type_]


def _short(envelope: Envelope) -> str:
    return envelope.type.removeprefix("cn.onething.").removesuffix(".v1")
