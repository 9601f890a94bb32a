"""Is this a working day in China? The yearly notices of the State Council office decide, once they are loaded.

A year whose notice is not loaded yet is judged by plain weekdays; whatever depends on that is provisional (domain 2.2).
The tables of chinesecalendar are read directly: its own functions search for the first and last year at every call.
"""

from datetime import date

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

FIRST_YEAR: int = min(holidays).year
LAST_YEAR: int = max(holidays).year
_SATURDAY = 5


def announced(day: date) -> bool:
    """The shift notice of that year is loaded."""
    return day.year <= LAST_YEAR


def is_working_day(day: date) -> bool:
    """National holidays are off, make-up weekends are worked (全国年节及纪念日放假办法 [L12], yearly notices [C1])."""
    if day.year < FIRST_YEAR:
        raise LookupError(f"No calendar for {day}: the first loaded year is {FIRST_YEAR}.")
    return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)


def holiday(day: date) -> tuple[str, str] | None:
    """The holiday that the day is off for, in English and Chinese; None for plain weekends and working days."""
    name = holidays.get(day)
    return (str(name), str(Holiday(name).chinese)) if name else None


def made_up(day: date) -> bool:
    """A weekend day that is worked to make up for a holiday (调休)."""
    return day in workdays and day.weekday() >= _SATURDAY
