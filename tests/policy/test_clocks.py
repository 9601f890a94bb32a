"""Domain 2.2, 2.3: the calendar itself, why a date is that date, clocks that stand still, years not announced."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from chinese_calendar.constants import holidays
from hypothesis import given
from hypothesis import strategies as st

from activities.calendar import Calendar
from policy import working_days as calendar
from policy.days_counted import why
from policy.deadlines import days_counted, due, recomputed, resumed, resumed_after
from policy.working_days import is_working_day
from schemas.city_time import CITY_TIME
from schemas.limits import (
    Course,
    Due,
    DueRequest,
    Pause,
    RungName,
    Standstill,
    Unit,
    calendar_days,
    hours,
    months,
    working_days,
)
from tests.policy.facts import moment

WORKING = {
    2025: (19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23),
    2026: (21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23),
}
CHECKSUMS = [(year, month, days) for year, of in WORKING.items() for month, days in enumerate(of, 1)]
OFF = [
    ("元旦 2025", date(2025, 1, 1), date(2025, 1, 1)),
    ("春节 2025", date(2025, 1, 28), date(2025, 2, 4)),
    ("清明 2025", date(2025, 4, 4), date(2025, 4, 6)),
    ("劳动节 2025", date(2025, 5, 1), date(2025, 5, 5)),
    ("端午 2025", date(2025, 5, 31), date(2025, 6, 2)),
    ("国庆+中秋 2025", date(2025, 10, 1), date(2025, 10, 8)),
    ("元旦 2026", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节 2026", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明 2026", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节 2026", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午 2026", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋 2026", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆 2026", date(2026, 10, 1), date(2026, 10, 7)),
]
MADE_UP = [
    date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11),
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
]  # fmt: skip
ROWS = {
    "AC-C1": (date(2025, 9, 26), 1, date(2025, 9, 28)),
    "AC-C3": (date(2025, 9, 26), 10, date(2025, 10, 16)),
    "AC-C4": (date(2025, 9, 26), 30, date(2025, 11, 13)),
    "AC-C6": (date(2025, 1, 24), 10, date(2025, 2, 13)),
    "AC-C7": (date(2025, 4, 25), 5, date(2025, 5, 6)),
    "AC-C9": (date(2025, 12, 31), 5, date(2026, 1, 8)),
    "AC-C11 30": (date(2026, 2, 10), 30, date(2026, 3, 30)),
    "AC-C11 45": (date(2026, 2, 10), 45, date(2026, 4, 21)),
    "AC-C13": (date(2026, 6, 17), 2, date(2026, 6, 22)),
    "AC-C15": (date(2026, 9, 30), 10, date(2026, 10, 20)),
}
DAY = timedelta(days=1)


def course(found: Due) -> Course:
    assert found.course
    return found.course


def stretch(first, last):
    return [first + DAY * offset for offset in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("year", "month", "days"), CHECKSUMS, ids=[f"{year}-{month:02}" for year, month, _ in CHECKSUMS]
)
def test_a_month_has_the_working_days_of_its_checksum(year, month, days):
    of_the_month = [day for day in stretch(date(year, month, 1), date(year, month, 28) + 3 * DAY) if day.month == month]

    assert sum(map(is_working_day, of_the_month)) == days


@pytest.mark.parametrize("year", WORKING)
def test_a_year_has_248_working_days(year):
    assert sum(map(is_working_day, stretch(date(year, 1, 1), date(year, 12, 31)))) == 248


@pytest.mark.parametrize(("first", "last"), [row[1:] for row in OFF], ids=[row[0] for row in OFF])
def test_the_days_off_are_those_of_the_notice(first, last):
    assert not any(map(is_working_day, stretch(first, last)))


@pytest.mark.parametrize("day", MADE_UP, ids=str)
def test_the_make_up_days_are_worked_on_a_weekend(day):
    assert day.weekday() >= 5
    assert is_working_day(day)


@pytest.mark.parametrize(("start", "limit", "last"), ROWS.values(), ids=ROWS)
def test_the_days_explain_the_date(start, limit, last):
    days = days_counted(moment(start), working_days(limit))

    assert (days[0].day, days[0].counted) == (start, False)
    assert (days[-1].day, days[-1].counted) == (last, True)
    assert sum(day.counted for day in days) == limit
    assert all(day.reason and day.reason_zh for day in days)


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        pytest.param(date(2026, 9, 24), calendar_days(7), date(2026, 10, 8), id="AC-C16"),
        pytest.param(date(2025, 2, 28), months(12), date(2026, 2, 28), id="AC-C17 the corresponding day"),
        pytest.param(date(2024, 2, 29), months(12), date(2025, 2, 28), id="AC-C17 the last of the month"),
    ],
)
def test_notices_and_months_end_as_the_code_says(start, limit, last):
    assert due(moment(start), limit).day == last


def test_a_pause_stores_what_elapsed_what_stood_still_and_why():
    started = due(moment(date(2026, 3, 2)), working_days(10))
    still = Standstill(
        paused_at=moment(date(2026, 3, 5)), resumed_at=moment(date(2026, 3, 19), 16), reason="补正材料",
        evidence="一次性补正告知书", officer="CZ-TN-LL.officer",
    )  # fmt: skip

    found = resumed_after(started, still)

    assert (course(found).began, course(found).whole) == (started.start, working_days(10))
    assert course(found).elapsed == timedelta(days=3)
    assert course(found).suspended == timedelta(days=14, hours=6)
    assert course(found).standstills == (still,)
    assert Due.model_validate_json(found.model_dump_json()) == found


def test_a_second_pause_adds_up():
    once = resumed(due(moment(date(2026, 3, 2)), working_days(10)), moment(date(2026, 3, 3)), moment(date(2026, 3, 5)))

    twice = resumed(once, moment(date(2026, 3, 6)), moment(date(2026, 3, 10)))

    assert (course(twice).elapsed, course(twice).suspended) == (timedelta(days=2), timedelta(days=6))
    assert len(course(twice).standstills) == 2
    assert twice.at - course(twice).began == course(twice).elapsed + course(twice).suspended + twice.after


def test_a_due_moment_that_was_recorded_before_clocks_could_stand_still_is_read():
    known = due(moment(date(2026, 3, 2)), working_days(10)).model_dump(mode="json")

    assert Due.model_validate({key: value for key, value in known.items() if key != "course"}).course is None


async def test_the_task_keeps_who_stopped_the_clock():
    calendar_task = Calendar()
    request = DueRequest(start=moment(date(2026, 3, 2)), limits={"total": working_days(30)})
    started = (await calendar_task.due_moments(request)).dues["total"]

    found = await calendar_task.resume(
        Pause(due=started, paused_at=moment(date(2026, 3, 4)), resumed_at=moment(date(2026, 3, 6)), reason="鉴定")
    )

    assert course(found).standstills[0].reason == "鉴定"


def test_a_holiday_that_an_end_moved_over_is_not_left_over_at_a_pause():
    notice = due(moment(date(2026, 9, 24)), calendar_days(7))

    found = resumed(notice, moment(date(2026, 9, 30)), moment(date(2026, 10, 12)))

    assert (notice.day, found.limit, found.day) == (date(2026, 10, 8), calendar_days(1), date(2026, 10, 13))


def test_days_on_which_the_clock_stood_still_are_told_with_the_reason():
    started = due(moment(date(2026, 3, 2)), working_days(5))
    still = Standstill(paused_at=moment(date(2026, 3, 3)), resumed_at=moment(date(2026, 3, 5)), reason="听证")

    days = {day.day: day for day in why(resumed_after(started, still))}

    assert [days[date(2026, 3, n)].reason_zh for n in (2, 3, 4, 5, 6)] == [
        "期间开始的当日不计入", "工作日", "中止计时:听证", "中止计时:听证", "工作日",
    ]  # fmt: skip
    assert sum(day.counted for day in days.values()) == 5
    assert max(days) == date(2026, 3, 11)


def test_a_rung_that_rang_before_the_pause_does_not_ring_again():
    started = due(moment(date(2026, 3, 2)), working_days(10))

    found = resumed(started, moment(date(2026, 3, 10)), moment(date(2026, 3, 23)))

    assert course(found).rung == (RungName.HALF,)
    assert [rung.name for rung in found.rungs] == [RungName.MOST, RungName.LAST_DAY, RungName.BREACH]


@pytest.fixture
def notice_of_2027(monkeypatch):
    """The notice as it could be: New Year off from Friday to Sunday, Spring Festival for a week."""
    off = [*stretch(date(2027, 1, 1), date(2027, 1, 3)), *stretch(date(2027, 2, 5), date(2027, 2, 11))]
    for day in off:
        monkeypatch.setitem(holidays, day, "New Year's Day")
    monkeypatch.setattr(calendar, "LAST_YEAR", 2027)


def test_a_provisional_date_is_worked_out_anew_when_the_notice_is_loaded(notice_of_2027):
    with pytest.MonkeyPatch.context() as before:
        before.setattr(calendar, "LAST_YEAR", 2026)
        for day in stretch(date(2027, 1, 1), date(2027, 2, 11)):
            before.delitem(holidays, day, raising=False)
        guessed = due(moment(date(2026, 12, 28)), working_days(10))

    found = recomputed(guessed)

    assert (guessed.day, guessed.provisional) == (date(2027, 1, 11), True)
    assert (found.day, found.provisional) == (date(2027, 1, 12), False)
    assert (found.start, found.limit) == (guessed.start, guessed.limit)


def test_recomputing_goes_through_every_standstill(notice_of_2027):
    started = due(moment(date(2026, 12, 28)), working_days(10))
    paused = resumed(started, moment(date(2026, 12, 30)), moment(date(2027, 1, 4)))
    outdated = paused.model_copy(update={"at": paused.at - DAY, "provisional": True})

    assert recomputed(outdated) == paused


def test_recomputing_what_ran_out_before_its_pause_gives_the_lawful_end():
    started = due(moment(date(2026, 3, 2)), working_days(10))
    paused = resumed(started, moment(date(2026, 3, 13)), moment(date(2026, 3, 20)))
    shorter = course(paused).model_copy(update={"whole": working_days(3)})

    assert recomputed(paused.model_copy(update={"course": shorter})) == due(started.start, working_days(3))


LIMITS = st.one_of(
    st.integers(2, 60).map(working_days),
    st.integers(2, 90).map(calendar_days),
    st.integers(1, 14).map(months),
    st.integers(2, 96).map(hours),
)
PAUSES = st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(0, 40)), max_size=3)
STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2025, 6, 1)).map(lambda when: when.replace(tzinfo=CITY_TIME))


def through(started, pauses):
    """The clock through pauses, each at a share of what is left and so many hours long, and its ladders."""
    ladders, found = [], started
    for share, length in pauses:
        paused_at = found.start + (found.at - found.start) * share
        ladders.append([rung.name for rung in found.rungs if rung.at <= paused_at])
        found = resumed(found, paused_at, paused_at + timedelta(hours=7 * length))
    return found, [*ladders, [rung.name for rung in found.rungs]]


@given(STARTS, LIMITS, PAUSES)
def test_every_rung_rings_once_however_often_the_clock_stands_still(start, limit, pauses):
    found, ladders = through(due(start, limit), pauses)
    rung = [name for ladder in ladders for name in ladder]

    assert len(rung) == len(set(rung))
    assert {RungName.HALF, RungName.MOST, RungName.BREACH} <= set(rung)
    assert rung[-1] is RungName.BREACH
    assert all(one.at <= other.at for one, other in pairwise(found.rungs))


@given(STARTS, LIMITS, PAUSES)
def test_time_is_either_elapsed_or_suspended_or_ahead(start, limit, pauses):
    found, _ = through(due(start, limit), pauses)

    if found.course:
        assert course(found).elapsed + course(found).suspended + found.after == found.at - course(found).began
    assert recomputed(found) == found
    assert Due.model_validate_json(found.model_dump_json()) == found


@given(STARTS, LIMITS, PAUSES)
def test_the_days_told_are_all_days_in_order_and_as_many_count_as_the_limit_has(start, limit, pauses):
    found, _ = through(due(start, limit), pauses)
    days = why(found)

    assert [day.day for day in days] == stretch(start.date(), found.day)
    if limit.unit is Unit.WORKING_DAYS:
        assert sum(day.counted for day in days) == limit.value
