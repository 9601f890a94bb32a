"""What is known of somebody's disability subsidies? Claims, findings, facts and rulings, kept in the register (9.2)."""

import asyncio
from decimal import Decimal
from typing import Protocol

from activities.errors import Unreachable
from activities.register import enter_once
from activities.task import task
from registry.services import CASES
from schemas.disability import (
    Claimed,
    ClaimEntry,
    ClaimRequest,
    FileRequest,
    HouseholdRequest,
    Listed,
    NoteEntry,
    SubsidyClaim,
    SubsidyFile,
)
from schemas.disability_rounds import (
    Adjustment,
    Compared,
    ComparisonRequest,
    CountyRequest,
    ExpiringFound,
    ExpiringRequest,
    Persons,
    ReminderEntry,
    StandardRequest,
)


class NotYet(Exception):
    """What was announced is not in the register yet; read again."""


class SubsidyBook(Protocol):
    """Where the notes are kept. Every method blocks; a note that is there already stays as it is."""

    def file(self, request: FileRequest) -> SubsidyFile: ...

    def listed(self, request: HouseholdRequest) -> Listed:
        """Raises NotYet while an announced recognition is not entered."""
        ...

    def claim(self, entry: ClaimEntry) -> Claimed: ...

    def claimed(self, request: ClaimRequest) -> SubsidyClaim | None: ...

    def enter(self, entry: NoteEntry) -> None:
        """Raises Contradicted."""
        ...

    def persons(self, request: CountyRequest) -> Persons: ...

    def compared(self, request: ComparisonRequest) -> Compared: ...

    def adjusted(self, request: StandardRequest) -> Adjustment: ...

    def expiring(self, request: ExpiringRequest) -> ExpiringFound: ...

    def reminded(self, entry: ReminderEntry) -> None: ...


class NoSubsidies:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def file(self, request: FileRequest) -> SubsidyFile:
        return SubsidyFile(person=request.person)

    def listed(self, request: HouseholdRequest) -> Listed:  # noqa: ARG002
        return Listed()

    def claim(self, entry: ClaimEntry) -> Claimed:  # noqa: ARG002
        return Claimed()

    def claimed(self, request: ClaimRequest) -> SubsidyClaim | None: ...

    def enter(self, entry: NoteEntry) -> None: ...

    def persons(self, request: CountyRequest) -> Persons:  # noqa: ARG002
        return Persons()

    def compared(self, request: ComparisonRequest) -> Compared:
        return Compared(persons=len(request.persons))

    def adjusted(self, request: StandardRequest) -> Adjustment:  # noqa: ARG002
        return Adjustment(total=Decimal(0))

    def expiring(self, request: ExpiringRequest) -> ExpiringFound:  # noqa: ARG002
        return ExpiringFound()

    def reminded(self, entry: ReminderEntry) -> None: ...


class Subsidies:
    """Reads and notes; a case waits while the database is away. Rights are entered through `Rights`."""

    def __init__(self, book: SubsidyBook) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="调取两项补贴档案")
    async def file(self, request: FileRequest) -> SubsidyFile:
        """Reads only."""
        return await asyncio.to_thread(self._book.file, request)

    @task(CASES, at_once=True, summary="查找家庭中的残疾人")
    async def listed(self, request: HouseholdRequest) -> Listed:
        """Reads only; repeated until the register has what was announced."""
        try:
            return await asyncio.to_thread(self._book.listed, request)
        except NotYet as not_yet:
            raise Unreachable(str(not_yet)) from not_yet

    @task(CASES, at_once=True, summary="登记补贴申请(查重)")
    async def claim(self, entry: ClaimEntry) -> Claimed:
        """Idempotent: one claim a case. What another open case asks for already is told, and not claimed twice."""
        return await asyncio.to_thread(self._book.claim, entry)

    @task(CASES, at_once=True, summary="调取原申请")
    async def claimed(self, request: ClaimRequest) -> SubsidyClaim | None:
        """Reads only; None of a case that never claimed anything."""
        return await asyncio.to_thread(self._book.claimed, request)

    @task(CASES, at_once=True, summary="登记核对结果、事实与决定")
    async def enter(self, entry: NoteEntry) -> None:
        """Idempotent: each note under its own key."""
        await enter_once(self._book.enter, entry, "a note", entry.case)

    @task(CASES, summary="提取本县享受补贴人员名册")
    async def persons(self, request: CountyRequest) -> Persons:
        """Reads only."""
        return await asyncio.to_thread(self._book.persons, request)

    @task(CASES, summary="比对部门数据")
    async def compared(self, request: ComparisonRequest) -> Compared:
        """Reads only: whose right would be another one by what the offices say now."""
        return await asyncio.to_thread(self._book.compared, request)

    @task(CASES, summary="按新标准测算、调整一批人员")
    async def adjusted(self, request: StandardRequest) -> Adjustment:
        """Idempotent: one change a round and person. Without a signature it only works out."""
        return await asyncio.to_thread(self._book.adjusted, request)

    @task(CASES, at_once=True, summary="查找即将到期的残疾人证")
    async def expiring(self, request: ExpiringRequest) -> ExpiringFound:
        """Reads only: of whom nobody was reminded yet."""
        return await asyncio.to_thread(self._book.expiring, request)

    @task(CASES, at_once=True, summary="登记到期提醒")
    async def reminded(self, entry: ReminderEntry) -> None:
        """Idempotent: one reminder a person and certificate."""
        await asyncio.to_thread(self._book.reminded, entry)
