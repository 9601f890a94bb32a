"""Domain 6: other scenes, who is told when nobody moves, and who pays what is left."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.circumstances import costly_stay, grading, long_unemployed
from policy.escalation import escalation, level, suppressed, unreachable
from policy.medical_aid import aid, charity
from schemas.alerts import Grade
from schemas.hardships import AlertLevel, Circumstance, Hardship, Visit
from schemas.households import Category
from tests.policy.facts import ON, moment, person

C = Circumstance
COSTS = st.decimals(0, 300000, places=2)


def hardship(circumstance, happened_on=ON):
    return Hardship(person=person(1), circumstance=circumstance, happened_on=happened_on, source="public-security")


@pytest.mark.parametrize(
    ("circumstance", "grade"),
    [
        (C.NO_FOOD_OR_SHELTER, Grade.RED),
        (C.SOLE_CARER_DEAD, Grade.RED),
        (C.CHILD_UNATTENDED, Grade.RED),
        (C.MAIN_EARNER_DEAD, Grade.ORANGE),
        (C.MAIN_EARNER_DISABLED, Grade.ORANGE),
        (C.SERIOUS_ACCIDENT, Grade.ORANGE),
        (C.NEW_SEVERE_DISABILITY, Grade.YELLOW),
        (C.LONG_UNEMPLOYED, Grade.YELLOW),
    ],
)
def test_a_circumstance_has_its_grade_and_its_limits(circumstance, grade):
    found = grading((hardship(circumstance),), ON)
    limits = {Grade.RED: "24 hours", Grade.ORANGE: "2 working days", Grade.YELLOW: "5 working days"}

    assert (found.grade, str(found.first_contact)) == (grade, limits[grade])


def test_the_most_urgent_of_several_counts_and_every_one_is_named():
    found = grading((hardship(C.LONG_UNEMPLOYED), hardship(C.CHILD_UNATTENDED)), ON)

    assert (found.grade, len(found.decision.reasons)) == (Grade.RED, 2)


def test_a_circumstance_that_has_not_happened_is_no_reason_and_none_is_an_error():
    assert not grading((hardship(C.SERIOUS_ACCIDENT, date(2026, 3, 3)),), ON).decision.granted
    with pytest.raises(ValueError, match="at least one"):
        grading((), ON)


@given(st.lists(st.sampled_from(Circumstance), min_size=1), st.sampled_from(Circumstance))
def test_one_more_hardship_is_never_less_urgent(found, another):
    before, after = (grading(map(hardship, some), ON).grade for some in (found, [*found, another]))

    assert not before.above(after)


def test_three_months_without_work_are_long():
    assert [long_unemployed(months, ON) for months in (2, 3)] == [False, True]


@pytest.mark.parametrize(
    ("self_pay", "monitored", "alert"),
    [("6000", True, False), ("6000.01", True, True), ("10000", False, False), ("10000.01", False, True)],
)
def test_one_costly_stay_raises_an_alert(self_pay, monitored, alert):
    assert costly_stay(Decimal(self_pay), ON, monitored=monitored).granted is alert


@pytest.mark.parametrize(
    ("grade", "now", "told"),
    [
        pytest.param(Grade.YELLOW, date(2026, 3, 9), AlertLevel.TOWN, id="AC-W5 the fifth working day is not over"),
        pytest.param(Grade.YELLOW, date(2026, 3, 10), AlertLevel.COUNTY, id="AC-W5 5 working days silent: the county"),
        pytest.param(Grade.YELLOW, date(2026, 3, 16), AlertLevel.COUNTY, id="AC-W5 the tenth working day"),
        pytest.param(Grade.YELLOW, date(2026, 3, 17), AlertLevel.CITY, id="AC-W5 10 working days silent: the city"),
        pytest.param(Grade.RED, date(2026, 3, 3), AlertLevel.COUNTY, id="red: after 24 hours"),
        pytest.param(Grade.ORANGE, date(2026, 3, 10), AlertLevel.CITY, id="orange: after 5 working days"),
    ],
)
def test_an_alert_that_nobody_takes_up_climbs(grade, now, told):
    dispatched = moment(date(2026, 3, 2), 9)

    assert level(grade, dispatched, moment(now, 9)) is told
    assert escalation(grade, dispatched, moment(now, 9)).granted is (told is not AlertLevel.TOWN)


@pytest.mark.parametrize(
    ("visits", "police"),
    [
        pytest.param([(2, False), (3, False), (4, False)], True, id="three days in vain"),
        pytest.param([(2, False), (2, False), (4, False)], False, id="two of them on one day"),
        pytest.param([(2, False), (3, False), (4, True)], False, id="met at last"),
        pytest.param([], False, id="nobody went"),
    ],
)
def test_somebody_is_unreachable_after_three_different_days(visits, police):
    made = [Visit(on=date(2026, 2, day), met=met) for day, met in visits]

    assert unreachable(made, ON).granted is police


def test_an_alert_is_suppressed_only_for_who_is_covered_and_aided_for_the_same_cost():
    assert suppressed(covered=True, aided_for_the_same_cost=True, on=ON).granted
    assert not suppressed(covered=True, aided_for_the_same_cost=False, on=ON).granted


@pytest.mark.parametrize(
    ("cost", "category", "amount"),
    [
        pytest.param("10000", Category.LOW_INCOME, "7000.00", id="low income: 70 % from the first yuan"),
        pytest.param("10000", Category.DESTITUTE, "7000.00", id="destitute"),
        pytest.param("10000", Category.LOW_INCOME_EDGE, "2400.00", id="edge: 60 % above 6,000"),
        pytest.param("6000", Category.LOW_INCOME_EDGE, None, id="at the deductible"),
        pytest.param("6000.01", Category.LOW_INCOME_EDGE, "0.01", id="a cent above it"),
        pytest.param("20000", Category.RIGID_SPENDING, "3000.00", id="rigid spending: 60 % above 15,000"),
        pytest.param("20000", None, None, id="not recognised: apply"),
        pytest.param("900000", Category.LOW_INCOME, "100000.00", id="the yearly cap"),
    ],
)
def test_medical_aid_by_category(cost, category, amount):
    assert aid(Decimal(cost), category, ON).amount == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("cost", "category", "amount"),
    [
        ("7600", Category.LOW_INCOME, "3800.00"),
        ("100000", Category.LOW_INCOME_EDGE, "50000.00"),
        ("100000.02", Category.LOW_INCOME_EDGE, "50000.00"),
        ("7600", None, None),
    ],
)
def test_charity_adds_up_to_fifty_thousand(cost, category, amount):
    assert charity(Decimal(cost), category, ON).amount == (None if amount is None else Decimal(amount))


@given(COSTS, COSTS, st.sampled_from(Category))
def test_higher_costs_never_bring_less_aid_and_aid_never_exceeds_them(cost, more, category):
    before, after = (aid(one, category, ON).amount or Decimal(0) for one in (cost, cost + more))

    assert 0 <= before <= after
    assert before <= cost
