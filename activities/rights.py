"""Who is entitled to what, and by which facts? The register's standing of a household, and every change of it."""

import asyncio
from typing import Protocol

from activities.register import enter_once
from activities.task import task
from registry.services import CASES
from schemas.rights import (
    ChangeEntry,
    Concern,
    Concerned,
    Entered,
    FactEntry,
    FactsRequest,
    KnownFacts,
    Standing,
    StandingRequest,
)


class Outdated(Exception):
    """Something else was entered since the standing was read: what was decided on it must be looked at again."""


class RightsBook(Protocol):
    """Where rights and facts are kept. Every method blocks; an entry that is there already stays as it is."""

    def concerned(self, concern: Concern) -> Concerned: ...

    def enter_fact(self, entry: FactEntry) -> None:
        """A fact that takes another one back marks it; in either order they come to the same."""
        ...

    def facts_of(self, request: FactsRequest) -> KnownFacts:
        """Also of persons for whom nothing was recognised."""
        ...

    def standing(self, request: StandingRequest) -> Standing | None:
        """None for a household of which nothing was found yet."""
        ...

    def enter_change(self, entry: ChangeEntry) -> None:
        """Raises Outdated, or Contradicted."""
        ...


class NoRights:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def concerned(self, concern: Concern) -> Concerned:
        return Concerned(person=concern.person)

    def enter_fact(self, entry: FactEntry) -> None: ...

    def facts_of(self, request: FactsRequest) -> KnownFacts:  # noqa: ARG002
        return KnownFacts()

    def standing(self, request: StandingRequest) -> Standing | None:  # noqa: ARG002
        return None

    def enter_change(self, entry: ChangeEntry) -> None: ...


class Rights:
    """Reads and enters what people decided about a household's rights; a case waits while the database is away."""

    def __init__(self, book: RightsBook) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="查询涉及的家庭")
    async def concerned(self, concern: Concern) -> Concerned:
        """Whose rights a fact about a person may change; of a stranger, nobody's."""
        return await asyncio.to_thread(self._book.concerned, concern)

    @task(CASES, at_once=True, summary="登记事实")
    async def enter_fact(self, entry: FactEntry) -> None:
        """Idempotent by the fact's own key."""
        await asyncio.to_thread(self._book.enter_fact, entry)

    @task(CASES, at_once=True, summary="调取人员事实")
    async def facts_of(self, request: FactsRequest) -> KnownFacts:
        """Reads only: what was entered about these persons, whoever told it."""
        return await asyncio.to_thread(self._book.facts_of, request)

    @task(CASES, at_once=True, summary="调取家庭现状")
    async def standing(self, request: StandingRequest) -> Standing | None:
        """Snapshots, facts, choices, rights and payments of a household, with their version."""
        return await asyncio.to_thread(self._book.standing, request)

    @task(CASES, at_once=True, summary="登记待遇变更")
    async def enter_change(self, entry: ChangeEntry) -> Entered:
        """Idempotent by case; `entered` is false when something else was entered since the standing was read."""
        try:
            await enter_once(self._book.enter_change, entry, "a change", entry.case)
        except Outdated:
            return Entered(entered=False)
        return Entered(entered=True)
