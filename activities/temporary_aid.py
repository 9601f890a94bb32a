"""Which temporary aid was given, and was it given for the same before? The register's word (domain 3.7)."""

import asyncio
from typing import Protocol

from activities.errors import Refused
from activities.register import Contradicted
from activities.task import task
from registry.services import CASES
from schemas.temporary_aid import AidEntry, Earlier, EarlierRequest, GivenRequest


class AidBook(Protocol):
    """Where temporary aid is kept. Every method blocks; an entry that is there already stays as it is."""

    def earlier(self, request: EarlierRequest) -> Earlier: ...

    def given(self, request: GivenRequest) -> Earlier: ...

    def enter(self, entry: AidEntry) -> None:
        """Raises Contradicted when something else stands under the same key."""
        ...


class NoAid:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def earlier(self, request: EarlierRequest) -> Earlier:  # noqa: ARG002
        return Earlier()

    def given(self, request: GivenRequest) -> Earlier:  # noqa: ARG002
        return Earlier()

    def enter(self, entry: AidEntry) -> None: ...


class TemporaryAid:
    """Reads and enters temporary aid; a case waits while the database is away."""

    def __init__(self, book: AidBook) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="查询以往临时救助")
    async def earlier(self, request: EarlierRequest) -> Earlier:
        """Reads only, so it may be repeated."""
        return await asyncio.to_thread(self._book.earlier, request)

    @task(CASES, at_once=True, summary="查询本案所发临时救助")
    async def given(self, request: GivenRequest) -> Earlier:
        """Reads only, so it may be repeated."""
        return await asyncio.to_thread(self._book.given, request)

    @task(CASES, at_once=True, summary="登记临时救助")
    async def enter(self, entry: AidEntry) -> None:
        """Idempotent by case, kind and part; the payment stands under finance's own key."""
        try:
            await asyncio.to_thread(self._book.enter, entry)
        except Contradicted as contradicted:
            raise Refused(
                "The register", "temporary aid", case=entry.case, reason=str(contradicted),
                remedy="A case that was set back behind its payment enters no second one: decide it in a new case.",
            ) from contradicted  # fmt: skip
