"""What can a procedure do? Ask, ask all, have a person decide, announce, wait for a fact, run a clock.

With `waiting.py` the only place that spells out Temporal options. Every verb also keeps what operators see
(`case_file.py`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, overload

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributePair, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception
from temporalio.workflow import (
    ActivityCancellationType,
    ChildWorkflowCancellationType,
    ChildWorkflowHandle,
    ParentClosePolicy,
)

from activities.calendar import Calendar
from activities.errors import REFUSED
from activities.task import terms
from events.contracts.cases import CaseWithdrawn, DeadlineApproached, DeadlineBreached
from events.contracts.envelope import Envelope, Event
from registry.services import CASES, Service
from schemas.base import Model
from schemas.cases import Ask, CaseRecord, CaseStart, EventLine, Role, Ruled, Withdrawal
from schemas.city_time import CITY_TIME
from schemas.identifiers import CaseId, EventId, OfficerId, UnitId
from schemas.limits import DueRequest, Limit, Rung, RungName, calendar_days
from schemas.questions import Inquiry, Reply
from workflows import page
from workflows.announcing import Announcing
from workflows.asking import Asking
from workflows.case_file import PERSON, CaseFile
from workflows.doors import Doors
from workflows.inbox import Heard
from workflows.waiting import Clock

Request = TypeVar("Request")
Result = TypeVar("Result")

PATIENT = RetryPolicy(initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(minutes=5))
AT_ONCE = timedelta(seconds=3)
ONCE = RetryPolicy(maximum_attempts=1)
REMINDERS = frozenset({RungName.MOST, RungName.LAST_DAY})
EARLY_BIRD = calendar_days(30, "[R]")
"""How long a case waits for the event that opens it, when another one was faster."""

WITHDRAWN = "withdrawn"
CONSENT_WITHDRAWN = "consent_withdrawn"
NEVER_OPENED = "never_opened"


class OfficeRefused(Exception):
    """An office understood and said no, and the procedure has a branch for it."""


class LocalFailure(Exception):
    """A task could not be done at once."""


class NeverOpened(Exception):
    """The event that opens the case did not come."""


class Case(CaseFile):
    """One case: its verbs, its record, and the doors through which events and people reach it."""

    def __init__(self, start: CaseStart, service: Service) -> None:
        super().__init__(start, service)
        self.withdrawable = True
        self._service = service
        self.asking = Asking(self)
        self._announcing = Announcing(self)
        self._procedure: asyncio.Task[str] | None = None
        self._withdrawal: Withdrawal | None = None
        self._unwinding = False
        self._undo: list[Callable[[], Awaitable[None]]] = []
        self._repairs = 0
        self._ruled: Ruled | None = None
        self._one_question = asyncio.Lock()
        self._stopping = False
        self._beside: set[asyncio.Future[None]] = set()
        self._owed: list[asyncio.Future[None]] = []
        self._reactions: dict[type[Event], Callable[[Any], None]] = {}
        Doors(self)

    # ── the frame ────────────────────────────────────────────────────────────────────────────────────────────────

    async def conduct(self, procedure: Callable[[], Awaitable[str]]) -> CaseRecord:
        """Runs the procedure to its outcome; a withdrawal stops open questions and timers wherever they are."""
        self._procedure = asyncio.ensure_future(procedure())
        try:
            outcome = await self._procedure
        except NeverOpened:
            outcome = NEVER_OPENED
        except (asyncio.CancelledError, FailureError) as stopped:
            if self._withdrawal is None or not is_cancelled_exception(stopped):
                raise
            outcome = await self._withdrawn(self._withdrawal)
        return await self._closed(outcome)

    async def _withdrawn(self, withdrawal: Withdrawal) -> str:
        self.note(f"撤回 withdrawn by {withdrawal.by}: {withdrawal.reasons or 'no reason given'}")
        self._unwinding = True
        for child in self.record.children:
            with suppress(FailureError):  # it has ended
                await workflow.get_external_workflow_handle(child).signal("stop", withdrawal)
        for undo in reversed(self._undo):
            await undo()
        await self.announce(CaseWithdrawn(case=self.id, service=self._service.id))
        return CONSENT_WITHDRAWN if withdrawal.consent else WITHDRAWN

    async def _closed(self, outcome: str) -> CaseRecord:
        for clock in self.clocks:
            clock.ended()
        for work in self._beside:
            work.cancel()
        self.troubles.clear()
        for event in self._inbox.unread:
            self.note(f"未使用的事件 heard but not used: {event.type}")
        await self._settled_up()
        self._update(status="closed", stage="closed", outcome=outcome, pending=None, waiting_on=None)
        self._waiting_clock = None
        self.show()
        return self.now_record()

    async def _settled_up(self) -> None:
        """Handlers at work finish, what is owed is done, what was announced is out."""
        await workflow.wait_condition(lambda: self._announcing.done and workflow.all_handlers_finished())
        while self._owed:
            await self._owed.pop(0)
        await self._announcing.out()

    # ── the verbs ────────────────────────────────────────────────────────────────────────────────────────────────

    async def ask(self, task: Callable[[Any, Request], Awaitable[Result]], request: Request, *,
                  may_refuse: bool = False) -> Result:  # fmt: skip
        """A department does or answers something. A refusal without a branch waits for an operator."""
        while True:
            try:
                done = await self.put(task, request)
            except ActivityError as error:
                self.still_wanted()
                reason = _refusal(error)
                if reason is None:
                    raise
                if may_refuse:
                    raise OfficeRefused(reason) from error
                await self._until_repaired(str(error.cause))
            else:
                self.still_wanted()
                return done

    async def ask_all(self, *inquiries: Inquiry, waiting_on: str = "departments") -> tuple[Reply, ...]:
        """Many questions at once, each with its own limit; what came is kept, what did not come is named."""
        return await self.asking.ask_all(inquiries, waiting_on)

    @overload
    async def decided_by(
        self, role: Role, unit: UnitId, question: str, question_zh: str, choices: Sequence[str], *,
        within: Limit | Clock | None = None, not_by: Sequence[OfficerId] = (), proposal: str | None = None,
    ) -> Ruled: ...  # fmt: skip

    @overload
    async def decided_by(
        self, role: Role, unit: UnitId, question: str, question_zh: str, choices: Sequence[str], *,
        within: Limit | Clock | None = None, not_by: Sequence[OfficerId] = (), proposal: str | None = None,
        unless: Callable[[], bool],
    ) -> Ruled | None: ...  # fmt: skip

    async def decided_by(  # noqa: PLR0913  what a decision needs is what the law asks of it
        self, role: Role, unit: UnitId, question: str, question_zh: str, choices: Sequence[str], *,
        within: Limit | Clock | None = None, not_by: Sequence[OfficerId] = (), proposal: str | None = None,
        unless: Callable[[], bool] = lambda: False,
    ) -> Ruled | None:  # fmt: skip
        """A person with the role in the unit decides; time never does. None when `unless` came true before.

        Branches that go on side by side put one question after the other. A clock that was started before goes on
        when nobody decided.
        """
        clock = await self.started(question, within) if isinstance(within, Limit) else within
        ask = Ask(question=question, question_zh=question_zh, role=role, unit=unit, choices=tuple(choices),
                  not_by=tuple(not_by), proposal=proposal, due=clock.due if clock else None)  # fmt: skip
        async with self._one_question:
            self._ruled = None
            self._update(pending=ask)
            self.waits(f"{PERSON}{role}@{unit}", clock)
            try:
                await self._until(lambda: self._ruled is not None or unless(), clock)
            finally:
                self._update(pending=None)
            self._goes_on(None if clock is within and self._ruled is None else clock)
            self._others_go_on()
            return self._ruled

    async def announce(self, *events: Event) -> None:
        """Tells the other departments: durable from here on, in this order, without holding up the case."""
        self._announcing.announce(*events)

    async def announce_as(self, name: str, event: Event) -> None:
        """As `announce`, under the id that `event_id` gave for the name before."""
        self._announcing.announce_as(name, event)

    def event_id(self, name: str) -> EventId:
        """The id of an event that is announced only when the register has it."""
        return self._announcing.id_of(name)

    async def wait_for(
        self, kind: type[Heard], *, clock: Clock | None = None, waiting_on: str,
        where: Callable[[Heard], bool] = lambda _: True,
    ) -> Heard | None:  # fmt: skip
        """A fact from outside; None when it did not come before the clock that was started for it ran out."""
        self.waits(waiting_on, clock)
        event = await self.heard(kind, clock, where)
        self._goes_on(clock)
        return event

    async def clock(self, name: str, limit: Limit, waiting_on: str) -> Clock:
        """A statutory limit that runs beside the procedure; its rungs announce, and decide nothing."""
        clock = await self.started(name, limit)
        self.beside(self._watch(clock, waiting_on))
        return clock

    # ── beside the verbs ─────────────────────────────────────────────────────────────────────────────────────────

    async def opened(self, *kinds: type[Event]) -> Event:
        """The event that this case is about. NeverOpened when it does not come."""
        if not self._inbox.has(*kinds):
            clock = await self.started("opening", EARLY_BIRD)
            self.enter("early bird")
            self.waits("the event that opens the case", clock)
            if await clock.passed(lambda: self._inbox.has(*kinds)):
                raise NeverOpened
            self.enter("submitted")
            self._goes_on(clock)
        return next(event for kind in kinds if (event := self._inbox.take(kind)))

    def arrived(self, event: Event) -> EventLine:
        """Under which id, from whom and when an event came."""
        return self._inbox.line_of(event)

    def told_again(self, kind: type[Heard], where: Callable[[Heard], bool] = lambda _: True) -> Heard | None:
        """What else came of a kind of event; None when there is nothing more."""
        return self._inbox.take(kind, where)

    async def heard(
        self, kind: type[Heard], clock: Clock | None, where: Callable[[Heard], bool] = lambda _: True
    ) -> Heard | None:
        """As `wait_for`, beside the procedure: what operators see stays the procedure's."""
        taken: list[Heard] = []

        def came() -> bool:
            event = None if taken else self._inbox.take(kind, where)
            taken.extend([event] if event else [])
            return bool(taken)

        if clock is None:
            await workflow.wait_condition(came)
        else:
            await clock.passed(came)
        return taken[0] if taken else None

    def on(self, kind: type[Heard], reaction: Callable[[Heard], None]) -> None:
        """What happens whenever such an event arrives, now or later."""
        self._reactions[kind] = reaction
        while (event := self._inbox.take(kind)) is not None:
            reaction(event)

    async def started(self, name: str, limit: Limit, *, since: date | None = None) -> Clock:
        """A limit that starts to run now, or began on a day before, with its due moment recorded."""
        now = self.time.now()
        start = datetime.combine(since, time.min, CITY_TIME) if since else now
        moments = await self.ask(Calendar.due_moments, DueRequest(
            start=start, limits={name: limit}, asked_at=now if since else None))  # fmt: skip
        clock = Clock(name, moments.dues[name], self.time)
        self.clocks.append(clock)
        return clock

    async def open_case(self, service: Service, case: CaseId, request: Model) -> None:
        """Opens a case below this one; it goes on when this one ends, and hands over what it found."""
        start = CaseStart(case=case, service=service.id, opened_by=self.record.opened_by, chain=self.chain,
                          depth=self.depth, request=request.model_dump(mode="json"))  # fmt: skip
        child: ChildWorkflowHandle[Any, CaseRecord] = await workflow.start_child_workflow(
            service.id, start, id=case, task_queue=CASES, parent_close_policy=ParentClosePolicy.ABANDON,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE, static_summary=f"{service.name_zh} {case}",
            result_type=CaseRecord, cancellation_type=ChildWorkflowCancellationType.ABANDON,
            search_attributes=TypedSearchAttributes([
                SearchAttributePair(page.SERVICE, service.id), SearchAttributePair(page.CHAIN, self.chain),
            ]),
        )  # fmt: skip
        self._update(children=(*self.record.children, case))
        self.beside(self._received(child))
        self.still_wanted()

    async def _received(self, child: "ChildWorkflowHandle[Any, CaseRecord]") -> None:
        try:
            ended = await child
        except FailureError as failed:
            self.note(f"下级案件未正常结束 {child.id} did not end well: {failed.message}")
            return
        finally:
            self.ended.add(CaseId(child.id))
        if ended.handed is not None:
            self._handed.append(ended.handed)

    def since(self, change: str) -> bool:
        """Cases that were beyond this place before the change go on as they were."""
        return workflow.patched(change)

    async def hand_over(self, found: Model, *, last: bool) -> bool:
        """Gives what this case found to the one that opened it; the last of it goes with the end of the case.

        False when that one has closed, and hears it no more; then it stays in the record of this one.
        """
        handed = found.model_dump(mode="json")
        self._update(handed=handed if last or self.record.parent is None else None)
        if last or self.record.parent is None:
            return True
        try:
            await workflow.get_external_workflow_handle(self.record.parent).signal("hand_over", handed)
        except FailureError as gone:
            self.note(f"上级案件已结束 parent closed before the hand-over: {gone.message}")
            self._update(handed=handed)
            return False
        return True

    async def tell(self, child: CaseId, word: Model) -> None:
        """Gives a case below what it waits for; one that has ended needs it no more."""
        try:
            await workflow.get_external_workflow_handle(child).signal("hand_over", word.model_dump(mode="json"))
        except FailureError as gone:
            self.note(f"下级案件已结束 {child} closed before it was told: {gone.message}")

    async def pass_on(self, event: Event, case: CaseId) -> None:
        """Has another open case hear what came here."""
        try:
            await workflow.get_external_workflow_handle(case).signal("deliver", [self._inbox.envelope_of(event)])
        except FailureError as gone:
            self.note(f"转送时对方案件已结束 {case} closed before it heard of {event.type}: {gone.message}")

    async def within(self, clock: Clock, done: Callable[[], bool], *, waiting_on: str) -> bool:
        """Waits on a clock that was started; True when it is done before the period passed."""
        self.waits(waiting_on, clock)
        passed = await clock.passed(done)
        self._goes_on(clock)
        return not passed

    async def reachable(self, case: CaseId) -> bool:
        """Another case is open: it can still be told something."""
        try:
            await workflow.get_external_workflow_handle(case).signal("deliver", [])
        except FailureError:
            return False
        return True

    async def until(self, done: Callable[[], bool]) -> None:
        """Waits without a limit for something that another verb brings about."""
        await workflow.wait_condition(done)

    def withdraw(self, by: str, reasons: str, *, consent: bool = False) -> None:
        """The applicant takes the case back, or a consent that it needs; noted alone, once a right has been decided."""
        if not self.withdrawable:
            self.note(f"决定后撤回,按终止处理 withdrawal by {by} after the decision: not possible here")
            return
        self._withdrawal = Withdrawal(by=by, reasons=reasons, consent=consent)
        if self._procedure is not None:
            self._procedure.cancel()

    @property
    def consent_withdrawn(self) -> bool:
        """A consent that the case cannot do without was taken back."""
        return self._withdrawal is not None and self._withdrawal.consent

    def hear(self, envelopes: list[Envelope]) -> None:
        """Events arrive: what the procedure reacts to happens now, the rest is kept until it asks."""
        for event in self._inbox.put(envelopes):
            reaction = self._reactions.get(type(event))
            if reaction is not None and self._inbox.take(type(event)) is not None:
                reaction(event)

    def rule(self, ruled: Ruled) -> None:
        """A person decided what the case waits for."""
        self._ruled = ruled
        self._update(rulings=(*self.record.rulings, ruled), pending=None)

    def repaired(self, officer: str, reasons: str) -> None:
        """An operator settled what an office had refused; it is asked again."""
        self._repairs += 1
        self.troubles.clear()
        self.note(f"修复 repaired by {officer}: {reasons}")

    def if_withdrawn(self, undo: Callable[[], Awaitable[None]]) -> None:
        """What must be undone when the case is withdrawn from now on; the last first."""
        self._undo.append(undo)

    def still_wanted(self) -> None:
        """A withdrawal that met an office at work stops the procedure once that office is done, not in the middle."""
        if self._stopping or (self._withdrawal is not None and not self._unwinding):
            raise asyncio.CancelledError

    async def stopped(self, work: asyncio.Future[Any]) -> None:
        """Ends a part of the procedure wherever it is: what an office is doing now is done, and nothing after it."""
        self._stopping = True
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        self._stopping = False
        self.troubles.clear()

    def beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Future[None]:
        """Work that goes on beside the procedure; it ends with the case unless the procedure awaits it."""
        running = asyncio.ensure_future(work)
        self._beside.add(running)
        running.add_done_callback(self._beside.discard)
        return running

    def owes(self, work: Coroutine[Any, Any, None]) -> None:
        """Work that goes on beside the procedure, and is done before the case closes, however it ends."""
        self._owed.append(asyncio.ensure_future(work))

    async def put(
        self, task: Callable[[Any, Request], Awaitable[Result]], request: Request, *,
        queue: str | None = None, at_most: timedelta | None = None,
    ) -> Result:  # fmt: skip
        """Has a task done, on its own desk or another; `at_most` bounds all its attempts."""
        of = terms(task)
        if of.local:
            return await workflow.execute_local_activity_method(
                task, request, start_to_close_timeout=of.within, retry_policy=PATIENT, summary=of.summary
            )
        if of.at_once:
            with suppress(LocalFailure):
                return await self._at_once(task, request)
        if self._shown != self.record.stage:
            self.show()
        return await workflow.execute_activity_method(
            task, request, task_queue=queue or of.queue, start_to_close_timeout=of.within, retry_policy=PATIENT,
            schedule_to_close_timeout=at_most, summary=of.summary,
            cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        )  # fmt: skip

    async def _at_once(self, task: Callable[[Any, Request], Awaitable[Result]], request: Request) -> Result:
        """In the process of the case, once and soon; LocalFailure when the patient way has to take over."""
        try:
            return await workflow.execute_local_activity_method(
                task, request, schedule_to_close_timeout=AT_ONCE, retry_policy=ONCE, summary=terms(task).summary
            )
        except FailureError as failed:
            if is_cancelled_exception(failed):
                raise
            raise LocalFailure from failed

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def _until_repaired(self, trouble: str) -> None:
        """Until an operator has settled it; other offices may go on meanwhile, and one repair serves all that wait."""
        known = self._repairs
        self.troubles.append(trouble)
        self.note(f"需人工处理 needs repair: {trouble}")
        self.show()
        await workflow.wait_condition(lambda: self._repairs > known)

    async def _until(self, done: Callable[[], bool], clock: Clock | None) -> None:
        """Waits; the rungs of the clock remind, and its end changes nothing but the record."""
        if clock is not None:
            await clock.climb(done, lambda rung: self._remind(clock, rung, self.record.waiting_on or ""), REMINDERS)
        await workflow.wait_condition(done)

    async def _watch(self, clock: Clock, waiting_on: str) -> None:
        await clock.climb(lambda: clock.over,
                          lambda rung: self._remind(clock, rung, waiting_on), REMINDERS, beside=True)  # fmt: skip

    def _remind(self, clock: Clock, rung: Rung, waiting_on: str) -> None:
        step, due = clock.name, clock.due.day
        event: Event
        if rung.name is RungName.BREACH:
            event = DeadlineBreached(case=self.id, service=self._service.id, step=step, waiting_on=waiting_on, due=due)
        else:
            event = DeadlineApproached(case=self.id, service=self._service.id, step=step, rung=rung.name,
                                       waiting_on=waiting_on, due=due)  # fmt: skip
        self.beside(self.announce(event))
        self.show()


def _refusal(error: ActivityError) -> str | None:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == REFUSED:
        return str(cause.details[0]) if cause.details else cause.message
    return None
