"""Who keeps the payment runs? The register: who is due what, what was paid, what failed and what came back."""

import asyncio
from datetime import UTC, datetime, time
from typing import Protocol

from activities.errors import Refused
from activities.ports import Publisher
from activities.task import task
from events.contracts.envelope import Envelope
from events.contracts.payments import AssistancePaid
from registry.services import CASES
from registry.topics import PLATFORM_SOURCE
from schemas.identifiers import CaseId
from schemas.payments import (
    Announcement,
    Batch,
    BenefitSum,
    Comparison,
    Differences,
    Entered,
    FrozenPage,
    ListPage,
    OwedLine,
    PaidPayment,
    Release,
    Results,
    ReturnEntry,
    Run,
    RunRequested,
    RunSums,
    TakenOff,
)

PAGE = 100
"""Households of a page of the list, and transfers of a batch: one request to the bureau, which has 8 seconds for it."""


class Unknown(Exception):
    """The register knows no such payment."""


class PaymentBook(Protocol):
    """Where payments are kept. Every method blocks; what is there already stays as it is."""

    def freeze(self, page: ListPage) -> FrozenPage:
        """Takes on what is due to the next households, and says what this run has on its way for them."""
        ...

    def take_off(self, page: ListPage) -> TakenOff:
        """Whoever is due less than the list has is listed anew with what is due, or not at all."""
        ...

    def preview(self, run: Run) -> tuple[BenefitSum, ...]:
        """What a run would take on now; nothing is written."""
        ...

    def batch(self, run: CaseId) -> Batch:
        """The next of what is on its way; empty when of everything something was heard."""
        ...

    def enter_results(self, results: Results) -> Entered: ...

    def release(self, release: Release) -> None:
        """What is on its way is owed again."""
        ...

    def enter_return(self, entry: ReturnEntry) -> None:
        """Raises Unknown for a payment that was never paid."""
        ...

    def paid(self, announced: Announcement) -> tuple[PaidPayment, ...]: ...

    def sums(self, run: CaseId) -> RunSums: ...

    def compared(self, comparison: Comparison) -> Differences: ...

    def owed(self, run: CaseId | None, by: str) -> tuple[OwedLine, ...]:
        """What reached no account, in one run or in all. Who reads is written down."""
        ...


class NoPayments:
    """Keeps nothing, so that nothing is ever due: for benchmarks, and for tests that are about something else."""

    def freeze(self, page: ListPage) -> FrozenPage:  # noqa: ARG002
        return FrozenPage()

    def take_off(self, page: ListPage) -> TakenOff:  # noqa: ARG002
        return TakenOff()

    def preview(self, run: Run) -> tuple[BenefitSum, ...]:  # noqa: ARG002
        return ()

    def batch(self, run: CaseId) -> Batch:  # noqa: ARG002
        return Batch()

    def enter_results(self, results: Results) -> Entered:  # noqa: ARG002
        return Entered()

    def release(self, release: Release) -> None: ...

    def enter_return(self, entry: ReturnEntry) -> None:
        raise Unknown(f"payment {entry.payment} was never paid: no register is kept here")

    def paid(self, announced: Announcement) -> tuple[PaidPayment, ...]:  # noqa: ARG002
        return ()

    def sums(self, run: CaseId) -> RunSums:  # noqa: ARG002
        return RunSums()

    def compared(self, comparison: Comparison) -> Differences:  # noqa: ARG002
        return Differences()

    def owed(self, run: CaseId | None, by: str) -> tuple[OwedLine, ...]:  # noqa: ARG002
        return ()


class Payments:
    """Page by page, so that a run of any size is light; rows go to the bureau alone, never to another department."""

    def __init__(self, book: PaymentBook, publisher: Publisher) -> None:
        self._book = book
        self._publisher = publisher

    @task(CASES, at_once=True, summary="锁定发放名册")
    async def freeze_page(self, page: ListPage) -> FrozenPage:
        """Repeatable: what a payment carries is not due any more, whichever run took it on."""
        return await asyncio.to_thread(self._book.freeze, page)

    @task(CASES, at_once=True, summary="核减发放名册")
    async def take_off_page(self, page: ListPage) -> TakenOff:
        """Repeatable: of what is due as it was listed nothing changes; nothing is listed that was not approved."""
        return await asyncio.to_thread(self._book.take_off, page)

    @task(CASES, at_once=True, summary="提取待付批次")
    async def next_batch(self, run: RunRequested) -> Batch:
        """Reads only: the first of what nothing was heard of."""
        return await asyncio.to_thread(self._book.batch, run.run)

    @task(CASES, at_once=True, summary="登记支付结果")
    async def enter_results(self, results: Results) -> Entered:
        """Idempotent by payment and attempt: the first result of an attempt stands."""
        return await asyncio.to_thread(self._book.enter_results, results)

    @task(CASES, at_once=True, summary="退回发放名册")
    async def release(self, release: Release) -> None:
        """Idempotent: of what was heard of, nothing changes."""
        await asyncio.to_thread(self._book.release, release)

    @task(CASES, at_once=True, summary="登记退票")
    async def enter_return(self, entry: ReturnEntry) -> None:
        """Idempotent by payment and attempt; in either order with the result of the transfer."""
        try:
            await asyncio.to_thread(self._book.enter_return, entry)
        except Unknown as unknown:
            raise Refused(
                "The register", "a returned payment", case=entry.case, reason=str(unknown),
                remedy="Ask the finance bureau which payment came back; it announces the right one anew.",
            ) from unknown  # fmt: skip

    @task(CASES, at_once=True, summary="公布发放到账")
    async def announce_paid(self, announcement: Announcement) -> None:
        """Repeatable: a payment and attempt have one event id. Waits out an outage, while others are paid."""
        for payment in await asyncio.to_thread(self._book.paid, announcement):
            envelope = _told(payment, announcement)
            await self._publisher.publish(AssistancePaid.topic or "", envelope)

    @task(CASES, at_once=True, summary="汇总发放结果")
    async def run_sums(self, run: RunRequested) -> RunSums:
        """Reads only."""
        return await asyncio.to_thread(self._book.sums, run.run)

    @task(CASES, at_once=True, summary="逐笔对账")
    async def compare(self, comparison: Comparison) -> Differences:
        """Reads only."""
        return await asyncio.to_thread(self._book.compared, comparison)


def _told(payment: PaidPayment, announcement: Announcement) -> Envelope:
    event = AssistancePaid(
        case=announcement.run, payment=payment.payment, household=payment.household, person=payment.person,
        benefit=payment.benefit, month=payment.month, amount=payment.amount, set_off=payment.set_off, on=payment.on,
    )  # fmt: skip
    return Envelope(
        id=payment.event,
        source=PLATFORM_SOURCE,
        type=event.type,
        subject=announcement.run,
        time=datetime.combine(payment.on, time.min, UTC),
        partitionkey=event.partition_key,
        correlationid=announcement.chain,
        causationid=announcement.cause,
        causationdepth=announcement.depth + 1,
        factdate=payment.on,
        legalbasis=event.legal_basis,
        data=event.model_dump(mode="json"),
    )
