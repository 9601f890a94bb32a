"""The register on both databases: what is entered once, what stays, and what its file says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from activities.adapters.register.page import Page
from activities.register import Contradicted
from schemas.household_files import FilePart, ItemState
from tests.activities.register.entries import (
    APRIL,
    HOUSEHOLD,
    MARCH,
    MEMBERS,
    case,
    payment,
    recognition,
    refusal,
    request,
    result,
)

JULY = date(2026, 7, 1)


def test_a_recognition_is_entered_wholly(book, tables):
    book.enter_recognition(recognition())

    file = book.household_file(request())

    assert [(line.person, line.period.first, line.period.last) for line in file.members] == [
        (person, MARCH, None) for person in MEMBERS
    ]
    (right,) = file.entitlements
    assert (right.benefit, right.amount, right.decided.first, right.case, right.event) == (
        "low_income", Decimal("600.00"), APRIL, case(1), "e-1-identity",
    )  # fmt: skip
    (made,) = file.decisions
    assert (made.articles, made.decided_by, made.rules_version) == (("第九条",), "CZ-TN.head", "1")
    assert [(line.purpose, line.amount) for line in file.payments] == [("最低生活保障", Decimal("600.00"))]
    assert [line.state for line in file.items] == [ItemState.NOT_REPORTED]
    assert [row["outcome"] for row in tables()["case_outcome"]] == ["recognised"]


def test_the_same_entry_twice_is_one_entry(book, tables):
    entries = (
        (book.enter_recognition, recognition()),
        (book.enter_refusal, refusal(1, MARCH, "destitute")),
        (book.enter_items, result()),
        (book.enter_payment_order, payment(1)),
    )
    for enter, entry in entries:
        enter(entry)
    once = tables()

    for enter, entry in entries:
        enter(entry)

    assert tables() == once


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda book: book.enter_recognition(recognition(amount="601.00")), id="recognition"),
        pytest.param(lambda book: book.enter_refusal(refusal(1, MARCH, "rigid_spending")), id="refusal"),
        pytest.param(lambda book: book.enter_payment_order(payment(1, "601.00")), id="payment"),
        pytest.param(lambda book: book.enter_items(result(granted=False)), id="item"),
    ],
)
def test_another_content_under_the_same_key_is_refused_and_changes_nothing(book, tables, again):
    book.enter_recognition(recognition())
    book.enter_refusal(refusal(1, MARCH, "destitute"))
    book.enter_payment_order(payment(1))
    book.enter_items(result())
    before = tables()

    with pytest.raises(Contradicted, match="before with another content"):
        again(book)

    assert tables() == before


def test_who_says_the_same_again_at_a_later_moment_says_the_same(book, tables):
    """A task whose answer was lost is asked again, and the officer's word is then some seconds younger."""
    first = recognition()
    book.enter_recognition(first)
    before = tables()
    later = first.signature.model_copy(update={"at": first.signature.at + timedelta(seconds=9)})

    book.enter_recognition(first.model_copy(update={"signature": later, "on": first.on + timedelta(days=1)}))
    assert tables() == before


def test_a_failure_in_the_middle_leaves_nothing_behind(book, tables, monkeypatch):
    def breaks(*_):
        raise ConnectionError("the database went away")

    monkeypatch.setattr(Page, "ordered", breaks)
    with pytest.raises(ConnectionError):
        book.enter_recognition(recognition())
    left = tables()
    monkeypatch.undo()
    book.enter_recognition(recognition())

    assert not any(left.values())
    assert len(tables()["payment_order"]) == 1


def test_a_change_is_a_new_row_and_the_old_one_points_to_it(book, tables):
    book.enter_recognition(recognition(1))
    before = tables()["entitlement"]
    book.enter_recognition(recognition(2, date(2026, 6, 20), amount="450.00", first=JULY))

    old, new = book.household_file(request()).entitlements

    assert (old.holds.first, old.holds.last, old.changed_by) == (APRIL, date(2026, 6, 30), case(2))
    assert (new.holds.first, new.holds.last, new.amount) == (JULY, None, Decimal("450.00"))
    assert old.decided.last is None
    kept = next(row for row in tables()["entitlement"] if row["case_id"] == case(1))
    assert kept == before[0] | {"superseded_by": f"{case(2)}/low_income"}


