"""What did a household receive, and what else may it be entitled to? The happiness list (幸福清单, domain 13)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, tables
from policy.linked_items import linked_items
from schemas.entitlements import LinkedItem
from schemas.household_lists import LASTING, ListRow, ListTotal, RowStatus
from schemas.households import Application, Category
from schemas.identifiers import ItemId
from schemas.money import cents

GIFT = tables("holiday_gifts", "gift", Decimal)
_PER_HOUSEHOLD = frozenset({Category.LOW_INCOME_EDGE, Category.RIGID_SPENDING})


def of_year(rows: Iterable[ListRow], year: int) -> tuple[ListRow, ...]:
    """The lines of a year; whoever sees a line sees what it corrects, and what corrects it."""
    known = tuple(rows)
    gone = corrected(known)
    shown = {row.line for row in known if _touches(row, year, gone=row.line in gone)}
    linked = [{row.line, row.corrects} for row in known if row.corrects]
    while added := {line for pair in linked if shown & pair for line in pair if line} - shown:
        shown |= added
    return tuple(row for row in known if row.line in shown)


def total(rows: Iterable[ListRow], year: int) -> ListTotal:
    """The sum of what was paid in a year; a department that has not reported is named, never counted as zero.

    A row that was corrected stays in the list, and its correction counts.
    """
    listed = tuple(rows)
    counted = (row.amount for row in received(listed, year) if row.amount is not None)
    silent = (row.department for row in listed if row.status is RowStatus.NOT_REPORTED)
    return ListTotal(year=year, amount=cents(sum(counted, Decimal(0))), not_reported=tuple(dict.fromkeys(silent)))


def received(rows: Iterable[ListRow], year: int) -> tuple[ListRow, ...]:
    """The payments of the year that stand: none that came back, and none that was corrected."""
    listed = tuple(rows)
    gone = corrected(listed)
    paid = (row for row in listed if row.status is RowStatus.PAID and row.line not in gone)
    return tuple(row for row in paid if row.paid_on and row.paid_on.year == year)


def corrected(rows: Iterable[ListRow]) -> frozenset[str]:
    """Lines in whose place another one stands."""
    return frozenset(row.corrects for row in rows if row.corrects)


def gaps(application: Application, category: Category, received: frozenset[ItemId], on: date) -> tuple[LinkedItem, ...]:
    """Items that the law owes to the category and that nobody gave yet, each with its reason."""
    return tuple(item for item in linked_items(application, category, on) if item.item not in received)


def gift(category: Category, heads: int, on: date, pack: Pack = CZ_DEMO, *, rural: bool = False) -> Decimal:
    """The gift at the Spring Festival: a head for basic aid, a household for the others."""
    table = GIFT.on(on, pack)
    if category is Category.DESTITUTE and rural:
        return cents(table["rural_destitute"] * heads)
    amount = table["low_income" if category is Category.SINGLE_PERSON else category]
    return cents(amount if category in _PER_HOUSEHOLD else amount * heads)


def _touches(row: ListRow, year: int, *, gone: bool) -> bool:
    """A right is shown as long as it lasts, silence until it is broken, everything else in the year in which it was."""
    if row.status is RowStatus.NOT_REPORTED:
        return row.on is not None and row.on.year <= year
    if row.status in LASTING and row.period is not None and not gone:
        last = row.period.last
        return row.period.first.year <= year and (last is None or year <= last.year)
    if row.status is RowStatus.ENDED and row.period is not None:
        return row.period.first.year == year
    return row.on is not None and row.on.year == year
