"""Which month comes next? Rights change with a month, never in the middle of one."""

from datetime import date, timedelta


def following(day: date) -> date:
    """First day of the month after."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
