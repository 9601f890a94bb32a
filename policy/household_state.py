"""What does a household hold on a day, what of it is looked at again, and when does its list close? (domain 13)"""

from collections.abc import Iterable, Iterator
from datetime import date

from policy.household_list import corrected
from policy.moments import DAY
from policy.situation import as_of
from schemas.facts import FactKind
from schemas.household_lists import LASTING, ListRow, ListStatus, RowStatus, Standstill
from schemas.household_lives import Life
from schemas.households import Application, Category
from schemas.identifiers import CaseId, PersonRef
from schemas.remedies import UNDER_REVIEW
from schemas.rights import RecoveryWay, RightState

_GIVES = frozenset({RightState.ACTIVE, RightState.TAPERING})
_MONEY = frozenset({RowStatus.ORDERED, RowStatus.PAID, RowStatus.FAILED, RowStatus.RETURNED})
_UNPAID = _MONEY - {RowStatus.PAID}
_NOT_ASKED_FOR = frozenset({RecoveryWay.WAIVED, RecoveryWay.RELEASED})


def found_on(life: Life, on: date) -> Application | None:
    """The household as it was found last, with everything that happened up to the day; by references."""
    return as_of(life.snapshot, life.facts, (), on + DAY) if life.snapshot else None


def category_on(life: Life, on: date) -> Category | None:
    """The category in which the household, or one of it, is recognised on the day."""
    held = (right.benefit for right in life.rights
            if right.state in _GIVES and right.holds is not None and right.holds.covers(on))  # fmt: skip
    return next((Category(benefit) for benefit in held if benefit in set(Category)), None)


def having(rows: Iterable[ListRow], on: date) -> frozenset[str]:
    """Items that are received on the day: by a right that holds, or as the owner's newest word says."""
    listed = tuple(rows)
    said = (row for row in listed if row.period is None and row.status not in _MONEY)
    newest = {row.item: row for row in sorted(said, key=lambda row: row.on or date.min)}
    served = {name for name, row in newest.items() if row.status is RowStatus.SERVED}
    return frozenset(served | {row.item for row in holding(listed, on)})


def holding(rows: Iterable[ListRow], on: date) -> tuple[ListRow, ...]:
    """The rights that hold on the day; a suspended one does not."""
    rights = (row for row in _standing(rows) if row.status in LASTING and row.status is not RowStatus.SUSPENDED)
    return tuple(row for row in rights if row.period is not None and row.period.covers(on))


def under_review(life: Life) -> dict[CaseId, str]:
    """Cases whose decision is looked at again, and by which remedy; its newest line says whether it goes on."""
    newest = {line.case: line for line in life.remedies}
    return {line.of_case: line.path for line in newest.values() if line.state == UNDER_REVIEW}


def dead(life: Life, on: date) -> frozenset[PersonRef]:
    """Who had died by the day; a death that was taken back is none."""
    deaths = (fact for fact in life.facts if fact.kind is FactKind.DEATH and fact.revoked_by is None)
    return frozenset(fact.person for fact in deaths if fact.happened_on <= on)


def standstill(life: Life, rows: Iterable[ListRow], on: date) -> Standstill:
    """Death closes a list after everything is settled: rights, payments, overpayments and remedies."""
    if not life.present or not dead(life, on).issuperset(life.present):
        return Standstill()
    waits = tuple(dict.fromkeys(_unsettled(life, _standing(rows), on)))
    return Standstill(status=ListStatus.SETTLING if waits else ListStatus.CLOSED, waits_for=waits)


def _unsettled(life: Life, rows: tuple[ListRow, ...], on: date) -> Iterator[str]:
    yield from (f"right {row.item}" for row in rows if row.status in LASTING and _goes_on(row, on))
    yield from (f"payment {row.line}" for row in rows if row.status in _UNPAID and _still_due(row, rows))
    for recovery in life.recoveries:
        if recovery.way not in _NOT_ASKED_FOR and sum(part.amount for part in recovery.repaid) < recovery.total:
            yield f"recovery {recovery.key}"
    yield from (f"remedy against {case}" for case in under_review(life))


def _still_due(payment: ListRow, rows: tuple[ListRow, ...]) -> bool:
    """What failed for a month in which no right holds any more is owed to nobody."""
    if payment.status is RowStatus.ORDERED or payment.period is None:
        return True
    month = payment.period.first
    return any(row.item == payment.item and row.person == payment.person and row.period and row.period.covers(month)
               for row in rows if row.status in LASTING)  # fmt: skip


def _standing(rows: Iterable[ListRow]) -> tuple[ListRow, ...]:
    listed = tuple(rows)
    gone = corrected(listed)
    return tuple(row for row in listed if row.line not in gone)


def _goes_on(row: ListRow, on: date) -> bool:
    return row.period is not None and (row.period.last is None or on <= row.period.last)
