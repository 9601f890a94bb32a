"""Until when? Working-day arithmetic, recorded in the case.

The one place where a pretend city's short days act: a due moment stays the lawful one, only the timer that stands
for it is shorter.
"""

from datetime import datetime, timedelta

from activities.task import recorded
from policy.deadlines import due, longer, resumed_after
from schemas.base import Model
from schemas.clocks import LongerRequest
from schemas.limits import Due, DueRequest, Limit, Pause


class Dues(Model):
    """A due moment for each limit, by name."""

    dues: dict[str, Due]


class Calendar:
    """Statutory limits in Chinese working days, calendar days, hours and months."""

    def __init__(self, day: timedelta = timedelta(days=1)) -> None:
        self._pace = day / timedelta(days=1)

    @recorded(summary="计算办理期限")
    async def due_moments(self, request: DueRequest) -> Dues:
        """The due moment of each limit that starts to run now."""
        lag = (request.asked_at or request.start) - request.start
        return Dues(dues={name: self._paced(_begun(due(request.start, limit), lag))
                          for name, limit in request.limits.items()})  # fmt: skip

    @recorded(summary="恢复计时")
    async def resume(self, pause: Pause) -> Due:
        """The due moment of a clock that stood still: what was left is counted again."""
        return self._paced(resumed_after(pause.due, pause.standstill))

    @recorded(summary="延长办理期限")
    async def extend(self, request: LongerRequest) -> Due:
        """The due moment of a clock that runs longer: counted anew from its first start."""
        return self._paced(longer(request.due, request.limit, request.at))

    def due(self, start: datetime, limit: Limit) -> Due:
        """The due moment of one limit, with timers at this city's pace."""
        return self._paced(due(start, limit))

    def _paced(self, lawful: Due) -> Due:
        rungs = tuple(rung.model_copy(update={"after": rung.after * self._pace}) for rung in lawful.rungs)
        return lawful.model_copy(update={"after": lawful.after * self._pace, "rungs": rungs})


def _begun(lawful: Due, lag: timedelta) -> Due:
    """The timers of a limit that began to run before; what is over rings at once."""
    if not lag:
        return lawful
    rungs = tuple(rung.model_copy(update={"after": max(rung.after - lag, timedelta())}) for rung in lawful.rungs)
    return lawful.model_copy(update={"after": max(lawful.after - lag, timedelta()), "rungs": rungs})
