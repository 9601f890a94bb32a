"""How are many households read and entered? In pages, each of one transaction after the other."""

import asyncio
from typing import Protocol

from activities import rights
from activities.register import Contradicted
from activities.rights import RightsBook
from activities.task import recorded, task
from policy import rounds
from registry.services import CASES
from schemas.rounds import ChangeEntries, Outdated, PageAssessment, PageRequest, Round, RoundPage


class RoundBook(Protocol):
    """Whose turn it is; the method blocks."""

    def page(self, asked: Round) -> RoundPage: ...


class NoRounds:
    """Nobody's turn: without a register."""

    def page(self, asked: Round) -> RoundPage:  # noqa: ARG002
        return RoundPage(standings=())


class Rounds:
    """Reads pages and enters what one signature carries."""

    def __init__(self, book: RoundBook, changes: RightsBook) -> None:
        self._book = book
        self._changes = changes

    @task(CASES, summary="调取一批家庭现状")
    async def page(self, asked: Round) -> RoundPage:
        """Reads only; the next page begins after the last household of this one."""
        found = await asyncio.to_thread(self._book.page, asked)
        stand = tuple(rounds.as_it_stands(standing, asked.on) for standing in found.standings)
        return found.model_copy(update={"applications": stand})

    @task(CASES, summary="登记一批待遇变更")
    async def enter(self, changes: ChangeEntries) -> Outdated:
        """Idempotent; a household of which something else was entered, meanwhile or by this page, is left and named."""
        return await asyncio.to_thread(self._entered, changes)

    @recorded(summary="批量动态管理测算")
    async def assessment(self, request: PageRequest) -> PageAssessment:
        """What stays, what rises, and what needs a review of its own."""
        return rounds.page(request)

    def _entered(self, changes: ChangeEntries) -> Outdated:
        behind = []
        for entry in changes.entries:
            try:
                self._changes.enter_change(entry)
            except (rights.Outdated, Contradicted):
                behind.append(entry.household)
        return Outdated(households=tuple(behind))
