"""Is an approved list paid as is due by then? What ended or sank is taken off, and nothing is ever added."""

from decimal import Decimal

import pytest

from tests.activities.register.entries import HOUSEHOLD
from tests.activities.register.payment_runs import (
    APRIL,
    JUNE,
    MAY,
    approved,
    change,
    frozen,
    lines_of,
    ordered,
    paid,
    recognised,
    recovery,
    run,
    shown,
    span,
    taken_off,
)


@pytest.mark.parametrize("state", ["ended", "suspended"])
def test_who_is_due_nothing_any_more_is_taken_off_the_approved_list(book, payments, rights, received, state):
    recognised(book)
    recognised(book, "h-2", "50.00")
    of = run(APRIL)
    frozen(payments, of)
    change(rights, span(APRIL, None, state))

    gone = approved(payments, of)

    assert gone == 1
    assert shown(book) == [("04", "600.00", "failed")]
    assert received() == []
    assert payments.sums(of.case).failed == 0
    assert (payments.sums(of.case).paid, payments.sums(of.case).total) == (1, Decimal("50.00"))


def test_who_is_due_less_is_paid_what_is_due_by_the_same_run(book, payments, rights, received):
    recognised(book)
    of = run(MAY)
    frozen(payments, of)
    change(rights, span(MAY, "450.00"))

    gone = approved(payments, of)

    assert gone == 1
    assert received() == [("04", "600.00"), ("05", "450.00")]
    assert shown(book) == [("04", "600.00", "paid"), ("05", "600.00", "failed"), ("05", "450.00", "paid")]
    assert payments.sums(of.case).failed == 0


def test_nothing_is_added_to_an_approved_list(book, payments, rights, received):
    """May sank, April rose, and somebody was recognised: what is due more is the next run's."""
    recognised(book)
    recognised(book, "h-2", "50.00")
    of = run(MAY)
    frozen(payments, of)
    change(rights, span(APRIL, "700.00", last=APRIL), span(MAY, "450.00"))
    change(rights, span(APRIL, "80.00"), household="h-2")
    recognised(book, "h-3", "90.00")

    approved(payments, of)
    then = received()
    paid(payments, MAY, "correction")

    assert then == [("04", "600.00"), ("05", "450.00")]
    assert received() == [("04", "600.00"), ("04", "100.00"), ("05", "450.00")]
    assert [amount for _, amount, _ in shown(book, "h-2")] == ["50.00", "30.00", "50.00", "30.00"]


def test_a_list_of_which_nothing_became_less_stays_as_it_was_approved(book, payments, tables):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    before = tables()

    assert taken_off(payments, of) == 0
    assert tables() == before


def test_what_is_taken_off_is_counted_the_same_when_it_is_asked_again(book, payments, rights, tables):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    change(rights, span(APRIL, "450.00"))
    first = taken_off(payments, of)
    then = tables()

    assert (first, taken_off(payments, of)) == (1, 1)
    assert tables() == then


def test_what_is_taken_off_has_set_nothing_off(book, payments, rights, tables):
    recognised(book)
    change(rights, recovery=recovery("250.00"))
    of = run(APRIL)
    frozen(payments, of)
    change(rights, span(APRIL, "40.00"))

    approved(payments, of)

    assert [(row["recovery"][:8], row["amount"]) for row in tables()["repayment"]] == [("recovery", Decimal("40.00"))]


@pytest.mark.parametrize(
    ("kept", "months"),
    [
        pytest.param(False, [("04", "500.00"), ("04", "90.00"), ("05", "590.00"), ("06", "590.00")],
                     id="nothing came back yet"),
        pytest.param(True, [("04", "600.00"), ("05", "500.00"), ("05", "90.00"), ("06", "590.00")],
                     id="100.00 came back"),
    ],
)  # fmt: skip
def test_what_is_given_up_meanwhile_is_no_more_money_than_was_approved(
    book, payments, rights, received, *, kept, months
):
    """600.00 less 100.00 were approved; by now the right is 590.00, and nothing is to come back."""
    recognised(book)
    change(rights, recovery=recovery("300.00"))
    if kept:
        paid(payments, APRIL)
    month = MAY if kept else APRIL
    frozen(payments, run(month))
    change(rights, span(month, "590.00"), recovery=recovery("300.00", None, "release"))

    approved(payments, run(month))
    then = payments.sums(run(month).case).total
    paid(payments, JUNE)

    assert then == Decimal("500.00")
    assert received() == months


def test_what_is_ordered_after_the_approval_is_the_next_run_s(book, payments, rights):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    ordered(book)
    change(rights, span(APRIL, "590.00"))

    approved(payments, of)

    assert payments.sums(of.case).total == Decimal("590.00")


def test_the_sunk_benefit_of_one_person_leaves_the_others_as_they_were(book, payments, rights):
    recognised(book)
    change(rights, span(APRIL, "350.00", benefit="disability_living", person="p-1"),
           span(APRIL, "350.00", benefit="disability_living", person="p-2"))  # fmt: skip
    of = run(APRIL)
    frozen(payments, of)
    change(rights, span(APRIL, None, "ended", benefit="disability_living", person="p-1"))

    gone = approved(payments, of)

    assert gone == 1
    assert sorted(line.payee for line in lines_of(book) if line.state == "paid") == [HOUSEHOLD, "p-2"]
    assert {line.attempt for line in lines_of(book)} == {1}


def test_back_pay_by_order_stays_on_the_list(book, payments, rights):
    recognised(book)
    ordered(book)
    of = run(APRIL)
    frozen(payments, of)
    change(rights, span(APRIL, None, "ended"))

    approved(payments, of)

    assert payments.sums(of.case).total == Decimal("123.45")
