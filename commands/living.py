"""How is a year lived through? Month by month: what happened is announced, decided and paid; then it is judged."""

import asyncio
import time
from dataclasses import dataclass
from datetime import date, timedelta

from aiokafka.errors import KafkaError
from temporalio.client import Client
from temporalio.service import RPCError

from activities.adapters.register.book import SqlBook
from activities.adapters.register.database import connect
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.upgrade import upgrade
from commands import folders, running, stay
from commands.programs import children, city_of_a_year, platform
from commands.soundings import bridge_standing
from commands.words import Trouble, say
from policy.household import STANDARD
from runtime.settings import Settings
from schemas.identifiers import CaseId
from schemas.rights import StandingRequest
from simulator.emission import Record, emit
from simulator.year import records
from simulator.year.city import calendar, population
from simulator.year.lives import Life
from simulator.year.takeover import taken_over
from simulator.year.verdict import Verdict, judged

LOOK = 0.5
CALM = 4
"""Looks at which nothing runs and nothing is unread: what a case says before it closes may open another between two."""

AT_MOST = 30.0
"""Seconds in which the broker says what was read."""

MONTHS = 12
APPLICATIONS_AT_ONCE = 200


async def through_a_year(households: int, apply: int, seed: int, *, day: float, patience: float) -> int:
    """Code 0 when the register and the other computation agree, 1 when not."""
    given = running.given()
    settings = stay.with_city(given, day, day, folders.fresh(given.data_directory))
    say(f"{households} households live through a year, seed {seed}; files in {settings.data_directory}")
    async with platform(settings, say) as known:
        living = city_of_a_year(known, households, seed)
        async with children(known, say, living) as ours:
            client = await running.client(known, at_most=30.0)
            year = Year(known, client, population(known, households, seed), apply, patience)
            await ours.during(year.lived())
        verdict = year.verdict()
    _tell(verdict)
    return 0 if verdict.same and verdict.recognised else 1


@dataclass
class Year:
    """The days of the year, and everything that is announced in it."""

    settings: Settings
    client: Client
    lives: list[Life]
    apply: int
    patience: float

    async def lived(self) -> None:
        """Applications, then twelve months, then what was announced too late for its month."""
        applied_on, begins = calendar()
        began = time.monotonic()
        known = await asyncio.to_thread(self._taken_over, applied_on)
        say(f"  {known} households taken over, {time.monotonic() - began:.0f} s")
        applications = records.applications(self.lives[: self.apply])
        for start in range(0, len(applications), APPLICATIONS_AT_ONCE):
            await self._sent(applications[start : start + APPLICATIONS_AT_ONCE])
        say(f"  applied and decided, {time.monotonic() - began:.0f} s")
        for number in range(1, MONTHS + 1):
            month, after = date(begins.year, number, 1), _following(date(begins.year, number, 1))
            await self._sent([records.paid(month)])
            at_once, *later = records.announced(self.lives, month, after)
            for part in ([*at_once, *_raise(month)], *later):
                await self._sent(part)
            await self._sent([records.rechecked(after - timedelta(days=1))])
            say(f"  {month:%Y-%m} lived and paid, {time.monotonic() - began:.0f} s")
        last = date(begins.year, MONTHS, 31)
        for part in records.announced(self.lives, last + timedelta(days=1), date.max):
            await self._sent(part)
        await self._sent([records.corrected(last + timedelta(days=1))])
        say(f"  what was late is settled, {time.monotonic() - began:.0f} s")

    def verdict(self) -> Verdict:
        """The register beside the other computation."""
        _, begins = calendar()
        engine = connect(self.settings.database_url)
        try:
            rights = SqlRights(engine)
            asked = (
                StandingRequest(household=life.application.household.ref, case=CaseId("year")) for life in self.lives
            )
            standings = [rights.standing(each) for each in asked]
        finally:
            engine.dispose()
        return judged(list(zip(self.lives, standings, strict=True)), date(begins.year, MONTHS, 1))

    def _taken_over(self, on: date) -> int:
        """Whoever does not apply was recognised before; as if it had been in the month of the applications."""
        upgrade(self.settings.database_url)
        book = SqlBook(self.settings.database_url)
        try:
            return taken_over(book, self.lives[self.apply :], on)
        finally:
            book.close()

    async def _sent(self, sent: list[Record]) -> None:
        """Emitted, and everything that comes of it has ended."""
        if sent:
            known = await self._count("")
            await emit(self.settings, sent)
            await self._calm(known)

    async def _calm(self, known: int) -> None:
        """Cases more than those known have come, none of all is open any more, and every event was read."""
        calm, moved, before = 0, time.monotonic(), (-1, -1)
        while calm < CALM:
            await asyncio.sleep(LOOK)
            seen = open_, all_ = await self._count("ExecutionStatus = 'Running'"), await self._count("")
            if seen != before:
                calm, moved, before = 0, time.monotonic(), seen
            calm = calm + 1 if open_ == 0 and all_ > known and await self._all_read() else 0
            if time.monotonic() - moved > self.patience:
                raise Trouble(
                    f"For {self.patience:.0f} s {open_} cases have not moved; `onething case list` names them."
                )

    async def _all_read(self) -> bool:
        """Each event has reached its case, or was kept: the bridge has finished it."""
        try:
            async with asyncio.timeout(AT_MOST):
                _, unread = await bridge_standing(self.settings)
        except (KafkaError, TimeoutError) as away:
            say(f"The broker does not tell what was read: {away!r}", "yellow")
            return False
        return unread == 0

    async def _count(self, query: str) -> int:
        try:
            return (await self.client.count_workflows(query)).count
        except RPCError as away:
            say(f"The platform does not count its cases: {away}", "yellow")
            return -1


def _raise(month: date) -> list[Record]:
    """A standard that counts from a month is announced in the month after, as it happens."""
    earlier = (month - timedelta(days=1)).replace(day=1)
    changed = STANDARD.on(earlier) != STANDARD.on(earlier - timedelta(days=1))
    return [records.raised(earlier, month + timedelta(days=9))] if changed else []


def _following(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _tell(verdict: Verdict) -> None:
    say(f"{verdict.recognised} of {verdict.households} households were recognised: {verdict.months} months, "
        f"{verdict.due} yuan due, {verdict.received} received, {verdict.to_come_back} to come back")  # fmt: skip
    for each in verdict.differences[:20]:
        say(f"  {each.number} {each.what}: register {each.register}; computed {each.computed}", "red")
    if verdict.same:
        say("The register and the other computation agree to the cent.", "green")
    else:
        say(f"{len(verdict.differences)} differences.", "red")
