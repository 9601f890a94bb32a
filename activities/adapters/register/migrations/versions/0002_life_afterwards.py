"""Life after a recognition: snapshots, facts, choices, claims, payments, recoveries, codes, remedies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

LASTING: dict[str, str] = {
    "choice": "",
    "claim": "",
    "claim_release": "",
    "code_consent": "",
    "entitlement": "state",
    "household_code": "",
    "household_protection": "",
    "life_fact": "",
    "payment": "",
    "payment_result": "",
    "payment_run": "",
    "recovery": "",
    "remedy": "",
    "repayment": "",
    "snapshot": "",
    "subsidy_note": "",
    "temporary_aid": "",
}
"""Tables whose rows are never changed, with the columns where not all are meant."""


def upgrade() -> None:
    op.create_table(
        "claim_release",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_claim_release"),
    )
    op.create_table(
        "payment_run",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_payment_run"),
    )
    op.create_table(
        "choice",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("choice", JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_choice_household"),
        sa.PrimaryKeyConstraint("key", name="pk_choice"),
    )
    op.create_index("ix_choice_household", "choice", ["household"])
    op.create_table(
        "claim",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_claim_household"),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_claim_person"),
        sa.PrimaryKeyConstraint("key", name="pk_claim"),
    )
    op.create_index("ix_claim_case_id", "claim", ["case_id"])
    op.create_index("ix_claim_household", "claim", ["household"])
    op.create_index("ix_claim_person", "claim", ["person"])
    op.create_table(
        "code_consent",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_code_consent_household"),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_code_consent_person"),
        sa.PrimaryKeyConstraint("number", name="pk_code_consent"),
    )
    op.create_index("ix_code_consent_household", "code_consent", ["household"])
    op.create_table(
        "household_code",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_household_code_household"),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_household_code_person"),
        sa.PrimaryKeyConstraint("number", name="pk_household_code"),
    )
    op.create_index("ix_household_code_digest", "household_code", ["digest"], unique=True)
    op.create_index("ix_household_code_household", "household_code", ["household"])
    op.create_table(
        "household_protection",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_household_protection_household"),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_household_protection_person"),
        sa.PrimaryKeyConstraint("number", name="pk_household_protection"),
    )
    op.create_index("ix_household_protection_household", "household_protection", ["household"])
    op.create_table(
        "life_fact",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("fact", JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_life_fact_person"),
        sa.PrimaryKeyConstraint("key", name="pk_life_fact"),
    )
    op.create_index("ix_life_fact_other", "life_fact", ["other"])
    op.create_index("ix_life_fact_person", "life_fact", ["person"])
    op.create_table(
        "payment",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("set_off", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("set_offs", JSON, nullable=False),
        sa.Column("entitlement", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_payment_household"),
        sa.ForeignKeyConstraint(["run"], ["payment_run.key"], name="fk_payment_run"),
        sa.PrimaryKeyConstraint("key", name="pk_payment"),
    )
    op.create_index("ix_payment_household", "payment", ["household"])
    op.create_index("ix_payment_run", "payment", ["run"])
    op.create_table(
        "recovery",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("monthly", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_recovery_household"),
        sa.PrimaryKeyConstraint("key", name="pk_recovery"),
    )
    op.create_index("ix_recovery_household", "recovery", ["household"])
    op.create_table(
        "remedy",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("of_case", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_remedy_household"),
        sa.PrimaryKeyConstraint("key", name="pk_remedy"),
    )
    op.create_index("ix_remedy_household", "remedy", ["household"])
    op.create_table(
        "snapshot",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("found", JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_snapshot_household"),
        sa.PrimaryKeyConstraint("key", name="pk_snapshot"),
    )
    op.create_index("ix_snapshot_county", "snapshot", ["county"])
    op.create_index("ix_snapshot_household", "snapshot", ["household"])
    op.create_index("ix_snapshot_review_due", "snapshot", ["review_due"])
    op.create_index("ix_snapshot_town", "snapshot", ["town"])
    op.create_table(
        "subsidy_note",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_subsidy_note_household"),
        sa.ForeignKeyConstraint(["person"], ["person.ref"], name="fk_subsidy_note_person"),
        sa.PrimaryKeyConstraint("key", name="pk_subsidy_note"),
    )
    op.create_index("ix_subsidy_note_household", "subsidy_note", ["household"])
    op.create_index("ix_subsidy_note_person", "subsidy_note", ["person"])
    op.create_table(
        "payment_result",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("payment", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment"], ["payment.key"], name="fk_payment_result_payment"),
        sa.ForeignKeyConstraint(["run"], ["payment_run.key"], name="fk_payment_result_run"),
        sa.PrimaryKeyConstraint("number", name="pk_payment_result"),
    )
    op.create_index("ix_payment_result_payment", "payment_result", ["payment"])
    op.create_index("ix_payment_result_run", "payment_result", ["run"])
    op.create_index(
        "ix_payment_result_payment_attempt_state", "payment_result", ["payment", "attempt", "state"], unique=True
    )
    op.create_table(
        "repayment",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("payment", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recovery"], ["recovery.key"], name="fk_repayment_recovery"),
        sa.PrimaryKeyConstraint("key", name="pk_repayment"),
    )
    op.create_index("ix_repayment_recovery", "repayment", ["recovery"])
    op.create_table(
        "temporary_aid",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household"], ["household.ref"], name="fk_temporary_aid_household"),
        sa.PrimaryKeyConstraint("key", name="pk_temporary_aid"),
    )
    op.create_index("ix_temporary_aid_case_id", "temporary_aid", ["case_id"])
    op.create_index("ix_temporary_aid_household", "temporary_aid", ["household"])
    op.add_column("entitlement", sa.Column("state", sa.Text(), server_default="active", nullable=False))
    op.add_column("payment_order", sa.Column("event_id", sa.Text(), nullable=True))
    op.add_column("access_log", sa.Column("terminal", sa.Text(), nullable=True))
    op.add_column("access_log", sa.Column("refused", sa.Text(), nullable=True))

    _guard()


def downgrade() -> None:
    raise NotImplementedError("The register is never taken away; restore a backup instead.")


def _guard() -> None:
    """As in the first tables: the database itself refuses to overwrite; `state` of a right is guarded by itself."""
    postgres = op.get_bind().dialect.name == "postgresql"
    said = "a row of the register is never changed: enter a new one"
    does = (
        "FOR EACH ROW EXECUTE FUNCTION register_row_stays()"
        if postgres
        else f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
    for table, columns in LASTING.items():
        of = f"OF {columns} " if columns else ""
        name = f"{table}_{columns}_stays" if columns == "state" else f"{table}_stays"
        op.execute(f"CREATE TRIGGER {name} BEFORE UPDATE {of}ON {table} {does}")
