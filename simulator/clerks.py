"""How do the people who decide come to their cases? They look at what waits for a person, and decide."""

import asyncio
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import TemporalError

from runtime.logs import logger
from runtime.temporal import told
from schemas.cases import Ask
from schemas.identifiers import OfficerId
from simulator.choices import Choice, Choices, officer_for, ruling
from simulator.clock_words import ClockWords

WAITING = "ExecutionStatus = 'Running' AND WaitingOn STARTS_WITH 'person:'"
PAUSE = 0.3
AT_ONCE = 8

Case = WorkflowHandle[Any, Any]

log = logger(__name__)


@dataclass
class Clerks:
    """Town officers, panels, section heads and registrars; each decides only what is asked of them."""

    client: Client
    choices: Choices
    day: float
    words: ClockWords = field(default_factory=ClockWords)
    _busy: set[str] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _decided: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seen: dict[str, float] = field(default_factory=dict)
    _refused: defaultdict[str, set[OfficerId]] = field(default_factory=lambda: defaultdict(set))

    async def work(self) -> None:
        """Looks again and again until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                await self._look(group)
                await asyncio.sleep(PAUSE)

    async def _look(self, group: asyncio.TaskGroup) -> None:
        try:
            async for found in self.client.list_workflows(WAITING):
                if found.id not in self._busy:
                    self._busy.add(found.id)
                    group.create_task(self._see_to(self.client.get_workflow_handle(found.id, run_id=found.run_id)))
        except TemporalError as error:
            log.warning("cases.unlisted", error=str(error))

    async def _see_to(self, case: Case) -> None:
        try:
            async with self._places:
                ask = await case.query("pending")
                if ask is not None:
                    await self._decide(case, Ask.model_validate(ask))
        except TemporalError as error:  # nobody took the query or the update: seen to again at the next look
            log.warning("case.unreachable", case=case.id, error=str(error))
        finally:
            self._busy.discard(case.id)

    async def _decide(self, case: Case, ask: Ask) -> None:
        turn = self._decided[case.id, ask.question]
        put = _put(case.id, ask, turn)
        choice = self.choices.of(case.id, ask.question, turn)
        if not self._due(put, choice):
            return
        await self.words.said(case, ask.question)
        officer = officer_for(ask, choice, self._refused[put])
        if officer is not None:
            await self._send(case, ask, choice, officer, put)
        else:
            log.warning("case.nobody", case=case.id, question=ask.question, unit=ask.unit)
            self._seen[put] = asyncio.get_running_loop().time() + self.day
            self._refused.pop(put)

    async def _send(self, case: Case, ask: Ask, choice: Choice, officer: OfficerId, put: str) -> None:
        sent = ruling(ask, choice, officer)
        about = {"case": case.id, "question": ask.question, "choice": sent.choice, "officer": officer}
        try:
            await told(case, "decide", sent, key=f"{put}-{officer}")
        except WorkflowUpdateFailedError as refused:
            self._refused[put].add(officer)
            log.warning("ruling.refused", **about, reason=str(refused.cause))
        else:
            self._decided[case.id, ask.question] += 1
            log.info("ruling.given", **about)

    def _due(self, put: str, choice: Choice) -> bool:
        """The days that the decision takes have passed since the question was first seen."""
        now = asyncio.get_running_loop().time()
        return now - self._seen.setdefault(put, now) >= choice.delay_days * self.day


def _put(case: str, ask: Ask, turn: int) -> str:
    """One putting of a question: the same after a retry, another one when it is put anew."""
    digest = hashlib.sha256(f"{case} {turn} {ask.model_dump_json()}".encode()).hexdigest()
    return f"{ask.question}-{digest[:12]}"
