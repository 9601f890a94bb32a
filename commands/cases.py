"""Which cases are there, and what does one look like now?"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from temporalio.client import (
    Client,
    WorkflowExecution,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowQueryFailedError,
)
from temporalio.service import RPCError, RPCStatusCode

from commands import running, summary
from commands.following import record_of
from commands.words import Trouble
from registry.regions import covers, unit
from registry.services import SERVICES
from schemas.cases import CaseRecord, Role
from schemas.identifiers import ServiceId
from workflows.page import DUE, LATE, OUTCOME, SERVICE, STAGE, UNIT, WAITING_ON

Answer = TypeVar("Answer")
ANSWERS_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class Filter:
    """Which cases are wanted; what is None does not matter."""

    service: str | None = None
    stage: str | None = None
    unit: str | None = None
    waiting_on: str | None = None
    closed_too: bool = False

    def query(self) -> str:
        """As the search of the platform reads it; Trouble for a name that nobody knows."""
        waiting = self.waiting_on and (f"person:{self.waiting_on}" if self.waiting_on in set(Role) else self.waiting_on)
        parts = (
            None if self.closed_too else "ExecutionStatus = 'Running'",
            self.service and f"{SERVICE.name} = '{_service(self.service)}'",
            self.stage and f"{STAGE.name} = '{_plain(self.stage)}'",
            waiting and f"{WAITING_ON.name} STARTS_WITH '{_plain(waiting)}'",
        )
        return " AND ".join(part for part in parts if part)

    def fits(self, handled_by: str, waiting: str) -> bool:
        """A case is with the unit that handles it, and with the unit of the person it waits for."""
        if self.unit is None:
            return True
        ours = _unit(self.unit)
        return covers(ours, handled_by) or covers(ours, waiting.partition("@")[2])


def listed(wanted: Filter) -> list[tuple[str, ...]]:
    """A row for each case that fits, the newest first."""
    return with_client(lambda client: _listed(client, wanted))


def record(case: str) -> CaseRecord:
    """The case as it stands; Trouble when there is none, or nobody can tell."""
    return with_client(lambda client: _record(client, case))


def link(case: str) -> str | None:
    """The page of the case in the Temporal UI."""
    return summary.link(running.settings(), case)


def with_client(asked: Callable[[Client], Awaitable[Answer]]) -> Answer:
    """What the running platform answers; Trouble in plain words when it does not."""

    async def together() -> Answer:
        return await asked(await running.client(running.settings()))

    try:
        return asyncio.run(together())
    except RPCError as error:
        raise Trouble(f"Temporal did not do it: {error.message}") from error


def absent(case: str, error: RPCError) -> Trouble:
    """What to say when a case cannot be reached."""
    if error.status is RPCStatusCode.NOT_FOUND:
        return Trouble(f"There is no open case {case}. `onething case list --all` shows which there are.")
    return Trouble(
        f"Case {case} did not answer: {error.message}. Its worker may be down; `onething doctor` tells what is missing."
    )


async def _listed(client: Client, wanted: Filter) -> list[tuple[str, ...]]:
    found = client.list_workflows(wanted.query())
    return [_row(case) async for case in found if wanted.fits(_handled_by(case), _waiting(case))]


async def _record(client: Client, case: str) -> CaseRecord:
    try:
        known = await client.get_workflow_handle(case).describe()
        return await asyncio.wait_for(record_of(client, known), ANSWERS_WITHIN.total_seconds())
    except RPCError as error:
        raise absent(case, error) from error
    except TimeoutError:
        raise Trouble(f"Case {case} did not answer. No worker takes its tasks; `onething doctor` tells more.") from None
    except WorkflowQueryFailedError as failed:
        raise Trouble(f"Case {case} cannot tell its record: {failed}") from failed
    except WorkflowFailureError as failed:
        raise Trouble(f"Case {case} failed: {failed.cause}. The Temporal UI has its history.") from failed


def _row(case: WorkflowExecution) -> tuple[str, ...]:
    said = case.typed_search_attributes
    service = SERVICES.get(ServiceId(said.get(SERVICE) or ""))
    closed = case.status is not WorkflowExecutionStatus.RUNNING
    stage = said.get(OUTCOME) or (case.status.name.lower() if case.status else "") if closed else said.get(STAGE) or ""
    late = "late" if said.get(LATE) else ""
    name = service.name_zh if service else ""
    return case.id, name, f"closed: {stage}" if closed else stage, _waiting(case), _day(said.get(DUE)), late


def _handled_by(case: WorkflowExecution) -> str:
    return case.typed_search_attributes.get(UNIT) or ""


def _waiting(case: WorkflowExecution) -> str:
    return case.typed_search_attributes.get(WAITING_ON) or ""


def _day(due: datetime | None) -> str:
    return f"{due - timedelta(seconds=1):%Y-%m-%d}" if due else ""


def _service(name: str) -> str:
    if ServiceId(name) not in SERVICES:
        raise Trouble(f"There is no service {name}. There are: {', '.join(SERVICES)}.")
    return name


def _unit(name: str) -> str:
    try:
        return unit(name).id
    except LookupError as unknown:
        raise Trouble(str(unknown)) from unknown


def _plain(text: str) -> str:
    if "'" in text:
        raise Trouble(f"A search text has no quotes in it: {text}")
    return text
