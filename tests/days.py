"""Which day is it in the city? The machine that runs the tests may live by another time."""

from datetime import date, datetime

from schemas.city_time import CITY_TIME


def today() -> date:
    """The day that a case would say."""
    return datetime.now(CITY_TIME).date()
