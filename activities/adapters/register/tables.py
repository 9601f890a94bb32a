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