def test_a_correction_shows_both_lines(book):
    book.enter_recognition(recognition(1))
    book.enter_recognition(recognition(2, date(2026, 3, 20), amount="580.00"))

    wrong, right = book.household_file(request()).entitlements

    assert (wrong.corrected, wrong.amount, wrong.changed_by) == (True, Decimal("600.00"), case(2))
    assert (right.corrected, right.amount) == (False, Decimal("580.00"))


def test_another_category_ends_none_because_nobody_decided_so(book):
    book.enter_recognition(recognition(1))
    book.enter_recognition(recognition(2, JULY, category="low_income_edge", amount=None, payment=None))

    assert [line.holds.last for line in book.household_file(request()).entitlements] == [None, None]


def test_who_left_the_household_stays_in_its_file(book):
    book.enter_recognition(recognition(1))
    book.enter_refusal(refusal(2, JULY, members=("p-0001", "p-0009")))

    lines = [(line.person, line.period.first, line.period.last) for line in book.household_file(request()).members]

    eve = date(2026, 6, 30)
    assert lines == [
        ("p-0001", MARCH, None), ("p-0002", MARCH, eve), ("p-0003", MARCH, eve), ("p-0009", JULY, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "granted", "state"),
    [
        ("answered", True, ItemState.GRANTED),
        ("answered", False, ItemState.NOT_GRANTED),
        ("answered", None, ItemState.ANSWERED),
        ("refused", None, ItemState.REFUSED),
        ("not_linkable", None, ItemState.NOT_LINKABLE),
        ("silent", None, ItemState.NOT_REPORTED),
        ("unreachable", None, ItemState.NOT_REPORTED),
        ("pending", None, ItemState.NOT_REPORTED),
    ],
)
def test_silence_is_neither_refusal_nor_zero(book, status, granted, state):
    book.enter_recognition(recognition())
    book.enter_items(result(status=status, granted=granted))

    assert [line.state for line in book.household_file(request()).items] == [state]


def test_a_late_report_takes_the_place_of_silence_and_a_correction_stands_beside_what_it_corrects(book):
    book.enter_recognition(recognition())
    book.enter_items(result(event="e-1", status="silent", granted=None))
    book.enter_items(result(event="e-2", on=APRIL))
    book.enter_items(result(event="e-3", on=JULY, granted=False))

    lines = [(line.state, line.event, line.corrected_by) for line in book.household_file(request()).items]

    assert lines == [(ItemState.GRANTED, "e-2", "e-3"), (ItemState.NOT_GRANTED, "e-3", None)]


def test_every_reading_is_written_down_also_one_that_finds_nothing(book, tables):
    book.enter_recognition(recognition())
    file = book.household_file(request(parts=[FilePart.ITEMS]))
    nobody = book.household_file(request("h-9999"))

    assert (file.members, file.entitlements, len(file.items)) == ((), (), 1)
    assert nobody is None
    first, second = tables()["access_log"]
    assert (first["reader"], first["household"], first["case_id"], first["purpose"]) == (
        "CZ-TN.head", HOUSEHOLD, case(9), "yearly check",
    )  # fmt: skip
    assert "items" in str(first["fields"])
    assert "members" not in str(first["fields"])
    assert (bool(first["found"]), bool(second["found"])) == (True, False)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entitlement SET amount = 1",
        "UPDATE entitlement SET valid_to = valid_from",
        "UPDATE decision SET outcome = 'refused'",
        "UPDATE case_outcome SET digest = ''",
        "UPDATE linked_item SET state = 'granted'",
        "UPDATE membership SET valid_from = valid_from",
        "UPDATE payment_order SET amount = 1",
        "UPDATE access_log SET reader = 'nobody'",
    ],
)
def test_the_database_itself_refuses_to_overwrite(book, engine, change):
    book.enter_recognition(recognition())
    book.household_file(request())

    with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
        connection.execute(text(change))


@pytest.mark.parametrize("amount", ["0.01", "999999999999.99", "83.33"])
def test_money_is_exact(book, amount):
    book.enter_recognition(recognition(amount=amount))

    file = book.household_file(request())

    assert file.entitlements[0].amount == file.payments[0].amount == Decimal(amount)
