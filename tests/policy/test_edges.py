"""Does every dated number and every band decide at its very edge? The tests are made from the number files."""

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policy import (
    capability,
    child_aid,
    exclusions,
    medical_shares,
    old_age_allowance,
    price_subsidy,
    property,  # noqa: A004 - the rule about what a household owns
    self_care,
    survivor_money,
)
from policy.bounds import Bound, bound
from policy.figures import ACTS, Bands, Numbers, bands, numbers, pack, period
from policy.household import STANDARD
from policy.procedure_limits import STEPS
from schemas.children import Colour
from schemas.limits import Unit

DAY, CENT = timedelta(days=1), Decimal("0.01")
POLICY = Path(__file__).parents[2] / "policy"


def dated() -> Iterator[Any]:
    """Each figure, and each of its presets, as a case of its own."""
    for act, figures in ACTS.items():
        for name, figure in figures.items():
            for preset, own in {"": figure, **figure.get("preset", {})}.items():
                yield pytest.param(act, name, preset, own["since"], id=f"{act}.{name}{'@' if preset else ''}{preset}")


@pytest.mark.parametrize(("act", "name", "preset", "since"), [*dated()])
def test_each_date_gives_its_value_and_the_day_before_the_first_is_an_error(act, name, preset, since):
    found = numbers(act, name, str)
    chosen = pack(preset) if preset else ()
    days = sorted(map(date.fromisoformat, since))

    for place, day in enumerate(days):
        cited = found.figure(day, chosen)
        written = since[str(day)]
        value = written["value"] if isinstance(written, dict) and "value" in written else written
        assert cited.since == day
        assert cited.value == (value if isinstance(value, str) else ", ".join(f"{k}: {v}" for k, v in value.items()))
        if place:
            assert found.figure(day - DAY, chosen).since == days[place - 1]
    with pytest.raises(LookupError, match=f"the first one holds since {days[0]}"):
        found.on(days[0] - DAY, chosen)


@pytest.mark.parametrize(("act", "name", "preset", "since"), [*dated()])
def test_a_preset_says_where_it_comes_from_and_what_was_not_found_is_a_demonstration(act, name, preset, since):
    found, chosen = numbers(act, name, str), pack(preset) if preset else ()

    for day in map(date.fromisoformat, since):
        cited = found.figure(day, chosen)
        assert cited.source
        assert cited.law
        assert cited.demo or not cited.source.startswith("[P]")


def banded() -> Iterator[Any]:
    """Each band of each figure that is written by lower edges of amounts, years or points."""
    for act, figures in ACTS.items():
        for name, figure in figures.items():
            for preset, own in {"": figure, **figure.get("preset", {})}.items():
                for day, written in own["since"].items():
                    value = written.get("value", written) if isinstance(written, dict) else written
                    if isinstance(value, dict) and all(re.fullmatch(r"[0-9.]+", edge) for edge in value):
                        yield pytest.param(
                            act, name, preset, date.fromisoformat(day), id=f"{act}.{name}@{preset or 'default'} {day}"
                        )


@pytest.mark.parametrize(("act", "name", "preset", "day"), [*banded()])
def test_the_cent_below_an_edge_belongs_to_the_lower_band_and_the_edge_to_its_own(act, name, preset, day):
    found: Bands[str] = bands(act, name, str).on(day, pack(preset) if preset else ())
    edges = [edge for edge, _ in found.edges]

    assert edges == sorted(set(edges))
    for (lower, below), (upper, above) in zip(found.edges, found.edges[1:], strict=False):
        assert found.at(upper - CENT) == below == found.at(lower)
        assert found.at(upper) == found.at(upper + CENT) == above
    with pytest.raises(LookupError, match="below the lowest band"):
        found.at(edges[0] - CENT)


BANDED: dict[str, tuple[Numbers[Bands[Any]], list[Any]]] = {
    "levels of capability rise": (capability.LEVELS, [level.value for level in reversed(capability.LEVELS_ZH)]),
    "tiers of self-care worsen": (self_care.TIERS, list(self_care.TIERS_ZH)),
    "old-age allowance rises": (old_age_allowance.AMOUNTS, []),
    "insurer's share rises": (medical_shares.INSURER[False], []),
    "insurer's share for the aided rises": (medical_shares.INSURER[True], []),
    "months of the lump sum rise": (survivor_money.MONTHS, []),
}


@pytest.mark.parametrize(("figure", "order"), BANDED.values(), ids=BANDED)
def test_bands_are_monotone_where_the_law_is(figure, order):
    for entries in (figure.default, *figure.presets.values()):
        for entry in entries:
            values = [value for _, value in entry.value.edges]
            assert values == sorted(values, key=order.index if order else None)


