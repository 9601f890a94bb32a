"""A city on paper: departments that say what a test tells them, people who decide when a test says so."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import Client, WorkflowHandle
from temporalio.common import SearchAttributePair, TypedSearchAttributes

import worker
from activities.errors import Unreachable
from activities.ports import SystemReply
from events.contracts.departments import QuestionAnswered
from events.contracts.envelope import Envelope, Event
from registry.officers import officers
from registry.services import CASES, service_of
from schemas.base import Model
from schemas.cases import Ask, CaseRecord, CaseStart, Ruled, Ruling
from schemas.identifiers import CaseId, EventId
from schemas.questions import ReplyStatus
from workflows.page import CHAIN, SERVICE

Answer = SystemReply | Exception | Callable[[Any], SystemReply]
NOTHING = SystemReply(status=ReplyStatus.ANSWERED)
PENDING = SystemReply(status=ReplyStatus.PENDING)


def answered(**result: Any) -> SystemReply:
    return SystemReply(status=ReplyStatus.ANSWERED, result=result)


def refused(reason: str) -> SystemReply:
    return SystemReply(status=ReplyStatus.REFUSED, reason=reason)


DEFAULTS: dict[str, Answer] = {
    "home_visit": answered(visitors=["甲", "乙"], signed=True, confirms=True),
    "linked_item": answered(granted=True),
    "household_register_change": answered(changed=True),
    "lock_for_marriage": NOTHING,
    "register_marriage": answered(certificate="J320400-2026-000001"),
}


@dataclass
class PaperDepartments:
    """Every department's system; keeps what it was asked, does each key once."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)
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
        self.done[key] = reply
        return reply

    def tasks(self, task: str) -> list[str]:
        """Keys of what was done under a task, each once."""
        return list(dict.fromkeys(key for _, each, key, _ in self.asked if each == task))


@dataclass
class PaperPost:
    """The outbox's other side; keeps what was announced, by topic."""

    sent: list[tuple[str, Envelope]] = field(default_factory=list)

    async def publish(self, topic: str, envelope: Envelope) -> None:
        self.sent.append((topic, envelope))

    @property
    def types(self) -> list[str]:
        return [envelope.type.removeprefix("cn.onething.").removesuffix(".v1") for _, envelope in self.sent]


def enveloped(event: Event, id_: str | None = None) -> Envelope:
    return Envelope(
        id=EventId(id_ or str(uuid4())), source="//civil-affairs.city", type=event.type, time=datetime.now(UTC),
        partitionkey=event.partition_key, data=event.model_dump(mode="json"),
    )  # fmt: skip


class PaperCity:
    """Opens cases, delivers events and decides, as bridge, departments and clerks would."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.departments = PaperDepartments()
        self.post = PaperPost()

    async def open(self, case: str, *events: Event | Envelope) -> WorkflowHandle[Any, CaseRecord]:
        service = service_of(CaseId(case))
        envelopes = [event if isinstance(event, Envelope) else enveloped(event) for event in events]
        start = CaseStart(case=case, service=service.id, opened_by=envelopes[0].id, chain=envelopes[0].chain)
        return await self.client.start_workflow(
            service.id, start, id=case, task_queue=CASES, result_type=CaseRecord, start_signal="deliver",
            start_signal_args=[envelopes],
            search_attributes=TypedSearchAttributes([
                SearchAttributePair(SERVICE, service.id), SearchAttributePair(CHAIN, envelopes[0].chain),
            ]),
        )  # fmt: skip

    async def deliver(self, case: str, *events: Event | Envelope) -> None:
        envelopes = [event if isinstance(event, Envelope) else enveloped(event) for event in events]
        await self.handle(case).signal("deliver", envelopes)

    def handle(self, case: str) -> WorkflowHandle[Any, CaseRecord]:
        return self.client.get_workflow_handle(case, result_type=CaseRecord)

    async def record(self, case: str) -> CaseRecord:
        return CaseRecord.model_validate(await self.handle(case).query("record", result_type=CaseRecord))

    async def pending(self, case: str, question: str | None = None) -> Ask:
        """The decision that the case waits for, as soon as it does."""

        async def asked() -> Ask | None:
            ask = await self.handle(case).query("pending", result_type=Ask | None)  # type: ignore[arg-type]
            return ask if ask and question in (None, ask.question) else None

        return Ask.model_validate(await eventually(asked))

    async def decide(self, case: str, question: str, choice: str | None = None, **ruling: Any) -> Ruled:
        """An officer whom nothing bars decides; the ordinary way when no choice is given."""
        ask = await self.pending(case, question)
        allowed = [each.id for each in officers(ask.role, ask.unit) if each.id not in ask.not_by]
        said = Ruling(**{"question": question, "choice": choice or ask.choices[0], "officer": allowed[0],
                         "reasons": "reasons of the test", **ruling})  # fmt: skip
        return Ruled.model_validate(await self.handle(case).execute_update("decide", said, result_type=Ruled))

    async def answers(self, case: str, question: str, department: str, about: str, **said: Any) -> None:
        """A department answers by event what it had taken on."""
        await self.deliver(case, QuestionAnswered.model_validate({
            "case": case, "question": question, "department": department, "about": about,
            "answered_at": datetime.now(UTC), **said,
        }))  # fmt: skip


async def eventually(probe: Callable[[], Any], at_most: float = 15.0) -> Any:
    """What the probe finds, as soon as it finds something."""
    until = time.monotonic() + at_most
    while True:
        found = await probe()
        if found:
            return found
        if time.monotonic() > until:
            raise TimeoutError("it did not come to pass")
        await asyncio.sleep(0.05)


UNREACHABLE = Unreachable("the department's system is down")
SHORT_DAY = timedelta(milliseconds=30)


def workers(city: PaperCity, day: timedelta) -> list[Any]:
    """The product's own workers, with paper offices behind the desks."""
    return [
        worker.case_worker(city.client, city.post, day=day),
        *worker.desk_workers(city.client, city.departments),
    ]
