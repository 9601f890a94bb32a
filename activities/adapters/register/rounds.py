"""Whose check is due, and whom does a standard concern? By the newest snapshot of each household, in pages."""

from sqlalchemy import Engine, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from activities.adapters.register.rights import standing_of
from activities.adapters.register.tables import EntitlementRow, SnapshotRow
from schemas.identifiers import HouseholdRef
from schemas.rights import RightState
from schemas.rounds import Round, RoundKind, RoundPage


class SqlRounds:
    """Shares the engine of the register's other books."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, asked: Round) -> RoundPage:
        with self._engine.begin() as connection:
            households = [HouseholdRef(ref) for (ref,) in connection.execute(_whose(asked))]
            found = (standing_of(connection, each) for each in households)
            return RoundPage(standings=tuple(standing for standing in found if standing is not None))


def _whose(asked: Round) -> Select[str]:
    """Households with a right that goes on, whatever ends it later; for a re-check those whose day has come."""
    later = aliased(SnapshotRow)
    newer = and_(
        later.household == SnapshotRow.household,
        or_(later.taken_on > SnapshotRow.taken_on,
            and_(later.taken_on == SnapshotRow.taken_on, later.recorded_at > SnapshotRow.recorded_at)),
    )  # fmt: skip
    right, decision = aliased(EntitlementRow), aliased(EntitlementRow)
    instead = and_(
        decision.household == right.household, decision.benefit == right.benefit,
        func.coalesce(decision.person, "") == func.coalesce(right.person, ""),
        or_(decision.decided_at > right.decided_at,
            and_(decision.decided_at == right.decided_at, decision.key > right.key)),
        or_(decision.valid_from <= asked.on, decision.valid_from <= right.valid_from),
    )  # fmt: skip
    goes_on = exists().where(
        right.household == SnapshotRow.household, right.state != RightState.ENDED,
        or_(right.valid_to.is_(None), right.valid_to >= asked.on), ~exists().where(instead),
    )  # fmt: skip
    found = (
        select(SnapshotRow.household)
        .where(SnapshotRow.county == asked.county, SnapshotRow.household > asked.after, ~exists().where(newer), goes_on)
        .order_by(SnapshotRow.household)
        .limit(asked.size)
    )
    return found.where(SnapshotRow.review_due <= asked.on) if asked.kind is RoundKind.RECHECK else found
