"""How is a list paid? Frozen, approved by a person, paid batch by batch, failures seen to, reconciled to the cent."""

import asyncio
from collections.abc import Iterable

from activities.finance import Finance
from activities.payment_law import PaymentLaw
from activities.payments import Payments
from events.contracts.payments import PaymentRunSettled
from registry.regions import CITY
from schemas.cases import Role
from schemas.payments import (
    NOTHING,
    Announcement,
    Batch,
    BenefitSum,
    Comparison,
    Difference,
    Entered,
    ListPage,
    PaymentLimitRequest,
    PaymentState,
    Release,
    Results,
    ReturnedTransfer,
    ReturnEntry,
    Run,
    RunRequest,
    RunRequested,
    RunSums,
    StatementRequest,
    TransferResult,
    added,
)
from workflows.verbs import Case, OfficeRefused
from workflows.waiting import Clock

SETTLED, NOTHING_DUE, RETURNED = "settled", "nothing_due", "list_returned"
NAMED = 10
"""So many differing payments are named on the page; the statement has them all."""


class PaymentRun:
    """Only counts and sums are kept here; who is paid stands in the register, and each batch with the bureau."""

    def __init__(self, case: Case, wanted: RunRequest) -> None:
        if wanted.month is None:
            raise ValueError(f"No month is named for case {case.id}, so there is nothing to pay.")
        self.case = case
        self.run = Run(case=case.id, month=wanted.month, occasion=wanted.occasion, on=case.today())
        self.which = RunRequested(run=case.id)
        self._one_page = asyncio.Lock()

    async def settled(self) -> str:
        """The outcome; nothing is paid that a finance officer has not approved."""
        promise = await self._promised()
        while True:
            listed = await self._listed()
            if not listed:
                return NOTHING_DUE
            if await self._approved(listed):
                break
            if not await self._list_again():
                return RETURNED
        await self._taken_off()
        await self._paid()
        if promise is not None:
            promise.ended()
        while await self._failures_tried_again():
            await self._paid()
        sums = await self._reconciled()
        await self.case.announce(PaymentRunSettled(
            case=self.case.id, month=self.run.month, payments=sums.paid, total=sums.total, failed=sums.failed,
        ))  # fmt: skip
        return SETTLED

    async def _promised(self) -> Clock | None:
        """The law's own day for the month's money; only operators are reminded by it."""
        limits = (await self.case.ask(PaymentLaw.payment_limit, PaymentLimitRequest(
            kind=self.run.kind, month=self.run.month, on=self.run.on))).limits  # fmt: skip
        if not limits:
            return None
        return await self.case.clock("payment", limits["payment"], f"finance officer {CITY}")

    async def _listed(self, *, again: bool = False) -> tuple[BenefitSum, ...]:
        """Page by page; whoever is on the list already stays there once."""
        self.case.enter("payment list", waiting_on="register")
        sums: tuple[BenefitSum, ...] = ()
        page = await self.case.ask(Payments.freeze_page, ListPage(run=self.run, again=again))
        while page.last is not None:
            sums = added((*sums, *page.sums))
            page = await self.case.ask(
                Payments.freeze_page, ListPage(run=self.run, after=page.last, again=again)
            )  # fmt: skip
        for each in sums:
            self.case.note(f"名册 on the list: {each.benefit}, {each.payments} 笔, {each.amount} 元"
                           + (f", 抵扣 set off {each.set_off} 元" if each.set_off else ""))  # fmt: skip
        return sums

    async def _approved(self, listed: Iterable[BenefitSum]) -> bool:
        count, total = sum(each.payments for each in listed), sum((each.amount for each in listed), NOTHING)
        self.case.enter("payment approval")
        ruling = await self.case.decided_by(
            Role.FINANCE_OFFICER, CITY, "payment_approval", "是否批准支付", ("approve", "return"),
            proposal=f"{count} payments, {total} yuan",
        )  # fmt: skip
        return ruling.choice == "approve"

    async def _taken_off(self) -> None:
        """Days may lie between list and approval: whose right ended or sank meanwhile is not paid what is not due."""
        run = self.run.model_copy(update={"on": self.case.today()})
        gone, page = 0, await self.case.ask(Payments.take_off_page, ListPage(run=run))
        while page.last is not None:
            gone += page.payments
            page = await self.case.ask(Payments.take_off_page, ListPage(run=run, after=page.last))
        if gone:
            self.case.note(f"名册锁定后待遇有变 due less than was listed: {gone} 笔, 不发或按现额发放")

    async def _list_again(self) -> bool:
        """Everything on the list is owed again; civil affairs, whose list it is, sees to it."""
        await self.case.ask(Payments.release, Release(run=self.case.id, on=self.case.today(), reason=RETURNED))
        self.case.enter("list returned")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, CITY, "payment_list", "财政退回名册,是否重新编制", ("freeze_again", "end"),
        )  # fmt: skip
        return ruling.choice == "freeze_again"

    async def _paid(self) -> None:
        """Until of everything something was heard; what the bureau leaves out is asked for again."""
        self.case.enter("paying", waiting_on="finance bureau")
        while not (batch := await self.case.ask(Payments.next_batch, self.which)).empty:
            results = Results(run=self.case.id, on=self.case.today(), results=await self._results(batch))
            entered = await self.case.ask(Payments.enter_results, results)
            if entered.paid:
                self.case.owes(self._told(entered))

    async def _results(self, batch: Batch) -> tuple[TransferResult, ...]:
        """What the bureau says, with what is wholly set off and needs no bank."""
        kept = tuple(TransferResult(key=one.key, attempt=one.attempt, state=PaymentState.PAID) for one in batch.set_off)
        if batch.order is None:
            return kept
        return (*(await self.case.ask(Finance.pay_batch, batch.order)).payments, *kept)

    async def _told(self, entered: Entered) -> None:
        """Each payment is announced by itself, a batch at a time, without holding up the others' money."""
        async with self._one_page:
            await self.case.ask(Payments.announce_paid, Announcement(
                run=self.case.id, first=entered.first, last=entered.last, chain=self.case.chain,
                depth=self.case.depth, cause=self.case.cause))  # fmt: skip

    async def _failures_tried_again(self) -> bool:
        """What reached no account stays owed and is the next run's, or is tried again once the account is right."""
        sums = await self.case.ask(Payments.run_sums, self.which)
        if not sums.failed:
            return False
        self.case.enter("failed accounts")
        ruling = await self.case.decided_by(
            Role.FINANCE_OFFICER, CITY, "failed_accounts", "账户支付失败,留待下批或重新支付", ("leave_owed", "retry"),
            proposal=f"{sums.failed} payments, {sums.owed} yuan; `onething pay owed {self.case.id}`",
        )  # fmt: skip
        if ruling.choice == "leave_owed":
            return False
        await self._listed(again=True)
        return True

    async def _reconciled(self) -> RunSums:
        """The bureau's books and the register agree to the cent, or a person has explained why they do not."""
        self.case.enter("reconciliation", waiting_on="finance bureau")
        turn = 0
        while True:
            turn += 1
            statement = await self.case.ask(Finance.statement, StatementRequest(case=self.case.id, turn=turn))
            for each in statement.returned:
                await self._returned(each)
            sums = await self.case.ask(Payments.run_sums, self.which)
            if (statement.transfers, statement.total) == (sums.transfers, sums.total):
                return sums
            if await self._explained(turn, f"register {sums.total} yuan, finance bureau {statement.total} yuan"):
                return sums

    async def _returned(self, transfer: ReturnedTransfer) -> None:
        """A return that the statement tells first; the event about it, if it comes, changes nothing more."""
        entry = ReturnEntry(case=self.case.id, payment=transfer.key, attempt=transfer.attempt, reason=transfer.reason,
                            on=transfer.on)  # fmt: skip
        try:
            await self.case.ask(Payments.enter_return, entry, may_refuse=True)
        except OfficeRefused as refused:
            self.case.note(f"对账单所列退票未支付 the statement returns what was not paid: {refused}")

    async def _explained(self, turn: int, sums: str) -> bool:
        differing = await self._differing(turn)
        for each in differing[:NAMED]:
            self.case.note(f"对账不一致 differs: {each.key}, {each.register_has} / {each.bureau_has}")
        self.case.enter("difference")
        ruling = await self.case.decided_by(
            Role.FINANCE_OFFICER, CITY, "reconciliation", "与财政账目不一致", ("compare_again", "explained"),
            proposal=f"{sums}; {len(differing)} payments differ",
        )  # fmt: skip
        self.case.enter("reconciliation", waiting_on="finance bureau")
        return ruling.choice == "explained"

    async def _differing(self, turn: int) -> list[Difference]:
        """Page by page, the bureau's transfers held against the register."""
        found: list[Difference] = []
        after: str | None = None
        while True:
            page = await self.case.ask(
                Finance.statement, StatementRequest(case=self.case.id, turn=turn, lines=True, after=after)
            )
            compared = await self.case.ask(Payments.compare, Comparison(run=self.case.id, after=after, page=page))
            found += compared.found
            if page.last is None:
                return found
            after = page.last
