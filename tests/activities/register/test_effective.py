"""What later decisions leave of earlier ones, for any decisions in any order of arrival."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.adapters.register.book import SqlBook
from activities.adapters.register.effective import left, members
from activities.adapters.register.upgrade import upgrade
from schemas.household_files import Period
from schemas.identifiers import CaseId, PersonRef
from tests.activities.register.entries import recognition, request, signed

DAY_ONE = date(2026, 1, 1)
DAYS = [DAY_ONE + timedelta(days=number) for number in range(12)]
HOUSEHOLDS = count()

periods = st.builds(
    lambda first, length: Period(first=DAYS[first], last=None if length is None else DAYS[min(first + length, 11)]),
    st.integers(0, 8),
    st.none() | st.integers(0, 6),
)
findings = st.lists(st.tuples(st.sampled_from(DAYS), st.frozensets(st.sampled_from("abc"), min_size=1)), max_size=5)


def counts(decided: list[Period], day: date) -> int | None:
    """Which decision counts on a day: the last one that has begun, unless it has run out."""
    begun = [number for number, period in enumerate(decided) if period.first <= day]
    return begun[-1] if begun and decided[begun[-1]].covers(day) else None


@given(st.lists(periods, max_size=6))
def test_on_each_day_the_last_decision_that_has_begun_counts_alone(decided):
    found = left(decided)

    for day in DAYS:
        holding = [number for number, period in enumerate(found) if period and period.covers(day)]
        assert holding == [number for number in [counts(decided, day)] if number is not None]


@given(st.lists(periods, min_size=1, max_size=6))
def test_the_last_decision_is_left_as_it_was_made(decided):
    assert left(decided)[-1] == decided[-1]


@given(findings)
def test_on_each_day_the_members_are_those_of_the_last_finding(found):
    found.sort(key=lambda finding: finding[0])

    lines = members((day, CaseId("assistance:A"), frozenset(map(PersonRef, persons))) for day, persons in found)

    for day in DAYS:
        known = [persons for on, persons in found if on <= day]
        assert {line.person for line in lines if line.period.covers(day)} == (known[-1] if known else set())


@pytest.fixture(scope="module")
def one_book(tmp_path_factory):
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    book = SqlBook(address)
    yield book
    book.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), decided=st.lists(periods, min_size=1, max_size=5))
def test_the_order_of_arrival_changes_nothing(one_book, data, decided):
    """Facts come late and out of order; what holds is what was decided last."""
    household = f"h-{next(HOUSEHOLDS)}"
    made = [
        recognition(
            on=DAY_ONE, first=period.first, last=period.last, household=household, items=[], payment=None,
            decisions=[], case=f"assistance:{household}-{number}", signature=signed(DAY_ONE, number),
        )
        for number, period in enumerate(decided)
    ]  # fmt: skip
    for entry in [*data.draw(st.permutations(made)), *data.draw(st.lists(st.sampled_from(made), max_size=2))]:
        one_book.enter_recognition(entry)

    lines = one_book.household_file(request(household)).entitlements

    assert [line.case for line in lines] == [entry.case for entry in made]
    assert [line.decided for line in lines] == decided
    assert tuple(line.holds for line in lines) == left(decided)
    assert [line.changed_by for line in lines] == [*(entry.case for entry in made[1:]), None]
