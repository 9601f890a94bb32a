"""What time is it in the city, and how does a case wait until a recorded due moment?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from temporalio import workflow

from schemas.cases import ClockLine
from schemas.limits import Due, Rung, RungName

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")

Done = Callable[[], bool]
OnRung = Callable[[Rung], None]


async def waited(done: Done, at_most: timedelta, summary: str) -> bool:
    """True when it is done; False when the time passed. Operators read the summary on the timer."""
    try:
        await workflow.wait_condition(done, timeout=max(at_most, timedelta(0)), timeout_summary=summary)
    except TimeoutError:
        return done()
    return True


class CityTime:
    """The platform's time, plus what the shortened timers of a pretend city have skipped; never behind it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The moment in Chinese time."""
        return (workflow.now() + self._ahead).astimezone(ZONE)

    def today(self) -> date:
        """The day on which the case stands."""
        return self.now().date()

    def reached(self, moment: datetime) -> None:
        """A timer that stood for this moment rang."""
        self._ahead = max(self._ahead, moment - workflow.now())


class Clock:
    """One running limit: its rungs ring once each, also when it is waited for in pieces."""

    def __init__(self, name: str, due: Due, time: CityTime) -> None:
        self.name = name
        self.due = due
        self.rung: list[str] = []
        self.state = "running"
        self._time = time
        self._began = workflow.now()

    @property
    def line(self) -> ClockLine:
        """The clock as operators see it."""
        return ClockLine(name=self.name, due=self.due, rungs=tuple(self.rung), state=self.state)

    async def passed(self, done: Done, *, beside: bool = False) -> bool:
        """Waits for the end of a period that may simply pass; False when it is done before.

        `beside` leaves the day of the case alone.
        """
        end = Rung(name=RungName.BREACH, at=self.due.at, after=self.due.after)
        if await self._waited(done, end):
            self.state = "ended"
            return False
        if not beside:
            self._time.reached(end.at)
        self.state = "passed"
        return True

    async def climb(self, done: Done, on_rung: OnRung, rungs: frozenset[RungName], *, beside: bool = False) -> None:
        """Rings the rungs until it is done, the breach last; `beside` leaves the day of the case alone."""
        for rung in self._ahead_of_us(rungs):
            if await self._waited(done, rung):
                return
            if not beside:
                self._time.reached(rung.at)
            self.rung.append(rung.name)
            on_rung(rung)

    def _ahead_of_us(self, rungs: frozenset[RungName]) -> list[Rung]:
        wanted = [rung for rung in self.due.rungs if rung.name in rungs | {RungName.BREACH}]
        return [rung for rung in sorted(wanted, key=lambda rung: rung.at) if rung.name not in self.rung]

    def _told(self, rung: Rung) -> str:
        if rung.name is RungName.BREACH:
            return f"{self.name} until {self.due.day}"
        return f"{self.name} {rung.name} on {rung.at:%F}"

    async def _waited(self, done: Done, rung: Rung) -> bool:
        return await waited(done, rung.after - (workflow.now() - self._began), self._told(rung))
