"""How far are the cases of the scenarios? Found by the events that they come from, watched until they end."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus, WorkflowFailureError
from temporalio.exceptions import TemporalError
from temporalio.service import RPCError

from commands.words import Trouble
from events.contracts.envelope import Envelope
from schemas.cases import CaseRecord
from simulator.scenarios import Scenario
from workflows.page import CHAIN, OUTCOME, STAGE

LOOK = 0.5
ATTEMPTS = 40
AT_ONCE = 8
RUNNING = WorkflowExecutionStatus.RUNNING


@dataclass(frozen=True)
class Found:
    """A case as the platform has it: its record, or why there is none."""

    case: str
    chain: str
    record: CaseRecord | None
    trouble: str | None = None


class Following:
    """The cases that the scenarios expect, and all others that came of their events."""

    def __init__(self, client: Client, scenarios: Sequence[Scenario]) -> None:
        self._client = client
        self._expected = [each for story in scenarios for each in story.expectations if not each.absent]
        named = {each.case for story in scenarios for each in story.expectations}
        chains = {chain for story in scenarios for chain in chains_of(story)}
        self._query = f"{_among('WorkflowId', named)} OR {_among(CHAIN.name, chains)}"

    async def until_closed(self, show: Callable[[Counter[str]], None]) -> None:
        """Returns when every expected case is as far as expected; shows how many are at each stage."""
        while True:
            listed = await self._listed()
            show(Counter(_standing(case) for case in listed.values()))
            if not self._awaited(listed):
                return
            await asyncio.sleep(LOOK)

    async def open_cases(self) -> list[str]:
        """The expected cases that have not come, or not ended."""
        return self._awaited(await self._listed())

    async def found(self) -> list[Found]:
        """Every case with its record."""
        places = asyncio.Semaphore(AT_ONCE)
        listed = await self._listed()
        return list(await asyncio.gather(*(self._fetched(case, places) for case in listed.values())))

    def _awaited(self, listed: Mapping[str, WorkflowExecution]) -> list[str]:
        """Those expected to close are awaited until they have; those expected open, until they are there."""
        closing = {each.case for each in self._expected if each.status == "closed"}
        return [
            each.case
            for each in self._expected
            if each.case not in listed or (each.case in closing and listed[each.case].status is RUNNING)
        ]

    async def _listed(self) -> dict[str, WorkflowExecution]:
        """Has patience with a server that is just being started again."""
        for _ in range(ATTEMPTS):
            try:
                return {case.id: case async for case in self._client.list_workflows(self._query)}
            except RPCError as error:
                unlisted = error
                await asyncio.sleep(LOOK)
        raise Trouble(f"Temporal lists no cases any more: {unlisted.message}") from unlisted

    async def _fetched(self, case: WorkflowExecution, places: asyncio.Semaphore) -> Found:
        chain = case.typed_search_attributes.get(CHAIN) or ""
        async with places:
            try:
                return Found(case.id, chain, await record_of(self._client, case))
            except WorkflowFailureError as failed:
                return Found(case.id, chain, None, f"failed: {failed.cause}")
            except (TemporalError, ValidationError) as unread:
                return Found(case.id, chain, None, f"its record cannot be read: {unread}")


async def record_of(client: Client, case: WorkflowExecution) -> CaseRecord:
    """The record that a closed case left, or that an open one keeps."""
    if case.status is RUNNING:
        handle = client.get_workflow_handle(case.id, run_id=case.run_id)
        return CaseRecord.model_validate(await handle.query("record"))
    closed = client.get_workflow_handle(case.id, run_id=case.run_id, result_type=CaseRecord)
    return CaseRecord.model_validate(await closed.result())


def chains_of(scenario: Scenario) -> tuple[str, ...]:
    """The chains that the events of a scenario begin; rubbish begins none."""
    return tuple(dict.fromkeys(chain for line in scenario.lines if (chain := _chain(line.value))))


def _chain(value: bytes) -> str | None:
    try:
        return Envelope.model_validate_json(value).chain
    except ValidationError:
        return None


def _standing(case: WorkflowExecution) -> str:
    attributes = case.typed_search_attributes
    if case.status is RUNNING:
        return attributes.get(STAGE) or "opened"
    return f"closed: {attributes.get(OUTCOME) or case.status.name.lower() if case.status else ''}"


def _among(name: str, values: set[str]) -> str:
    quoted = ", ".join(f"'{value}'" for value in sorted(values))
    return f"{name} IN ({quoted})" if values else f"{name} = ''"
