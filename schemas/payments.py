"""What is a payment run, and what becomes of each payment in it? (待遇发放)"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import CaseId, EventId, HouseholdRef, PersonRef
from schemas.money import Yuan


class PaymentState(StrEnum):
    """How a payment stands; the newest entry about it counts."""

    OWED = "owed"
    """A run has taken it on; it is on its way."""
    PAID = "paid"
    FAILED = "failed"
    """It reached no account: owed again."""
    RETURNED = "returned"
    """The bank gave it back: owed again."""


CARRIED = frozenset({PaymentState.OWED, PaymentState.PAID})
"""States in which nothing more is due for what the payment carries."""


class RunKind(StrEnum):
    """On which occasion money is paid."""

    MONTHLY = "monthly"
    """Everything that is due up to the month."""
    ARREARS = "arrears"
    """Everything that is due up to the month before, on any day."""
    CORRECTION = "correction"
    """Everything that is due up to the month, once more: what was decided, or corrected, after the monthly run."""
    PRICE_SUBSIDY = "price-subsidy"
    """The price subsidy alone."""


NOTHING = Decimal("0.00")
OCCASION = r"^(monthly|(arrears|correction|price-subsidy)(-[2-9])?)$"
Occasion = Annotated[
    str, Field(pattern=OCCASION, description="monthly, or arrears, correction, price-subsidy, also -2")
]


def run_key(month: date, occasion: str) -> str:
    """The business key of a run: `2026-12`, or `2026-12:arrears-2` for a special one."""
    return f"{month:%Y-%m}" if occasion == RunKind.MONTHLY else f"{month:%Y-%m}:{occasion}"


class RunRequest(Model):
    """Which run is wanted; without a month it is that of the day on which the calendar asks."""

    month: date | None = None
    occasion: Occasion = RunKind.MONTHLY


def requested(run: str) -> RunRequest:
    """What a business key asks for."""
    month, _, occasion = run.partition(":")
    return RunRequest(month=date.fromisoformat(f"{month}-01"), occasion=occasion or RunKind.MONTHLY)


class Run(Model):
    """A run, and the day on which it stands."""

    case: CaseId
    month: date = Field(description="First day of the month")
    occasion: Occasion = RunKind.MONTHLY
    on: date

    @property
    def kind(self) -> RunKind:
        """The occasion without its number."""
        return next(kind for kind in RunKind if self.occasion.startswith(kind))


class ListPage(Model):
    """A page of the list: households after the one that came last."""

    run: Run
    after: HouseholdRef | None = None
    again: bool = Field(default=False, description="Only what failed in this very run, and only unchanged")


class BenefitSum(Model):
    """How many payments of a benefit, and how much."""

    benefit: str
    payments: int
    due: Yuan
    set_off: Yuan = Field(description="Kept back for overpayments; below zero: given back")
    amount: Yuan = Field(description="Yuan for the accounts")

    def plus(self, more: "BenefitSum") -> "BenefitSum":
        """Both together."""
        return BenefitSum(
            benefit=self.benefit, payments=self.payments + more.payments, due=self.due + more.due,
            set_off=self.set_off + more.set_off, amount=self.amount + more.amount,
        )  # fmt: skip


def added(sums: Iterable[BenefitSum]) -> tuple[BenefitSum, ...]:
    """One sum for each benefit, in the order of their names."""
    of: dict[str, BenefitSum] = {}
    for each in sums:
        before = of.get(each.benefit)
        of[each.benefit] = each if before is None else before.plus(each)
    return tuple(of[benefit] for benefit in sorted(of))


class FrozenPage(Model):
    """What a page came to; without `last` there is no further one."""

    last: HouseholdRef | None = None
    sums: tuple[BenefitSum, ...] = ()


class TakenOff(Model):
    """How many payments of a page were taken off or listed anew, because less is due; no `last`: no further page."""

    last: HouseholdRef | None = None
    payments: int = 0


class RunRequested(Model):
    """About which run something is asked."""

    run: CaseId


class Transfer(Model):
    """One payment to one account; key and attempt make it the same transfer, whenever it is asked for."""

    key: str
    attempt: int
    payee: HouseholdRef | PersonRef
    amount: Yuan = Field(gt=0)


class Attempt(Model):
    """One attempt to pay a payment."""

    key: str
    attempt: int


class BatchOrder(Model):
    """What the bureau is asked to pay at once; each transfer is made once, in whatever batch it comes."""

    key: str = Field(description="The same for the same transfers")
    case: CaseId = Field(description="The run")
    transfers: tuple[Transfer, ...] = Field(min_length=1)


class Batch(Model):
    """The next of a run: what the bureau is to pay, and what is wholly set off and needs no bank."""

    order: BatchOrder | None = None
    set_off: tuple[Attempt, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing is left to be paid."""
        return self.order is None and not self.set_off


