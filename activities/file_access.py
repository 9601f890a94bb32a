"""May this officer read this household's file? Full view needs a role, a unit and a ground (domain 2.6)."""

from registry.officers import Officer, officer
from registry.regions import CITY, covers
from schemas.access import Denial, Reading
from schemas.cases import Role
from schemas.household_lives import Place
from schemas.identifiers import OfficerId, UnitId

READERS = frozenset({Role.TOWN_OFFICER, Role.TOWN_LEAD, Role.COUNTY_SECTION_HEAD, Role.BUREAU_HEAD})
"""Roles that handle households. Grid workers see a masked summary by the household's code, and the others no file."""


class NotShown(Exception):
    """Nothing is shown, for a reason that was written down; the message tells nothing about the household."""

    def __init__(self, told: str, denial: Denial) -> None:
        super().__init__(told)
        self.denial = denial


def denial(reading: Reading, place: Place | None) -> Denial | None:
    """Why the officer may not read; None when nothing speaks against it. Without a place the unit is not judged."""
    try:
        reader = officer(reading.by)
    except LookupError:
        return Denial.NO_OFFICER
    if reader.role not in READERS:
        return Denial.ROLE
    if not reading.purpose.strip() and reading.case is None:
        return Denial.NO_PURPOSE
    return None if place is None or _handles(reader, place) else Denial.OTHER_UNIT


def told(reading: Reading, why: Denial | None) -> str:
    """What the officer reads; the same for a household of another unit and for one that is not known."""
    match why:
        case Denial.NO_OFFICER:
            return f"{reading.by!r} is no officer of the registry. Name one with --officer, such as CZ-TN.head."
        case Denial.ROLE:
            return f"{reading.by} reads no files: that needs a {', a '.join(sorted(READERS))}."
        case Denial.NO_PURPOSE:
            return "Say why the file is read: --purpose, or the --case for which it is needed."
    return (
        f"The register knows no household {reading.household} that {reading.by} may read. A household is known once a "
        "case of it was decided, and read by officers of its unit or of one above."
    )


def _handles(reader: Officer, place: Place) -> bool:
    """Of a household whose town no case has found, the units of its deciders stand in; without any, the city."""
    units = {place.town} if place.town else set(map(_unit, place.deciders))
    return any(covers(reader.unit, unit) for unit in units or {CITY})


def _unit(decider: OfficerId) -> UnitId:
    try:
        return officer(decider).unit
    except LookupError:  # somebody who no longer serves
        return CITY
