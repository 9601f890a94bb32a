"""What time is it in the city, and how does a case wait until a recorded due moment?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from temporalio import workflow

from schemas.cases import ClockLine
from schemas.limits import Due, Rung, RungName

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")

Done = Callable[[], bool]
OnRung = Callable[[Rung], None]


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

    async def run(self, done: Done, on_rung: OnRung, rungs: frozenset[RungName]) -> bool:
        """True as soon as it is done; False when the limit passed before."""
        for rung in self._ahead_of_us(rungs):
            if await self._waited(done, rung):
                return True
            self._time.reached(rung.at)
            self.rung.append(rung.name)
            on_rung(rung)
        return done()

    def _ahead_of_us(self, rungs: frozenset[RungName]) -> list[Rung]:
        end = Rung(name=RungName.BREACH, at=self.due.at, after=self.due.after)
        wanted = [rung for rung in self.due.rungs if rung.name in rungs and rung.name is not RungName.BREACH]
        return [rung for rung in (*sorted(wanted, key=lambda rung: rung.at), end) if rung.name not in self.rung]

    async def _waited(self, done: Done, rung: Rung) -> bool:
        left = max(rung.after - (workflow.now() - self._began), timedelta(0))
        try:
            await workflow.wait_condition(done, timeout=left, timeout_summary=f"{self.name}: {rung.name} {rung.at:%F}")
        except TimeoutError:
            return done()
        return True
