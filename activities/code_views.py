"""What stands in each view of a household's code? Exactly the fields of its model, made from the register when read."""

from datetime import date

from pydantic import AwareDatetime

from activities.household_gaps import found_gaps
from activities.household_rows import rows
from policy.household_list import of_year, total
from policy.household_state import having, holding
from policy.household_views import held_back, seen_gaps, seen_rows
from policy.moments import local
from schemas.household_codes import GridView, HolderView, ItemSummary, MerchantView
from schemas.household_lives import Life
from schemas.identifiers import ItemId, PersonRef


def holder_view(life: Life, viewer: PersonRef, year: int, at: AwareDatetime) -> HolderView:
    """What an adult member sees; where somebody else is protected, the own lines and nothing of the household."""
    every, today = rows(life), local(at).date()
    shown = of_year(every, year)
    mine = seen_rows(shown, life, viewer, today)
    if held_back(life, viewer):
        return HolderView(year=year, as_of=at, rows=mine)
    return HolderView(
        year=year, as_of=at, town=life.place.town, rows=mine, total=total(shown, year),
        gaps=seen_gaps(found_gaps(life, every, today), life, viewer, today),
    )  # fmt: skip


def grid_view(life: Life, year: int, at: AwareDatetime) -> GridView:
    """That things were received, without sums, persons, cases and events."""
    shown = of_year(rows(life), year)
    summaries = {ItemSummary(item=row.item, name_zh=row.name_zh, status=row.status) for row in shown}
    return GridView(
        year=year, as_of=at, items=tuple(sorted(summaries, key=lambda each: (each.item, each.status))),
        not_reported=total(shown, year).not_reported,
    )  # fmt: skip


def merchant_view(life: Life, holder: PersonRef, item: ItemId, on: date) -> MerchantView:
    """Whether the item is received on the day, by the household, the holder or a child of theirs."""
    every = rows(life)
    mine = seen_rows(every, life, holder, on)
    return MerchantView(item=item, eligible=item in having(mine, on) and bool(holding(every, on)))
