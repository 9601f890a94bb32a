"""Whose figures are meant? A place, a reading of the law, or a proposal that nobody has decided."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from policy.figures import ACTS, CZ_DEMO, Pack, Proposal, Written, pack

HOME = "320400"
"""Changzhou, whose demonstration pack is every figure's default."""

REGIONS: Mapping[str, str] = {
    preset["region"]: name
    for act in ACTS.values()
    for figure in act.values()
    for name, preset in figure.get("preset", {}).items()
    if "region" in preset
}
"""National codes of the places whose figures stand in the number files, and the name of their preset."""


def pack_of(place: str) -> Pack:
    """The figures of a region code, of `CZ-DEMO`, or of presets by name with commas between them."""
    if place in {"", HOME, "CZ-DEMO"}:
        return CZ_DEMO
    if place.isdecimal() and place not in REGIONS:
        raise LookupError(f"No figures of region {place}. Known: {HOME}, {', '.join(sorted(REGIONS))}.")
    return pack(*(REGIONS.get(name, name) for name in place.split(",")))


def proposal(text: str, since: date) -> Proposal:
    """A proposal as a TOML file writes it: `act.figure = value`; perhaps `source`, on what it rests, and `since`."""
    written = tomllib.loads(text, parse_float=str)
    source, since = str(written.pop("source", "proposal")), written.pop("since", since)
    if not isinstance(since, date):
        raise TypeError("since is a day, written without quotation marks: since = 2027-01-01")
    values = {f"{act}.{name}": _value(value) for act, table in written.items() for name, value in _known(act, table)}
    if not values:
        raise ValueError('A proposal changes at least one figure, for example low_income.standard = "1100.00".')
    return Proposal(since, values, source)


def _known(act: str, table: Any) -> list[tuple[str, Any]]:
    if act not in ACTS:
        raise LookupError(f"No act {act!r}. Known: {', '.join(ACTS)}.")
    if not isinstance(table, dict):
        raise TypeError(f"{act} is an act: write {act}.figure = value.")
    if unknown := set(table) - set(ACTS[act]):
        raise LookupError(f"No figure {', '.join(sorted(unknown))} in {act}. Known: {', '.join(ACTS[act])}.")
    return list(table.items())


def _value(written: Any) -> Written:
    return {key: str(part) for key, part in written.items()} if isinstance(written, dict) else str(written)


def name_of(chosen: Pack) -> str:
    """The pack as a person calls it."""
    return " + ".join(part if isinstance(part, str) else part.source for part in chosen) or "CZ-DEMO"
