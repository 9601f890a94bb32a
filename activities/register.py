"""Who keeps what was decided? The register: households and persons by reference, nothing overwritten (一户一档)."""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from activities.errors import Refused
from activities.task import task
from registry.services import CASES
from schemas.base import Model
from schemas.household_files import FileRequest, HouseholdFile
from schemas.register_entries import ItemsEntry, PaymentEntry, RecognitionEntry, RefusalEntry

Entry = TypeVar("Entry", bound=Model)
ANEW = "A case that was set back behind its decision enters no second one: decide it again in a new case."


class Contradicted(Exception):
    """The register has something else under the same key, and overwrites nothing."""


class Book(Protocol):
    """Where the register is written. Every method blocks; an entry that is there already stays as it is."""

    def enter_recognition(self, entry: RecognitionEntry) -> None:
        """Raises Contradicted, as all entries do."""
        ...

    def enter_refusal(self, entry: RefusalEntry) -> None: ...

    def enter_items(self, entry: ItemsEntry) -> None: ...

    def enter_payment_order(self, entry: PaymentEntry) -> None: ...

    def household_file(self, request: FileRequest) -> HouseholdFile | None:
        """None for a household that the register does not know. Who reads is written down in either case."""
        ...


class NoBook:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def enter_recognition(self, entry: RecognitionEntry) -> None: ...

    def enter_refusal(self, entry: RefusalEntry) -> None: ...

    def enter_items(self, entry: ItemsEntry) -> None: ...

    def enter_payment_order(self, entry: PaymentEntry) -> None: ...

    def household_file(self, request: FileRequest) -> HouseholdFile | None:  # noqa: ARG002
        return None


class Register:
    """Enters what people decided. A case waits while the database is away, and loses nothing."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="登记认定结果(一户一档)")
    async def enter_recognition(self, entry: RecognitionEntry) -> None:
        """Idempotent: one recognition a case, written wholly or not at all."""
        await enter_once(self._book.enter_recognition, entry, "an entry", entry.case)

    @task(CASES, at_once=True, summary="登记不予认定决定")
    async def enter_refusal(self, entry: RefusalEntry) -> None:
        """Idempotent: one refusal a case, with every category that it refuses."""
        await enter_once(self._book.enter_refusal, entry, "an entry", entry.case)

    @task(CASES, at_once=True, summary="登记联办事项结果")
    async def enter_items(self, entry: ItemsEntry) -> None:
        """Idempotent: one result a case, item and event."""
        await enter_once(self._book.enter_items, entry, "an entry", entry.case)

    @task(CASES, at_once=True, summary="登记发放指令")
    async def enter_payment_order(self, entry: PaymentEntry) -> None:
        """Idempotent by the order's own key, which is also the finance bureau's."""
        await enter_once(self._book.enter_payment_order, entry, "an entry", entry.order.case)

    @task(CASES, summary="查阅一户一档")
    async def household_file(self, request: FileRequest) -> HouseholdFile | None:
        """Reads only; each reading, a repeated one too, is written into the access log."""
        return await asyncio.to_thread(self._book.household_file, request)


async def enter_once(enter: Callable[[Entry], None], entry: Entry, what: str, case: str, remedy: str = ANEW) -> None:
    """In a thread of its own; Refused when the case had entered something else under the same key."""
    try:
        await asyncio.to_thread(enter, entry)
    except Contradicted as contradicted:
        raise Refused("The register", what, case=case, reason=str(contradicted), remedy=remedy) from contradicted
