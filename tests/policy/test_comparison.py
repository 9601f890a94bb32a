"""The policy twin: every household under both sets of figures, and nothing estimated."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from policy.classification import classification
from policy.comparison import NOBODY, OPEN, Change, Comparison, Standing, compared, standing
from policy.figures import CZ_DEMO
from policy.packs import pack_of, proposal
from schemas.households import Category, Property
from schemas.people import Disability
from simulator.cases import applications
from tests.policy.facts import ON, application, family, incomes

HIGHER = (proposal('low_income.standard = "1100.00"', ON),)
NARROWER = pack_of("national")
SEVERE = Disability(kind="physical", grade=1)


def only(found: Comparison) -> Change:
    (change,) = found.changes
    return change


@pytest.mark.parametrize(
    ("case", "after", "before_to_after", "gain"),
    [
        pytest.param(
            application(family(3), incomes(1800, 600)), HIGHER, ("low_income 600.00", "low_income 900.00"), 1,
            id="AC-L1 with 1,100: 300 more",
        ),
        pytest.param(
            application(family(3), incomes(3000)), HIGHER, ("low_income_edge 0.00", "low_income 300.00"), 1,
            id="AC-L4 with 1,100: below the standard",
        ),
        pytest.param(
            application(family(3, disability=SEVERE), incomes(0, 4800)), NARROWER,
            ("single_person 650.00", "none 0.00"), -1, id="AC-L6 with 1.5 times the standard: no single-person aid",
        ),
        pytest.param(
            application(family(3), incomes(4800)), NARROWER, ("low_income_edge 0.00", "none 0.00"), -1,
            id="the edge is lost without money",
        ),
        pytest.param(
            application(family(1, disability=SEVERE), incomes(1090)), HIGHER,
            ("single_person 650.00", "low_income 10.00"), -1, id="a stronger category may pay less: money goes before",
        ),
    ],
)  # fmt: skip
def test_a_household_stands_where_its_applications_would(case, after, before_to_after, gain):
    change = only(compared([case], ON, CZ_DEMO, (*after, *CZ_DEMO)))

    assert tuple(f"{one.category} {one.monthly}" for one in (change.before, change.after)) == before_to_after
    assert change.gain == gain


def test_the_conditions_that_turned_say_why():
    change = only(compared([application(family(3), incomes(3000))], ON, CZ_DEMO, HIGHER))

    assert change.because == ("low_income.income_below_standard",)


def test_nothing_changes_without_a_change():
    found = compared(applications(50, 3), ON, CZ_DEMO, CZ_DEMO)

    assert (found.households, found.changes, found.cost_before) == (50, [], found.cost_after)
    assert found.before == found.after


def test_who_a_person_must_look_at_neither_gains_nor_loses():
    car = application(family(3), incomes(3600), owned=Property(cars=1))
    found = compared([car], ON, CZ_DEMO, pack_of("guangdong"))

    assert only(found).before.category == OPEN
    assert only(found).gain == 0
    assert (found.gainers, found.losers) == ([], [])


def test_the_sums_are_those_of_the_households():
    households = list(applications(150, 5))
    found = compared(households, ON, CZ_DEMO, HIGHER)
    was, would = ([standing(classification(each, None, ON, pack)) for each in households] for pack in (CZ_DEMO, HIGHER))

    assert found.cost_before == sum(one.monthly for one in was)
    assert found.cost_after == sum(one.monthly for one in would)
    assert found.before == Counter(one.category for one in was)
    assert found.after == Counter(one.category for one in would)
    assert len(found.gainers) == sum(b.monthly > a.monthly for a, b in zip(was, would, strict=True)) + len(
        [change for change in found.gainers if change.after.monthly == change.before.monthly]
    )
    assert found.moves.total() == sum(a.category != b.category for a, b in zip(was, would, strict=True))
    assert found.cost_after > found.cost_before


def test_parts_add_up_to_the_whole():
    households = list(applications(60, 8))
    whole, parts = compared(households, ON, CZ_DEMO, HIGHER), Comparison()
    for part in (households[:7], households[7:40], households[40:]):
        parts.add(compared(part, ON, CZ_DEMO, HIGHER))

    assert parts == whole


def test_a_higher_standard_never_pays_a_low_income_household_less():
    found = compared(applications(200, 2), ON, CZ_DEMO, HIGHER)
    kept = [change for change in found.changes if change.before.category == change.after.category]

    assert kept
    assert all(change.after.monthly > change.before.monthly for change in kept)


def test_every_category_has_its_rank():
    ranks = [
        Change(number="A-1", before=Standing(category=NOBODY), after=Standing(category=category)).gain
        for category in Category
    ]

    assert ranks == [1] * len(Category)


def test_generated_households_are_the_same_for_the_same_seed_and_of_every_category():
    households = list(applications(400, 1))
    categories = {standing(classification(each, None, ON)).category for each in households}

    assert households == list(applications(400, 1))
    assert households != list(applications(400, 2))
    assert {each.number for each in applications(2, 1)} <= {each.number for each in households}
    assert categories == {*(category.value for category in Category), NOBODY, OPEN}
    assert all(member.id_number is None for each in households for member in each.household.members)


def test_a_day_before_the_law_is_an_error():
    with pytest.raises(LookupError, match="the first one holds since"):
        compared(applications(1, 1), date(2020, 1, 1), CZ_DEMO, HIGHER)


def test_amounts_are_exact():
    found = compared([application(family(3), incomes("2999.99"))], ON, CZ_DEMO, HIGHER)

    assert found.cost_after - found.cost_before == Decimal("300.00")


@pytest.mark.parametrize(
    ("draft", "case"),
    [
        ('single_person.severe_grade = {physical = "1"}', application(family(3, disability=SEVERE), incomes(0, 4800))),
        ('destitute.old_age = "65"', application(family(1, born=date(1950, 1, 1), own_obligor_able=False))),
        ('property.cars_low_income = "1"', application(family(3), incomes(600), owned=Property(cars=1))),
        ('rigid_spending.ratio = ">= 0.50"', application(family(3), incomes(9000))),
    ],
)
def test_the_figures_that_a_classification_cites_are_those_of_the_proposal(draft, case):
    proposed = proposal(draft, ON)

    compared([case], ON, CZ_DEMO, (proposed,))

    assert proposed.asked == set(proposed.values)
