"""Domain 6.2, 6.3: which lines are crossed, and how urgent is it?"""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.early_warning import BANDS, crossed, grading
from schemas.alerts import Alert, Grade, Scene
from tests.policy.facts import ON, person

YUAN = st.decimals(0, 100000, places=2)


def alert(self_pay, band="10000"):
    return Alert(
        person=person(1), scene=Scene.MEDICAL, year=2026, band=Decimal(band), self_pay=Decimal(self_pay),
        crossed_on=date(2026, 3, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param("4000", "9500", [], id="AC-W1 4,000 + 5,500: none"),
        pytest.param("9500", "10100", [10000], id="AC-W1 + 600: one yellow"),
        pytest.param("10100", "20100", [20000], id="AC-W1 + 10,000: one upgrade, no duplicate"),
        pytest.param("10100", "10100", [], id="AC-W2 the same list again"),
        pytest.param("0", "600", [], id="AC-W3 January starts from nothing"),
        pytest.param("9999", "10000", [], id="the line itself is not exceeded"),
        pytest.param("10000", "10000.01", [10000], id="a cent above it is"),
        pytest.param("0", "60000", [10000, 20000, 50000], id="all at once"),
        pytest.param("10100", "9900", [], id="a refund crosses nothing"),
    ],
)
def test_each_line_is_crossed_once_a_year(before, after, lines):
    assert list(crossed(Decimal(before), Decimal(after), ON)) == lines


@pytest.mark.parametrize(
    ("self_pay", "income", "grade"),
    [
        ("10000.01", None, Grade.YELLOW),
        ("20000", None, Grade.YELLOW),
        ("20000.01", None, Grade.ORANGE),
        ("50000", None, Grade.ORANGE),
        ("50000.01", None, Grade.RED),
        ("12000", "60000", Grade.YELLOW),
        ("12000", "24000", Grade.YELLOW),
        ("12000", "23999.99", Grade.ORANGE),
        ("12000", "12000", Grade.ORANGE),
        ("12000", "11999.99", Grade.RED),
        ("12000", "0", Grade.RED),
    ],
)
def test_self_pay_and_its_share_of_income_make_the_grade(self_pay, income, grade):
    found = grading(alert(self_pay), None if income is None else Decimal(income), ON)

    assert (found.grade, found.decision.granted, found.decision.demo) == (grade, True, True)


@pytest.mark.parametrize(
    ("self_pay", "contact", "closed"),
    [
        ("10500", "5 working days", "10 working days"),
        ("25000", "2 working days", "5 working days"),
        ("60000", "24 hours", "3 working days"),
    ],
)
def test_the_grade_sets_the_limits(self_pay, contact, closed):
    found = grading(alert(self_pay), None, ON)

    assert (str(found.first_contact), str(found.closed_loop)) == (contact, closed)


def test_an_alert_below_every_line_is_graded_with_its_failed_reason():
    found = grading(alert("9800"), Decimal(60000), ON)

    assert (found.grade, found.decision.granted) == (Grade.YELLOW, False)
    assert [reason.code for reason in found.decision.reasons] == ["self_pay_above_line"]


@given(st.lists(YUAN, max_size=8))
def test_in_a_year_no_line_is_crossed_twice_while_costs_only_grow(costs):
    sums = [sum(costs[:place], Decimal(0)) for place in range(len(costs) + 1)]

    lines = [line for before, after in pairwise(sums) for line in crossed(before, after, ON)]

    assert lines == [line for line in sorted(BANDS.on(ON).values()) if line < sums[-1]]


@given(YUAN, YUAN, YUAN)
def test_higher_costs_are_never_less_urgent(self_pay, more, income):
    before, after = grading(alert(self_pay), income, ON), grading(alert(self_pay + more), income, ON)

    assert not before.grade.above(after.grade)
