"""Which month is it, and how many lie between two days? A month is written as its first day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

_YEAR = 12


def month_of(day: date) -> date:
    """The month that contains the day."""
    return day.replace(day=1)


def after(month: date, count: int = 1) -> date:
    """The month that many months later; a negative count goes back."""
    years, index = divmod(month.month - 1 + count, _YEAR)
    return date(month.year + years, index + 1, 1)


def span(first: date, last: date) -> Iterator[date]:
    """Every month from the first up to and with the last."""
    month = month_of(first)
    while month <= last:
        yield month
        month = after(month)


def full_months(start: date, end: date) -> int:
    """Complete months between two days; who starts on the 31st completes a month on the last day of a shorter one."""
    months = (end.year - start.year) * _YEAR + end.month - start.month
    last = monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last))
