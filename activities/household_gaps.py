"""What may a household also be entitled to, and why? Items that the law owes to it and that nobody gave yet."""

from datetime import date

from policy.household_list import gaps
from policy.household_state import category_on, found_on, having
from registry.items import item
from schemas.entitlements import LinkedItem
from schemas.household_lists import Gap, ListRow, RowStatus
from schemas.household_lives import Life
from schemas.identifiers import ItemId


def found_gaps(life: Life, every: tuple[ListRow, ...], on: date) -> tuple[Gap, ...]:
    """By how the household is known today; nothing is owed to one that is recognised no more."""
    found, category = found_on(life, on), category_on(life, on)
    if found is None or category is None:
        return ()
    application = found.model_copy(update={"emergency": None})  # that hardship was helped, or has passed
    has = frozenset(map(ItemId, having(every, on)))
    asked = {row.item: row.status for row in every if row.period is None}
    return tuple(_gap(owed, asked.get(owed.item)) for owed in gaps(application, category, has, on))


def _gap(owed: LinkedItem, asked: RowStatus | None) -> Gap:
    known, reason = item(owed.item), owed.condition
    return Gap(
        item=known.id, name_zh=known.name_zh, department=known.owner.id, reason=reason.text, reason_zh=reason.text_zh,
        article=reason.article, persons=owed.persons, asked=asked,
    )  # fmt: skip
