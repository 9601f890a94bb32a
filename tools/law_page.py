"""docs/law.md: every figure of the law with article, source, dates and last check; what is demo, and what is old."""

from collections.abc import Iterator
from datetime import date

from policy.catalogue import Listed, listed
from policy.figures import ACTS
from tools.words import MADE, page, table

PATH = "docs/law.md"
INTRODUCTION = """\
What the rules in `policy/` apply, act by act, as the files in `policy/numbers/` say it. A figure holds from its day
until the next one begins; before its first day there is none, and a rule that asks for it says so. A preset is another
place or another reading of the law; without one, the first value counts: the pack `CZ-DEMO` of Changzhou.

`onething policy numbers` lists the same; `onething policy explain` shows which of them a decision applied, and
`onething policy compare` what other values would do."""
MARKS = """\
* **demo**: no published local value was found, or it is a choice of ours. Whoever sees a decision or a letter that
  rests on it is told so. It has no legal force.
* **look again**: its last check lies more than a year before the newest check on this page.
* Sources such as [L1] or [J23] are numbers of the register of sources; [P] is a local value that was not found, [R] a
  choice of ours, [G] general knowledge of a rule whose text was not read."""
HEADS = ("figure", "value", "since", "law", "source", "checked", "")


def pages() -> dict[str, str]:
    """The one page."""
    rows = tuple(listed())
    newest = max(row.checked for row in rows)
    acts = (_act(name, tuple(row for row in rows if row.key.startswith(f"{name}.")), newest) for name in ACTS)
    return {PATH: page("# The figures of the law", MADE, INTRODUCTION, MARKS, _sums(rows, newest), *acts)}


def _sums(rows: tuple[Listed, ...], newest: date) -> str:
    """How far the page can be trusted, in one paragraph."""
    figures = {row.key for row in rows}
    demo = {row.key for row in rows if row.preset is None and row.figure.demo}
    old = sorted({row.key for row in rows if row.stale(newest)})
    told = f"{len(figures)} figures in {len(ACTS)} acts; {len(demo)} rest on demo values. Newest check: {newest}."
    return f"{told}\n\n**Look again** at: {', '.join(f'`{key}`' for key in old)}." if old else told


def _act(name: str, rows: tuple[Listed, ...], newest: date) -> str:
    return f"## {name}\n\n" + table(HEADS, _rows(rows, newest))


def _rows(rows: tuple[Listed, ...], newest: date) -> Iterator[tuple[str, ...]]:
    told = None
    for row in rows:
        figure, place = row.figure, (row.key, row.preset)
        marks = [*(["**demo**"] if figure.demo else []), *(["**look again**"] if row.stale(newest) else [])]
        yield (
            "" if place == told else _name(row),
            figure.value if row.unit in {"", "period"} else f"{figure.value} {row.unit}",
            str(figure.since),
            figure.law,
            figure.source,
            str(row.checked),
            ", ".join(marks),
        )
        told = place


def _name(row: Listed) -> str:
    """A figure by its name in the file and in words; a preset of it by its own name alone."""
    where = f" ({row.region})" if row.region else ""
    if row.preset:
        return f"· preset {row.preset}{where}"
    return f"`{row.key.partition('.')[2]}` {row.figure.name}{where}"
