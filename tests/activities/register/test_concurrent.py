"""Several writers at the same time, each as a process of its own would be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from activities.adapters.register.book import SqlBook
from activities.register import Contradicted
from schemas.register_entries import RecognitionEntry
from tests.activities.register.entries import MARCH, case, recognition, request, result

WRITERS = 6
ROUNDS = 8
PERSONS = 20


def together(open_book, *work: Callable[[SqlBook], None]) -> list[str]:
    """What each said that failed; every piece of work has a register of its own."""
    books = [open_book() for _ in work]

    def done(pair) -> str:
        try:
            pair[0](pair[1])
        except Contradicted as contradicted:
            return str(contradicted)
        return ""

    with ThreadPoolExecutor(len(work)) as pool:
        return [said for said in pool.map(done, zip(work, books, strict=True)) if said]


def entering(entries: list[RecognitionEntry]) -> Callable[[SqlBook], None]:
    def enter(book: SqlBook) -> None:
        for entry in entries:
            book.enter_recognition(entry)

    return enter


def test_the_same_entry_from_many_writers_is_one_entry(open_book, tables):
    failed = together(open_book, *[lambda book: book.enter_recognition(recognition())] * WRITERS)

    assert failed == []
    assert {name: len(rows) for name, rows in tables().items() if rows} == {
        "household": 1, "person": 3, "membership": 3, "case_outcome": 1, "decision": 1, "entitlement": 1,
        "linked_item": 1, "payment_order": 1,
    }  # fmt: skip


def test_of_two_contents_under_one_key_one_is_entered_and_the_other_told_so(open_book, tables):
    contents = [recognition(amount=f"{number}.00") for number in range(600, 600 + WRITERS)]

    failed = together(open_book, *[lambda book, each=each: book.enter_recognition(each) for each in contents])

    assert len(failed) == WRITERS - 1
    assert len(tables()["entitlement"]) == len(tables()["payment_order"]) == 1


def test_cases_of_one_household_at_the_same_time_make_one_chain(open_book, book):
    days = [MARCH + timedelta(days=number) for number in range(WRITERS * ROUNDS)]
    entries = [recognition(number, on, first=on) for number, on in enumerate(days)]

    failed = together(open_book, *(entering(entries[start::WRITERS][::-1]) for start in range(WRITERS)))

    lines = book.household_file(request()).entitlements
    assert failed == []
    assert [line.changed_by for line in lines] == [*(case(number) for number in range(1, len(days))), None]


def test_households_with_common_members_do_not_wait_for_each_other_for_ever(open_book, tables):
    entries = [
        recognition(number, household=f"h-{number}", members=_both_ways(number), payment=None)
        for number in range(WRITERS * ROUNDS)
    ]

    failed = together(open_book, *(entering(entries[start::WRITERS]) for start in range(WRITERS)))

    assert failed == []
    assert len(tables()["person"]) == PERSONS * ROUNDS


def _both_ways(number: int) -> list[str]:
    """In each round every writer enters the same new persons, half of the writers the other way round."""
    persons = [f"p-{number // WRITERS}-{each}" for each in range(PERSONS)]
    return persons if number % 2 else persons[::-1]


def test_reading_and_writing_at_the_same_time(open_book, tables):
    def write(book) -> None:
        for number in range(10):
            book.enter_items(result(event=f"e-{number}", on=date(2026, 3, number + 1)))

    def read(book) -> None:
        for _ in range(10):
            book.household_file(request())

    assert together(open_book, write, read, write, read) == []
    assert len(tables()["linked_item"]) == 10
    assert len(tables()["access_log"]) == 20
