"""Which figure does the law give for a day? The files of `policy/numbers/`, read once.

A figure is dated: `since."2022-01-01" = "1000.00"`. Instead of a text an entry may be a table with `value` and what
differs for it (`source`, `demo`, `note`); a value may itself be a table (bands by lower edge, or one value a kind).
Other places and other readings of the law stand beside it as presets; a proposal puts its own values before both.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from schemas.decisions import Figure
from schemas.limits import Limit, Unit

T = TypeVar("T")
Written = str | Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Proposal:
    """Values that are not the law, to see what they would do: `act.figure` and what would be written there.

    Before its day the law holds as it is. `asked` gathers the figures that a rule really asked for; the others
    change nothing.
    """

    since: date
    values: Mapping[str, Written]
    source: str = "proposal"
    asked: set[str] = field(default_factory=set)


Pack = tuple[str | Proposal, ...]
"""Presets and proposals in order of preference; a figure without any of them keeps its default."""

CZ_DEMO: Pack = ()
"""The demonstration pack of Changzhou (domain 16): every figure's default."""

ACTS: Mapping[str, Mapping[str, Any]] = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "numbers").glob("*.toml"))
}
"""All number files as written: act, figure, fields."""

PRESETS = frozenset(preset for act in ACTS.values() for figure in act.values() for preset in figure.get("preset", {}))


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One value of a figure, the day from which it holds, and how a decision cites it."""

    since: date
    value: T
    cited: Figure


@dataclass(frozen=True, eq=False)
class Numbers(Generic[T]):
    """A figure of the law through time."""

    key: str
    name: str
    law: str
    default: tuple[Entry[T], ...]
    presets: Mapping[str, tuple[Entry[T], ...]]
    kind: Callable[[Any], T]

    def on(self, day: date, pack: Pack = CZ_DEMO) -> T:
        """The value that holds on that day; LookupError before the first one."""
        return self.entry(day, pack).value

    def figure(self, day: date, pack: Pack = CZ_DEMO) -> Figure:
        """The same value as it is cited in a decision."""
        return self.entry(day, pack).cited

    def entry(self, day: date, pack: Pack = CZ_DEMO) -> Entry[T]:
        """The newest entry that had begun on that day; looked for once, and given again afterwards."""
        return _entry(self, day, pack)


@lru_cache(maxsize=1 << 16)
def _entry(numbers: Numbers[T], day: date, pack: Pack) -> Entry[T]:
    entries = next((found for choice in pack if (found := _chosen(numbers, choice, day))), numbers.default)
    begun = [entry for entry in entries if entry.since <= day]
    if not begun:
        raise LookupError(f"No figure {numbers.key} on {day}: the first one holds since {entries[0].since}.")
    return begun[-1]


def _chosen(numbers: Numbers[T], choice: str | Proposal, day: date) -> tuple[Entry[T], ...]:
    if isinstance(choice, str):
        return numbers.presets.get(choice, ())
    if day < choice.since or (written := choice.values.get(numbers.key)) is None:
        return ()
    choice.asked.add(numbers.key)
    try:
        value = numbers.kind(written)
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        raise ValueError(
            f"{_text(written)!r} is no value of {numbers.key}; today's is written {_sample(numbers)!r}."
        ) from None
    cited = Figure(
        name=numbers.name, value=_text(written), law=numbers.law, source=choice.source, since=choice.since, demo=True
    )
    return (Entry(choice.since, value, cited),)


def _sample(numbers: Numbers[Any]) -> str:
    return numbers.default[-1].cited.value


def numbers(act: str, name: str, kind: Callable[[str], T]) -> Numbers[T]:
    """The figure `name` of `policy/numbers/<act>.toml`, each value read by `kind`."""
    return _numbers(act, name, kind)


def tables(act: str, name: str, kind: Callable[[str], T]) -> Numbers[dict[str, T]]:
    """A figure whose value is a table: one value a kind, for example the lines of the alert grades."""

    def table(written: Mapping[str, str]) -> dict[str, T]:
        return {key: kind(value) for key, value in written.items()}

    return _numbers(act, name, table)


@dataclass(frozen=True)
class Bands(Generic[T]):
    """Bands by lower edge alone, so that no gap and no overlap can be written."""

    edges: tuple[tuple[Decimal, T], ...]

    def at(self, amount: Decimal) -> T:
        """The value of the band that contains the amount; the lower edge belongs to its band."""
        reached = [value for edge, value in self.edges if edge <= amount]
        if not reached:
            raise LookupError(f"{amount} is below the lowest band, which begins at {self.edges[0][0]}.")
        return reached[-1]

    def slices(self, amount: Decimal) -> tuple[tuple[Decimal, T], ...]:
        """How much of the amount lies in each band that it reaches."""
        uppers = [edge for edge, _ in self.edges[1:]] + [amount]
        pairs = zip(self.edges, uppers, strict=True)
        return tuple((min(amount, upper) - edge, value) for (edge, value), upper in pairs if edge < amount)


def bands(act: str, name: str, kind: Callable[[str], T]) -> Numbers[Bands[T]]:
    """A figure whose value is a table of lower edges."""

    def table(written: Mapping[str, str]) -> Bands[T]:
        return Bands(tuple(sorted(((Decimal(edge), kind(value)) for edge, value in written.items()), key=_edge)))

    return _numbers(act, name, table)


def period(written: str) -> Limit:
    """A limit as the number files write it, for example `15 calendar days`."""
    value, _, unit = written.partition(" ")
    return Limit(value=int(value), unit=Unit(unit))


def pack(*presets: str) -> Pack:
    """A choice of presets; LookupError names the known ones."""
    if unknown := set(presets) - PRESETS:
        raise LookupError(f"No preset {', '.join(sorted(unknown))}. Known: {', '.join(sorted(PRESETS))}.")
    return presets


def _edge(band: tuple[Decimal, Any]) -> Decimal:
    return band[0]


def _numbers(act: str, name: str, kind: Callable[[Any], T]) -> Numbers[T]:
    try:
        figure = ACTS[act][name]
    except KeyError:
        raise LookupError(f"No figure {name!r} in policy/numbers/{act}.toml.") from None
    others = figure.get("preset", {})
    return Numbers(
        key=f"{act}.{name}",
        name=figure["name"],
        law=figure["law"],
        default=_entries(figure, kind),
        presets={key: _entries(as_preset(figure, own), kind) for key, own in others.items()},
        kind=kind,
    )


def _entries(figure: Mapping[str, Any], kind: Callable[[Any], T]) -> tuple[Entry[T], ...]:
    return tuple(Entry(cited.since, kind(value), cited) for cited, value in cited_values(figure))


def as_preset(figure: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """A preset as a figure of its own: what it does not say itself is the figure's, but neither demo nor region."""
    return {**figure, "demo": False, "region": None, **own}


def cited_values(figure: Mapping[str, Any]) -> Iterator[tuple[Figure, Any]]:
    """Each value of a figure as decisions cite it, the oldest first, and as it is written."""
    for since, written in sorted(figure["since"].items()):
        own = written if isinstance(written, dict) and "value" in written else {"value": written}
        value, source = own["value"], own.get("source", figure["source"])
        demo = bool(own.get("demo", figure.get("demo", False)))
        yield (
            Figure(
                name=figure["name"],
                value=_text(value),
                law=figure["law"],
                source=source,
                since=date.fromisoformat(since),
                demo=demo,
            ),
            value,
        )


def _text(value: Written) -> str:
    return value if isinstance(value, str) else ", ".join(f"{key}: {part}" for key, part in value.items())
