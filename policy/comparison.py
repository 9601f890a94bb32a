"""Who gains, who loses and what does it cost, if other figures were the law? The policy twin (domain 17).

Every household is classified under both sets of figures, as an application would be; nothing is estimated.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policy.classification import classification
from policy.figures import Pack
from schemas.base import Model
from schemas.decisions import Decision, Outcome
from schemas.households import Application, Category
from schemas.identifiers import ApplicationNumber
from schemas.money import Yuan

NOBODY = "none"
"""A household that fits no category."""

OPEN = "undecided"
"""A household that a person must look at: no category fits, and one could not be judged."""

_RANKS = {NOBODY: 0, **{category.value: rank for rank, category in enumerate(reversed(Category), 1)}}
_NOTHING = Decimal("0.00")


class Standing(Model):
    """Where a household stands: its category, and what it is paid a month."""

    category: str
    monthly: Yuan = _NOTHING


class Change(Model):
    """A household that stands elsewhere, and the conditions that make the difference."""

    number: ApplicationNumber
    before: Standing
    after: Standing
    because: tuple[str, ...] = ()

    @property
    def gain(self) -> int:
        """1 for who gains, -1 for who loses, 0 where a person must say; money goes before the category."""
        if OPEN in (self.before.category, self.after.category):
            return 0
        more = (self.after.monthly, _RANKS[self.after.category]), (self.before.monthly, _RANKS[self.before.category])
        return 1 if more[0] > more[1] else -1


@dataclass
class Comparison:
    """All households under both sets of figures; two of them add up."""

    households: int = 0
    cost_before: Decimal = _NOTHING
    cost_after: Decimal = _NOTHING
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def add(self, other: "Comparison") -> None:
        """Takes in the other one."""
        self.households += other.households
        self.cost_before += other.cost_before
        self.cost_after += other.cost_after
        self.before.update(other.before)
        self.after.update(other.after)
        self.changes += other.changes

    @property
    def gainers(self) -> list[Change]:
        return [change for change in self.changes if change.gain > 0]

    @property
    def losers(self) -> list[Change]:
        return [change for change in self.changes if change.gain < 0]

    @property
    def moves(self) -> Counter[tuple[str, str]]:
        """How many went from which category to which."""
        pairs = ((change.before.category, change.after.category) for change in self.changes)
        return Counter(pair for pair in pairs if pair[0] != pair[1])


def compared(applications: Iterable[Application], on: date, before: Pack, after: Pack) -> Comparison:
    """Each household under both packs on that day."""
    found = Comparison()
    for application in applications:
        was, would = (classification(application, None, on, pack) for pack in (before, after))
        _enter(found, Change(number=application.number, before=standing(was), after=standing(would)), was, would)
    return found


def standing(decisions: tuple[Decision, ...]) -> Standing:
    """What a classification comes to."""
    last = decisions[-1]
    if last.granted:
        return Standing(category=last.rule, monthly=last.amount or _NOTHING)
    return Standing(category=OPEN if any(one.outcome is Outcome.UNDECIDED for one in decisions) else NOBODY)


def _enter(found: Comparison, change: Change, was: tuple[Decision, ...], would: tuple[Decision, ...]) -> None:
    found.households += 1
    found.cost_before += change.before.monthly
    found.cost_after += change.after.monthly
    found.before[change.before.category] += 1
    found.after[change.after.category] += 1
    if change.before.category != change.after.category:
        change = change.model_copy(update={"because": tuple(dict.fromkeys(_turned(was, would)))})
    if change.before != change.after:
        found.changes.append(change)


def _turned(was: tuple[Decision, ...], would: tuple[Decision, ...]) -> Iterator[str]:
    """The conditions, by rule and code, that hold in one of the two and not in the other."""
    met = {(one.rule, each.code): each.met for one in was for each in one.conditions}
    for one in would:
        for each in one.conditions:
            if met.get((one.rule, each.code), each.met) is not each.met:
                yield f"{one.rule}.{each.code}"
