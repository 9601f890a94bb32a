"""What is a household to be paid, month by month? Worked out from its rights and from what payments carry already.

Nothing is decided here: people decided the rights, and the way in which an overpayment comes back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from activities.adapters.register import effective
from policy.benefit_names import NAMES
from policy.months import after, span
from schemas.benefits import Benefit
from schemas.household_files import Period
from schemas.payments import CARRIED, NOTHING, PaymentState, Run, RunKind
from schemas.rights import RecoveryWay, RightState

ORDERED = "arrears"
"""Stands in the place of a benefit for back pay that somebody ordered."""

Month = tuple[str, str | None, date]
"""A benefit, the person whose it is (None: the household's), and a month."""


@dataclass(frozen=True)
class Right:
    """A benefit as one decision gave it; the decisions of one right stand in their order."""

    key: str
    benefit: str
    person: str | None
    amount: Decimal | None
    period: Period
    state: RightState

    @property
    def paid(self) -> bool:
        """Money is due by it: it is neither suspended nor ended."""
        return self.state in {RightState.ACTIVE, RightState.TAPERING} and bool(self.amount)


@dataclass(frozen=True)
class Known:
    """A payment that is there, and how it stands."""

    key: str
    of: Month
    due: Decimal
    set_offs: Mapping[str, Decimal]
    state: PaymentState
    attempt: int
    run: str

    @property
    def amount(self) -> Decimal:
        return self.due - sum(self.set_offs.values(), NOTHING)


@dataclass
class Owing:
    """A recovery, and how much of it is still to come back; what is on its way counts as come."""

    key: str
    benefit: str
    person: str | None
    way: RecoveryWay
    total: Decimal
    monthly: Decimal | None
    kept: Decimal = NOTHING
    """What came back for good."""
    under_way: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        return self.total - self.kept - self.under_way


@dataclass(frozen=True)
class Order:
    """Back pay that somebody ordered."""

    key: str
    person: str | None
    month: date
    purpose: str
    amount: Decimal


@dataclass
class Holdings:
    """All of one household that a run must know."""

    household: str
    rights: list[Right] = field(default_factory=list)
    payments: list[Known] = field(default_factory=list)
    recoveries: list[Owing] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)


@dataclass
class Line:
    """A payment to be made: a new one, or the next attempt of one that failed."""

    household: str
    of: Month
    due: Decimal
    purpose: str
    entitlement: str | None = None
    key: str = ""
    attempt: int = 1
    set_offs: dict[str, Decimal] = field(default_factory=dict)
    failed_in: str | None = None
    """The run in which the very same payment failed last."""

    @property
    def set_off(self) -> Decimal:
        return sum(self.set_offs.values(), NOTHING)

    @property
    def amount(self) -> Decimal:
        return self.due - self.set_off


def lines(held: Holdings, run: Run) -> tuple[Line, ...]:
    """Every payment that is due to the household in the run, in the order of the months."""
    found = [line for line in _due(held, _through(run)) if _concerns(run, line.of[0])]
    _set_off(held, found, run)
    named = [*(_named(held, line) for line in found), *_ordered(held, run)]
    return tuple(line for line in named if line.due or line.set_offs)


@dataclass(frozen=True)
class Relisted:
    """What of an approved list is not paid as it stands there, and what is paid instead."""

    gone: tuple[str, ...] = ()
    instead: tuple[Line, ...] = ()


def relisted(held: Holdings, run: Run) -> Relisted:
    """Nothing, unless less is due to the household by now than the run has on its way.

    No month is added, and no account gets more for a month than was approved: what is due beyond that, and what is to
    be given back since, is the next run's. Back pay by order stays as it was ordered.
    """
    listed: defaultdict[Month, list[Known]] = defaultdict(list)
    for payment in held.payments:
        if _on_its_way(payment, run):
            listed[payment.of].append(payment)
    others = _without(held, [payment for of in listed.values() for payment in of])
    due = [line for line in _due(others, _through(run)) if line.of in listed]
    amounts = {line.of: line.due for line in due}
    if all(amounts.get(of, NOTHING) >= _total_due(payments) for of, payments in listed.items()):
        return Relisted()
    found = [replace(line, due=min(line.due, _total_due(listed[line.of]))) for line in due]
    _set_off(others, found, run)
    now = {line.of: _within(line, listed[line.of]) for line in found if line.of in listed}
    changed = [of for of, payments in listed.items() if not _stands(payments, now.get(of))]
    instead = (_named(held, now[of]) for of in changed if of in now)
    return Relisted(
        gone=tuple(payment.key for of in changed for payment in listed[of]),
        instead=tuple(line for line in instead if line.due or line.set_offs),
    )


def _within(line: Line, approved: Sequence[Known]) -> Line:
    """Gives nothing back that was not to be given back then, and pays no more than what was approved."""
    back = {recovery for payment in approved for recovery, amount in payment.set_offs.items() if amount < 0}
    line.set_offs = {key: amount for key, amount in line.set_offs.items() if amount > 0 or key in back}
    most = sum((payment.amount for payment in approved), NOTHING)
    line.due -= max(line.amount - most, NOTHING)
    return line


def _stands(approved: Sequence[Known], now: Line | None) -> bool:
    (payment, *more) = approved
    same = now is not None and (payment.due, dict(payment.set_offs)) == (now.due, now.set_offs)
    return same and not more


def _total_due(payments: Iterable[Known]) -> Decimal:
    return sum((payment.due for payment in payments), NOTHING)


