"""A city on paper: it opens cases, brings events and decides, as bridge, departments and clerks would."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.worker import Worker

import worker
from activities.hall import Hall
from activities.task import tasks
from events.contracts.departments import QuestionAnswered
from events.contracts.envelope import Envelope, Event
from registry.departments import CHARITY, CIVIL_AFFAIRS, FINANCE, HALL, PUBLIC_SECURITY
from registry.officers import officers
from registry.services import CASES, Service, case_id
from schemas.base import Model
from schemas.cases import Ask, CaseRecord, CaseStart, Ruled, Ruling, Withdrawal
from schemas.identifiers import CaseId, EventId
from tests.workflows.paper_offices import PaperDepartments, PaperPost
from workflows.page import CHAIN, SERVICE
from workflows.verbs import Repair

SHORT_DAY = timedelta(milliseconds=10)
"""Every limit is over soon."""

UNHURRIED_DAY = timedelta(milliseconds=150)
"""Limits of a day or two are over soon, those of weeks leave time to act."""

LONG_DAY = timedelta(minutes=5)
"""No limit is over before the test is."""

calm = pytest.mark.parametrize("day", [LONG_DAY], ids=["long days"])
unhurried = pytest.mark.parametrize("day", [UNHURRIED_DAY], ids=["unhurried days"])

PATIENCE = 20.0
DESKS = (CIVIL_AFFAIRS.id, FINANCE.id, CHARITY.id, PUBLIC_SECURITY.id)


@dataclass
class PaperCase:
    """One case of a paper city, with everything that people and offices can do to it."""

    id: CaseId
    handle: WorkflowHandle[Any, CaseRecord]

    async def hears(self, *events: Event | Envelope) -> None:
        await self.handle.signal("deliver", [_enveloped(event) for event in events])

    async def answered(self, question: str, department: str, about: str, **said: Any) -> None:
        """A department answers by event what it had taken on; the question without the case."""
        await self.hears(QuestionAnswered.model_validate({
            "case": self.id, "question": f"{self.id}/{question}", "department": department, "about": about,
            "answered_at": datetime.now(UTC), **said,
        }))  # fmt: skip

    async def record(self) -> CaseRecord:
        return await self.handle.query("record", result_type=CaseRecord)

    async def until(self, holds: Callable[[CaseRecord], object]) -> CaseRecord:
        """The record, as soon as something holds of it."""

        async def probe() -> CaseRecord | None:
            record = await self.record()
            return record if holds(record) else None

        return CaseRecord.model_validate(await eventually(probe))

    async def asks(self, question: str) -> Ask:
        """The decision that the case waits for, as soon as it does."""
        record = await self.until(lambda now: now.pending and now.pending.question == question)
        return Ask.model_validate(record.pending)

    async def decide(self, question: str, choice: str | None = None, **ruling: Any) -> Ruled:
        """An officer whom nothing bars decides; the ordinary way when no choice is given."""
        ask = await self.asks(question)
        allowed = [each.id for each in officers(ask.role, ask.unit) if each.id not in ask.not_by]
        said = Ruling(**{"question": question, "choice": choice or ask.choices[0], "officer": allowed[0],
                         "reasons": "reasons of the test", **ruling})  # fmt: skip
        return await self.handle.execute_update("decide", said, result_type=Ruled)

    async def refusal(self, question: str, choice: str | None = None, **ruling: Any) -> str:
        """What an officer is told who may not decide so."""
        return await self._refused(self.decide(question, choice, **ruling))

    async def refusal_at_once(self, **ruling: Any) -> str:
        """What an officer is told who does not look first whether the case still asks."""
        said = Ruling(**{"reasons": "reasons of the test", **ruling})
        return await self._refused(self.handle.execute_update("decide", said, result_type=Ruled))

    async def withdraw(self, reasons: str = "no longer needed") -> None:
        await self.handle.execute_update("withdraw", Withdrawal(by="household", reasons=reasons))

    async def refused_withdrawal(self) -> str:
        return await self._refused(self.withdraw())

    async def repair(self, reasons: str = "settled by telephone") -> None:
        await self.handle.execute_update("repair", Repair(officer="CZ.bureau", reasons=reasons))

    async def refused_repair(self, reasons: str = "settled by telephone") -> str:
        return await self._refused(self.repair(reasons))

    async def closed(self) -> CaseRecord:
        async with asyncio.timeout(PATIENCE):
            return await self.handle.result()

    async def _refused(self, update: Any) -> str:
        try:
            await update
        except WorkflowUpdateFailedError as refusal:
            return str(refusal.cause)
        raise AssertionError(f"{self.id} took what it should have refused")


class PaperCity:
    """One test's city: its own departments, its own post, and a number that no other test uses."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.number = f"A-{uuid4().hex[:12]}"
        self.departments = PaperDepartments(self.number)
        self.post = PaperPost(self.number)

    async def open(
        self, service: Service, *events: Event | Envelope, key: tuple[str, ...] = (), request: Model | None = None
    ) -> PaperCase:
        """Opens a case by events, or by the request of a case above it."""
        case = self.case(service, *key)
        envelopes = [_enveloped(event) for event in events]
        start = CaseStart(case=case.id, service=service.id, opened_by=envelopes[0].id if envelopes else None,
                          request=request.model_dump(mode="json") if request else None)  # fmt: skip
        await self.client.start_workflow(
            service.id, start, id=case.id, task_queue=CASES,
            start_signal="deliver" if envelopes else None, start_signal_args=[envelopes],
            search_attributes=TypedSearchAttributes([
                SearchAttributePair(SERVICE, service.id), SearchAttributePair(CHAIN, self.number),
            ]),
        )  # fmt: skip
        return case

    def case(self, service: Service, *key: str) -> PaperCase:
        id_ = case_id(service, self.number, *key)
        return PaperCase(id_, self.client.get_workflow_handle(id_, result_type=CaseRecord))

    def sent(self, case: PaperCase) -> list[str]:
        """Types of the events that a case announced, in order."""
        return self.post.of(case.id)

    def said(self, case: PaperCase, type_: str) -> list[dict[str, Any]]:
        """What a case said in its events of a type, in order."""
        return self.post.data(case.id, type_)


def announced(record: CaseRecord) -> list[str]:
    """Types of the events that a case has announced, in order; they may still be on their way."""
    return [line.type.removeprefix("cn.onething.").removesuffix(".v1") for line in record.announced]


def enveloped(event: Event, id_: str | None = None, *, on: date | None = None) -> Envelope:
    return Envelope(
        id=EventId(id_ or str(uuid4())), source="//civil-affairs.city", type=event.type, time=datetime.now(UTC),
        partitionkey=event.partition_key, factdate=on, data=event.model_dump(mode="json"),
    )  # fmt: skip


def _enveloped(event: Event | Envelope) -> Envelope:
    return event if isinstance(event, Envelope) else enveloped(event)


async def eventually(probe: Callable[[], Any], at_most: float = PATIENCE) -> Any:
    """What the probe finds, as soon as it finds something."""
    until = time.monotonic() + at_most
    while True:
        found = await probe()
        if found:
            return found
        if time.monotonic() > until:
            raise TimeoutError("it did not come to pass")
        await asyncio.sleep(0.02)


def workers(city: PaperCity, day: timedelta) -> list[Worker]:
    """The product's own workers, with paper offices behind the hall and the desks that have tasks of their own."""
    return [
        worker.case_worker(city.client, city.post, day=day),
        *worker.desk_workers(city.client, city.departments, DESKS),
        Worker(city.client, task_queue=HALL, activities=tasks(Hall(city.departments))),
    ]
