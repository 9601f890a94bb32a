"""Which places are there, and which administrative unit handles a case? (domain 2.5)

A unit is not a region: the economic zone handles cases without having a national code.
"""

from enum import StrEnum

from schemas.base import Model
from schemas.identifiers import RegionCode, UnitId


class Level(StrEnum):
    """Levels of the units that handle cases."""

    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


class Unit(Model):
    """An administrative unit: who handles, where, and below whom."""

    id: UnitId
    name_zh: str
    level: Level
    region: RegionCode
    above: UnitId | None = None
    delegates_confirmation: bool = False
    """A county whose towns confirm themselves (审核确认权限下放); it looks at a sample of what they confirm."""


CITY = UnitId("CZ")
_COUNTIES = (
    ("CZ-TN", "天宁区", "320402"),
    ("CZ-ZL", "钟楼区", "320404"),
    ("CZ-XB", "新北区", "320411"),
    ("CZ-WJ", "武进区", "320412"),
    ("CZ-JT", "金坛区", "320413"),
    ("CZ-LY", "溧阳市", "320481"),
    # The zone has no national code of its own; its people are registered under Wujin.
    ("CZ-JKQ", "常州经济开发区", "320412"),
)
_TOWNS = (
    ("CZ-TN-DN", "雕庄街道", "CZ-TN"),
    ("CZ-TN-LL", "兰陵街道", "CZ-TN"),
    ("CZ-ZL-XL", "西林街道", "CZ-ZL"),
    ("CZ-XB-SJ", "三井街道", "CZ-XB"),
    ("CZ-WJ-HT", "湖塘镇", "CZ-WJ"),
    ("CZ-WJ-LJ", "礼嘉镇", "CZ-WJ"),
    ("CZ-JT-XC", "西城街道", "CZ-JT"),
    ("CZ-LY-DB", "戴埠镇", "CZ-LY"),
    ("CZ-JKQ-HL", "横林镇", "CZ-JKQ"),
)
_DELEGATING = frozenset({"CZ-JT"})
"""Counties that let their towns confirm; a city sets its own. [R]"""

_ELSEWHERE = (
    ("WX", "无锡市", Level.CITY, "320200", None),
    ("WX-BH", "滨湖区", Level.COUNTY, "320211", "WX"),
    ("WX-BH-HL", "河埒街道", Level.TOWN, "320211", "WX-BH"),
    ("SZ", "苏州市", Level.CITY, "320500", None),
    ("SZ-HQ", "虎丘区", Level.COUNTY, "320505", "SZ"),
    ("SZ-HQ-FQ", "枫桥街道", Level.TOWN, "320505", "SZ-HQ"),
)
"""Units of the province beyond the city: they take part in applications of its people (省内通办)."""


def _units() -> dict[UnitId, Unit]:
    units = {CITY: Unit(id=CITY, name_zh="常州市", level=Level.CITY, region=RegionCode("320400"))}
    for id_, name, region in _COUNTIES:
        units[UnitId(id_)] = Unit(
            id=UnitId(id_), name_zh=name, level=Level.COUNTY, region=RegionCode(region), above=CITY,
            delegates_confirmation=id_ in _DELEGATING,
        )  # fmt: skip
    for id_, name, county in _TOWNS:
        above = units[UnitId(county)]
        units[UnitId(id_)] = Unit(id=UnitId(id_), name_zh=name, level=Level.TOWN, region=above.region, above=above.id)
    for id_, name, level, region, over in _ELSEWHERE:
        units[UnitId(id_)] = Unit(id=UnitId(id_), name_zh=name, level=level, region=RegionCode(region),
                                  above=UnitId(over) if over else None)  # fmt: skip
    return units


UNITS = _units()
COUNTIES = tuple(unit.id for unit in UNITS.values() if unit.level is Level.COUNTY and unit.above == CITY)
"""The city's own, in the order of the list."""

REGISTER_INTERFACES = frozenset({"3204", "3201", "3202", "3205", "3301", "3401"})
"""Prefixes of regions whose household-register interface can be reached; others are `not_linkable`. [R]"""


def unit(id_: str) -> Unit:
    """The unit of that id; LookupError names the known ones."""
    try:
        return UNITS[UnitId(id_)]
    except KeyError:
        raise LookupError(f"No unit {id_!r} in the registry. Known: {', '.join(sorted(UNITS))}.") from None


def county_of(id_: str) -> UnitId:
    """The county at or above a unit; the city itself for the city."""
    found = unit(id_)
    return found.above if found.level is Level.TOWN and found.above else found.id


def covers(above: str, below: str) -> bool:
    """True when `above` is `below` itself or stands over it."""
    step: UnitId | None = UnitId(below)
    while step is not None:
        if step == above:
            return True
        step = UNITS[step].above if step in UNITS else None
    return False
