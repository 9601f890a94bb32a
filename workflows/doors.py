"""How do events, people and operators reach a case? Signals from the bridge, Updates with validators, queries."""

from typing import TYPE_CHECKING, Any

from temporalio import workflow

from events.contracts.envelope import Envelope
from schemas.base import Model
from schemas.cases import Ask, ClockLine, Ruled, Ruling, Withdrawal
from schemas.clocks import ExtensionOrder, PauseOrder, ResumeOrder
from workflows.deciding import check, refuse
from workflows.timekeeping import Timekeeping

if TYPE_CHECKING:
    from workflows.verbs import Case


class Repair(Model):
    """An operator settled a refused task with the office and has it asked again."""

    officer: str
    reasons: str


class Doors:
    """The doors of one case; a refusal at a door is told to who knocked, and leaves no trace in the history."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._time = time = Timekeeping(case)
        workflow.set_signal_handler("deliver", self._deliver)
        workflow.set_signal_handler("hand_over", self._hand_over)
        workflow.set_signal_handler("stop", self._stop)
        workflow.set_update_handler("decide", self._decide, validator=self._may_decide)
        workflow.set_update_handler("withdraw", self._withdraw, validator=self._may_withdraw)
        workflow.set_update_handler("repair", self._repair, validator=self._may_repair)
        workflow.set_update_handler("extend", self._extend, validator=time.may_extend)
        workflow.set_update_handler("pause", self._pause, validator=time.may_pause)
        workflow.set_update_handler("resume", self._resume, validator=time.may_resume)
        workflow.set_query_handler("record", case.now_record)
        workflow.set_query_handler("pending", self._pending)

    def _deliver(self, envelopes: list[Envelope]) -> None:
        self._case.hear(envelopes)

    def _hand_over(self, found: dict[str, Any]) -> None:
        self._case.receive(found)

    def _stop(self, withdrawal: Withdrawal) -> None:
        self._case.withdraw(withdrawal.by, withdrawal.reasons, consent=withdrawal.consent)

    def _may_decide(self, ruling: Ruling) -> None:
        check(ruling, self._case.record)

    async def _decide(self, ruling: Ruling) -> Ruled:
        by = check(ruling, self._case.record)
        ruled = Ruled(**ruling.model_dump(), role=by.role, unit=by.unit, at=self._case.time.now())
        self._case.rule(ruled)
        return ruled

    def _may_withdraw(self, withdrawal: Withdrawal) -> None:  # noqa: ARG002  the platform hands it over
        if not self._case.withdrawable:
            case = self._case.record
            refuse(f"Case {case.case} is decided at stage {case.stage}; ask to end the benefit instead.")

    async def _withdraw(self, withdrawal: Withdrawal) -> None:
        self._case.withdraw(withdrawal.by, withdrawal.reasons)

    def _may_repair(self, repair: Repair) -> None:
        if not self._case.troubles:
            case = self._case.record
            refuse(f"Case {case.case} waits for no repair. It is at stage {case.stage}.")
        if not repair.reasons.strip():
            refuse("Say how it was settled with the office.")

    async def _repair(self, repair: Repair) -> None:
        self._case.repaired(repair.officer, repair.reasons)

    async def _extend(self, order: ExtensionOrder) -> ClockLine:
        return await self._time.extend(order)

    async def _pause(self, order: PauseOrder) -> ClockLine:
        return await self._time.pause(order)

    async def _resume(self, order: ResumeOrder) -> ClockLine:
        return await self._time.resume(order)

    def _pending(self) -> Ask | None:
        return self._case.record.pending
