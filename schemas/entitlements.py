"""What follows from a recognition? Linked items, payments, and letters from codes."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Condition
from schemas.identifiers import CaseId, HouseholdRef, ItemId, PersonRef
from schemas.money import Yuan


class LinkedItem(Model):
    """An item of another department that the recognised household may receive, and why."""

    item: ItemId
    condition: Condition
    persons: tuple[PersonRef, ...] = ()


class Grant(StrEnum):
    """What a granted item is: how the owner gives it."""

    RECOGNITION = "recognition"
    """A status, with money where the category gives any."""
    MONTHLY = "monthly"
    YEARLY = "yearly"
    ONCE = "once"
    PAID_FOR = "paid for"
    """A premium, a fee or a bill that the owner pays in the person's place."""
    SERVICE = "service"
    PLACE = "place"
    """A home to live in."""


class Detail(StrEnum):
    """What a question about an item may say beside the item and the persons: the owner's allow-list (2.6, art. 6)."""

    CATEGORY = "category"
    HOUSEHOLD = "household"
    MEMBERS = "members"
    """How many persons live together."""
    TOWN = "town"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    CAUSE = "cause"
    HAPPENED_ON = "happened_on"
    NEED = "need"


class StopGround(StrEnum):
    """Why a linked item has lost its condition."""

    DEATH = "death"
    LEFT = "left-household"
    """Moved out, married out, imprisoned: no longer counted with the household."""
    AGE = "age"
    CERTIFICATE = "certificate-changed"
    """The disability certificate ended, or was graded anew."""
    WORK = "work-changed"
    SCHOOL = "school-ended"
    ILLNESS = "illness-over"
    IDENTITY_ENDED = "identity-ended"
    """The household is no longer recognised."""
    CATEGORY_CHANGED = "category-changed"
    """The household is recognised in a category to which the law does not owe the item."""
    CONSENT = "consent-withdrawn"
    """The condition holds; the household wants the item no longer."""


class ItemStop(Model):
    """A granted item that has lost its condition for some persons: its owner is asked to stop it."""

    item: ItemId
    persons: tuple[PersonRef, ...]
    from_month: date = Field(description="First day of the first month without it: the month after the fact")
    reason: StopGround
    article: str = Field("", description="By what the item was given")
    whole: bool = Field(True, description="Nobody of the household keeps the item")


class Completeness(Model):
    """What an application lacks: `missing` can be supplied, `barred` keeps it from being accepted."""

    missing: tuple[Condition, ...] = ()
    barred: tuple[Condition, ...] = ()
    later: tuple[Condition, ...] = Field((), description="Collected after acceptance, where a town starts by itself")
    elsewhere: bool = Field(False, description="Another place accepts it: no paper that could be supplied helps")
    guidance: str = Field("", description="What the household is told when it is not accepted, in Chinese")

    @property
    def complete(self) -> bool:
        """Nothing is missing and nothing bars acceptance."""
        return not self.missing and not self.barred


class PaymentKind(StrEnum):
    """How often an order pays."""

    MONTHLY = "monthly"
    ONCE = "once"
    ARREARS = "arrears"
    """Back pay that the next payment run takes on, once by its key."""


class PaymentOrder(Model):
    """What finance is asked to pay; the key makes a repeated order the same order."""

    key: str
    case: CaseId
    kind: PaymentKind
    payee: HouseholdRef | PersonRef
    purpose: str
    amount: Yuan = Field(gt=0)
    first_month: date | None = Field(None, description="First day of the first month that is paid")
