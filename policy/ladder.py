"""When does a clock remind? Half, 70 %, one working day left, breach: each once, also when the clock stood still."""

from datetime import datetime, timedelta

from policy.moments import DAY, midnight
from policy.working_days import is_working_day
from schemas.limits import Course, Rung, RungName, Unit


def rungs(start: datetime, at: datetime, unit: Unit, course: Course | None) -> tuple[Rung, ...]:
    """The rungs ahead, in order; a share is one of the time that the clock runs, before and after a standstill.

    A rung that a standstill left behind without ringing rings at the resumption.
    """
    moments = _moments(start, at, unit, course.elapsed if course else timedelta(0))
    if course:
        left = {name: max(moment, start) for name, moment in moments.items() if name not in course.rung}
    else:
        left = {name: moment for name, moment in moments.items() if moment > start}
    ahead = sorted((moment, name) for name, moment in left.items() if moment < at)
    return tuple(Rung(name=name, at=moment, after=moment - start) for moment, name in [*ahead, (at, RungName.BREACH)])


def rung_before(ladder: tuple[Rung, ...], moment: datetime) -> tuple[RungName, ...]:
    """The rungs that had rung at a moment."""
    return tuple(rung.name for rung in ladder if rung.at <= moment)


def _moments(start: datetime, at: datetime, unit: Unit, elapsed: timedelta) -> dict[RungName, datetime]:
    began, length = start - elapsed, elapsed + (at - start)
    shares = {RungName.HALF: began + length / 2, RungName.MOST: began + length * 7 / 10}
    return shares if unit is Unit.HOURS else {**shares, RungName.LAST_DAY: _last_working_day(at)}


def _last_working_day(at: datetime) -> datetime:
    """The moment at which one working day is left."""
    day = at.date() - DAY
    while not is_working_day(day):
        day -= DAY
    return midnight(day)
