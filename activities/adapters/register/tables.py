"""Which tables does the register have? Keys come from cases; a row stays as it was written, but for `superseded_by`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from activities.adapters.register.columns import JSON_TEXT, NUMBER, Cents, Moment

Key = Annotated[str, mapped_column(primary_key=True)]
OfHousehold = Annotated[str, mapped_column(ForeignKey("household.ref"), index=True)]


class Base(DeclarativeBase):
    """Names of constraints are the same on every database, so that a migration finds them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: Cents(), datetime: Moment(), str: Text()}


class HouseholdRow(Base):
    """A household, by its reference alone."""

    __tablename__ = "household"
    ref: Mapped[Key]
    recorded_at: Mapped[datetime]


class PersonRow(Base):
    """A person, by pseudonym alone."""

    __tablename__ = "person"
    ref: Mapped[Key]
    recorded_at: Mapped[datetime]


class MembershipRow(Base):
    """On a day a case found the person in the household; a later finding takes its place from its own day on."""

    __tablename__ = "membership"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    valid_from: Mapped[date]
    decided_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class OutcomeRow(Base):
    """What a case achieved for a household, one row an entry; the digest tells the same entry from another."""

    __tablename__ = "case_outcome"
    key: Mapped[Key]
    case_id: Mapped[str] = mapped_column(index=True)
    household: Mapped[OfHousehold]
    outcome: Mapped[str]
    happened_on: Mapped[date]
    digest: Mapped[str]
    recorded_at: Mapped[datetime]


class DecisionRow(Base):
    """A decision with its whole trace: conditions, facts with source and day, figures, articles."""

    __tablename__ = "decision"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    rule: Mapped[str]
    outcome: Mapped[str]
    decided_on: Mapped[date]
    amount: Mapped[Decimal | None]
    rules_version: Mapped[str]
    trace: Mapped[dict[str, Any]] = mapped_column(JSON_TEXT)
    question: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]


class EntitlementRow(Base):
    """What a household or a member is entitled to, as decided; a change is a new row to which this one points."""

    __tablename__ = "entitlement"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[str] = mapped_column(ForeignKey("household.ref"))
    person: Mapped[str | None] = mapped_column(ForeignKey("person.ref"), index=True)
    benefit: Mapped[str]
    amount: Mapped[Decimal | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    decided_at: Mapped[datetime]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("entitlement.key"))
    state: Mapped[str] = mapped_column(server_default="active")

    __table_args__ = (Index(None, "household", "benefit"),)


class ItemRow(Base):
    """What a department said to a linked item; the first row says that nothing was reported yet."""

    __tablename__ = "linked_item"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    item: Mapped[str]
    department: Mapped[str]
    state: Mapped[str]
    reported_on: Mapped[date]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]


class PaymentRow(Base):
    """What finance was asked to pay."""

    __tablename__ = "payment_order"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    payee: Mapped[str]
    kind: Mapped[str]
    purpose: Mapped[str]
    amount: Mapped[Decimal]
    first_month: Mapped[date | None]
    ordered_on: Mapped[date]
    recorded_at: Mapped[datetime]
    event_id: Mapped[str | None]
    """The event that told the payment; None while it is only ordered."""


class SnapshotRow(Base):
    """A household as a case found it, by references: what later facts are laid upon."""

    __tablename__ = "snapshot"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    taken_on: Mapped[date]
    first_month: Mapped[date]
    category: Mapped[str | None]
    valid_to: Mapped[date | None]
    review_due: Mapped[date | None] = mapped_column(index=True)
    town: Mapped[str] = mapped_column(index=True)
    county: Mapped[str] = mapped_column(index=True)
    found: Mapped[dict[str, Any]] = mapped_column(JSON_TEXT)
    recorded_at: Mapped[datetime]


class FactRow(Base):
    """What an office told of the life of a person whom the register knows; it says the same again, or takes it back."""

    __tablename__ = "life_fact"
    key: Mapped[Key]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    other: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    fact: Mapped[dict[str, Any]] = mapped_column(JSON_TEXT)
    recorded_at: Mapped[datetime]


class ChoiceRow(Base):
    """What people chose where the law leaves a choice: a taper, a cut, to leave things as they are."""

    __tablename__ = "choice"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    choice: Mapped[dict[str, Any]] = mapped_column(JSON_TEXT)
    recorded_at: Mapped[datetime]


class ClaimRow(Base):
    """An application counts a person; until it is released, nobody else does."""

    __tablename__ = "claim"
    key: Mapped[Key]
    case_id: Mapped[str] = mapped_column(index=True)
    household: Mapped[OfHousehold]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    accepted_on: Mapped[date]
    recorded_at: Mapped[datetime]


class ReleaseRow(Base):
    """An application no longer counts its persons."""

    __tablename__ = "claim_release"
    case_id: Mapped[Key]
    released_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]


class RunRow(Base):
    """A payment run: a month, or a special occasion; its list is frozen once."""

    __tablename__ = "payment_run"
    key: Mapped[Key]
    month: Mapped[date]
    kind: Mapped[str]
    frozen_on: Mapped[date]
    recorded_at: Mapped[datetime]


