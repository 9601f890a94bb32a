"""Where are a household's codes kept? By their digests alone, with what each holder lets merchants know."""

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from activities.adapters.register import statements
from activities.adapters.register.tables import CodeConsentRow, CodeRow
from schemas.household_codes import Code, ConsentEntry
from schemas.identifiers import HouseholdRef, ItemId, PersonRef


class SqlCodes:
    """Shares the engine of the register's other books; every method blocks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, code: Code) -> None:
        with self._engine.begin() as connection:
            connection.execute(statements.table(CodeRow).insert(), code.model_dump(exclude={"newest"}))

    def code(self, digest: str) -> Code | None:
        with Session(self._engine) as session, session.begin():
            row = session.scalar(select(CodeRow).where(CodeRow.digest == digest))
            if row is None:
                return None
            of_holder = CodeRow.household == row.household, CodeRow.person == row.person
            newest = session.scalar(select(func.max(CodeRow.number)).where(*of_holder))
            return Code.model_validate({
                "digest": row.digest, "household": row.household, "person": row.person, "issued_at": row.issued_at,
                "expires_at": row.expires_at, "newest": row.number == newest,
            })  # fmt: skip

    def consent(self, entry: ConsentEntry) -> None:
        with self._engine.begin() as connection:
            connection.execute(statements.table(CodeConsentRow).insert(), {
                "household": entry.household, "person": entry.person, "item": entry.item, "given": entry.given,
                "said_at": entry.at,
            })  # fmt: skip

    def consented(self, household: HouseholdRef, person: PersonRef) -> frozenset[ItemId]:
        of_person = (
            select(CodeConsentRow)
            .where(CodeConsentRow.household == household, CodeConsentRow.person == person)
            .order_by(CodeConsentRow.number)
        )
        with Session(self._engine) as session, session.begin():
            newest = {row.item: row.given for row in session.scalars(of_person)}
        return frozenset(ItemId(item) for item, given in newest.items() if given)
