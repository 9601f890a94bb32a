"""Who keeps that a decision is under review, and who knows what was decided? The register."""

import asyncio
from typing import Protocol

from activities.register import enter_once
from activities.task import task
from registry.services import CASES
from schemas.remedies import Contested, ContestedRequest, RefusedApplication, RefusedRequest, RemedyEntry

ONE_END = "A remedy ends once; a second one against the same decision is filed anew."


class RemedyBook(Protocol):
    """Where remedies are kept. Every method blocks; an entry that is there already stays as it is."""

    def enter_remedy(self, entry: RemedyEntry) -> None:
        """Raises Contradicted."""
        ...

    def contested(self, request: ContestedRequest) -> Contested:
        """Empty for a decision that the register does not know."""
        ...

    def refused(self, request: RefusedRequest) -> RefusedApplication:
        """Empty where nothing was refused, or another application is open."""
        ...


class NoRemedies:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def enter_remedy(self, entry: RemedyEntry) -> None: ...

    def contested(self, request: ContestedRequest) -> Contested:  # noqa: ARG002
        return Contested()

    def refused(self, request: RefusedRequest) -> RefusedApplication:  # noqa: ARG002
        return RefusedApplication()


class Remedies:
    """Marks decisions that are under review, which changes nothing of them; a case waits while the database is away."""

    def __init__(self, book: RemedyBook) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="登记复议诉讼状态")
    async def enter_remedy(self, entry: RemedyEntry) -> None:
        """Idempotent: one filing and one end a case."""
        await enter_once(self._book.enter_remedy, entry, "a remedy", entry.case, ONE_END)

    @task(CASES, at_once=True, summary="调取被复议、被诉的决定")
    async def contested(self, request: ContestedRequest) -> Contested:
        """Reads only: who decided, what it changed, what would hold without it."""
        return await asyncio.to_thread(self._book.contested, request)

    @task(CASES, at_once=True, summary="调取未予批准的申请")
    async def refused(self, request: RefusedRequest) -> RefusedApplication:
        """Reads only: which application of the household was refused last."""
        return await asyncio.to_thread(self._book.refused, request)
