"""What time is it in the city, and how does a case wait until a recorded due moment?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from temporalio import workflow

from schemas.cases import ClockLine
from schemas.city_time import CITY_TIME
from schemas.clocks import Extended, Paused
from schemas.limits import Due, Rung, RungName

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
        return (workflow.now() + self._ahead).astimezone(CITY_TIME)

    def today(self) -> date:
        """The day on which the case stands."""
        return self.now().date()

    def reached(self, moment: datetime) -> None:
        """A timer that stood for this moment rang."""
        self._ahead = max(self._ahead, moment - workflow.now())


class Clock:
    """One limit: its rungs ring once each, also when it is waited for in pieces, stood still, or was extended."""

    def __init__(self, name: str, due: Due, time: CityTime) -> None:
        self.name = name
        self.due = due
        self.rung: list[str] = []
        self.state = "running"
        self.paused: Paused | None = None
        self.extended: Extended | None = None
        self._time = time
        self._began = workflow.now()
        self._turns = 0

    @property
    def line(self) -> ClockLine:
        """The clock as operators see it."""
        paused = self.paused if self.state == "paused" else None
        return ClockLine(name=self.name, due=self.due, rungs=tuple(self.rung), state=self.state, paused=paused,
                         extended=self.extended)  # fmt: skip

    @property
    def over(self) -> bool:
        """Its step has ended, or the period has passed that may simply pass."""
        return self.state in {"ended", "passed"}

    @property
    def runs(self) -> bool:
        """It counts days, and its end lies ahead."""
        return self.state == "running" and RungName.BREACH not in self.rung and self._time.now() < self.due.at

    def ended(self) -> None:
        """Its step is over; a limit that passed stays passed."""
        if not self.over:
            self.state = "ended"

    def counts_on(self) -> None:
        """What came before its end did not settle its step: the same days go on."""
        if self.state == "ended":
            self.state = "running"

    def stands_still(self, paused: Paused) -> None:
        """No rung rings from now on."""
        self.state, self.paused = "paused", paused
        self._turns += 1

    def goes_on(self, due: Due) -> None:
        """What was left is counted from now on."""
        self.state, self.paused, self.due = "running", None, due
        self._began = workflow.now()
        self._turns += 1

    def runs_longer(self, due: Due, extended: Extended) -> None:
        """The rungs that have rung stay with the extension; those of the longer limit ring once each."""
        self.due, self.extended = due, extended
        self.rung = []
        self._turns += 1

    async def passed(self, done: Done, *, beside: bool = False) -> bool:
        """Waits for the end of a period that may simply pass; False when it is done before.

        `beside` leaves the day of the case alone.
        """
        end = await self._rings(done, self._end)
        if end is None:
            self.ended()
            return False
        if not beside:
            self._time.reached(end.at)
        self.state = "passed"
        return True

    async def climb(self, done: Done, on_rung: OnRung, rungs: frozenset[RungName], *, beside: bool = False) -> None:
        """Rings the rungs until it is done, the breach last; `beside` leaves the day of the case alone."""
        while (rung := await self._rings(done, partial(self._ahead, rungs))) is not None:
            if not beside:
                self._time.reached(rung.at)
            self.rung.append(rung.name)
            on_rung(rung)

    def _end(self) -> Rung:
        return Rung(name=RungName.BREACH, at=self.due.at, after=self.due.after)

    def _ahead(self, rungs: frozenset[RungName]) -> Rung | None:
        wanted = (rung for rung in self.due.rungs if rung.name in rungs | {RungName.BREACH})
        return min((rung for rung in wanted if rung.name not in self.rung), key=lambda rung: rung.at, default=None)

    async def _rings(self, done: Done, next_: Callable[[], Rung | None]) -> Rung | None:
        """The next rung, when it rings; None when it is done before. It is asked for anew when the clock was moved."""
        while (rung := next_()) is not None:
            if self.state == "paused":
                await workflow.wait_condition(lambda: done() or self.state != "paused")
                if done():
                    return None
                continue
            left = rung.after - (workflow.now() - self._began)
            if not await waited(partial(self._disturbed, done, self._turns), left, self._told(rung)):
                return rung
            if done():
                return None
        return None

    def _disturbed(self, done: Done, turns: int) -> bool:
        """It is done, or the clock was stopped or moved since."""
        return done() or self._turns != turns

    def _told(self, rung: Rung) -> str:
        if rung.name is RungName.BREACH:
            return f"{self.name} until {self.due.day}"
        return f"{self.name} {rung.name} on {rung.at:%F}"
