"""What does the register know of a household's life? Everything, from all its tables, in one reading."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from activities.adapters.register.reading import LINES, rows_of
from activities.adapters.register.tables import (
    EntitlementRow,
    FactRow,
    HouseholdRow,
    MembershipRow,
    PaidResultRow,
    PaidRow,
    PaymentRow,
    ProtectionRow,
    RecoveryRow,
    RemedyRow,
    RepaidRow,
    SnapshotRow,
)
from policy.tellings import settled
from schemas.entitlements import PaymentKind
from schemas.facts import LifeFact
from schemas.household_files import FilePart
from schemas.household_lives import Life, OncePayment, RecoveryLine, RemedyLine, RunPayment
from schemas.identifiers import PersonRef
from schemas.snapshots import Snapshot

WHOLE = {
    "members": FilePart.MEMBERS,
    "decisions": FilePart.DECISIONS,
    "rights": FilePart.ENTITLEMENTS,
    "items": FilePart.ITEMS,
}


def life_of(session: Session, household: str) -> Life | None:
    """None for a household that the register does not know."""
    if session.get(HouseholdRow, household) is None:
        return None
    lines = {name: LINES[part](session, household) for name, part in WHOLE.items()}
    snapshot = newest_snapshot(session, household)
    return Life.model_validate(lines | {
        "household": household, "snapshot": snapshot, "payments": _payments(session, household),
        "place": {"town": snapshot.application.household.town if snapshot else None,
                  "deciders": tuple(dict.fromkeys(line.decided_by for line in lines["decisions"]))},
        "once": _once(session, household), "remedies": _remedies(session, household),
        "recoveries": _recoveries(session, household), "facts": _facts(session, household),
        "protected": protected(session, household),
    })  # fmt: skip


def newest_snapshot(session: Session, household: str) -> Snapshot | None:
    """How the household was found last."""
    rows = rows_of(session, SnapshotRow, household, lambda row: (row.taken_on, row.recorded_at))
    return Snapshot.model_validate(rows[-1].found) if rows else None


def protected(session: Session, household: str) -> tuple[PersonRef, ...]:
    """Who is protected now: the newest word about each member counts."""
    rows = rows_of(session, ProtectionRow, household, lambda row: row.number)
    newest = {row.person: row.protected for row in rows}
    return tuple(PersonRef(person) for person, holds in newest.items() if holds)


def _payments(session: Session, household: str) -> list[RunPayment]:
    rows = rows_of(session, PaidRow, household, lambda row: (row.benefit, row.person or "", row.month, row.recorded_at))
    rights = {row.key: row for row in rows_of(session, EntitlementRow, household, lambda row: row.key)}
    orders = {row.key: row for row in rows_of(session, PaymentRow, household, lambda row: row.key)}
    said = session.scalars(
        select(PaidResultRow).join(PaidRow, PaidRow.key == PaidResultRow.payment).where(PaidRow.household == household)
    )
    results: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(said, key=lambda row: row.number):
        results[row.payment].append({"attempt": row.attempt, "state": row.state, "reason": row.reason,
                                     "on": row.happened_on, "event": row.event_id})  # fmt: skip
    return [RunPayment.model_validate({
        "key": row.key, "person": row.person, "benefit": row.benefit, "month": row.month, "purpose": row.purpose,
        "amount": row.amount, "set_off": row.set_off, "case": source.case_id if source else None,
        "event": source.event_id if source else None, "results": results[row.key],
    }) for row in rows for source in [rights.get(row.entitlement or "") or orders.get(row.key)]]  # fmt: skip


def _once(session: Session, household: str) -> list[OncePayment]:
    rows = rows_of(session, PaymentRow, household, lambda row: (row.ordered_on, row.key))
    return [OncePayment.model_validate({
        "key": row.key, "purpose": row.purpose, "payee": row.payee, "amount": row.amount, "on": row.ordered_on,
        "case": row.case_id, "event": row.event_id,
    }) for row in rows if row.kind == PaymentKind.ONCE]  # fmt: skip


def _remedies(session: Session, household: str) -> list[RemedyLine]:
    rows = rows_of(session, RemedyRow, household, lambda row: (row.happened_on, row.recorded_at, row.key))
    return [RemedyLine.model_validate({
        "of_case": row.of_case, "path": row.path, "state": row.state, "on": row.happened_on, "case": row.case_id,
        "event": row.event_id,
    }) for row in rows]  # fmt: skip


def _recoveries(session: Session, household: str) -> list[RecoveryLine]:
    rows = rows_of(session, RecoveryRow, household, lambda row: (row.decided_at, row.key))
    return [RecoveryLine.model_validate({
        "key": row.key, "benefit": row.benefit, "total": row.total, "way": row.way, "decided_by": row.decided_by,
        "decided_at": row.decided_at, "case": row.case_id, "event": row.event_id,
        "repaid": _repaid(session.scalars(select(RepaidRow).where(RepaidRow.recovery == row.key))),
    }) for row in rows]  # fmt: skip


def _repaid(rows: Iterable[RepaidRow]) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: (row.happened_on, row.key))
    return [{"amount": row.amount, "on": row.happened_on, "payment": row.payment} for row in ordered]


def _facts(session: Session, household: str) -> list[LifeFact]:
    """Of everybody who was ever found in it; who is spoken of when is the timeline's question."""
    members = select(MembershipRow.person).where(MembershipRow.household == household)
    about = or_(FactRow.person.in_(members), FactRow.other.in_(members))
    told = session.scalars(select(FactRow.fact).where(about))
    return list(settled(map(LifeFact.model_validate, told)))
