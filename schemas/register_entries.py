"""What is entered into the register? What people decided about a household, by references only, each once a case."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.cases import Ruled
from schemas.decisions import Decision
from schemas.entitlements import PaymentOrder
from schemas.households import Category
from schemas.identifiers import CaseId, DepartmentId, EventId, HouseholdRef, ItemId, OfficerId, PersonRef
from schemas.money import Yuan
from schemas.questions import ReplyStatus
from schemas.snapshots import Snapshot


class Signature(Model):
    """Who decided which question, and when; the officer's own words stay in the case."""

    question: str
    officer: OfficerId
    at: AwareDatetime

    @classmethod
    def of(cls, ruled: Ruled) -> "Signature":
        """Under what was decided so."""
        return cls(question=ruled.question, officer=ruled.officer, at=ruled.at)


class DecidedRule(Model):
    """A rule's decision with its whole trace, and the event that announced it."""

    decision: Decision
    event: EventId


class _Decided(Model):
    """What a recognition and a refusal have in common."""

    case: CaseId
    household: HouseholdRef
    members: Annotated[tuple[PersonRef, ...], Field(min_length=1)]
    on: date = Field(description="The day on which it was decided; the household had these members then")
    signature: Signature


class OwedItem(Model):
    """A linked item that its department was asked for."""

    item: ItemId
    department: DepartmentId


class RecognitionEntry(_Decided):
    """A household was recognised: from when, until when, with how much a month, and what else is owed to it."""

    category: Category
    event: EventId
    first_month: date
    valid_to: date | None = None
    amount: Yuan | None = Field(None, description="Yuan a month, where the category gives money")
    decisions: tuple[DecidedRule, ...] = ()
    items: tuple[OwedItem, ...] = ()
    payment: PaymentOrder | None = None
    snapshot: Snapshot | None = Field(None, description="The household as it was found; later facts are laid on it")


class RefusalEntry(_Decided):
    """Categories were refused, each with every reason."""

    decisions: tuple[DecidedRule, ...]


class ItemResult(OwedItem):
    """How one department decided one linked item."""

    status: ReplyStatus
    granted: bool | None = Field(None, description="None: the department has not said")
    ended: bool = Field(False, description="It was granted, and its owner stopped it")
    given_up: bool = Field(False, description="It ended because the household wants it no longer")
    event: EventId


class ItemsEntry(Model):
    """What the departments said to the linked items of a recognised household."""

    case: CaseId
    household: HouseholdRef
    on: date
    results: tuple[ItemResult, ...]


class PaymentEntry(Model):
    """What finance was asked to pay to a household or to one of its members."""

    household: HouseholdRef
    on: date
    order: PaymentOrder
    event: EventId | None = Field(None, description="The event that told the payment; None while it is only ordered")
