"""Which decision is under review, what did it change, and what would hold without it? Worked out, never overwritten."""

from datetime import date

from sqlalchemy import Connection, Engine, select

from activities.adapters.register import effective
from activities.adapters.register.page import Page
from activities.adapters.register.tables import (
    ClaimRow,
    DecisionRow,
    EntitlementRow,
    OutcomeRow,
    RecoveryRow,
    ReleaseRow,
    RemedyRow,
)
from registry.services import ASSISTANCE
from schemas.city_time import CITY_TIME
from schemas.household_files import Period
from schemas.identifiers import CaseId, HouseholdRef, OfficerId
from schemas.remedies import (
    UNDER_REVIEW,
    Contested,
    ContestedDecision,
    ContestedRequest,
    RefusedApplication,
    RefusedRequest,
    RemedyEntry,
)
from schemas.rights import Recovery, RightSpan


class SqlRemedies:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enter_remedy(self, entry: RemedyEntry) -> None:
        filed = entry.state == UNDER_REVIEW
        with self._engine.begin() as connection:
            Page(connection, entry.case, entry.household).add_once(
                RemedyRow, key=f"{entry.case}/{'filed' if filed else 'ended'}", of_case=entry.of_case, path=entry.path,
                state=entry.state, happened_on=entry.on, event_id=entry.event,
            )  # fmt: skip

    def contested(self, request: ContestedRequest) -> Contested:
        with self._engine.begin() as connection:
            rights = _rows(connection, request.household)
            mine = [row for row in rights if row.case_id == request.of_case]
            return Contested(
                decisions=_decisions(connection, request.household, request.of_case),
                officers=_officers(connection, request.household, request.of_case),
                touched=tuple(dict.fromkeys(row.benefit for row in mine)),
                since=min((row.valid_from for row in mine), default=None),
                without=_left([row for row in rights if row.case_id != request.of_case]),
                recoveries=_recoveries(connection, request.household, request.of_case),
            )

    def refused(self, request: RefusedRequest) -> RefusedApplication:
        with self._engine.begin() as connection:
            last = connection.execute(
                select(OutcomeRow.case_id, OutcomeRow.happened_on)
                .where(OutcomeRow.household == request.household, OutcomeRow.outcome == "refused",
                       OutcomeRow.case_id.startswith(f"{ASSISTANCE.id}:"))
                .order_by(OutcomeRow.happened_on.desc(), OutcomeRow.recorded_at.desc())
            ).first()  # fmt: skip
            if last is None or _another_is_open(connection, request.household, CaseId(last.case_id)):
                return RefusedApplication()
            return RefusedApplication(of_case=CaseId(last.case_id), on=last.happened_on)


def _another_is_open(connection: Connection, household: HouseholdRef, case: CaseId) -> bool:
    """It counts the household's members now, and asks every register itself."""
    counting = select(ClaimRow.case_id).where(
        ClaimRow.household == household,
        ClaimRow.case_id != case,
        ClaimRow.case_id.not_in(select(ReleaseRow.case_id)),
    )
    return connection.scalar(counting.limit(1)) is not None


def _decisions(connection: Connection, household: HouseholdRef, case: CaseId) -> tuple[ContestedDecision, ...]:
    rows = connection.execute(
        select(DecisionRow.rule, DecisionRow.outcome, DecisionRow.amount, DecisionRow.decided_at)
        .where(DecisionRow.household == household, DecisionRow.case_id == case)
        .order_by(DecisionRow.key)
    )
    return tuple(
        ContestedDecision.model_validate(
            {"rule": rule, "outcome": outcome, "amount": amount, "on": at.astimezone(CITY_TIME).date()}
        )
        for rule, outcome, amount, at in rows
    )


def _officers(connection: Connection, household: HouseholdRef, case: CaseId) -> tuple[OfficerId, ...]:
    """Who decided, and who decided what came back of it."""
    signed = (
        connection.scalars(select(of.decided_by).where(of.household == household, of.case_id == case)).all()
        for of in (DecisionRow, RecoveryRow)
    )
    return tuple(dict.fromkeys(OfficerId(officer) for officers in signed for officer in officers))


def _rows(connection: Connection, household: HouseholdRef) -> list[EntitlementRow]:
    rows = connection.execute(
        select(EntitlementRow.__table__)
        .where(EntitlementRow.household == household)
        .order_by(EntitlementRow.decided_at, EntitlementRow.key)
    ).mappings()
    return [EntitlementRow(**row) for row in rows]


def _left(rows: list[EntitlementRow]) -> tuple[RightSpan, ...]:
    """What these decisions alone would leave of each right."""
    same: dict[tuple[str, str], list[EntitlementRow]] = {}
    for row in rows:
        same.setdefault((row.benefit, row.person or ""), []).append(row)
    found = [
        _span(row, left.first, left.last)
        for of in same.values()
        for row, left in zip(of, effective.left([_period(row) for row in of]), strict=True)
        if left is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.benefit, one.person or "")))


def _period(row: EntitlementRow) -> Period:
    return Period(first=row.valid_from, last=row.valid_to)


def _span(row: EntitlementRow, first: date, last: date | None) -> RightSpan:
    return RightSpan.model_validate({
        "benefit": row.benefit, "person": row.person, "amount": row.amount, "first": first, "last": last,
        "state": row.state,
    })  # fmt: skip


def _recoveries(connection: Connection, household: HouseholdRef, case: CaseId) -> tuple[Recovery, ...]:
    rows = connection.execute(
        select(
            RecoveryRow.key,
            RecoveryRow.benefit,
            RecoveryRow.person,
            RecoveryRow.total,
            RecoveryRow.way,
            RecoveryRow.monthly,
        )
        .where(RecoveryRow.household == household, RecoveryRow.case_id == case)
        .order_by(RecoveryRow.key)
    ).mappings()
    return tuple(Recovery.model_validate(dict(row)) for row in rows)
