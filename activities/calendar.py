"""Until when? Working-day arithmetic, recorded in the case.

The one place where a pretend city's short days act: a due moment stays the lawful one, only the timer that stands
for it is shorter.
"""

from datetime import datetime, timedelta

from activities.task import recorded
from policy.deadlines import due, resumed_after
from schemas.base import Model
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
        return Dues(dues={name: self.due(request.start, limit) for name, limit in request.limits.items()})

    @recorded(summary="恢复计时")
    async def resume(self, pause: Pause) -> Due:
        """The due moment of a clock that stood still: what was left is counted again."""
        return self._paced(resumed_after(pause.due, pause.standstill))

    def due(self, start: datetime, limit: Limit) -> Due:
        """The due moment of one limit, with timers at this city's pace."""
        return self._paced(due(start, limit))

    def _paced(self, lawful: Due) -> Due:
        rungs = tuple(rung.model_copy(update={"after": rung.after * self._pace}) for rung in lawful.rungs)
        return lawful.model_copy(update={"after": lawful.after * self._pace, "rungs": rungs})
