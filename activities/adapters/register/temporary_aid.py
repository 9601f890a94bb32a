"""Temporary aid in the register: each payment once, found again by the persons for whom it was given."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, Engine, select

from activities.adapters.register import statements
from activities.adapters.register.page import Page
from activities.adapters.register.statements import table
from activities.adapters.register.tables import AidRow, MembershipRow
from activities.rights import Outdated
from schemas.identifiers import CaseId, PersonRef
from schemas.register_entries import PaymentEntry
from schemas.temporary_aid import AidEntry, AidKind, Earlier, EarlierRequest, Given, GivenRequest

_AID, _MEMBER = table(AidRow).c, table(MembershipRow).c


class SqlAid:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def earlier(self, request: EarlierRequest) -> Earlier:
        with self._engine.begin() as connection:
            return Earlier(given=_earlier(connection, request.case, request.persons))

    def given(self, request: GivenRequest) -> Earlier:
        with self._engine.begin() as connection:
            return Earlier(given=_given(connection, _AID["case_id"] == request.of))

    def enter(self, entry: AidEntry) -> None:
        key = f"{entry.case}/{entry.kind}{f'/{entry.part}' if entry.part else ''}"
        with self._engine.begin() as connection:
            page = Page(connection, entry.case, entry.household)
            if not page.begins(key, "aided", entry.on, entry.model_copy(update={"seen": None})):
                return
            if entry.seen is not None:
                _still_so(connection, entry, entry.seen)
            page.found(entry.members, entry.on, entry.signature)
            page.decided((entry.decision,) if entry.decision else (), entry.signature)
            page.ordered(PaymentEntry(household=entry.household, on=entry.on, order=entry.order, event=entry.event))
            page.add_once(
                AidRow, key=key, kind=entry.kind, cause=entry.cause, amount=entry.order.amount,
                happened_on=entry.happened_on, given_on=entry.on, decided_by=entry.signature.officer,
                decided_at=entry.signature.at, event_id=entry.event,
            )  # fmt: skip


def _still_so(connection: Connection, entry: AidEntry, seen: tuple[Given, ...]) -> None:
    """Outdated when anybody was given aid of this kind since it was decided on; who asks the same waits its turn."""
    statements.take_turn(connection, entry.members)
    known = _earlier(connection, entry.case, entry.members)
    if _of_kind(known, entry.kind) != _of_kind(seen, entry.kind):
        raise Outdated(f"{entry.kind} was given to somebody of {entry.case} since it was decided on")


def _of_kind(given: Iterable[Given], kind: AidKind) -> list[tuple[CaseId, date, Decimal]]:
    return [(one.case, one.given_on, one.amount) for one in given if one.kind is kind]


def _earlier(connection: Connection, case: CaseId, persons: Iterable[PersonRef]) -> tuple[Given, ...]:
    """By the case that counted the person: a household that was split since is found all the same."""
    cases = select(_MEMBER["case_id"]).where(_MEMBER["person"].in_(persons))
    return _given(connection, _AID["case_id"].in_(cases), _AID["case_id"] != case)


def _given(connection: Connection, *where: ColumnElement[bool]) -> tuple[Given, ...]:
    rows = connection.execute(select(table(AidRow)).where(*where).order_by(_AID["given_on"], _AID["key"])).mappings()
    return tuple(
        Given.model_validate({
            "case": row["case_id"],
            **{name: row[name] for name in Given.model_fields if name != "case"},
        })
        for row in rows
    )  # fmt: skip
