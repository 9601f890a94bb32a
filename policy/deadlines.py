"""Until when does a limit run? Civil Code arts. 201-203, working days by the yearly notices (domain 2.2, 2.3).

Holidays of a year that is not announced yet are unknown: a due moment that depends on them is provisional, and
`recomputed` gives the lawful one once the notice is loaded (the event `calendar.year-loaded`).
"""

from datetime import datetime, timedelta
from math import ceil

from policy.days_counted import why
from policy.ladder import rung_before, rungs
from policy.moments import DAY, days, last_day, local, midnight, nominal_end, rolled
from policy.working_days import announced, is_working_day
from schemas.counted_days import CountedDay
from schemas.limits import Course, Due, Limit, Standstill, Unit

_HOUR = timedelta(hours=1)


def due(start: datetime, limit: Limit) -> Due:
    """The day of the event is not counted and the last day ends at 24:00; hours count at once (arts. 201, 203)."""
    start = local(start)
    if limit.unit is Unit.HOURS:
        return _due(start, limit, start + limit.value * _HOUR)
    return _due(start, limit, midnight(last_day(start.date(), limit) + DAY))


def resumed(due: Due, paused_at: datetime, resumed_at: datetime) -> Due:
    """What was left at the pause, counted again from the resumption, whose day is not counted."""
    return resumed_after(due, Standstill(paused_at=paused_at, resumed_at=resumed_at))


def resumed_after(due: Due, still: Standstill) -> Due:
    """As `resumed`; the reason, its evidence and who gave it stay with the due moment."""
    paused_at, resumed_at = local(still.paused_at), local(still.resumed_at)
    if not due.start <= paused_at <= resumed_at:
        raise ValueError("A clock is paused after its start and resumed after its pause.")
    if paused_at >= due.at:
        raise ValueError(f"The limit ran out at {due.at}; nothing is left that could be paused.")
    remaining, course = _remaining(due, paused_at), _course(due, still)
    if due.limit.unit is Unit.HOURS:
        return _due(resumed_at, remaining, resumed_at + (due.at - paused_at), course)
    first = resumed_at.date()
    working = remaining.unit is Unit.WORKING_DAYS
    last = last_day(first, remaining) if working else rolled(nominal_end(first, remaining))
    return _due(resumed_at, remaining, midnight(last + DAY), course)


def recomputed(provisional: Due) -> Due:
    """The due moment by the calendar of today, from its first start through every standstill."""
    if provisional.course is None:
        return due(provisional.start, provisional.limit)
    found = due(provisional.course.began, provisional.course.whole)
    for still in provisional.course.standstills:
        if local(still.paused_at) >= found.at:
            return found  # by the announced calendar it had run out before it was paused
        found = resumed_after(found, still)
    return found


def longer(due_: Due, whole: Limit, at: datetime) -> Due:
    """The due moment with another limit, from the first start through every standstill; rungs before `at` are over."""
    if due_.course is None:
        found = due(due_.start, whole)
    else:
        found = recomputed(due_.model_copy(update={"course": due_.course.model_copy(update={"whole": whole})}))
    if found.at <= due_.at:
        raise ValueError(f"{whole} is not longer than {due_.limit}: it would end on {found.day}.")
    return found.model_copy(update={"rungs": tuple(rung for rung in found.rungs if rung.at > local(at))})


def days_counted(start: datetime, limit: Limit) -> tuple[CountedDay, ...]:
    """Why this date: each day from the start to the end, counted or not, and why."""
    return why(due(start, limit))


def _remaining(due: Due, paused_at: datetime) -> Limit:
    """The day of the pause was used up; a last day that only moved over a holiday was never part of the limit."""
    paused, unit = paused_at.date(), due.limit.unit
    if unit is Unit.HOURS:
        return Limit(value=ceil((due.at - paused_at) / _HOUR), unit=unit, law=due.limit.law)
    if unit is Unit.WORKING_DAYS:
        left = sum(map(is_working_day, days(paused + DAY, due.day)))
        return Limit(value=left, unit=unit, law=due.limit.law)
    left = (nominal_end(due.start.date(), due.limit) - paused).days
    return Limit(value=max(left, 0), unit=Unit.CALENDAR_DAYS, law=due.limit.law)


def _course(due: Due, still: Standstill) -> Course:
    before, paused_at, resumed_at = due.course, local(still.paused_at), local(still.resumed_at)
    ran, stood = paused_at - due.start, resumed_at - paused_at
    rung = rung_before(due.rungs, paused_at)
    if before is None:
        return Course(began=due.start, whole=due.limit, elapsed=ran, suspended=stood, rung=rung, standstills=(still,))
    return before.model_copy(
        update={
            "elapsed": before.elapsed + ran,
            "suspended": before.suspended + stood,
            "rung": (*before.rung, *rung),
            "standstills": (*before.standstills, still),
        }
    )


def _due(start: datetime, limit: Limit, at: datetime, course: Course | None = None) -> Due:
    last = (at - timedelta(seconds=1)).date()
    return Due(
        limit=limit,
        start=start,
        at=at,
        after=at - start,
        rungs=rungs(start, at, limit.unit, course),
        provisional=limit.unit is not Unit.HOURS and not announced(last),
        course=course,
    )
