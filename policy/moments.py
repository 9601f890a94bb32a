"""On which day does a period end? Civil Code arts. 201-203 on the calendar of the yearly notices (domain 2.3)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from policy.working_days import is_working_day
from schemas.city_time import CITY_TIME
from schemas.limits import Limit, Unit

DAY = timedelta(days=1)


def local(moment: datetime) -> datetime:
    """The moment in the time of the law."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; a limit starts at a moment, not at a wall clock.")
    return moment.astimezone(CITY_TIME)


def midnight(day: date) -> datetime:
    """The first moment of a day; a last day ends with the midnight after it (art. 203)."""
    return datetime(day.year, day.month, day.day, tzinfo=CITY_TIME)


def days(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    return (first + offset * DAY for offset in range((last - first).days + 1))


def last_day(first: date, limit: Limit) -> date:
    """The last day of a period of days or months; the day of the event is not counted (art. 201)."""
    if limit.unit is Unit.WORKING_DAYS:
        return _working_day_after(first, limit.value)
    return rolled(nominal_end(first, limit)) if limit.value else first


def nominal_end(first: date, limit: Limit) -> date:
    """Art. 202: a month ends on the corresponding day, or on its last day if there is none."""
    if limit.unit is Unit.CALENDAR_DAYS:
        return first + limit.value * DAY
    years, month = divmod(first.month - 1 + limit.value, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def rolled(day: date) -> date:
    """Art. 203: a last day on a holiday moves to the day after the holiday."""
    while not is_working_day(day):
        day += DAY
    return day


def _working_day_after(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= is_working_day(day)
    return day
