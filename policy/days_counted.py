"""Why this date? Each day of a limit from its start to its end, counted or not, and why."""

from collections.abc import Iterator
from datetime import date, datetime

from policy.moments import DAY, days, local, nominal_end
from policy.working_days import announced, holiday, is_working_day, made_up
from schemas.counted_days import CountedDay
from schemas.limits import Due, Limit, Standstill, Unit


def why(due: Due) -> tuple[CountedDay, ...]:
    """The days of a due moment, with those on which its clock stood still."""
    return tuple(_explained(due))


def _explained(due: Due) -> Iterator[CountedDay]:
    if due.course is None:
        yield from _opened(due.start, due.limit, due.day)
        return
    start, limit = due.course.began, due.course.whole
    first, *others = due.course.standstills
    yield from _opened(start, limit, local(first.paused_at).date())
    for still, following in zip((first, *others), (*others, None), strict=True):
        yield from _stood(still)
        until = local(following.paused_at).date() if following else due.day
        yield from _stretch(local(still.resumed_at), due.limit if following is None else limit, until)


def _opened(start: datetime, limit: Limit, last: date) -> Iterator[CountedDay]:
    if limit.unit is not Unit.HOURS:
        yield _uncounted(local(start).date(), "the first day is not counted", "期间开始的当日不计入")
        yield from _stretch(start, limit, last)
        return
    for day in days(local(start).date(), last):
        yield _hours(day)


def _stretch(start: datetime, limit: Limit, last: date) -> Iterator[CountedDay]:
    """The days after the start, which itself was told already."""
    first = local(start).date()
    for day in days(first + DAY, last):
        yield _hours(day) if limit.unit is Unit.HOURS else _day(day, first, limit)


def _stood(still: Standstill) -> Iterator[CountedDay]:
    because = (f": {still.reason}", f":{still.reason}") if still.reason else ("", "")
    for day in days(local(still.paused_at).date() + DAY, local(still.resumed_at).date()):
        yield _uncounted(day, f"the clock stood still{because[0]}", f"中止计时{because[1]}")


def _day(day: date, first: date, limit: Limit) -> CountedDay:
    if limit.unit is Unit.WORKING_DAYS:
        return _working(day) if is_working_day(day) else _off(day)
    if day > nominal_end(first, limit):
        return _uncounted(
            day, "a last day on a holiday moves to the next working day", "期间最后一日为节假日,顺延至次一工作日"
        )
    return _counted(day, "calendar day", "自然日")


def _working(day: date) -> CountedDay:
    if not announced(day):
        return _counted(
            day, "weekday; the holidays of this year are not announced yet", "工作日(该年度放假安排尚未公布,暂计)"
        )
    if made_up(day):
        return _counted(day, "weekend worked to make up for a holiday", "调休上班")
    return _counted(day, "working day", "工作日")


def _off(day: date) -> CountedDay:
    english, chinese = holiday(day) or ("weekend", "周末休息日")
    return _uncounted(day, english, chinese)


def _hours(day: date) -> CountedDay:
    return _counted(day, "hours count at once, on holidays too", "按小时计算,节假日照计")


def _counted(day: date, reason: str, reason_zh: str) -> CountedDay:
    return CountedDay(day=day, counted=True, reason=reason, reason_zh=reason_zh)


def _uncounted(day: date, reason: str, reason_zh: str) -> CountedDay:
    return CountedDay(day=day, counted=False, reason=reason, reason_zh=reason_zh)