def _without(held: Holdings, payments: Sequence[Known]) -> Holdings:
    """As if these were not on their way."""
    come: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    for payment in payments:
        for recovery, amount in payment.set_offs.items():
            come[recovery] += amount
    return replace(
        held,
        payments=[payment for payment in held.payments if payment not in payments],
        recoveries=[replace(one, under_way=one.under_way - come[one.key]) for one in held.recoveries],
    )


def _on_its_way(payment: Known, run: Run) -> bool:
    return payment.state is PaymentState.OWED and payment.run == run.case and payment.of[0] != ORDERED


def _through(run: Run) -> date:
    return after(run.month, -1) if run.kind is RunKind.ARREARS else run.month


def _concerns(run: Run, benefit: str) -> bool:
    return run.kind is not RunKind.PRICE_SUBSIDY or benefit == Benefit.PRICE_SUBSIDY


def _due(held: Holdings, through: date) -> list[Line]:
    """What the rights give as they hold now, less what payments carry; never below zero."""
    carried: defaultdict[Month, Decimal] = defaultdict(lambda: NOTHING)
    for payment in held.payments:
        if payment.state in CARRIED:
            carried[payment.of] += payment.due
    found = [
        Line(held.household, of, amount - carried[of], _name(of[0]), entitlement)
        for of, amount, entitlement in _months(held.rights, through)
        if amount > carried[of]
    ]
    return sorted(found, key=lambda line: (line.of[2], line.of[0], line.of[1] or ""))


def _months(rights: Sequence[Right], through: date) -> Iterator[tuple[Month, Decimal, str]]:
    same: defaultdict[tuple[str, str | None], list[Right]] = defaultdict(list)
    for right in rights:
        same[right.benefit, right.person].append(right)
    for (benefit, person), of in same.items():
        for right, left in zip(of, effective.left([right.period for right in of]), strict=True):
            if left is None or not right.paid or right.amount is None:
                continue
            for month in span(left.first, min(left.last or through, through)):
                if left.covers(month):
                    yield (benefit, person, month), right.amount, right.key


def _set_off(held: Holdings, found: list[Line], run: Run) -> None:
    """From each payment at most what was decided, and never more than it is; what was kept too much is given back.

    Of a benefit that is a person's own nothing is kept for what another person of the household was paid too much.
    """
    whose = {(owing.benefit, owing.person) for owing in held.recoveries if _concerns(run, owing.benefit)}
    for benefit, person in sorted(whose, key=lambda one: (one[0], one[1] or "")):
        asked, back = _released([each for each in held.recoveries if (each.benefit, each.person) == (benefit, person)])
        own = [line for line in found if line.of[:2] == (benefit, person)]
        for line in own:
            _keep(line, asked)
        if back:
            if not own:
                own.append(Line(held.household, (benefit, person, run.month), NOTHING, _name(benefit)))
                found += own
            own[0].set_offs.update({key: -amount for key, amount in back.items()})


def _released(owing: Sequence[Owing]) -> tuple[list[tuple[Owing, Decimal]], dict[str, Decimal]]:
    """How much of each recovery is still asked for, and what is to be given back because it is not asked for any more.

    A release first takes away what has not come yet, of the newest recovery first.
    """
    free = sum((each.total for each in owing if each.way is RecoveryWay.RELEASED), NOTHING)
    asked: list[tuple[Owing, Decimal]] = []
    back: dict[str, Decimal] = {}
    counted = [each for each in owing if each.way in {RecoveryWay.SET_OFF, RecoveryWay.REPAID}]
    for each in reversed(counted):
        cut = min(free, max(each.left, NOTHING))
        asked.insert(0, (each, each.left - cut))
        free -= cut
    for each in reversed(counted):
        kept = min(free, max(each.kept + min(each.under_way, NOTHING), NOTHING))
        if kept:
            back[each.key] = kept
            free -= kept
    return asked, back


def _keep(line: Line, asked: list[tuple[Owing, Decimal]]) -> None:
    for place, (owing, left) in enumerate(asked):
        if owing.way is not RecoveryWay.SET_OFF or owing.monthly is None:
            continue  # paid back by the household itself, or nobody has said how much a payment may lose
        part = min(owing.monthly, left, line.amount)
        if part > 0:
            line.set_offs[owing.key] = part
            asked[place] = owing, left - part


def _named(held: Holdings, line: Line) -> Line:
    """The same payment once more when it failed and nothing about it has changed; otherwise a new number."""
    known = [payment for payment in held.payments if payment.of == line.of]
    for payment in known:
        unchanged = payment.due == line.due and dict(payment.set_offs) == line.set_offs
        if payment.state not in CARRIED and unchanged:
            return _again(line, payment)
    benefit, person, month = line.of
    line.key = f"{person or held.household}/{benefit}/{month:%Y-%m}/{len(known) + 1}"
    return line


def _again(line: Line, payment: Known) -> Line:
    line.key, line.attempt, line.failed_in = payment.key, payment.attempt + 1, payment.run
    return line


def _ordered(held: Holdings, run: Run) -> Iterable[Line]:
    """Back pay by order, once by the order's own key."""
    known = {payment.key: payment for payment in held.payments}
    for order in held.orders if run.kind is not RunKind.PRICE_SUBSIDY else ():
        line = Line(held.household, (ORDERED, order.person, order.month), order.amount, order.purpose, key=order.key)
        before = known.get(order.key)
        if before is None:
            yield line
        elif before.state not in CARRIED:
            yield _again(line, before)


def _name(benefit: str) -> str:
    """The benefit in the words of the letter."""
    return NAMES[Benefit(benefit)][1] if benefit in set(Benefit) else benefit
