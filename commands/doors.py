"""How does a person reach a case? Through its three doors, and each refusal comes back in plain words."""

from collections.abc import Awaitable
from typing import Any

from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError

from commands.cases import ANSWERS_WITHIN, absent, with_client
from commands.words import Trouble
from schemas.cases import Ask, Ruled, Ruling, Withdrawal
from schemas.identifiers import OfficerId
from workflows.verbs import Repair


def decided(
    case: str, officer: str, choice: str | None, question: str | None, reasons: str, *, evidence_gap: bool = False
) -> str:
    """What was decided, or what can be; Trouble when the case refuses."""
    return with_client(lambda client: _decided(client, case, officer, choice, question, reasons, evidence_gap))


def withdrawn(case: str, by: str, reasons: str) -> str:
    """That it was taken back; Trouble when the case refuses."""
    return with_client(lambda client: _withdrawn(client, case, Withdrawal(by=by, reasons=reasons)))


def repaired(case: str, officer: str, reasons: str) -> str:
    """That the task is asked again; Trouble when the case refuses."""
    return with_client(lambda client: _repaired(client, case, Repair(officer=officer, reasons=reasons)))


def choices(ask: Ask) -> str:
    """What can be decided, by whom, and until when."""
    barred = f"\n  not by {', '.join(ask.not_by)}, who took an earlier step" if ask.not_by else ""
    due = f"\n  until {ask.due.day}" if ask.due else ""
    proposal = f"\n  proposed: {ask.proposal}" if ask.proposal else ""
    return (
        f"{ask.question_zh} ({ask.question}): {' / '.join(ask.choices)}"
        f"\n  by a {ask.role} of {ask.unit}{barred}{proposal}{due}"
    )


async def _decided(  # noqa: PLR0913  a decision has as many parts
    client: Client, case: str, officer: str, choice: str | None, question: str | None, reasons: str, evidence_gap: bool
) -> str:
    handle = client.get_workflow_handle(case)
    ask = await _reached(case, handle.query("pending", result_type=Ask | None, rpc_timeout=ANSWERS_WITHIN))
    if ask is None and question is None:
        raise Trouble(f"Case {case} waits for no decision now. `onething case show {case}` tells for what it waits.")
    if choice is None:
        raise Trouble(f"Say which --choice.\n{choices(ask)}" if ask else "Say which --choice.")
    wanted = Ruling(
        question=question or ask.question, choice=choice, officer=OfficerId(officer), reasons=reasons,
        evidence_gap=evidence_gap,
    )  # fmt: skip
    ruled = await _reached(case, handle.execute_update("decide", wanted, result_type=Ruled), ask)
    return f"{ruled.officer} ({ruled.role}, {ruled.unit}) decided {ruled.question} of case {case}: {ruled.choice}."


async def _withdrawn(client: Client, case: str, withdrawal: Withdrawal) -> str:
    await _reached(case, client.get_workflow_handle(case).execute_update("withdraw", withdrawal))
    return f"Case {case} was taken back by {withdrawal.by}; open questions and timers stop."


async def _repaired(client: Client, case: str, repair: Repair) -> str:
    await _reached(case, client.get_workflow_handle(case).execute_update("repair", repair))
    return f"Case {case} asks the office again."


async def _reached(case: str, asked: Awaitable[Any], ask: Ask | None = None) -> Any:
    """What the case answers; its refusal is told with what can be chosen."""
    try:
        return await asked
    except WorkflowUpdateFailedError as refused:
        raise Trouble(f"Refused: {refused.cause}" + (f"\n{choices(ask)}" if ask else "")) from refused
    except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
        raise (absent(case, error) if isinstance(error, RPCError) else Trouble(f"Case {case} did not answer.")) from error