def test_the_divisors_of_the_price_subsidy_fall_as_prices_rise():
    values = [value for _, value in price_subsidy.DIVISORS.on(date(2026, 3, 2)).edges]

    assert values == sorted(values, reverse=True)


def bounded() -> Iterator[Any]:
    """Every bound of the number files: `< 4 yearly standards`, `> 0.60`."""
    for act, figures in ACTS.items():
        for name, figure in figures.items():
            for own in (figure, *figure.get("preset", {}).values()):
                for written in own["since"].values():
                    values = written.values() if isinstance(written, dict) else [written]
                    yield from (
                        pytest.param(bound(value), id=f"{act}.{name}: {value}")
                        for value in values
                        if isinstance(value, str) and re.match(r"[<>]=? ", value)
                    )


@pytest.mark.parametrize("limit", [*bounded()])
def test_a_bound_decides_at_the_cent(limit: Bound):
    below, at, above = (limit.holds(limit.value + step) for step in (-CENT, Decimal(0), CENT))

    assert (below, at, above) == {
        "<": (True, False, False), "<=": (True, True, False), ">": (False, False, True), ">=": (False, True, True),
    }[limit.sign]  # fmt: skip


@pytest.mark.parametrize("layer", property.Layer)
@pytest.mark.parametrize("heads", range(1, 7))
@pytest.mark.parametrize("place", ["", "haiyan", "zhenjiang", "guangdong", "shanghai"])
def test_no_place_allows_a_larger_household_less_money(place, heads, layer):
    table = property.MONEY[layer].on(date(2026, 3, 2), pack(place) if place else ())
    unit = {"yuan": Decimal(1), "monthly standards": Decimal(1000), "yearly standards": Decimal(12000)}

    def limit(count: int) -> Decimal:
        rule = table.at(Decimal(count))
        return rule.value * unit[rule.unit] * count

    assert 0 < limit(heads) <= limit(heads + 1)


@pytest.mark.parametrize("colour", Colour)
def test_a_more_dangerous_colour_is_visited_more_often(colour):
    days = {Unit.CALENDAR_DAYS: 1, Unit.MONTHS: 28}
    visits = {each: numbers("child_protection", f"child_visit_{each}", period).on(date(2026, 3, 2)) for each in Colour}
    length = {each: limit.value * days[limit.unit] for each, limit in visits.items()}

    assert all(length[colour] < length[other] for other in Colour if colour.above(other))


@pytest.mark.parametrize("place", ["", "wuxi", "suzhou", "huzhou", "zhenjiang"])
def test_a_standard_never_falls(place):
    entries = STANDARD.presets[place] if place else STANDARD.default
    values = [entry.value for entry in entries]

    assert values == sorted(values)


READ_BY_LAYER = {"medical_shares.insurer_", "property.money_", "property.cars_"}
"""Figures that a rule reads by the beginning of their name."""


def test_every_figure_is_used_by_a_rule():
    """A figure that no rule reads is a promise that nobody keeps; a period is read by its name."""
    read = "".join(file.read_text("utf-8") for file in POLICY.glob("*.py"))
    unread = [
        f"{act}.{name}"
        for act, figures in ACTS.items()
        for name, figure in figures.items()
        if figure.get("unit") != "period" and not re.search(rf'"{act}",\s*"{name}"', read)
    ]

    assert [name for name in unread if not name.startswith(tuple(READ_BY_LAYER))] == []


def rules_without_an_article() -> list[str]:
    """Calls of `condition` whose article is an empty text."""
    found = []
    for file in POLICY.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "condition":
                articles = [word.value for word in node.keywords if word.arg == "article"] or node.args[3:4]
                if any(isinstance(one, ast.Constant) and not one.value for one in articles) or not articles:
                    found.append(f"{file.name}:{node.lineno}")
    return found


def test_every_condition_of_every_rule_names_its_article():
    assert rules_without_an_article() == []
    assert all(row.article for row in exclusions.TABLE)


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        (STANDARD.on, date(2022, 1, 1)),
        (child_aid.AMOUNTS.on, date(2022, 1, 1)),
        (price_subsidy.TRIGGER.on, date(2021, 12, 1)),
        (STEPS["life_certification"].on, date(2022, 1, 1)),
    ],
)
def test_no_rule_reaches_back_before_its_law(rule, first):
    rule(first)
    with pytest.raises(LookupError, match=str(first)):
        rule(first - DAY)
