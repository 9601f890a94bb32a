"""May this officer decide this now? A refusal is told to the officer and leaves no trace in the history."""

from typing import NoReturn

from temporalio.exceptions import ApplicationError

from registry.officers import Officer, officer
from schemas.cases import Ask, CaseRecord, Ruling
from schemas.identifiers import OfficerId

MAY_NOT_DECIDE = "MayNotDecide"
GIVES_A_RIGHT = {"confirmation", "spending_aid", "spot check"}
"""What is decided although an answer, or a proper home visit, is missing says so in the record."""


def refuse(why: str) -> NoReturn:
    """Tells the officer why, and what to do."""
    raise ApplicationError(why, type=MAY_NOT_DECIDE, non_retryable=True)


def check(ruling: Ruling, record: CaseRecord) -> Officer:
    """The officer, when everything allows the ruling: question open, choice known, role, unit, nobody twice."""
    ask = record.pending
    if ask is None or ask.question != ruling.question:
        refuse(_not_open(ruling, record))
    if ruling.choice not in ask.choices:
        refuse(f"{ruling.choice!r} is no answer to {ask.question}. Choose one of: {', '.join(ask.choices)}.")
    by = known(ruling.officer)
    if by.role is not ask.role:
        refuse(f"{by.id} is a {by.role}; {ask.question} of case {record.case} is for a {ask.role}.")
    if by.unit != ask.unit:
        refuse(f"{by.id} belongs to {by.unit}; case {record.case} is handled by {ask.unit}.")
    if by.id in ask.not_by:
        refuse(f"{by.id} took an earlier step of case {record.case}; somebody else must decide {ask.question}.")
    _reasoned(ruling, record, ask)
    return by


def known(id_: OfficerId) -> Officer:
    """The officer of that id, when there is one."""
    try:
        return officer(id_)
    except LookupError as error:
        refuse(str(error))


def _reasoned(ruling: Ruling, record: CaseRecord, ask: Ask) -> None:
    ordinary = ask.choices[0]
    if ruling.choice != ordinary and not ruling.reasons.strip():
        refuse(f"{ruling.choice} needs reasons: the household reads them, and so may a court.")
    if ask.question in GIVES_A_RIGHT and record.evidence_gap and ruling.choice == ordinary and not ruling.evidence_gap:
        refuse(f"Case {record.case} lacks answers of departments, or a full home visit. "
               "Confirm with evidence_gap, wait, or return the case.")  # fmt: skip


def _not_open(ruling: Ruling, record: CaseRecord) -> str:
    for ruled in reversed(record.rulings):
        if ruled.question == ruling.question:
            return f"{ruling.question} of case {record.case} was decided by {ruled.officer}: {ruled.choice}."
    waiting = f"It waits for {record.pending.question}." if record.pending else f"It is at stage {record.stage}."
    return f"Case {record.case} does not wait for {ruling.question}. {waiting}"
