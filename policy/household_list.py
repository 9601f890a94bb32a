"""What did a household receive, and what else may it be entitled to? The happiness list (幸福清单, domain 13)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, tables
from policy.linked_items import linked_items
from schemas.entitlements import LinkedItem
from schemas.household_lists import ListRow, ListTotal, RowStatus
from schemas.households import Application, Category
from schemas.identifiers import ItemId
from schemas.money import cents

GIFT = tables("holiday_gifts", "gift", Decimal)
_PER_HOUSEHOLD = frozenset({Category.LOW_INCOME_EDGE, Category.RIGID_SPENDING})


def total(rows: Iterable[ListRow], year: int) -> ListTotal:
    """The sum of what was paid in a year; a department that has not reported is named, never counted as zero.

    A row that was corrected stays in the list, and its correction counts.
    """
    listed = tuple(rows)
    corrected = {row.corrects for row in listed if row.corrects}
    paid = (
        row.amount
        for row in listed
        if row.amount is not None and row.paid_on and row.paid_on.year == year and row.event not in corrected
    )
    silent = (row.department for row in listed if row.status is RowStatus.NOT_REPORTED)
    return ListTotal(year=year, amount=cents(sum(paid, Decimal(0))), not_reported=tuple(dict.fromkeys(silent)))


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
