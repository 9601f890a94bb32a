"""Domain 2.2 and 2.3: until when does a limit run, and when does its clock remind?"""

from datetime import date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.deadlines import days_counted, due, resumed
from policy.working_days import is_working_day
from schemas.city_time import CITY_TIME
from schemas.limits import Due, RungName, calendar_days, hours, months, working_days
from tests.policy.facts import moment

FRIDAY = date(2025, 9, 26)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        pytest.param(FRIDAY, 1, date(2025, 9, 28), id="AC-C1 a make-up Sunday counts"),
        pytest.param(FRIDAY, 10, date(2025, 10, 16), id="AC-C3 across the National Day"),
        pytest.param(FRIDAY, 30, date(2025, 11, 13), id="AC-C4"),
        pytest.param(date(2025, 1, 24), 10, date(2025, 2, 13), id="AC-C6 across the Spring Festival"),
        pytest.param(date(2025, 4, 25), 5, date(2025, 5, 6), id="AC-C7 across Labour Day"),
        pytest.param(date(2025, 12, 31), 5, date(2026, 1, 8), id="AC-C9 across the year"),
        pytest.param(date(2026, 2, 10), 30, date(2026, 3, 30), id="AC-C11 ordinary limit"),
        pytest.param(date(2026, 2, 10), 45, date(2026, 4, 21), id="AC-C11 extended limit"),
        pytest.param(date(2026, 6, 17), 2, date(2026, 6, 22), id="AC-C13 across the Dragon Boat Festival"),
        pytest.param(date(2026, 9, 30), 10, date(2026, 10, 20), id="AC-C15"),
    ],
)
def test_working_days_end_at_midnight_after_the_last_one(start, days, last):
    found = due(moment(start), working_days(days))

    assert found.day == last
    assert found.at == moment(last + timedelta(days=1), hour=0)
    assert found.after == found.at - moment(start)
    assert not found.provisional


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        pytest.param(date(2026, 9, 24), calendar_days(7), date(2026, 10, 8), id="AC-C16 a last day on a holiday moves"),
        pytest.param(date(2026, 3, 2), calendar_days(7), date(2026, 3, 9), id="calendar days count weekends"),
        pytest.param(date(2025, 2, 28), months(12), date(2026, 2, 28), id="AC-C17 the corresponding day"),
        pytest.param(date(2024, 2, 29), months(12), date(2025, 2, 28), id="AC-C17 or the last of the month"),
        pytest.param(date(2026, 1, 15), months(12), date(2027, 1, 15), id="AC-X3 validity of a status"),
        pytest.param(date(2025, 12, 31), months(2), date(2026, 2, 28), id="months across the year"),
        pytest.param(date(2026, 3, 1), calendar_days(0), date(2026, 3, 1), id="nothing ends with the day itself"),
    ],
)
def test_calendar_limits_end_on_their_day_or_after_the_holiday(start, limit, last):
    assert due(moment(start), limit).day == last


def test_ac_e1_hours_run_at_once_and_on_sundays():
    saturday = datetime(2026, 3, 7, 21, 30, tzinfo=CITY_TIME)

    found = due(saturday, hours(24))

    assert found.at == datetime(2026, 3, 8, 21, 30, tzinfo=CITY_TIME)
    assert [rung.name for rung in found.rungs] == [RungName.HALF, RungName.MOST, RungName.BREACH]


def test_the_day_is_that_of_shanghai_wherever_the_moment_was_written():
    night_in_utc = datetime(2025, 9, 26, 17, 0, tzinfo=ZoneInfo("UTC"))

    assert due(night_in_utc, working_days(1)) == due(datetime(2025, 9, 27, 1, 0, tzinfo=CITY_TIME), working_days(1))
    assert due(night_in_utc, working_days(1)).at.tzinfo is CITY_TIME


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        due(datetime(2026, 3, 2, 9, 0), working_days(1))


def test_a_due_moment_survives_its_journey_through_json():
    found = due(moment(FRIDAY), working_days(10))

    assert Due.model_validate_json(found.model_dump_json()) == found
    assert Due.model_validate_json(found.model_dump_json()).day == found.day


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        pytest.param(date(2026, 12, 1), working_days(10), False, id="within the announced year"),
        pytest.param(date(2026, 12, 24), working_days(10), True, id="into the next year"),
        pytest.param(date(2026, 12, 24), calendar_days(15), True, id="calendar days roll over holidays too"),
        pytest.param(date(2026, 12, 31), hours(24), False, id="hours know no holidays"),
    ],
)
def test_a_date_that_needs_a_future_notice_is_provisional(start, limit, provisional):
    assert due(moment(start), limit).provisional is provisional


