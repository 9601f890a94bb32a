"""Temporary aid in the register: each payment once, found again by the persons for whom it was given."""

from sqlalchemy import ColumnElement, Engine, select

from activities.adapters.register.page import Page
from activities.adapters.register.statements import table
from activities.adapters.register.tables import AidRow, MembershipRow
from schemas.register_entries import PaymentEntry
from schemas.temporary_aid import AidEntry, Earlier, EarlierRequest, Given, GivenRequest

_AID, _MEMBER = table(AidRow).c, table(MembershipRow).c


class SqlAid:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def earlier(self, request: EarlierRequest) -> Earlier:
        """By the case that counted the person: a household that was split since is found all the same."""
        cases = select(_MEMBER["case_id"]).where(_MEMBER["person"].in_(request.persons))
        return self._found(_AID["case_id"].in_(cases), _AID["case_id"] != request.case)

    def given(self, request: GivenRequest) -> Earlier:
        return self._found(_AID["case_id"] == request.of)

    def _found(self, *where: ColumnElement[bool]) -> Earlier:
        found = select(table(AidRow)).where(*where).order_by(_AID["given_on"], _AID["key"])
        with self._engine.begin() as connection:
            rows = connection.execute(found).mappings().all()
        return Earlier(given=tuple(
            Given.model_validate({
                "case": row["case_id"],
                **{name: row[name] for name in Given.model_fields if name != "case"},
            })
            for row in rows
        ))  # fmt: skip

    def enter(self, entry: AidEntry) -> None:
        key = f"{entry.case}/{entry.kind}{f'/{entry.part}' if entry.part else ''}"
        with self._engine.begin() as connection:
            page = Page(connection, entry.case, entry.household)
            if not page.begins(key, "aided", entry.on, entry):
                return
            page.found(entry.members, entry.on, entry.signature)
            page.decided((entry.decision,) if entry.decision else (), entry.signature)
            page.ordered(PaymentEntry(household=entry.household, on=entry.on, order=entry.order, event=entry.event))
            page.add_once(
                AidRow, key=key, kind=entry.kind, cause=entry.cause, amount=entry.order.amount,
                happened_on=entry.happened_on, given_on=entry.on, decided_by=entry.signature.officer,
                decided_at=entry.signature.at, event_id=entry.event,
            )  # fmt: skip
