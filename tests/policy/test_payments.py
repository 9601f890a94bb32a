"""Domain 3.3, 3.5, 16: when it is paid, how long it holds, when it is checked again."""

from datetime import date

import pytest

from policy.payments import first_month, review_due, valid_to
from schemas.households import Category
from tests.policy.facts import application, family


@pytest.mark.parametrize(
    ("confirmed_on", "month"),
    [
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_payment_begins_with_the_month_after_the_confirmation(confirmed_on, month):
    assert first_month(confirmed_on) == month


def test_ac_x3_a_rigid_spending_recognition_holds_twelve_months_and_is_reviewed_before():
    given_on = date(2026, 1, 15)

    assert valid_to(Category.RIGID_SPENDING, given_on) == date(2027, 1, 15)
    assert review_due(application(), Category.RIGID_SPENDING, given_on).day == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("members", "day"),
    [
        pytest.param(family(2, born=date(1950, 1, 1)), date(2026, 9, 2), id="one could work: half a year"),
        pytest.param(family(1, born=date(1950, 1, 1)), date(2027, 3, 2), id="nobody could: a year"),
        pytest.param(family(1, student=True), date(2027, 3, 2), id="a student is not sent to work"),
    ],
)
def test_a_household_is_checked_again_as_often_as_its_income_can_change(members, day):
    assert review_due(application(members), Category.LOW_INCOME, date(2026, 3, 2)).day == day
    assert valid_to(Category.LOW_INCOME, date(2026, 3, 2)) is None
