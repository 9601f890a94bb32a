"""What does a household's file say? Its lines in the order of the decisions, each with its case and event."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.adapters.register import effective
from activities.adapters.register.payment_reading import PAID, PAYMENT, SAID, standing
from activities.adapters.register.tables import (
    AccessRow,
    Base,
    DecisionRow,
    EntitlementRow,
    HouseholdRow,
    ItemRow,
    MembershipRow,
    PaymentRow,
)
from schemas.decisions import Decision
from schemas.household_files import (
    DecisionLine,
    EntitlementLine,
    FilePart,
    FileRequest,
    HouseholdFile,
    ItemLine,
    ItemState,
    MemberLine,
    PaidLine,
    PaymentLine,
    Period,
)
from schemas.identifiers import CaseId, PersonRef

Row = TypeVar("Row", bound=Base)


def read(session: Session, request: FileRequest) -> HouseholdFile | None:
    """The parts that were asked for; None for a household that is not known."""
    if session.get(HouseholdRow, request.household) is None:
        return None
    lines = {part.value: LINES[part](session, request.household) for part in request.parts}
    return HouseholdFile(household=request.household, **lines)


def logged(session: Session, request: FileRequest, *, found: bool) -> None:
    """Who reads what of whom, why and when; in the transaction that reads."""
    session.add(AccessRow(
        reader=request.by, household=request.household, fields=[part.value for part in request.parts],
        case_id=request.case, purpose=request.purpose, found=found, read_at=datetime.now(UTC),
    ))  # fmt: skip


def _members(session: Session, household: str) -> tuple[MemberLine, ...]:
    rows = rows_of(session, MembershipRow, household, lambda row: (row.valid_from, row.decided_at, row.case_id))
    findings = groupby(rows, key=lambda row: (row.valid_from, CaseId(row.case_id)))
    return effective.members(
        (day, case, frozenset(PersonRef(row.person) for row in of)) for (day, case), of in findings
    )


def _decisions(session: Session, household: str) -> tuple[DecisionLine, ...]:
    rows = rows_of(session, DecisionRow, household, lambda row: (row.decided_at, row.key))
    return tuple(DecisionLine.model_validate({
        "rule": row.rule, "outcome": row.outcome, "on": row.decided_on, "amount": row.amount,
        "articles": Decision.model_validate(row.trace).articles, "rules_version": row.rules_version,
        "decided_by": row.decided_by, "case": row.case_id, "event": row.event_id,
    }) for row in rows)  # fmt: skip


def _entitlements(session: Session, household: str) -> tuple[EntitlementLine, ...]:
    rows = rows_of(session, EntitlementRow, household,
                 lambda row: (row.benefit, row.person or "", row.decided_at, row.key))  # fmt: skip
    case_of = {row.key: row.case_id for row in rows}
    same_right = groupby(rows, key=lambda row: (row.benefit, row.person))
    return tuple(line for _, of in same_right for line in _one_right(tuple(of), case_of))


def _one_right(rows: Sequence[EntitlementRow], case_of: dict[str, str]) -> Iterable[EntitlementLine]:
    decided = [Period(first=row.valid_from, last=row.valid_to) for row in rows]
    for row, period, holds in zip(rows, decided, effective.left(decided), strict=True):
        yield EntitlementLine.model_validate({
            "key": row.key, "benefit": row.benefit, "person": row.person, "amount": row.amount, "state": row.state,
            "decided": period, "holds": holds,
            "changed_by": case_of[row.superseded_by] if row.superseded_by else None, "case": row.case_id,
            "event": row.event_id, "decided_at": row.decided_at, "recorded_at": row.recorded_at,
        })  # fmt: skip


def _items(session: Session, household: str) -> tuple[ItemLine, ...]:
    """A report takes the place of silence; a report that corrects another stands beside it."""
    rows = rows_of(session, ItemRow, household, lambda row: (row.case_id, row.item, row.reported_on, row.recorded_at))
    lines: list[ItemLine] = []
    for _, of in groupby(rows, key=lambda row: (row.case_id, row.item)):
        every = tuple(of)
        shown = [row for row in every if row.state != ItemState.NOT_REPORTED] or every[-1:]
        corrections = [*(row.event_id for row in shown[1:]), None]
        lines += map(_item_line, shown, corrections)
    return tuple(lines)


def _item_line(row: ItemRow, corrected_by: str | None) -> ItemLine:
    return ItemLine.model_validate({
        "item": row.item, "department": row.department, "state": row.state, "on": row.reported_on,
        "corrected_by": corrected_by, "case": row.case_id, "event": row.event_id,
    })  # fmt: skip


def _payments(session: Session, household: str) -> tuple[PaymentLine, ...]:
    rows = rows_of(session, PaymentRow, household, lambda row: (row.ordered_on, row.key))
    return tuple(PaymentLine.model_validate({
        "key": row.key, "kind": row.kind, "payee": row.payee, "purpose": row.purpose, "amount": row.amount,
        "first_month": row.first_month, "case": row.case_id,
    }) for row in rows)  # fmt: skip


def _paid(session: Session, household: str) -> tuple[PaidLine, ...]:
    """In the order of the months, each payment as its newest entry says."""
    said = (*(SAID[name] for name in ("state", "attempt", "reason", "happened_on")), SAID["run"].label("tried_by"))
    wanted = standing(PAYMENT, *said).where(PAID["household"] == household)
    rows = session.execute(wanted.order_by(PAID["month"], PAID["benefit"], PAID["key"])).mappings()
    return tuple(PaidLine.model_validate({
        "key": row["key"], "benefit": row["benefit"], "payee": row["person"] or household, "month": row["month"],
        "due": row["due"], "set_off": row["set_off"], "amount": row["amount"], "state": row["state"],
        "attempt": row["attempt"], "reason": row["reason"], "on": row["happened_on"], "case": row["tried_by"],
    }) for row in rows)  # fmt: skip


def rows_of(session: Session, table: type[Row], household: str, order: Callable[[Row], Any]) -> list[Row]:
    """The household's rows of a table, in order."""
    of_household = table.__table__.c["household"] == household
    return sorted(session.scalars(select(table).where(of_household)), key=order)


LINES: dict[FilePart, Callable[[Session, str], tuple[Any, ...]]] = {
    FilePart.MEMBERS: _members,
    FilePart.DECISIONS: _decisions,
    FilePart.ENTITLEMENTS: _entitlements,
    FilePart.ITEMS: _items,
    FilePart.PAYMENTS: _payments,
    FilePart.PAID: _paid,
}
