"""How does a person reach a case? Through its doors, and each refusal comes back in plain words."""

from collections.abc import Awaitable
from typing import Any

from temporalio.client import (
    Client,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.service import RPCError

from commands.cases import ANSWERS_WITHIN, absent, with_client
from commands.words import Trouble
from runtime.temporal import told
from schemas.base import Model
from schemas.cases import Ask, ClockLine, Ruled, Ruling, Withdrawal
from schemas.clocks import ExtensionOrder, PauseOrder, ResumeOrder
from workflows.doors import Repair


def pending(case: str) -> Ask | None:
    """The decision that the case waits for; None when it waits for none."""
    return with_client(lambda client: _pending(client, case))


def ask_of(case: str) -> Ask:
    """The decision that the case waits for; Trouble when it waits for none."""
    ask = pending(case)
    if ask is None:
        raise Trouble(f"Case {case} waits for no decision now. `onething case show {case}` tells for what it waits.")
    return ask


def decided(case: str, ruling: Ruling) -> str:
    """What was decided; Trouble when the case refuses, with what can be chosen."""
    try:
        ruled = Ruled.model_validate(with_client(lambda client: _told(client, case, "decide", ruling)))
    except Trouble as refused:
        ask = pending(case)
        raise Trouble(f"{refused}\n{choices(ask)}" if ask else str(refused)) from refused
    return f"{ruled.officer} ({ruled.role}, {ruled.unit}) decided {ruled.question} of case {case}: {ruled.choice}."


def withdrawn(case: str, by: str, reasons: str) -> str:
    """That it was taken back; Trouble when the case refuses."""
    with_client(lambda client: _told(client, case, "withdraw", Withdrawal(by=by, reasons=reasons)))
    return f"Case {case} was taken back by {by}; open questions and timers stop."


def repaired(case: str, officer: str, reasons: str) -> str:
    """That the task is asked again; Trouble when the case refuses."""
    with_client(lambda client: _told(client, case, "repair", Repair(officer=officer, reasons=reasons)))
    return f"Case {case} asks the office again."


def extended(case: str, order: ExtensionOrder) -> str:
    """Until when the clock runs now; Trouble when the case refuses."""
    line = _clock(case, "extend", order)
    return f"{line.name} of case {case} runs until {line.due.day}; the household is told why."


def paused(case: str, order: PauseOrder) -> str:
    """That the clock stands still; Trouble when the case refuses."""
    line = _clock(case, "pause", order)
    return f"{line.name} of case {case} stands still; the household is told why. `onething case resume` has it go on."


def resumed(case: str, order: ResumeOrder) -> str:
    """Until when the clock runs now; Trouble when the case refuses."""
    line = _clock(case, "resume", order)
    return f"{line.name} of case {case} goes on with {line.due.limit} left, until {line.due.day}."


def _clock(case: str, door: str, order: Model) -> ClockLine:
    return ClockLine.model_validate(with_client(lambda client: _told(client, case, door, order)))


def choices(ask: Ask) -> str:
    """What can be decided, by whom, and until when."""
    lines = (
        f"{ask.question_zh} ({ask.question}): {' / '.join(ask.choices)}",
        f"  by a {ask.role} of {ask.unit}",
        ask.not_by and f"  not by {', '.join(ask.not_by)}, who took an earlier step",
        ask.proposal and f"  proposed: {ask.proposal}",
        ask.due and f"  until {ask.due.day}",
    )
    return "\n".join(line for line in lines if line)


async def _pending(client: Client, case: str) -> Ask | None:
    said = await _reached(case, client.get_workflow_handle(case).query("pending", rpc_timeout=ANSWERS_WITHIN))
    return Ask.model_validate(said) if said is not None else None


async def _told(client: Client, case: str, door: str, what: Model) -> Any:
    return await _reached(case, told(client.get_workflow_handle(case), door, what, within=ANSWERS_WITHIN))


async def _reached(case: str, asked: Awaitable[Any]) -> Any:
    try:
        return await asked
    except WorkflowUpdateFailedError as refused:
        raise Trouble(f"Refused. {getattr(refused.cause, 'message', refused.cause)}") from refused
    except WorkflowQueryFailedError as failed:
        raise Trouble(f"Case {case} cannot tell it: {failed}") from failed
    except WorkflowUpdateRPCTimeoutOrCancelledError as late:
        raise Trouble(f"Case {case} did not answer. No worker takes its tasks; `onething doctor` tells more.") from late
    except RPCError as error:
        raise absent(case, error) from error
