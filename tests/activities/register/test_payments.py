"""Is everybody paid what is due, each month once, whatever is repeated, fails, comes back or was decided late?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from activities.adapters.register.payments import SqlPayments
from activities.payments import PAGE, Unknown
from schemas.payments import Announcement, Comparison, PaymentState, Results, Statement, StatementLine
from tests.activities.register.entries import HOUSEHOLD
from tests.activities.register.payment_runs import (
    APRIL,
    JULY,
    JUNE,
    MAY,
    answered,
    change,
    frozen,
    lines_of,
    ordered,
    paid,
    recognised,
    recovery,
    released,
    returned,
    run,
    said,
    shown,
    span,
    transfers,
)

KEY = f"{HOUSEHOLD}/low_income"
WRITERS = 6


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_month_is_paid_once_however_often_it_is_frozen(book, payments, received):
    recognised(book)

    first = frozen(payments, run(APRIL))
    again = frozen(payments, run(APRIL))
    answered(payments, run(APRIL))
    after = frozen(payments, run(APRIL))
    other = frozen(payments, run(APRIL, "correction"))

    assert first == again
    assert [(each.benefit, each.payments, str(each.amount)) for each in first] == [("low_income", 1, "600.00")]
    assert after == other == ()
    assert received() == [("04", "600.00")]


def test_a_page_whose_answer_was_lost_is_taken_on_once_and_paid_once(book, open_book, payments, tables):
    """A process dies after the list is written, another one repeats the page, and only then money moves."""
    recognised(book)
    frozen(payments, run(APRIL))

    frozen(SqlPayments(open_book().engine), run(APRIL))
    batch = payments.batch(run(APRIL).case)
    payments.enter_results(said(batch, run(APRIL)))
    again = payments.enter_results(said(batch, run(APRIL)))

    assert len(tables()["payment"]) == 1
    assert [row["state"] for row in tables()["payment_result"]] == ["owed", "paid"]
    assert (again.paid, again.failed) == (1, 0)
    assert payments.batch(run(APRIL).case).empty


def test_runs_that_freeze_at_the_same_time_take_on_each_payment_once(book, open_book, tables):
    for number in range(20):
        recognised(book, f"h-{number:04}")
    runs = [run(APRIL, occasion) for occasion in ("monthly", "correction", "correction-2")] * (WRITERS // 3)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda of: frozen(SqlPayments(open_book().engine), of), runs))

    assert len(tables()["payment"]) == len(tables()["payment_result"]) == 20
    assert {row["due"] for row in tables()["payment"]} == {Decimal("600.00")}


def test_the_list_goes_page_by_page_and_forgets_nobody(book, payments):
    for number in range(PAGE + 5):
        recognised(book, f"h-{number:04}", amount="1.01")

    sums = frozen(payments, run(APRIL))
    batch = payments.batch(run(APRIL).case)

    assert [each.payments for each in sums] == [PAGE, 5]
    assert sum(each.amount for each in sums) == Decimal("106.05")
    assert len(transfers(batch)) == PAGE


@pytest.mark.parametrize("state", ["suspended", "ended"])
def test_what_is_suspended_or_ended_is_not_paid(book, payments, rights, state):
    recognised(book)
    change(rights, span(MAY, state=state))

    frozen(payments, run(MAY))

    assert shown(book) == [("04", "600.00", "owed")]


def test_a_taper_is_paid_and_a_recognition_without_money_is_not(book, payments, rights):
    recognised(book)
    change(rights, span(MAY, "480.00", "tapering"), span(MAY, None, benefit="low_income_edge"))

    frozen(payments, run(MAY))

    assert shown(book) == [("04", "600.00", "owed"), ("05", "480.00", "owed")]


def test_a_benefit_of_a_person_goes_to_the_person(book, payments, rights):
    recognised(book, first=JUNE)
    change(rights, span(MAY, "350.00", benefit="disability_living", person="p-0002"))

    frozen(payments, run(MAY))
    (transfer,) = transfers(payments.batch(run(MAY).case))

    assert (transfer.key, transfer.payee) == ("p-0002/disability_living/2026-05/1", "p-0002")


def test_a_recognition_that_came_after_the_run_is_paid_by_the_next_one(book, payments, received):
    paid(payments, APRIL)
    recognised(book)

    paid(payments, MAY)

    assert received() == [("04", "600.00"), ("05", "600.00")]


def test_nothing_is_paid_before_the_first_month_and_nothing_after_the_run(book, payments):
    recognised(book, first=MAY)

    assert frozen(payments, run(APRIL)) == ()
    assert [each.payments for each in frozen(payments, run(MAY))] == [1]


def test_a_run_of_arrears_pays_up_to_the_month_before(book, payments, received):
    recognised(book)

    paid(payments, JUNE, "arrears")

    assert received() == [("04", "600.00"), ("05", "600.00")]


def test_the_price_subsidy_has_a_run_of_its_own(book, payments, rights, received):
    recognised(book)
    change(rights, span(APRIL, "95.42", benefit="price_subsidy", person="p-0001", last=date(2026, 4, 30)))

    paid(payments, APRIL, "price-subsidy")
    before = received()
    paid(payments, APRIL)

    assert before == [("04", "95.42")]
    assert received() == [("04", "600.00"), ("04", "95.42")]


def test_a_preview_writes_nothing(book, payments, tables):
    recognised(book)

    (found,) = payments.preview(run(MAY))

    assert (found.payments, found.amount) == (2, Decimal("1200.00"))
    assert tables()["payment"] == tables()["payment_run"] == []


# ── rights that change afterwards ────────────────────────────────────────────────────────────────────────────────


def test_a_month_that_is_raised_backwards_is_topped_up_and_not_paid_twice(book, payments, rights, received):
    recognised(book)
    paid(payments, APRIL)
    change(rights, span(APRIL, "700.00"))

    paid(payments, MAY)
    paid(payments, JUNE)

    assert received() == [("04", "600.00"), ("04", "100.00"), ("05", "700.00"), ("06", "700.00")]


def test_a_month_that_is_lowered_backwards_is_not_paid_again_and_never_below_zero(book, payments, rights, received):
    recognised(book)
    paid(payments, APRIL)
    change(rights, span(APRIL, "500.00"))

    paid(payments, MAY)

    assert received() == [("04", "600.00"), ("05", "500.00")]


def test_a_month_before_the_decision_is_counted_from_the_application_ac_d6(payments, rights, received):
    paid(payments, MAY)
    change(rights, span(MAY, "350.00", benefit="disability_living", person="p-0002"))

    paid(payments, JUNE)

    assert received() == [("05", "350.00"), ("06", "350.00")]


def test_who_dies_in_june_is_paid_for_june_and_not_for_july_ac_d7(payments, rights, received):
    change(rights, span(JUNE, "350.00", benefit="disability_living", person="p-0002"))
    ended = span(JULY, None, "ended", benefit="disability_living", person="p-0002")
    change(rights, ended)

    paid(payments, JULY)

    assert received() == [("06", "350.00")]


def test_a_full_taper_of_six_months_pays_3600_and_then_nothing_ac_t1(payments, rights, received):
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    change(rights, span(first, "600.00", "tapering", last=last))

    for month in range(1, 9):
        paid(payments, date(2026, month, 1))

    assert sum(Decimal(amount) for _, amount in received()) == Decimal("3600.00")


def test_who_was_reported_dead_and_lives_is_paid_everything_at_once_ac_b7(book, payments, rights, received):
    recognised(book)
    paid(payments, APRIL)
    change(rights, span(MAY, None, "ended"))
    paid(payments, MAY)
    change(rights, span(MAY))

    paid(payments, JUNE)

    assert received() == [("04", "600.00"), ("05", "600.00"), ("06", "600.00")]


def test_what_was_paid_after_a_death_is_set_off_from_what_the_household_is_due_ac_b5(book, payments, rights):
    """Dies on 12 May; 600 are paid in June by mistake, and the rest of the household goes on with less."""
    recognised(book)
    paid(payments, JUNE)
    change(rights, span(JUNE, "300.00"), recovery=recovery("300.00", "150.00"))

    paid(payments, JULY)
    paid(payments, date(2026, 8, 1))
    paid(payments, date(2026, 9, 1))

    assert [amount for month, amount, _ in shown(book) if month > "06"] == ["150.00", "150.00", "300.00"]


def test_what_is_on_its_way_is_not_paid_a_second_time(book, payments, rights):
    recognised(book)
    frozen(payments, run(APRIL))
    change(rights, span(APRIL, "700.00"))

    frozen(payments, run(MAY))

    assert shown(book) == [("04", "600.00", "owed"), ("04", "100.00", "owed"), ("05", "700.00", "owed")]


# ── accounts that fail, payments that come back ──────────────────────────────────────────────────────────────────


def test_a_failed_account_is_paid_both_months_by_the_next_run(book, payments, received):
    recognised(book)
    paid(payments, APRIL, fails={HOUSEHOLD})
    failed = received()

    paid(payments, MAY)

    assert failed == []
    assert received() == [("04", "600.00"), ("05", "600.00")]
    with_attempts = [(line.key, line.attempt) for line in lines_of(book)]
    assert with_attempts == [(f"{KEY}/2026-04/1", 2), (f"{KEY}/2026-05/1", 1)]


def test_a_failed_payment_is_tried_again_in_its_own_run(book, payments, received):
    recognised(book)
    recognised(book, "h-0002")
    of = paid(payments, APRIL, fails={HOUSEHOLD})
    recognised(book, "h-0003")

    sums = frozen(payments, of, again=True)
    answered(payments, of)

    assert [each.payments for each in sums] == [1]
    assert received() == [("04", "600.00")]
    assert shown(book, "h-0002") == [("04", "600.00", "paid")]


def test_a_failed_payment_whose_month_is_no_longer_due_is_not_tried_again(book, payments, rights):
    recognised(book)
    paid(payments, APRIL, fails={HOUSEHOLD})
    change(rights, span(APRIL, "600.00", "ended"))

    assert frozen(payments, run(MAY)) == ()
    assert shown(book) == [("04", "600.00", "failed")]
    assert still_owed(payments) == []


def test_a_failed_payment_is_paid_as_is_due_now(book, payments, rights, received):
    recognised(book)
    paid(payments, APRIL, fails={HOUSEHOLD})
    change(rights, span(APRIL, "500.00"))

    paid(payments, MAY)

    assert received() == [("04", "500.00"), ("05", "500.00")]
    assert still_owed(payments) == []


def test_a_returned_payment_is_owed_again(book, payments, received):
    recognised(book)
    paid(payments, APRIL)
    returned(payments, f"{KEY}/2026-04/1")
    owed = payments.owed(None, "CZ.treasurer")
    before = received()

    paid(payments, MAY)
    returned(payments, f"{KEY}/2026-04/1")

    assert before == []
    assert [(each.payment, each.state, each.reason) for each in owed] == [
        (f"{KEY}/2026-04/1", PaymentState.RETURNED, "account_closed")
    ]
    assert received() == [("04", "600.00"), ("05", "600.00")]


def test_a_return_that_is_faster_than_the_result_is_kept(book, payments, received):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    batch = payments.batch(of.case)

    returned(payments, f"{KEY}/2026-04/1")
    told = payments.enter_results(said(batch, of))

    assert shown(book) == [("04", "600.00", "returned")]
    assert received() == []
    announced = payments.paid(Announcement(run=of.case, first=told.first, last=told.last, chain="c", depth=0))
    assert [each.payment for each in announced] == [f"{KEY}/2026-04/1"]


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_return_of_what_was_never_paid_is_refused(book, payments, attempt):
    recognised(book)
    paid(payments, APRIL, fails={HOUSEHOLD})

    with pytest.raises(Unknown, match="was never paid"):
        returned(payments, f"{KEY}/2026-04/1", attempt)
    with pytest.raises(Unknown, match="was never paid"):
        returned(payments, "h-9999/low_income/2026-04/1")


def test_a_list_that_finance_returns_pays_nothing_and_is_taken_on_again(book, payments, received):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)

    released(payments, of)
    empty = payments.batch(of.case).empty
    again = frozen(payments, of)
    answered(payments, of)

    assert empty
    assert [each.payments for each in again] == [1]
    assert received() == [("04", "600.00")]


# ── what was paid too much ───────────────────────────────────────────────────────────────────────────────────────


def test_an_overpayment_is_set_off_month_by_month_to_the_cent(book, payments, rights, received, tables):
    recognised(book)
    change(rights, recovery=recovery("250.01"))

    for month in (APRIL, MAY, JUNE, date(2026, 7, 1)):
        paid(payments, month)

    assert [amount for _, amount, _ in shown(book)] == ["500.00", "500.00", "549.99", "600.00"]
    assert sum(row["amount"] for row in tables()["repayment"]) == Decimal("250.01")
    assert {amount for _, amount in received()} == {"600.00"}


def test_a_list_that_is_made_anew_counts_no_failure_of_the_old_one(book, payments, rights):
    """Finance returned it because an amount was wrong; the right one was paid."""
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    released(payments, of)
    change(rights, span(APRIL, "500.00"))
    frozen(payments, of)
    answered(payments, of)

    sums = payments.sums(of.case)

    assert shown(book) == [("04", "600.00", "failed"), ("04", "500.00", "paid")]
    assert (sums.paid, sums.total, sums.failed, sums.owed) == (1, Decimal("500.00"), 0, Decimal("0.00"))


def test_a_set_off_never_goes_below_zero_and_needs_no_bank(book, payments, rights, tables):
    recognised(book, amount="80.00")
    change(rights, recovery=recovery("250.00"))
    frozen(payments, run(APRIL))

    batch = payments.batch(run(APRIL).case)
    told = payments.enter_results(said(batch, run(APRIL)))

    assert (batch.order, [each.key for each in batch.set_off]) == (None, [f"{KEY}/2026-04/1"])
    assert told.paid == 1
    assert [row["amount"] for row in tables()["repayment"]] == [Decimal("80.00")]
    assert payments.sums(run(APRIL).case).transfers == 0


def test_a_returned_payment_has_set_nothing_off(book, payments, rights, tables):
    recognised(book)
    change(rights, recovery=recovery("150.00"))
    paid(payments, APRIL)

    returned(payments, f"{KEY}/2026-04/1")
    came_back = sum(row["amount"] for row in tables()["repayment"])
    paid(payments, MAY)

    assert came_back == 0
    assert [(month, amount) for month, amount, _ in shown(book)] == [("04", "500.00"), ("05", "550.00")]
    assert sum(row["amount"] for row in tables()["repayment"]) == Decimal("150.00")


def test_a_failed_payment_keeps_nothing_for_the_recovery(book, payments, rights, tables):
    recognised(book)
    change(rights, recovery=recovery("100.00"))

    paid(payments, APRIL, fails={HOUSEHOLD})

    assert tables()["repayment"] == []


def test_what_is_on_its_way_is_not_set_off_twice(book, payments, rights):
    recognised(book)
    change(rights, recovery=recovery("150.00"))

    for month in (APRIL, MAY, JUNE):
        frozen(payments, run(month))

    assert [amount for _, amount, _ in shown(book)] == ["500.00", "550.00", "600.00"]


@pytest.mark.parametrize(
    ("way", "monthly"),
    [("repay", None), ("waive", None), ("set_off", None)],
    ids=["paid back by the household", "waived", "nobody said how much a payment may lose"],
)
def test_only_what_people_decided_is_set_off(book, payments, rights, way, monthly):
    recognised(book)
    change(rights, recovery=recovery("150.00", monthly, way))

    paid(payments, APRIL)

    assert shown(book) == [("04", "600.00", "paid")]


def test_other_benefits_of_the_household_are_left_alone(book, payments, rights):
    recognised(book)
    change(rights, recovery=recovery("150.00", benefit="disability_living"))

    paid(payments, APRIL)

    assert shown(book) == [("04", "600.00", "paid")]


def test_nothing_is_kept_of_one_person_s_subsidy_for_what_another_of_the_household_was_paid(payments, rights, book):
    one, other = "p-0001", "p-0002"
    living = {"benefit": "disability_living"}
    too_much = recovery("150.00", person=other, **living)
    change(rights, *(span(APRIL, "350.00", person=person, **living) for person in (one, other)), recoveries=(too_much,))

    paid(payments, APRIL)
    paid(payments, MAY)
    change(rights, recoveries=(recovery("150.00", None, "release", person=other, **living),))
    paid(payments, JUNE)

    kept: dict[tuple[str, str], Decimal] = {(line.payee, f"{line.month:%m}"): line.amount for line in lines_of(book)}
    assert [kept[one, month] for month in ("04", "05", "06")] == [Decimal("350.00")] * 3
    assert [kept[other, month] for month in ("04", "05", "06")] == [Decimal(250), Decimal(300), Decimal(500)]


def test_what_was_decided_on_a_fact_that_never_was_is_given_back_as_far_as_it_was_kept(book, payments, rights, tables):
    recognised(book)
    change(rights, recovery=recovery("300.00"))
    paid(payments, APRIL)
    change(rights, recovery=recovery("300.00", None, "release"))

    paid(payments, MAY)
    paid(payments, JUNE)

    assert [amount for _, amount, _ in shown(book)] == ["500.00", "700.00", "600.00"]
    assert sum(row["amount"] for row in tables()["repayment"]) == 0


def test_it_is_given_back_although_nothing_else_is_due(book, payments, rights, received):
    recognised(book)
    change(rights, recovery=recovery("300.00"))
    paid(payments, APRIL)
    change(rights, span(MAY, state="ended"), recovery=recovery("300.00", None, "release"))

    paid(payments, MAY, fails={HOUSEHOLD})
    paid(payments, JUNE)

    assert shown(book) == [("04", "500.00", "paid"), ("05", "100.00", "failed"), ("06", "100.00", "paid")]
    assert received() == [("04", "600.00")]


# ── orders, sums, statements ─────────────────────────────────────────────────────────────────────────────────────


def test_back_pay_by_order_is_paid_once_by_its_key(book, payments):
    recognised(book, first=JUNE)
    ordered(book)

    paid(payments, APRIL, fails={HOUSEHOLD})
    paid(payments, MAY, "arrears")
    paid(payments, MAY)

    assert shown(book) == [("03", "123.45", "paid")]
    assert [(line.key, line.attempt) for line in lines_of(book)] == [("remedy:1/arrears", 2)]


def test_the_sums_of_a_run_and_its_comparison_with_the_bureau(book, payments):
    for household, amount in (("h-1", "100.10"), ("h-2", "200.20"), ("h-3", "300.30")):
        recognised(book, household, amount)
    of = paid(payments, APRIL, fails={"h-3"})
    returned(payments, "h-2/low_income/2026-04/1")

    sums = payments.sums(of.case)
    theirs = Statement(lines=tuple(
        StatementLine(key=f"{household}/low_income/2026-04/1", amount=Decimal(amount))
        for household, amount in (("h-2", "200.21"), ("h-3", "300.30"))
    ))  # fmt: skip
    found = payments.compared(Comparison(run=of.case, after=None, page=theirs)).found

    assert (sums.transfers, sums.total, sums.failed, sums.owed, sums.returned) == (
        2, Decimal("300.30"), 1, Decimal("300.30"), 1,
    )  # fmt: skip
    assert [(each.key.partition("/")[0], str(each.register_has), str(each.bureau_has)) for each in found] == [
        ("h-1", "100.10", "None"), ("h-2", "200.20", "200.21"), ("h-3", "None", "300.30"),
    ]  # fmt: skip


def test_a_result_for_another_attempt_changes_nothing(book, payments):
    recognised(book)
    of = run(APRIL)
    frozen(payments, of)
    batch = payments.batch(of.case)
    late = said(batch, of, {HOUSEHOLD})
    payments.enter_results(late)
    frozen(payments, run(MAY))

    payments.enter_results(said(batch, of))
    payments.enter_results(Results(run=of.case, on=of.on, results=()))

    assert shown(book) == [("04", "600.00", "owed"), ("05", "600.00", "owed")]


def test_nothing_about_a_payment_is_ever_overwritten(book, payments, engine: Engine):
    recognised(book)
    paid(payments, APRIL)

    for table in ("payment", "payment_result", "payment_run"):
        with pytest.raises(Exception, match="never changed"), engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET recorded_at = recorded_at")


def still_owed(payments: SqlPayments) -> list[tuple[str, str]]:
    """Payments that are still owed."""
    return [(each.payment, each.state.value) for each in payments.owed(None, "CZ.treasurer")]
