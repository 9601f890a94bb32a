"""Which application counts whom? Claims in the register; who claims a person waits for who claims the same one."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from sqlalchemy import Connection, Engine, RowMapping, select

from activities.adapters.register import effective, statements
from activities.adapters.register.tables import (
    ClaimRow,
    EntitlementRow,
    HouseholdRow,
    MembershipRow,
    OutcomeRow,
    ReleaseRow,
)
from schemas.household_files import Period
from schemas.households import Category
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.rights import Claim, Claimed, Counted, Release, RightState

CATEGORIES = tuple(category.value for category in Category)


class SqlClaims:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, claim: Claim) -> Claimed:
        with self._engine.begin() as connection:
            _its_turn(connection, claim)
            found = _conflicts(connection, claim)
            if not found.conflicts:
                connection.execute(statements.add_missing(ClaimRow, connection.dialect.name), _rows(claim))
            return found

    def conflicts(self, claim: Claim) -> Claimed:
        with self._engine.begin() as connection:
            return _conflicts(connection, claim)

    def release(self, release: Release) -> None:
        with self._engine.begin() as connection:
            connection.execute(statements.add_missing(ReleaseRow, connection.dialect.name), {
                "case_id": release.case, "released_on": release.on, "reason": release.reason,
                "recorded_at": datetime.now(UTC),
            })  # fmt: skip


def _its_turn(connection: Connection, claim: Claim) -> None:
    household = {"ref": claim.household, "recorded_at": datetime.now(UTC)}
    connection.execute(statements.add_missing(HouseholdRow, connection.dialect.name), household)
    statements.take_turn(connection, claim.members)


def _rows(claim: Claim) -> list[dict[str, object]]:
    same = {"case_id": claim.case, "household": claim.household, "accepted_on": claim.accepted_on,
            "recorded_at": datetime.now(UTC)}  # fmt: skip
    return [{"key": f"{claim.case}/{person}", "person": person, **same} for person in sorted(claim.members)]


def _conflicts(connection: Connection, claim: Claim) -> Claimed:
    """An open application that counts a member, this household's own ones too, or a right in another household."""
    found = (*_applications(connection, claim), *_rights(connection, claim))
    against = (counted for counted in found if counted.case not in claim.despite)
    return Claimed(conflicts=tuple(sorted(against, key=lambda each: (each.since, each.case, each.person))))


def _applications(connection: Connection, claim: Claim) -> Iterator[Counted]:
    """What was recognised is no open application any more: of that, the rights speak."""
    recognised = select(OutcomeRow.case_id).where(OutcomeRow.outcome == "recognised")
    rows = connection.execute(
        select(ClaimRow.person, ClaimRow.household, ClaimRow.case_id, ClaimRow.accepted_on).where(
            ClaimRow.person.in_(claim.members), ClaimRow.case_id != claim.case,
            ClaimRow.case_id.not_in(select(ReleaseRow.case_id)), ClaimRow.case_id.not_in(recognised),
        )
    )  # fmt: skip
    for person, household, case, since in rows:
        yield Counted(person=PersonRef(person), household=HouseholdRef(household), case=CaseId(case), since=since)


def _rights(connection: Connection, claim: Claim) -> Iterator[Counted]:
    for household in _other_households(connection, claim):
        members = set(claim.members) & _members(connection, household, claim.accepted_on)
        running = _running(connection, household, claim.accepted_on) if members else None
        if running is not None:
            yield from (
                Counted(person=PersonRef(person), household=household, case=CaseId(running["case_id"]),
                        since=running["valid_from"], right=running["benefit"])
                for person in sorted(members)
            )  # fmt: skip


def _other_households(connection: Connection, claim: Claim) -> Sequence[HouseholdRef]:
    of_member = select(MembershipRow.household).where(
        MembershipRow.person.in_(claim.members), MembershipRow.household != claim.household
    )
    return tuple(map(HouseholdRef, sorted(set(connection.scalars(of_member)))))


def _members(connection: Connection, household: HouseholdRef, on: date) -> set[PersonRef]:
    """Who belongs to the household on that day, by the newest finding."""
    rows = connection.execute(
        select(MembershipRow.valid_from, MembershipRow.case_id, MembershipRow.person, MembershipRow.decided_at)
        .where(MembershipRow.household == household)
        .order_by(MembershipRow.valid_from, MembershipRow.decided_at, MembershipRow.case_id)
    )
    lines = effective.members(
        (day, case, frozenset(PersonRef(row.person) for row in of))
        for (day, case), of in groupby(rows, key=lambda row: (row.valid_from, CaseId(row.case_id)))
    )
    return {line.person for line in lines if line.period.covers(on)}


def _running(connection: Connection, household: HouseholdRef, on: date) -> RowMapping | None:
    """A recognition of the household that runs on that day or begins later."""
    rows = connection.execute(
        select(EntitlementRow.__table__)
        .where(EntitlementRow.household == household, EntitlementRow.person.is_(None))
        .where(EntitlementRow.benefit.in_(CATEGORIES))
        .order_by(EntitlementRow.benefit, EntitlementRow.decided_at, EntitlementRow.key)
    ).mappings()
    of_benefit = (tuple(of) for _, of in groupby(rows, key=lambda row: row["benefit"]))
    return next((row for of in of_benefit for row in _not_over(of, on)), None)


def _not_over(rows: Sequence[RowMapping], on: date) -> Iterator[RowMapping]:
    """What later decisions leave of each, as far as it is not over."""
    left = effective.left([Period(first=row["valid_from"], last=row["valid_to"]) for row in rows])
    for row, period in zip(rows, left, strict=True):
        goes_on = period is not None and (period.last is None or period.last >= on)
        if goes_on and row["state"] != RightState.ENDED:
            yield row
