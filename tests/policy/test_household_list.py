"""Domain 13: the happiness list."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest

from policy.household_list import gaps, gift, of_year, total
from schemas.household_lists import ListRow, RowStatus
from schemas.households import Category
from schemas.identifiers import ItemId
from tests.policy.facts import ON, application, family

LINES = count(100)


def row(amount=None, item="low-income", department="civil-affairs", paid=date(2026, 5, 8), **changed):
    status = RowStatus.PAID if amount is not None else RowStatus.NOT_REPORTED
    facts = {"line": f"line-{next(LINES)}", "item": item, "department": department, "status": status,
             "amount": amount, "on": paid or date(2026, 1, 5), "paid_on": paid}  # fmt: skip
    return ListRow.model_validate(facts | changed)


def right(first=date(2026, 1, 1), last=None, status="recognised", **changed):
    return row(status=status, period={"first": first, "last": last}, paid=None, **changed)


def test_ac_q1_the_payments_of_a_year_add_up():
    monthly = [row("600.00", paid=date(2026, month, 8)) for month in range(1, 13)]
    rows = (*monthly, row("83.33", "price-subsidy"), row("3000", "emergency-aid"))

    assert total(rows, 2026).amount == Decimal("10283.33")
    assert total(rows, 2025).amount == Decimal("0.00")


def test_ac_q3_a_late_list_is_named_and_never_a_zero():
    rows = (row("600"), row(None, "medical-cost-aid", "medical-insurance", paid=None))

    found = total(rows, 2026)

    assert (found.amount, found.not_reported) == (Decimal("600.00"), ("medical-insurance",))


def test_of_a_corrected_row_only_the_correction_counts():
    rows = (row("600", line="1"), row("550", line="2", corrects="1"), row("100", line="3"))

    assert total(rows, 2026).amount == Decimal("650.00")


@pytest.mark.parametrize(
    ("shown", "years"),
    [
        pytest.param(row("600", paid=date(2026, 1, 1)), {2026}, id="a payment, in the year in which it was paid"),
        pytest.param(right(date(2025, 7, 1)), {2025, 2026, 2027, 2028}, id="a right, as long as it lasts"),
        pytest.param(right(date(2025, 7, 1), date(2026, 6, 30)), {2025, 2026}, id="a right with an end"),
        pytest.param(right(date(2026, 7, 1), status="ended"), {2026}, id="the end of a right, once"),
        pytest.param(row(None, paid=None, on=date(2026, 3, 2)), {2026, 2027, 2028}, id="silence, until it is broken"),
        pytest.param(row(None, paid=None, on=date(2026, 3, 2), status="served"), {2026}, id="a service"),
    ],
)
def test_the_years_of_a_line(shown, years):
    assert {year for year in range(2024, 2029) if of_year((shown,), year)} == years


def test_whoever_sees_a_line_sees_what_it_corrects_and_what_corrects_it():
    december, january, february = date(2025, 12, 8), date(2026, 1, 9), date(2026, 2, 8)
    paid = row("600", line="1", paid=december)
    back = row("600", line="2", paid=None, on=january, status="returned", corrects="1")
    again = row("600", line="3", paid=february, corrects="2")
    other = row("600", line="4", paid=date(2024, 5, 8))

    for year in (2025, 2026):
        assert of_year((paid, back, again, other), year) == (paid, back, again)
    assert [total(of_year((paid, back, again), year), year).amount for year in (2025, 2026)] == [
        Decimal("0.00"), Decimal("600.00"),
    ]  # fmt: skip


def test_a_gap_is_what_the_law_owes_and_nobody_gave():
    claim = application(family(2))
    owed = [item.item for item in gaps(claim, Category.LOW_INCOME, frozenset(), ON)]

    left = gaps(claim, Category.LOW_INCOME, frozenset({ItemId("medical-premium-aid")}), ON)

    assert owed[0] == "medical-premium-aid"
    assert [item.item for item in left] == owed[1:]
    assert all(item.condition.text_zh and item.condition.article for item in left)


@pytest.mark.parametrize(
    ("category", "heads", "rural", "amount"),
    [
        (Category.LOW_INCOME, 3, False, "600.00"),
        (Category.DESTITUTE, 1, False, "200.00"),
        (Category.DESTITUTE, 1, True, "300.00"),
        (Category.SINGLE_PERSON, 1, False, "200.00"),
        (Category.LOW_INCOME_EDGE, 4, False, "1800.00"),
        (Category.RIGID_SPENDING, 2, False, "1800.00"),
    ],
)
def test_the_gift_at_the_spring_festival(category, heads, rural, amount):
    assert gift(category, heads, ON, rural=rural) == Decimal(amount)
