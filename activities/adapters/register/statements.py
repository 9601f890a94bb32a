"""What is said to the tables, put together once: that costs more than saying it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import cast

from sqlalchemy import Connection, Executable, Select, Table, Update, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from activities.adapters.register.tables import Base, EntitlementRow, HouseholdRow, PersonRow
from schemas.identifiers import PersonRef

Adding = postgresql.Insert | sqlite.Insert


def table(of: type[Base]) -> Table:
    """The table behind the rows."""
    return cast("Table", of.__table__)


@cache
def add_missing(of: type[Base], dialect: str) -> Adding:
    """Rows whose keys are known stay as they are."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table(of)).on_conflict_do_nothing()


@cache
def add_once(of: type[Base], dialect: str) -> Executable:
    """The key of the row when it is new; nothing when it was there."""
    return add_missing(of, dialect).returning(*table(of).primary_key)


@cache
def known(of: type[Base]) -> Select[tuple[object, ...]]:
    """The row of a key."""
    return select(table(of)).where(table(of).c["key"] == bindparam("of"))


LOCK = select(table(HouseholdRow).c["ref"]).where(HouseholdRow.ref == bindparam("of")).with_for_update()
"""Whoever enters something about a household waits for its turn; SQLite has one writer anyway."""


def take_turn(connection: Connection, persons: Iterable[PersonRef]) -> None:
    """Who claims or aids a common person comes one after the other, in the order of the references.

    SQLite has one writer anyway.
    """
    refs = sorted(persons)
    connection.execute(
        add_missing(PersonRow, connection.dialect.name),
        [{"ref": ref, "recorded_at": datetime.now(UTC)} for ref in refs],
    )
    if connection.dialect.name != "sqlite":
        waits = select(PersonRow.ref).where(PersonRow.ref.in_(refs)).order_by(PersonRow.ref)
        connection.execute(waits.with_for_update(key_share=True))


_RIGHT = table(EntitlementRow).c
SAME_RIGHT = (
    select(_RIGHT["key"], _RIGHT["decided_at"])
    .where(_RIGHT["household"] == bindparam("household"), _RIGHT["benefit"] == bindparam("benefit"))
    .where(_RIGHT["person"].is_not_distinct_from(bindparam("person")))
    .order_by(_RIGHT["decided_at"], _RIGHT["key"])
)
SUPERSEDE: Update = (
    update(table(EntitlementRow)).where(_RIGHT["key"] == bindparam("old")).values(superseded_by=bindparam("new"))
)
