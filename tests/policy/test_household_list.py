"""Domain 13: the happiness list."""

from datetime import date
from decimal import Decimal

import pytest

from policy.household_list import gaps, gift, total
from schemas.household_lists import ListRow, RowStatus
from schemas.households import Category
from schemas.identifiers import ItemId
from tests.policy.facts import ON, application, family


def row(amount=None, item="low-income", department="civil-affairs", paid=date(2026, 5, 8), **changed):
    status = RowStatus.PAID if amount is not None else RowStatus.NOT_REPORTED
    facts = {"item": item, "department": department, "status": status, "amount": amount, "paid_on": paid}
    return ListRow.model_validate(facts | changed)


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
    rows = (row("600", event="e-1"), row("550", event="e-2", corrects="e-1"), row("100", event="e-3"))

    assert total(rows, 2026).amount == Decimal("650.00")


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