class PaidRow(Base):
    """One payment of a run: payee, benefit, month and a number make its key, so that nobody is paid twice for a month.

    A run of month M pays, for every month up to M, what is due by the rights as they hold now less what the payments of
    that payee, benefit and month already carry; so what was raised, restored or failed is paid by the same rule.
    """

    __tablename__ = "payment"
    key: Mapped[Key]
    run: Mapped[str] = mapped_column(ForeignKey("payment_run.key"), index=True)
    household: Mapped[OfHousehold]
    person: Mapped[str | None]
    benefit: Mapped[str]
    month: Mapped[date]
    purpose: Mapped[str]
    due: Mapped[Decimal]
    set_off: Mapped[Decimal]
    amount: Mapped[Decimal]
    """What goes to the account: due without what is set off."""
    set_offs: Mapped[dict[str, str]] = mapped_column(JSON_TEXT)
    """How much of what is set off is for which recovery, in yuan; below zero it is given back."""
    entitlement: Mapped[str | None]
    """The right by which it is due; None for an order, and for what is only given back."""
    recorded_at: Mapped[datetime]


class PaidResultRow(Base):
    """What became of a payment: taken on by a run, paid, failed at the account, returned by the bank.

    The newest counts. What failed or was returned is owed: a run takes it on again as the next attempt, as long as the
    month is still due.
    """

    __tablename__ = "payment_result"
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    payment: Mapped[str] = mapped_column(ForeignKey("payment.key"), index=True)
    attempt: Mapped[int]
    state: Mapped[str]
    run: Mapped[str] = mapped_column(ForeignKey("payment_run.key"), index=True)
    """The run of this attempt; `payment.run` is that of the first."""
    reason: Mapped[str | None]
    happened_on: Mapped[date]
    event_id: Mapped[str | None]
    recorded_at: Mapped[datetime]

    __table_args__ = (Index(None, "payment", "attempt", "state", unique=True),)


class RecoveryRow(Base):
    """An overpayment, and the way in which a person decided that it comes back."""

    __tablename__ = "recovery"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    person: Mapped[str | None]
    """Whose benefit was overpaid, and is set off from; null for the household's own."""
    benefit: Mapped[str]
    total: Mapped[Decimal]
    way: Mapped[str]
    monthly: Mapped[Decimal | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]


class RepaidRow(Base):
    """What came back of a recovery: set off by a payment that was paid, or paid in by the household.

    The sum is what counts: below zero stands what a returned payment had set off, and what was given back.
    """

    __tablename__ = "repayment"
    key: Mapped[Key]
    recovery: Mapped[str] = mapped_column(ForeignKey("recovery.key"), index=True)
    amount: Mapped[Decimal]
    happened_on: Mapped[date]
    payment: Mapped[str | None]
    recorded_at: Mapped[datetime]


class CodeRow(Base):
    """A happiness code: a random token by its digest alone; the newest of a holder is the valid one."""

    __tablename__ = "household_code"
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    digest: Mapped[str]
    household: Mapped[OfHousehold]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"))
    """The holder: an adult member."""
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    __table_args__ = (Index(None, "digest", unique=True),)


class CodeConsentRow(Base):
    """The holder lets a kind of merchant see that the household is eligible for one item; or no longer."""

    __tablename__ = "code_consent"
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    household: Mapped[OfHousehold]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"))
    item: Mapped[str]
    given: Mapped[bool]
    said_at: Mapped[datetime]


class ProtectionRow(Base):
    """A member is protected from the others of the household (domestic violence); a later row may lift it."""

    __tablename__ = "household_protection"
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    household: Mapped[OfHousehold]
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"))
    protected: Mapped[bool]
    decided_by: Mapped[str]
    reason: Mapped[str]
    said_at: Mapped[datetime]


class RemedyRow(Base):
    """A decision is under review: reconsideration or court; a second row says how it ended."""

    __tablename__ = "remedy"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[OfHousehold]
    of_case: Mapped[str]
    path: Mapped[str]
    state: Mapped[str]
    happened_on: Mapped[date]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]


class SubsidyRow(Base):
    """A note on a person's disability subsidies: asked for, found, decided, happened, reminded of; never changed."""

    __tablename__ = "subsidy_note"
    key: Mapped[Key]
    case_id: Mapped[str]
    household: Mapped[str | None] = mapped_column(ForeignKey("household.ref"), index=True)
    """None for what happened to a person, whatever the household."""
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    note: Mapped[dict[str, Any]] = mapped_column(JSON_TEXT)
    recorded_at: Mapped[datetime]


class AidRow(Base):
    """Temporary aid that was paid once: for what, and how much; the same cause is not aided again in a year."""

    __tablename__ = "temporary_aid"
    key: Mapped[Key]
    case_id: Mapped[str] = mapped_column(index=True)
    household: Mapped[OfHousehold]
    kind: Mapped[str]
    cause: Mapped[str]
    amount: Mapped[Decimal]
    happened_on: Mapped[date]
    given_on: Mapped[date]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    event_id: Mapped[str]
    recorded_at: Mapped[datetime]


class AccessRow(Base):
    """Who read what of whom, for which case and purpose; a reading that found nothing is a reading too."""

    __tablename__ = "access_log"
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    reader: Mapped[str]
    household: Mapped[str] = mapped_column(index=True)
    fields: Mapped[list[str]] = mapped_column(JSON_TEXT)
    case_id: Mapped[str | None]
    purpose: Mapped[str]
    found: Mapped[bool]
    read_at: Mapped[datetime]
    terminal: Mapped[str | None]
    refused: Mapped[str | None]
    """Why nothing was shown; None for a reading that was allowed."""
