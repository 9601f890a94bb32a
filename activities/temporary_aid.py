"""Which temporary aid was given, and was it given for the same before? The register's word (domain 3.7)."""

import asyncio
from typing import Protocol

from activities.register import enter_once
from activities.rights import Outdated
from activities.task import task
from registry.services import CASES
from schemas.temporary_aid import AidEntered, AidEntry, Earlier, EarlierRequest, GivenRequest


class AidBook(Protocol):
    """Where temporary aid is kept. Every method blocks; an entry that is there already stays as it is."""

    def earlier(self, request: EarlierRequest) -> Earlier: ...

    def given(self, request: GivenRequest) -> Earlier: ...

    def enter(self, entry: AidEntry) -> None:
        """Raises Contradicted when something else stands under the same key, and Outdated when aid came between."""
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
    async def enter(self, entry: AidEntry) -> AidEntered:
        """Idempotent by case, kind and part; the payment stands under finance's own key.

        `entered` is false when one of the persons was given such aid since it was decided on.
        """
        try:
            await enter_once(self._book.enter, entry, "temporary aid", entry.case)
        except Outdated:
            return AidEntered(entered=False)
        return AidEntered(entered=True)