def test_the_rungs_ring_in_order_and_one_working_day_before_the_end():
    found = due(moment(FRIDAY), working_days(10))

    assert [(rung.name, rung.at.date()) for rung in found.rungs] == [
        (RungName.HALF, date(2025, 10, 6)),
        (RungName.MOST, date(2025, 10, 10)),
        (RungName.LAST_DAY, date(2025, 10, 16)),
        (RungName.BREACH, date(2025, 10, 17)),
    ]
    assert all(rung.after == rung.at - found.start for rung in found.rungs)


def test_the_days_say_why_it_is_this_date():
    days = {day.day: day for day in days_counted(moment(FRIDAY), working_days(10))}

    assert sum(day.counted for day in days.values()) == 10
    assert [(days[day].counted, days[day].reason_zh) for day in (FRIDAY, date(2025, 9, 28), date(2025, 10, 1))] == [
        (False, "期间开始的当日不计入"),
        (True, "调休上班"),
        (False, "国庆节"),
    ]


def test_the_days_of_a_notice_name_those_that_it_moved_over():
    days = days_counted(moment(date(2026, 9, 24)), calendar_days(7))

    assert [day.day.day for day in days if not day.counted] == [24, 2, 3, 4, 5, 6, 7, 8]


def test_a_paused_clock_goes_on_with_what_was_left():
    started = due(moment(date(2026, 3, 2)), working_days(10))

    paused = resumed(started, moment(date(2026, 3, 5)), moment(date(2026, 3, 19), hour=16))

    assert (started.day, paused.day) == (date(2026, 3, 16), date(2026, 3, 30))
    assert paused.limit == working_days(7)
    assert paused.start == moment(date(2026, 3, 19), hour=16)
    assert paused.after == paused.at - paused.start


@pytest.mark.parametrize("limit", [working_days(10), calendar_days(15), months(1), hours(36)], ids=str)
def test_a_pause_of_no_length_changes_nothing(limit):
    started = due(moment(date(2026, 3, 2)), limit)
    at = moment(date(2026, 3, 3), hour=15)

    assert resumed(started, at, at).at == started.at


def test_hours_that_were_left_are_left_to_the_minute():
    started = due(moment(date(2026, 3, 2)), hours(24))

    paused = resumed(started, moment(date(2026, 3, 2), 12, 30), moment(date(2026, 3, 4), 12, 30))

    assert paused.at == moment(date(2026, 3, 5), 10)


@pytest.mark.parametrize(
    ("paused_at", "resumed_at", "message"),
    [
        (date(2026, 3, 5), date(2026, 3, 4), "resumed after its pause"),
        (date(2026, 3, 1), date(2026, 3, 4), "paused after its start"),
        (date(2026, 3, 25), date(2026, 3, 26), "nothing is left"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(paused_at, resumed_at, message):
    started = due(moment(date(2026, 3, 2)), working_days(10))

    with pytest.raises(ValueError, match=message):
        resumed(started, moment(paused_at), moment(resumed_at))


DAYS = st.dates(date(2024, 1, 1), date(2026, 10, 1))
LIMITS = st.one_of(
    st.integers(1, 60).map(working_days), st.integers(1, 90).map(calendar_days), st.integers(1, 14).map(months)
)


@given(DAYS, st.times(), LIMITS)
def test_no_limit_ends_on_a_holiday_and_its_rungs_stand_in_order(day, time, limit):
    found = due(datetime.combine(day, time, CITY_TIME), limit)

    assert is_working_day(found.day)
    assert found.at.timetz() == clock(0, tzinfo=CITY_TIME)
    assert [rung.at for rung in found.rungs] == sorted(rung.at for rung in found.rungs)
    assert found.rungs[-1].at == found.at
    assert all(timedelta(0) < rung.after <= found.after for rung in found.rungs)


@given(DAYS, st.integers(1, 60))
def test_as_many_days_are_counted_as_the_limit_has(day, days):
    counted = days_counted(moment(day), working_days(days))

    assert sum(one.counted for one in counted) == days
    assert counted[-1].day == due(moment(day), working_days(days)).day


@given(DAYS, LIMITS, st.integers(0, 10), st.integers(0, 40))
def test_a_pause_never_shortens_a_limit(day, limit, before, length):
    started = due(moment(day), limit)
    paused_at = started.start + min(timedelta(days=before), (started.at - started.start) / 2)

    assert resumed(started, paused_at, paused_at + timedelta(days=length)).at >= started.at
