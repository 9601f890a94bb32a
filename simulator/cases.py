"""Which households could there be? Applications from a seed, for trying out figures on a city of any size.

Incomes, heads, health and property are spread so that every category and every refusal occurs; nobody has a number.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from schemas.households import Application, IncomeKind
from schemas.people import DisabilityKind, Relation, Sex

ON = date(2026, 3, 2)
TOWNS = (("320402", "CZ-TN", "CZ-TN-LL"), ("320411", "CZ-XB", "CZ-XB-SJ"))
HEADS = ((1, 2, 3, 4, 5), (22, 26, 28, 16, 8))
KINDS = ((IncomeKind.WAGE, IncomeKind.PENSION, IncomeKind.BUSINESS, IncomeKind.MAINTENANCE), (5, 3, 1, 1))
RELATIONS = (Relation.SPOUSE, Relation.MINOR_CHILD, Relation.PARENT, Relation.ADULT_CHILD)


def applications(count: int, seed: int) -> Iterator[Application]:
    """So many households; the same seed gives the same ones."""
    dice = random.Random(seed)
    return (_application(dice, f"A-2026-S{seed:03d}-{number:07d}") for number in range(1, count + 1))


def _application(dice: random.Random, number: str) -> Application:
    region, county, town = dice.choice(TOWNS)
    heads = dice.choices(*HEADS)[0]
    members = [_member(dice, f"p-{number}-{place}", place) for place in range(heads)]
    incomes = [each for member in members for each in _incomes(dice, member, heads)]
    yearly = 12 * sum((each["monthly"] for each in incomes), Decimal(0))
    return Application.model_validate({
        "number": number,
        "submitted_on": ON,
        "household": {"ref": f"h-{number}", "region": region, "county": county, "town": town, "members": members,
                      "local": dice.random() > 0.04},
        "incomes": incomes,
        "property": _property(dice),
        "rigid_spending_12_months": _yuan(dice, yearly) if dice.random() < 0.15 else Decimal(0),
        "authorisations": [{"person": member["ref"], "signed_on": ON} for member in members],
        "pledge_signed": True,
    })  # fmt: skip


def _member(dice: random.Random, ref: str, place: int) -> dict[str, Any]:
    relation = Relation.APPLICANT if place == 0 else RELATIONS[min(place - 1, 3)]
    child = relation is Relation.MINOR_CHILD
    years = dice.randint(1, 17) if child else dice.randint(24, 84)
    found: dict[str, Any] = {
        "ref": ref, "name": "测试", "born": ON - timedelta(days=years * 365 + dice.randint(0, 364)),
        "sex": dice.choice(list(Sex)), "relation": relation, "student": child and years > 6,
        "works": not child and years < 60 and dice.random() < 0.6, "own_obligor_able": dice.random() > 0.1,
        "major_disease": dice.random() < 0.06,
    }  # fmt: skip
    if dice.random() < 0.1:
        found["disability"] = {"kind": dice.choice(list(DisabilityKind)), "grade": dice.randint(1, 4)}
    return found


def _incomes(dice: random.Random, member: dict[str, Any], heads: int) -> list[dict[str, Any]]:
    """About every second member has an income; a head lives on some hundreds to some thousands of yuan."""
    if member["relation"] is Relation.MINOR_CHILD or dice.random() < 0.35:
        return []
    monthly = _yuan(dice, Decimal(1200 * heads if dice.random() < 0.6 else 2600 * heads))
    return [{"person": member["ref"], "kind": dice.choices(*KINDS)[0], "monthly": monthly}]


def _property(dice: random.Random) -> dict[str, Any]:
    return {
        "deposits": _yuan(dice, Decimal(60000 if dice.random() < 0.9 else 600000)),
        "cars": int(dice.random() < 0.05),
        "homes": dice.choices((0, 1, 2, 3), (5, 80, 12, 3))[0],
        "shops": int(dice.random() < 0.02),
    }


def _yuan(dice: random.Random, most: Decimal) -> Decimal:
    return Decimal(dice.randint(0, int(most))).quantize(Decimal("0.01"))
