"""From which day does an application count as accepted? Administrative Permit Act art. 32, by analogy (domain 2.3)."""

from datetime import date, datetime

from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from schemas.city_time import CITY_TIME
from schemas.limits import Limit

COUNTS = numbers("assistance", "publicity_counts", str)


def notice_until(received_on: date, pack: Pack = CZ_DEMO) -> date:
    """The last day on which all defects may be told at once."""
    start = datetime(received_on.year, received_on.month, received_on.day, tzinfo=CITY_TIME)
    return due(start, limit("permit_correction", received_on, pack)).day


def accepted_on(
    received_on: date, notified_on: date | None, supplied_on: date | None, on: date, pack: Pack = CZ_DEMO
) -> date | None:
    """Silence until the notice comes too late: the day of receipt. Corrected: the day of the papers. None: not yet."""
    last = notice_until(received_on, pack)
    if notified_on is not None and notified_on <= last:
        return supplied_on if supplied_on is not None and supplied_on <= on else None
    return received_on if on > last else None


def publicity_pauses(on: date, pack: Pack = CZ_DEMO) -> bool:
    """True where the days of publicity do not count within the limit of the decision."""
    return COUNTS.on(on, pack) == "no"


def handled_together(on: date, pack: Pack = CZ_DEMO, *, extended: bool = False) -> tuple[Limit, ...]:
    """What several authorities have together: the limit, and its extension with the government head's approval."""
    steps = ("joint_decision", "joint_extension") if extended else ("joint_decision",)
    return tuple(limit(step, on, pack) for step in steps)
