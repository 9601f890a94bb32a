"""One case of a paper city, with everything that people and offices can do to it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from events.contracts.departments import QuestionAnswered
from events.contracts.envelope import Envelope, Event
from registry.officers import officers
from runtime.temporal import told
from schemas.base import Model
from schemas.cases import Ask, CaseRecord, ClockLine, Ruled, Ruling, Withdrawal
from schemas.identifiers import CaseId, EventId
from workflows.doors import Repair

PATIENCE = 60.0


@dataclass
class PaperCase:
    id: CaseId
    handle: WorkflowHandle[Any, CaseRecord]

    async def hears(self, *events: Event | Envelope) -> None:
        await self.handle.signal("deliver", [in_envelope(event) for event in events])

    async def answered(self, question: str, department: str, about: str, **said: Any) -> None:
        """A department answers by event what it had taken on; the question without the case."""
        await self.hears(QuestionAnswered.model_validate({
            "case": self.id, "question": f"{self.id}/{question}", "department": department, "about": about,
            "answered_at": datetime.now(UTC), **said,
        }))  # fmt: skip

    async def record(self) -> CaseRecord:
        return CaseRecord.model_validate(await self.handle.query("record", result_type=CaseRecord))

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
        return Ruled.model_validate(await told(self.handle, "decide", said))

    async def refuse(self, question: str, answer: Event | None = None, **ruling: Any) -> Ruled:
        """An officer means to refuse what was assessed; after the household's answer, or its time, it is refused."""
        await self.decide(question, "refuse", **ruling)
        if answer is not None:
            await self.until(lambda record: record.stage == "hearing")
            await self.hears(answer)
        return await self.decide(question, "refuse", **ruling)

    async def refusal(self, question: str, choice: str | None = None, **ruling: Any) -> str:
        """What an officer is told who may not decide so."""
        return await self._refused(self.decide(question, choice, **ruling))

    async def refusal_at_once(self, **ruling: Any) -> str:
        """What an officer is told who does not look first whether the case still asks."""
        said = Ruling(**{"reasons": "reasons of the test", **ruling})
        return await self._refused(told(self.handle, "decide", said))

    async def withdraw(self, reasons: str = "no longer needed") -> None:
        await told(self.handle, "withdraw", Withdrawal(by="household", reasons=reasons))

    async def refused_withdrawal(self) -> str:
        return await self._refused(self.withdraw())

    async def repair(self, reasons: str = "settled by telephone") -> None:
        await told(self.handle, "repair", Repair(officer="CZ.bureau", reasons=reasons))

    async def refused_repair(self, reasons: str = "settled by telephone") -> str:
        return await self._refused(self.repair(reasons))

    async def clock(self, door: str, order: Model) -> ClockLine:
        """An officer extends a clock of the case, has it stand still, or go on."""
        return ClockLine.model_validate(await told(self.handle, door, order))

    async def refused_clock(self, door: str, order: Model) -> str:
        return await self._refused(self.clock(door, order))

    async def closed(self) -> CaseRecord:
        async with asyncio.timeout(PATIENCE):
            return await self.handle.result()

    async def _refused(self, update: Any) -> str:
        try:
            await update
        except WorkflowUpdateFailedError as refusal:
            return str(refusal.cause)
        raise AssertionError(f"{self.id} took what it should have refused")


def announced(record: CaseRecord) -> list[str]:
    """Types of the events that a case has announced, in order; they may still be on their way."""
    return [line.type.removeprefix("cn.onething.").removesuffix(".v1") for line in record.announced]


def enveloped(event: Event, id_: str | None = None) -> Envelope:
    return Envelope(
        id=EventId(id_ or str(uuid4())), source="//civil-affairs.city", type=event.type, time=datetime.now(UTC),
        partitionkey=event.partition_key, data=event.model_dump(mode="json"),
    )  # fmt: skip


def in_envelope(event: Event | Envelope) -> Envelope:
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
