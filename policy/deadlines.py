"""Until when does a limit run? Civil Code arts. 201-203, working days by the yearly notices (domain 2.2, 2.3)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from math import ceil

from policy.working_days import announced, holiday, is_working_day, made_up
from schemas.counted_days import CountedDay
from schemas.limits import Due, Limit, Rung, RungName, Unit

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The time of the law. China has had no summer time since 1991, so a fixed offset is exact."""

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def due(start: datetime, limit: Limit) -> Due:
    """The day of the event is not counted and the last day ends at 24:00; hours count at once (arts. 201, 203)."""
    start = _local(start)
    if limit.unit is Unit.HOURS:
        return _due(start, limit, start + limit.value * _HOUR)
    return _due(start, limit, _midnight(_last_day(start.date(), limit) + _DAY))


def resumed(due: Due, paused_at: datetime, resumed_at: datetime) -> Due:
    """What was left at the pause, counted again from the resumption, whose day is not counted."""
    paused_at, resumed_at = _local(paused_at), _local(resumed_at)
    if not due.start <= paused_at <= resumed_at:
        raise ValueError("A clock is paused after its start and resumed after its pause.")
    if paused_at >= due.at:
        raise ValueError(f"The limit ran out at {due.at}; nothing is left that could be paused.")
    remaining = _remaining(due, paused_at)
    if due.limit.unit is Unit.HOURS:
        return _due(resumed_at, remaining, resumed_at + (due.at - paused_at))
    return _due(resumed_at, remaining, _midnight(_last_day(resumed_at.date(), remaining) + _DAY))


def days_counted(start: datetime, limit: Limit) -> tuple[CountedDay, ...]:
    """Why this date: each day from the start to the end, counted or not, and why."""
    first, last = _local(start).date(), due(start, limit).day
    if limit.unit is Unit.HOURS:
        return tuple(
            _counted(day, "hours count at once, on holidays too", "按小时计算,节假日照计") for day in _days(first, last)
        )
    opening = _uncounted(first, "the first day is not counted", "期间开始的当日不计入")
    return opening, *(_explained(day, first, limit) for day in _days(first + _DAY, last))


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; a limit starts at a moment, not at a wall clock.")
    return moment.astimezone(SHANGHAI)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + offset * _DAY for offset in range((last - first).days + 1))


def _last_day(first: date, limit: Limit) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return _working_day_after(first, limit.value)
    return _rolled(_nominal_end(first, limit)) if limit.value else first


def _working_day_after(day: date, count: int) -> date:
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def _nominal_end(first: date, limit: Limit) -> date:
    """Art. 202: a month ends on the corresponding day, or on its last day if there is none."""
    if limit.unit is Unit.CALENDAR_DAYS:
        return first + limit.value * _DAY
    years, month = divmod(first.month - 1 + limit.value, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def _rolled(day: date) -> date:
    """Art. 203: a last day on a holiday moves to the day after the holiday."""
    while not is_working_day(day):
        day += _DAY
    return day


def _remaining(due: Due, paused_at: datetime) -> Limit:
    left, unit = (due.day - paused_at.date()).days, Unit.CALENDAR_DAYS
    if due.limit.unit is Unit.HOURS:
        left, unit = ceil((due.at - paused_at) / _HOUR), Unit.HOURS
    elif due.limit.unit is Unit.WORKING_DAYS:
        left, unit = sum(map(is_working_day, _days(paused_at.date() + _DAY, due.day))), Unit.WORKING_DAYS
    return Limit(value=left, unit=unit, law=due.limit.law)


def _due(start: datetime, limit: Limit, at: datetime) -> Due:
    last = (at - timedelta(seconds=1)).date()
    provisional = limit.unit is not Unit.HOURS and not announced(last)
    return Due(
        limit=limit, start=start, at=at, after=at - start, rungs=_rungs(start, limit, at), provisional=provisional
    )


def _rungs(start: datetime, limit: Limit, at: datetime) -> tuple[Rung, ...]:
    length = at - start
    moments = {RungName.HALF: start + length / 2, RungName.MOST: start + length * 7 / 10}
    if limit.unit is not Unit.HOURS:
        moments[RungName.LAST_DAY] = _last_working_day(at)
    ahead = [(moment, name) for name, moment in moments.items() if start < moment < at]
    in_order = [*sorted(ahead, key=lambda rung: rung[0]), (at, RungName.BREACH)]
    return tuple(Rung(name=name, at=moment, after=moment - start) for moment, name in in_order)


def _last_working_day(at: datetime) -> datetime:
    """The moment at which one working day is left."""
    day = at.date() - _DAY
    while not is_working_day(day):
        day -= _DAY
    return _midnight(day)


def _explained(day: date, first: date, limit: Limit) -> CountedDay:
    if limit.unit is Unit.WORKING_DAYS:
        return _working(day) if is_working_day(day) else _off(day)
    if day > _nominal_end(first, limit):
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


def _counted(day: date, reason: str, reason_zh: str) -> CountedDay:
    return CountedDay(day=day, counted=True, reason=reason, reason_zh=reason_zh)


def _uncounted(day: date, reason: str, reason_zh: str) -> CountedDay:
    return CountedDay(day=day, counted=False, reason=reason, reason_zh=reason_zh)
