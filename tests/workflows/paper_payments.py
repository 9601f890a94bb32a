"""A payment book on paper: what is due in a run is what a test says, and everything else is as without a register."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from activities.payments import NoPayments
from schemas.identifiers import CaseId, HouseholdRef
from schemas.payments import (
    NOTHING,
    Batch,
    BatchOrder,
    BenefitSum,
    Entered,
    FrozenPage,
    ListPage,
    PaymentState,
    Release,
    Results,
    RunSums,
    TakenOff,
    Transfer,
)


@dataclass
class PaperRun:
    """One run: who is due how much, and what became of it."""

    due: dict[HouseholdRef, Decimal]
    ended: frozenset[HouseholdRef] = frozenset()
    """Whose right ends between the list and its approval."""
    attempt: int = 0
    paid: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    @property
    def on_its_way(self) -> dict[HouseholdRef, Decimal]:
        heard = self.paid | self.failed
        return {payee: amount for payee, amount in self.due.items() if self.attempt and payee not in heard}


class PaperPayments(NoPayments):
    """Stands in for the register where there is none."""

    runs: ClassVar[dict[CaseId, PaperRun]] = {}

    def freeze(self, page: ListPage) -> FrozenPage:
        run = self.runs.get(page.run.case)
        if run is None or page.after is not None:
            return FrozenPage()
        run.failed.clear()
        run.attempt += 1
        amounts = run.on_its_way.values()
        total = sum(amounts, NOTHING)
        due = BenefitSum(benefit="low_income", payments=len(amounts), due=total, set_off=NOTHING, amount=total)
        return FrozenPage(last=max(run.due), sums=(due,) if amounts else ())

    def take_off(self, page: ListPage) -> TakenOff:
        run = self.runs[page.run.case]
        if page.after is not None:
            return TakenOff()
        last = max(run.due)
        run.due = {payee: amount for payee, amount in run.due.items() if payee not in run.ended}
        return TakenOff(last=last, payments=len(run.ended))

    def batch(self, run: CaseId) -> Batch:
        listed = self.runs.get(run)
        if listed is None or not listed.on_its_way:
            return Batch()
        transfers = tuple(
            Transfer(key=payee, attempt=listed.attempt, payee=payee, amount=amount)
            for payee, amount in listed.on_its_way.items()
        )
        return Batch(order=BatchOrder(key=f"{run}/batch/{listed.attempt}", case=run, transfers=transfers))

    def enter_results(self, results: Results) -> Entered:
        run = self.runs[results.run]
        paid = {each.key for each in results.results if each.state is PaymentState.PAID}
        run.paid |= paid
        run.failed |= {each.key for each in results.results} - paid
        return Entered(first=1, last=len(results.results), paid=len(paid), failed=len(results.results) - len(paid))

    def release(self, release: Release) -> None:
        self.runs[release.run].failed = set(self.runs[release.run].due)

    def sums(self, run: CaseId) -> RunSums:
        listed = self.runs[run]
        total = sum((amount for payee, amount in listed.due.items() if payee in listed.paid), NOTHING)
        return RunSums(transfers=len(listed.paid), paid=len(listed.paid), total=total, failed=len(listed.failed))
