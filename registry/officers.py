"""Who may decide where? The officers of each unit, by role; a city replaces the demonstration staff."""

from registry.regions import UNITS, Level
from schemas.base import Model
from schemas.cases import Role
from schemas.identifiers import OfficerId, UnitId


class Officer(Model):
    """A named human with one role in one unit."""

    id: OfficerId
    name_zh: str
    role: Role
    unit: UnitId


_STAFF: dict[Level, tuple[tuple[str, str, Role], ...]] = {
    Level.TOWN: (
        ("officer", "经办人", Role.TOWN_OFFICER),
        ("lead", "负责人", Role.TOWN_LEAD),
        ("deputy", "分管负责人", Role.TOWN_LEAD),
        ("panel", "评议小组组长", Role.REVIEW_PANEL),
        ("grid", "网格员", Role.GRID_WORKER),
    ),
    Level.COUNTY: (
        ("head", "科长", Role.COUNTY_SECTION_HEAD),
        ("deputy", "副科长", Role.COUNTY_SECTION_HEAD),
        ("bureau", "局长", Role.BUREAU_HEAD),
        ("registrar", "婚姻登记员", Role.REGISTRAR),
        ("registrar-2", "婚姻登记员", Role.REGISTRAR),
    ),
    Level.CITY: (
        ("bureau", "局长", Role.BUREAU_HEAD),
        ("head", "科长", Role.COUNTY_SECTION_HEAD),
        ("treasurer", "支付科科长", Role.FINANCE_OFFICER),
    ),
}

OFFICERS: dict[OfficerId, Officer] = {
    officer.id: officer
    for unit in UNITS.values()
    for post, title, role in _STAFF[unit.level]
    for officer in (
        Officer(id=OfficerId(f"{unit.id}.{post}"), name_zh=f"{unit.name_zh}{title}", role=role, unit=unit.id),
    )
}


def officer(id_: str) -> Officer:
    """The officer of that id; LookupError tells how ids are formed."""
    try:
        return OFFICERS[OfficerId(id_)]
    except KeyError:
        raise LookupError(
            f"No officer {id_!r} in the registry. Officers are named <unit>.<post>, for example CZ-TN.head."
        ) from None


def officers(role: Role, unit: UnitId) -> tuple[Officer, ...]:
    """Everybody with that role in that very unit."""
    return tuple(officer for officer in OFFICERS.values() if officer.role is role and officer.unit == unit)
