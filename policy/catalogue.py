"""Which figures are there, where does each come from, and when did somebody last look?"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from policy.figures import ACTS, as_preset, cited_values
from schemas.base import Model
from schemas.decisions import Figure

FRESH = timedelta(days=365)
"""How long a check is believed; afterwards the page of the law warns."""

TOO_OLD = timedelta(days=548)
"""Eighteen months: nobody may rely on a figure that was checked longer ago."""


class Listed(Model):
    """One value of a figure: what it is, since when, by which law, and who looked when."""

    key: str
    preset: str | None
    unit: str
    region: str | None
    checked: date
    figure: Figure

    def stale(self, on: date) -> bool:
        """Its check lies more than a year back."""
        return on - self.checked > FRESH


def listed(act: str | None = None) -> Iterator[Listed]:
    """Every value of every figure, of one act or of all: the defaults, then the presets; the oldest first."""
    if act is not None and act not in ACTS:
        raise LookupError(f"No act {act!r}. Known: {', '.join(ACTS)}.")
    for name, figures in ACTS.items():
        if act in (None, name):
            for figure in figures:
                yield from _values(f"{name}.{figure}", figures[figure])


def in_force(on: date, act: str | None = None) -> tuple[Listed, ...]:
    """For each figure and each of its presets the value that holds on that day, if it held already."""
    newest = {(row.key, row.preset): row for row in listed(act) if row.figure.since <= on}
    return tuple(newest.values())


def _values(key: str, figure: Mapping[str, Any]) -> Iterator[Listed]:
    others = figure.get("preset", {}).items()
    for preset, own in ((None, figure), *((name, as_preset(figure, other)) for name, other in others)):
        for cited, _ in cited_values(own):
            yield Listed(
                key=key,
                preset=preset,
                unit=own.get("unit", ""),
                region=own.get("region"),
                checked=own["checked"],
                figure=cited,
            )
