"""What does a policy twin tell? Who gains, who loses, who changes category, and what it costs a month."""

from collections import Counter
from datetime import date

from commands.comparing import Judged, Twin
from commands.words import console, say, table
from policy.comparison import NOBODY, Change
from policy.packs import name_of
from schemas.base import Model
from schemas.households import Category
from schemas.money import Yuan


class Move(Model):
    """So many households went from one category to another."""

    before: str
    after: str
    households: int


class TwinReport(Model):
    """A comparison for machines: sums, moves, and every household that stands elsewhere."""

    on: date
    before: str
    after: str
    households: int
    gain: int
    lose: int
    open: int
    cost_before: Yuan
    cost_after: Yuan
    cost: Yuan
    categories_before: dict[str, int]
    categories_after: dict[str, int]
    moves: tuple[Move, ...]
    because: dict[str, int]
    without_effect: tuple[str, ...]
    changes: tuple[Change, ...]


def report(asked: Twin, found: Judged) -> TwinReport:
    """Everything that the comparison found."""
    all_ = found.comparison
    changes = tuple(all_.changes)
    return TwinReport(
        on=asked.on,
        before=name_of(asked.before),
        after=name_of(asked.after),
        households=all_.households,
        gain=len(all_.gainers),
        lose=len(all_.losers),
        open=sum(change.gain == 0 for change in changes),
        cost_before=all_.cost_before,
        cost_after=all_.cost_after,
        cost=all_.cost_after - all_.cost_before,
        categories_before=dict(all_.before),
        categories_after=dict(all_.after),
        moves=tuple(Move(before=a, after=b, households=n) for (a, b), n in all_.moves.most_common()),
        because=dict(Counter(code for change in changes for code in change.because).most_common()),
        without_effect=_without_effect(asked, found),
        changes=changes,
    )


def show(asked: Twin, found: Judged, changed: int) -> None:
    """The comparison for a person, with the first of the changed households."""
    told = report(asked, found)
    say(f"{told.households} households on {told.on}: {told.before} → {told.after}", "bold")
    say(f"gain {told.gain} · lose {told.lose} · a person must say {told.open}")
    say(f"a month: {told.cost_before} yuan → {told.cost_after} yuan, that is {told.cost:+} yuan")
    for key in told.without_effect:
        say(f"{key} changes nothing here: no rule of the classification asked for it on {told.on}.", "yellow")
    _categories(told)
    _moves(told)
    _changes(told.changes[:changed], len(told.changes))
    say("\ndemo values: a proposal, and figures that were never published; this has no legal force", "yellow")


def _without_effect(asked: Twin, found: Judged) -> tuple[str, ...]:
    proposed = {key for part in asked.proposals for key in part.values}
    return tuple(sorted(proposed - found.asked))


def _categories(told: TwinReport) -> None:
    rows = table("\nCategories", "category", "before", "after", "")
    for name in (*Category, *sorted({*told.categories_before, *told.categories_after} - set(Category))):
        was, would = told.categories_before.get(name, 0), told.categories_after.get(name, 0)
        rows.add_row(name, str(was), str(would), f"{would - was:+}" if would != was else "")
    console.print(rows)


def _moves(told: TwinReport) -> None:
    rows = table("\nMoves", "from", "to", "households")
    for move in told.moves:
        rows.add_row(move.before, move.after, str(move.households))
    if rows.row_count:
        console.print(rows)


def _changes(changes: tuple[Change, ...], total: int) -> None:
    rows = table(
        f"\nThe first {len(changes)} of {total} changed households", "application", "before", "after", "because"
    )
    for change in changes:
        was, would = (f"{one.category} {one.monthly if one.category != NOBODY else ''}" for one in
                      (change.before, change.after))  # fmt: skip
        rows.add_row(change.number, was, would, ", ".join(change.because))
    if rows.row_count:
        console.print(rows)