class TransferResult(Attempt):
    """What the bureau says of one transfer."""

    state: Literal[PaymentState.PAID, PaymentState.FAILED]
    reason: str | None = Field(None, description="Code of the bank, for a transfer that failed")


class BatchAnswer(Model):
    """What the bureau says of a batch; of a transfer that it leaves out, it is asked again."""

    payments: tuple[TransferResult, ...]


class Results(Model):
    """What became of transfers of a run."""

    run: CaseId
    on: date
    results: tuple[TransferResult, ...]


class Entered(Model):
    """Which entries about payments were made, by their numbers."""

    first: int = 0
    last: int = 0
    paid: int = 0
    failed: int = 0


class Announcement(Model):
    """Which entries of a run are to be told."""

    run: CaseId
    first: int
    last: int
    chain: str
    depth: int
    cause: str | None = None


class PaidPayment(Model):
    """A payment that reached its account."""

    payment: str
    attempt: int
    household: HouseholdRef
    person: PersonRef | None
    benefit: str
    month: date
    amount: Yuan
    set_off: Yuan
    on: date
    event: EventId


class RunSums(Model):
    """How a run stands in the register."""

    transfers: int = Field(0, description="Transfers that reached an account, those returned since among them")
    total: Yuan = Field(NOTHING, description="Yuan of them")
    paid: int = Field(0, description="The same, with what was wholly set off")
    failed: int = Field(0, description="Payments that reached no account")
    owed: Yuan = Field(NOTHING, description="Yuan of them")
    returned: int = 0


class StatementRequest(Model):
    """Which statement is wanted of the bureau: the sums of a run, or its transfers in the order of their keys."""

    case: CaseId = Field(description="The run")
    turn: int = Field(1, description="Which asking it is: the same one gets the same answer")
    lines: bool = False
    after: str | None = Field(None, description="The last key of the page before")


class StatementLine(Model):
    """A transfer that was made, as the bureau has it."""

    key: str
    amount: Yuan


class ReturnedTransfer(Attempt):
    """A transfer that the bank gave back."""

    reason: str
    on: date


class Statement(Model):
    """What the bureau paid in a run: gross, with what was returned since; or a page of its transfers."""

    transfers: int = 0
    total: Yuan = NOTHING
    returned: tuple[ReturnedTransfer, ...] = ()
    lines: tuple[StatementLine, ...] = ()
    last: str | None = Field(None, description="The last key of this page; None: there is no further one")


class Comparison(Model):
    """A page of the bureau's transfers that is held against the register."""

    run: CaseId
    after: str | None
    page: Statement


class Difference(Model):
    """A transfer of which the register and the bureau say different sums; None: one of them does not know it."""

    key: str
    register_has: Yuan | None = None
    bureau_has: Yuan | None = None


class Differences(Model):
    """Every transfer of a page that differs."""

    found: tuple[Difference, ...] = ()


class Release(Model):
    """A list is taken back before anything was paid: everything on it is owed again."""

    run: CaseId
    on: date
    reason: str


class ReturnEntry(Model):
    """The bank gave a payment back."""

    case: CaseId
    payment: str
    attempt: int
    reason: str
    on: date
    event: EventId | None = None


class OwedLine(Model):
    """A payment that is owed because it reached no account."""

    payment: str
    household: HouseholdRef
    payee: HouseholdRef | PersonRef
    benefit: str
    month: date
    amount: Yuan
    state: PaymentState
    reason: str | None
    since: date


class PaymentLimitRequest(Model):
    """Until when must a run that is opened on a day have paid?"""

    kind: RunKind
    month: date
    on: date
