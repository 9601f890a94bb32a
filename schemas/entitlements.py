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


class Completeness(Model):
    """What an application lacks: `missing` can be supplied, `barred` keeps it from being accepted."""

    missing: tuple[Condition, ...] = ()
    barred: tuple[Condition, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing is missing and nothing bars acceptance."""
        return not self.missing and not self.barred


class PaymentKind(StrEnum):
    """How often an order pays."""

    MONTHLY = "monthly"
    ONCE = "once"


class PaymentOrder(Model):
    """What finance is asked to pay; the key makes a repeated order the same order."""

    key: str
    case: CaseId
    kind: PaymentKind
    payee: HouseholdRef | PersonRef
    purpose: str
    amount: Yuan = Field(gt=0)
    first_month: date | None = Field(None, description="First day of the first month that is paid")
