"""Where are lists and timelines read, and where is it written down who reads? In the register itself."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from activities.adapters.register import statements
from activities.adapters.register.lives import life_of, newest_snapshot
from activities.adapters.register.reading import read as file_of
from activities.adapters.register.reading import rows_of
from activities.adapters.register.tables import AccessRow, DecisionRow, HouseholdRow, ProtectionRow
from schemas.access import AccessLine, ProtectionEntry
from schemas.household_files import FilePart, FileRequest, HouseholdFile
from schemas.household_lives import Life, Place
from schemas.identifiers import HouseholdRef, OfficerId


class SqlLists:
    """Shares the engine of the register's other books; every method blocks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def place(self, household: HouseholdRef) -> Place | None:
        with Session(self._engine) as session, session.begin():
            if session.get(HouseholdRow, household) is None:
                return None
            newest = newest_snapshot(session, household)
            decided = rows_of(session, DecisionRow, household, lambda row: row.decided_at)
            return Place(
                town=newest.application.household.town if newest else None,
                deciders=tuple(dict.fromkeys(OfficerId(row.decided_by) for row in decided)),
            )

    def file(self, household: HouseholdRef, parts: tuple[FilePart, ...]) -> HouseholdFile | None:
        with Session(self._engine) as session, session.begin():
            return file_of(session, FileRequest(household=household, by="", purpose="", parts=parts))

    def life(self, household: HouseholdRef) -> Life | None:
        with Session(self._engine) as session, session.begin():
            return life_of(session, household)

    def note(self, line: AccessLine) -> None:
        with self._engine.begin() as connection:
            connection.execute(statements.table(AccessRow).insert(), {
                "reader": line.reader, "household": line.household, "fields": list(line.fields), "case_id": line.case,
                "purpose": line.purpose, "found": line.found, "read_at": line.read_at, "terminal": line.terminal,
                "refused": line.refused,
            })  # fmt: skip

    def readings(self, household: HouseholdRef) -> tuple[AccessLine, ...]:
        of_household = select(AccessRow).where(AccessRow.household == household).order_by(AccessRow.number)
        with Session(self._engine) as session, session.begin():
            return tuple(AccessLine.model_validate({
                "reader": row.reader, "household": row.household, "fields": tuple(row.fields), "case": row.case_id,
                "purpose": row.purpose, "found": row.found, "refused": row.refused, "terminal": row.terminal,
                "read_at": row.read_at,
            }) for row in session.scalars(of_household))  # fmt: skip

    def protect(self, entry: ProtectionEntry) -> None:
        with self._engine.begin() as connection:
            connection.execute(statements.table(ProtectionRow).insert(), {
                "household": entry.household, "person": entry.person, "protected": entry.protected,
                "decided_by": entry.by, "reason": entry.reason, "said_at": entry.at,
            })  # fmt: skip
