"""Why is this the due date? Each day of a limit, counted or not, with the reason."""

from datetime import date

from schemas.base import Model


class CountedDay(Model):
    """One day between the start and the end of a limit."""

    day: date
    counted: bool
    reason: str
    reason_zh: str
