"""A second reading of three rules, written from the domain rules alone: no shared code, no number files.

Sums are whole numbers of cents, rounding is done by hand. Where this and the rules differ, one of
the two has misread the law.
"""

from dataclasses import dataclass

STANDARD = 1000_00
"""The standard in cents: 1,000 yuan a head and month."""


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number; a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True)
class Person:
    """A member as the tables of section 3.4 know one; money in cents."""

    wage: int = 0
    pension: int = 0
    veteran_money: int = 0
    works: bool = False
    counted: bool = True


@dataclass(frozen=True)
class Home:
    """A household and what it owns; money in cents."""

    people: tuple[Person, ...]
    local: bool = True
    deposits: int = 0
    cars: int = 0
    homes: int = 1
    homes_small: bool = True
    shops: int = 0
    capital: int = 0


def low_income(home: Home) -> int | None:
    """Cents a month, or None: per-capita counted income below the standard, property within the limits of Haiyan."""
    heads = 0
    income = 0
    for person in home.people:
        if not person.counted:
            continue
        heads = heads + 1
        income = income + person.wage + person.pension
        if person.works:
            income = income - min(300_00, person.wage)
    if not home.local or heads == 0:
        return None
    if income >= STANDARD * heads:
        return None
    if owns_too_much(home, heads):
        return None
    return STANDARD * heads - income


def owns_too_much(home: Home, heads: int) -> bool:
    """The preset of Haiyan: money strictly below four yearly standards a head."""
    too_much_money = home.deposits >= 4 * 12 * STANDARD * heads
    too_many_homes = home.homes > 2 or (home.homes == 2 and not home.homes_small)
    too_many_shops = home.shops > (1 if home.homes == 0 else 0)
    return too_much_money or home.cars > 0 or too_many_homes or too_many_shops or home.capital > 100_000_00


@dataclass(frozen=True)
class Disabled:
    """A disabled person as section 9 knows one; money in cents."""

    kind: str
    grade: int
    household: str | None
    fixed_income: bool | None
    several: bool
    kept_by_parents: bool
    income_per_head: int | None
    care_months: int
    destitute: bool
    injury_nursing: bool
    orphan: bool
    elder_nursing: int | None
    local: bool
    in_prison: bool
    certificate_ended_months_ago: int | None


def poor(income_per_head: int | None) -> bool:
    """At most twice the standard, and known."""
    return income_per_head is not None and income_per_head <= 2 * STANDARD


def disability_subsidies(one: Disabled) -> tuple[int | None, int | None]:
    """Living and nursing subsidy in cents a month; None where there is none."""
    severe = one.grade <= 2 or (one.grade == 3 and one.kind in ("intellectual", "mental"))
    out = (
        not one.local
        or one.in_prison
        or (one.certificate_ended_months_ago is not None and one.certificate_ended_months_ago >= 1)
        or one.destitute
        or one.injury_nursing
    )

    percent = None
    if one.household in ("low_income", "single_person"):
        percent = 35 if severe else 25
    else:
        special = (one.kind in ("intellectual", "mental") and one.grade <= 3) or (
            one.kind in ("physical", "visual") and one.grade <= 2
        )
        if one.fixed_income is False and special:
            percent = 100
        elif (one.several or one.kept_by_parents) and poor(one.income_per_head):
            percent = 60
    living = None
    if percent is not None and not out and not one.orphan:
        living = half_up(STANDARD * percent, 100 * 100) * 100

    nursing = None
    if severe and one.care_months >= 6 and not out and (one.elder_nursing or 0) < 130_00:
        nursing = 130_00
    return living, nursing


def price_subsidy(standard: int, cpi: int, scpi: int | None) -> int:
    """Cents a person; indices in tenths of a percent, the standard in cents. Jiangsu: 1/12 from 3 %, 1/8 from 5 %."""
    reached = [rise for rise in (cpi, scpi) if rise is not None and rise >= 30]
    if not reached:
        return 0
    if max(reached) >= 50:
        return half_up(standard, 8)
    return half_up(standard, 12)
