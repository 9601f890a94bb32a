"""The first tables, and triggers that keep every row as it was written."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LASTING: dict[str, str] = {
    "access_log": "",
    "case_outcome": "",
    "decision": "",
    "entitlement": "key, case_id, household, person, benefit, amount, valid_from, valid_to, decided_at, event_id, "
    "recorded_at",
    "linked_item": "",
    "membership": "",
    "payment_order": "",
}
"""Tables whose rows are never changed, with the columns where not all are meant."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "access_log": (("household",),),
    "case_outcome": (("case_id",), ("household",)),
    "decision": (("household",),),
    "entitlement": (("household", "benefit"), ("person",)),
    "linked_item": (("household",),),
    "membership": (("household",), ("person",)),
    "payment_order": (("household",),),
}
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _table("household", _text("ref"), _moment("recorded_at"), key="ref")
    _table("person", _text("ref"), _moment("recorded_at"), key="ref")
    _of_a_case(
        "membership", _text("person"), _day("valid_from"), _moment("decided_at"), refers={"person": "person.ref"}
    )
    _of_a_case("case_outcome", _text("outcome"), _day("happened_on"), _text("digest"))
    _of_a_case(
        "decision",
        *(_text("rule"), _text("outcome"), _day("decided_on"), _cents("amount", may_lack=True), _text("rules_version")),
        *(sa.Column("trace", JSON, nullable=False), _text("question"), _text("decided_by"), _moment("decided_at")),
        _text("event_id"),
    )
    _of_a_case(
        "entitlement",
        *(_text("person", may_lack=True), _text("benefit"), _cents("amount", may_lack=True), _day("valid_from")),
        *(_day("valid_to", may_lack=True), _moment("decided_at"), _text("event_id")),
        _text("superseded_by", may_lack=True),
        refers={"person": "person.ref", "superseded_by": "entitlement.key"},
    )
    _of_a_case(
        "linked_item", _text("item"), _text("department"), _text("state"), _day("reported_on"), _text("event_id")
    )
    _of_a_case(
        "payment_order",
        *(_text("payee"), _text("kind"), _text("purpose"), _cents("amount")),
        *(_day("first_month", may_lack=True), _day("ordered_on")),
    )
    _table(
        "access_log",
        *(sa.Column("number", NUMBER, nullable=False), _text("reader"), _text("household")),
        *(sa.Column("fields", JSON, nullable=False), _text("case_id", may_lack=True), _text("purpose")),
        *(sa.Column("found", sa.Boolean(), nullable=False), _moment("read_at")),
        key="number",
    )
    _guard()


def downgrade() -> None:
    raise NotImplementedError("The register is never taken away; restore a backup instead.")


def _of_a_case(name: str, *columns: sa.Column[Any], refers: dict[str, str] | None = None) -> None:
    common = (_text("key"), _text("case_id"), _text("household"))
    referred = {"household": "household.ref", **(refers or {})}
    _table(name, *common, *columns, _moment("recorded_at"), key="key", refers=referred)


def _table(name: str, *columns: sa.Column[Any], key: str, refers: dict[str, str] | None = None) -> None:
    primary = sa.PrimaryKeyConstraint(key, name=f"pk_{name}")
    foreign = (
        sa.ForeignKeyConstraint([column], [target], name=f"fk_{name}_{column}")
        for column, target in (refers or {}).items()
    )
    op.create_table(name, *columns, primary, *foreign)
    for indexed in INDEXES.get(name, ()):
        op.create_index(f"ix_{name}_{'_'.join(indexed)}", name, list(indexed))


def _text(name: str, *, may_lack: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=may_lack)


def _day(name: str, *, may_lack: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=may_lack)


def _cents(name: str, *, may_lack: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=may_lack)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _guard() -> None:
    """The database itself refuses to overwrite: a change is a new row."""
    said = "a row of the register is never changed: enter a new one"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION register_row_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
        )
        does = "FOR EACH ROW EXECUTE FUNCTION register_row_stays()"
    else:
        does = f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    for table, columns in LASTING.items():
        of = f"OF {columns} " if columns else ""
        op.execute(f"CREATE TRIGGER {table}_stays BEFORE UPDATE {of}ON {table} {does}")
