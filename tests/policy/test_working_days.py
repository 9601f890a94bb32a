"""Domain 2.2: the calendar of the yearly notices."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from policy.working_days import announced, is_working_day

JANUARY_1 = {year: date(year, 1, 1) for year in (2025, 2026)}
CHECKSUMS = {
    2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
    2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
}


@pytest.mark.parametrize("year", CHECKSUMS)
def test_working_days_of_each_month_are_those_of_the_notice(year):
    days = [JANUARY_1[year] + timedelta(days=offset) for offset in range(365)]

    assert [sum(is_working_day(day) for day in days if day.month == month) for month in range(1, 13)] == CHECKSUMS[year]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2025, 9, 28), True, id="make-up Sunday"),
        pytest.param(date(2025, 10, 8), False, id="eighth day of a joined holiday"),
        pytest.param(date(2026, 2, 28), True, id="make-up Saturday"),
        pytest.param(date(2027, 10, 1), True, id="not announced: a plain Friday"),
        pytest.param(date(2027, 10, 2), False, id="not announced: a plain Saturday"),
    ],
)
def test_a_day_is_worked_as_announced_or_else_as_its_weekday(day, working):
    assert is_working_day(day) is working


def test_every_announced_day_is_what_the_library_says():
    days = [date(2018, 1, 1) + timedelta(days=offset) for offset in range((date(2027, 1, 1) - date(2018, 1, 1)).days)]

    assert [is_working_day(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


def test_the_year_after_the_last_notice_is_not_announced():
    assert announced(date(2026, 12, 31))
    assert not announced(date(2027, 1, 1))


def test_a_year_before_the_calendar_is_an_error_and_not_a_guess():
    with pytest.raises(LookupError, match="first loaded year is 2004"):
        is_working_day(date(2003, 12, 31))
