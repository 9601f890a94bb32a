"""Who may have a clock of a case run longer, stand still, or go on? A named human, with reasons (domain 2.3, 3.3)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from activities.calendar import Calendar
from activities.civil_affairs import CivilAffairs
from activities.clock_law import ClockLaw
from events.contracts.cases import CaseLimitExtended, CaseLimitPaused, CaseLimitResumed
from registry.officers import Officer
from registry.regions import county_of
from schemas.cases import ClockLine, Role
from schemas.clocks import (
    ClockLetterRequest,
    Extended,
    ExtensionOrder,
    ExtensionRequest,
    LongerRequest,
    Paused,
    PauseOrder,
    ResumeOrder,
    StandstillRequest,
)
from schemas.limits import Limit, Pause
from schemas.questions import Errand
from workflows.deciding import known, refuse
from workflows.waiting import Clock

if TYPE_CHECKING:
    from workflows.verbs import Case

MAY_PAUSE = frozenset({Role.TOWN_LEAD, Role.COUNTY_SECTION_HEAD, Role.BUREAU_HEAD, Role.REGISTRAR})

Order = ExtensionOrder | PauseOrder | ResumeOrder


class Timekeeping:
    """Changes the clocks of one case by an officer's word; each change is told to the household and announced."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._changing: set[str] = set()
        self._told = 0

    # ── may it? told at the door, without a trace ────────────────────────────────────────────────────────────────

    def may_extend(self, order: ExtensionOrder) -> None:
        """The bureau head of the county, once, before the limit is over, with reasons."""
        clock = self._clock(order)
        self._bureau_head(known(order.officer))
        _reasoned(order.reasons)
        if clock.extended is not None:
            refuse(f"{clock.name} of case {self._case.id} was extended by {clock.extended.officer}; once is all.")
        self._running(clock)

    def may_pause(self, order: PauseOrder) -> None:
        """Whoever leads the unit or its county, with the paper that shows why."""
        clock = self._clock(order)
        self._leads(known(order.officer))
        if not order.evidence.strip():
            refuse("Name the paper that shows it, such as the number of the appraisal order.")
        self._running(clock)

    def may_resume(self, order: ResumeOrder) -> None:
        """The same people; only what stands still can go on."""
        clock = self._clock(order)
        self._leads(known(order.officer))
        _reasoned(order.reasons)
        self._unchanging(clock)
        if clock.state != "paused":
            refuse(f"{clock.name} of case {self._case.id} does not stand still; it is {clock.state}.")

    # ── it is done ───────────────────────────────────────────────────────────────────────────────────────────────

    async def extend(self, order: ExtensionOrder) -> ClockLine:
        """Counted anew with the longer limit of the act; the rungs of that limit ring once each."""
        clock, case = self._clock(order), self._case
        with self._change(clock):
            rule = await case.put(ClockLaw.extension, ExtensionRequest(
                step=clock.name, whole=_whole(clock), on=case.today()))  # fmt: skip
            if rule.limit is None:
                refuse(f"No act knows an extension of {clock.name} of {_whole(clock)}.")
            if rule.outside and not order.approval.strip():
                refuse(f"Name the paper by which it was approved: {rule.outside}.")
            at = case.time.now()
            due = await case.put(Calendar.extend, LongerRequest(due=clock.due, limit=rule.limit, at=at))
            was, extended = clock.due, Extended(**order.model_dump(), at=at, was=clock.due, rungs=tuple(clock.rung))
            clock.runs_longer(due, extended)
        case.note(f"延长期限 {clock.name} extended by {order.officer} until {due.day}: {order.reasons}")
        await case.announce(CaseLimitExtended(**self._named(clock), was=was.day, due=due.day))
        return self._changed(clock, "limit_extended", ClockLetterRequest(step=clock.name, due=due, extended=extended))

    async def pause(self, order: PauseOrder) -> ClockLine:
        """From this moment on nothing is counted and nobody is reminded."""
        clock, case = self._clock(order), self._case
        with self._change(clock):
            rule = await case.put(ClockLaw.standstill, StandstillRequest(step=clock.name, ground=order.ground))
            if rule.article is None:
                refuse(f"{clock.name} never stands still.")
            if rule.told_how_long and order.until is None:
                refuse(f"Say until when the {order.ground} is expected to take: the household is told in writing.")
            paused = Paused(**order.model_dump(), at=case.time.now())
            clock.stands_still(paused)
        case.note(f"中止计时 {clock.name} stands still by {order.officer}: {order.ground}, {order.evidence}")
        await case.announce(CaseLimitPaused(**self._named(clock), ground=order.ground, since=case.today()))
        return self._changed(clock, "limit_paused", ClockLetterRequest(step=clock.name, due=clock.due, paused=paused))

    async def resume(self, order: ResumeOrder) -> ClockLine:
        """What was left at the pause is counted again."""
        clock, case = self._clock(order), self._case
        paused = clock.paused
        if paused is None:
            raise ValueError(f"{clock.name} stands still since nobody knows when.")
        with self._change(clock):
            clock.goes_on(await case.put(Calendar.resume, Pause(
                due=clock.due, paused_at=paused.at, resumed_at=case.time.now(), reason=paused.ground,
                evidence=paused.evidence, officer=paused.officer)))  # fmt: skip
        case.note(f"恢复计时 {clock.name} goes on by {order.officer} until {clock.due.day}: {order.reasons}")
        await case.announce(CaseLimitResumed(**self._named(clock), since=case.today(), due=clock.due.day))
        return self._changed(clock, "limit_resumed", ClockLetterRequest(step=clock.name, due=clock.due))

    def _changed(self, clock: Clock, kind: str, letter: ClockLetterRequest) -> ClockLine:
        self._told += 1
        self._case.moved(clock)
        self._case.owes(self._tell(f"{self._case.id}/notice/{kind}/{self._told}", kind, letter))
        return clock.line

    async def _tell(self, key: str, kind: str, letter: ClockLetterRequest) -> None:
        """Told before the case closes, also when it is withdrawn meanwhile."""
        case = self._case
        text = (await case.put(ClockLaw.letter, letter)).text
        with suppress(asyncio.CancelledError):
            await case.ask(CivilAffairs.deliver_notice, Errand(
                key=key, case=case.id,
                details={**case.addressee, "kind": kind, "text": text}))  # fmt: skip

    # ── names and people ─────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _change(self, clock: Clock) -> Iterator[None]:
        """Whoever comes meanwhile is told to come again."""
        self._changing.add(clock.name)
        try:
            yield
        finally:
            self._changing.discard(clock.name)

    def _clock(self, order: Order) -> Clock:
        """The newest of that name which is not over."""
        open_ = [clock for clock in self._case.clocks if not clock.over]
        found = next((clock for clock in reversed(open_) if clock.name == order.clock), None)
        if found is None:
            names = ", ".join(dict.fromkeys(clock.name for clock in open_)) or "none"
            refuse(f"No clock {order.clock!r} runs in case {self._case.id}. Open: {names}.")
        return found

    def _running(self, clock: Clock) -> None:
        self._unchanging(clock)
        if clock.state == "paused":
            refuse(f"{clock.name} of case {self._case.id} stands still; have it go on first.")
        if not clock.runs:
            refuse(f"{clock.name} of case {self._case.id} ran out on {clock.due.day}; nothing is left of it.")

    def _unchanging(self, clock: Clock) -> None:
        if clock.name in self._changing:
            refuse(f"{clock.name} of case {self._case.id} is being changed at this moment; look again.")

    def _bureau_head(self, by: Officer) -> None:
        unit = self._unit()
        if by.role is not Role.BUREAU_HEAD:
            refuse(f"{by.id} is a {by.role}; a limit is extended by a {Role.BUREAU_HEAD}.")
        if by.unit != county_of(unit):
            refuse(f"{by.id} belongs to {by.unit}; case {self._case.id} is with {county_of(unit)}.")

    def _leads(self, by: Officer) -> None:
        unit = self._unit()
        if by.role not in MAY_PAUSE:
            refuse(f"{by.id} is a {by.role}; a clock is stopped and started by: {', '.join(sorted(MAY_PAUSE))}.")
        if by.unit not in {unit, county_of(unit)}:
            refuse(f"{by.id} belongs to {by.unit}; case {self._case.id} is handled by {unit}.")

    def _unit(self) -> str:
        return self._case.record.unit or refuse(f"No unit handles case {self._case.id} yet.")

    def _named(self, clock: Clock) -> dict[str, str]:
        return {"case": self._case.id, "service": self._case.record.service, "step": clock.name}


def _whole(clock: Clock) -> Limit:
    return clock.due.course.whole if clock.due.course else clock.due.limit


def _reasoned(reasons: str) -> None:
    if not reasons.strip():
        refuse("Say why: the household reads it.")
