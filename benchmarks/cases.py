"""How is a load of cases driven? Opened as the bridge opens them, decided as soon as they wait for a person."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from activities.ports import SystemReply
from benchmarks.bare import QUEUE, BareAssistance
from benchmarks.notices import NOTICES
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from events.contracts.envelope import Envelope
from registry.departments import answering
from registry.officers import officers
from registry.services import ASSISTANCE, CASES, MEANS_CHECK, case_id
from schemas.assessments import MeansRequest
from schemas.base import Model
from schemas.cases import CaseRecord, CaseStart, Ruling
from schemas.households import Application
from schemas.identifiers import EventId
from schemas.questions import ReplyStatus, Topic
from workflows import page

QUESTIONS = ("acceptance", "opinion", "confirmation")


class InstantDepartments:
    """Every department answers at once, so that what is measured is the platform."""

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:  # noqa: ARG002
        return SystemReply(status=ReplyStatus.ANSWERED, result={"granted": True})


def listen() -> None:
    """From here on the driver hears from every case that waits for a person."""
    NOTICES.listen()
    shown = page.show

    def show(record: CaseRecord, due: datetime | None) -> None:
        shown(record, due)
        if record.pending:
            NOTICES.ring(record.case, record.pending.question, record.pending)

    page.show = show


async def ours(client: Client, application: Application) -> CaseRecord:
    """One assistance case, from the event to the outcome."""
    case = case_id(ASSISTANCE, application.number)
    event = AssistanceApplicationSubmitted(application=application)
    envelope = Envelope(
        id=EventId(f"event-{application.number}"), source="//civil-affairs.city", type=event.type,
        time=datetime.now(UTC), partitionkey=event.partition_key, data=event.model_dump(mode="json"),
    )  # fmt: skip
    handle = await client.start_workflow(
        ASSISTANCE.id, CaseStart(case=case, service=ASSISTANCE.id, opened_by=envelope.id, chain=envelope.id),
        id=case, task_queue=CASES, start_signal="deliver", start_signal_args=[[envelope]], result_type=CaseRecord,
        search_attributes=TypedSearchAttributes([SearchAttributePair(page.SERVICE, ASSISTANCE.id)]),
    )  # fmt: skip
    for question in QUESTIONS:
        ask = await NOTICES.pending(case, question)
        by = next(each.id for each in officers(ask.role, ask.unit) if each.id not in ask.not_by)
        await handle.execute_update("decide", Ruling(question=question, choice=ask.choices[0], officer=by))
    return CaseRecord.model_validate(await handle.result())


async def check(client: Client, application: Application) -> CaseRecord:
    """One means check by itself: the procedure that puts the questions."""
    case = case_id(MEANS_CHECK, application.number)
    request = MeansRequest(application=application).model_dump(mode="json")
    ended = await client.execute_workflow(
        MEANS_CHECK.id,
        CaseStart(case=case, service=MEANS_CHECK.id, request=request),
        id=case,
        task_queue=CASES,
        result_type=CaseRecord,
    )
    return CaseRecord.model_validate(ended)


async def bare(client: Client, application: Application, publicity: float) -> Any:
    """One case of the same shape on the bare platform."""
    departments = [department.id for department in answering(Topic.MEANS)]
    case = f"bare-{application.number}"
    handle = await client.start_workflow(
        BareAssistance.run, args=[application.model_dump(mode="json"), departments, publicity],
        id=case, task_queue=QUEUE,
    )  # fmt: skip
    for question in QUESTIONS:
        await NOTICES.pending(case, question)
        await handle.execute_update(BareAssistance.decide, args=[question, "yes"])
    return await handle.result()


async def load(one: Callable[[Application], Awaitable[Any]], applications: list[Application], at_once: int) -> None:
    """All cases, so many at a time."""
    gate = asyncio.Semaphore(at_once)

    async def gated(application: Application) -> None:
        async with gate:
            await one(application)

    await asyncio.gather(*(gated(application) for application in applications))
