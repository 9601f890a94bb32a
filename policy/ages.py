"""How old is somebody on a day? Full years, counted on the birthday itself (Civil Code arts. 200-204)."""

from calendar import isleap
from datetime import date


def age(born: date, on: date) -> int:
    """Full years; who was born on 29 February completes a year on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The day on which somebody completes that many years."""
    leap = (born.month, born.day) == (2, 29)
    year = born.year + years
    return date(year, 3, 1) if leap and not isleap(year) else date(year, born.month, born.day)
