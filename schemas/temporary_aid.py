"""Which temporary aid was given to whom, and for what? Help in an emergency, and aid for spending (domain 3.7)."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.entitlements import PaymentOrder
from schemas.households import EmergencyCause
from schemas.identifiers import CaseId, EventId, HouseholdRef, PersonRef
from schemas.money import Yuan
from schemas.register_entries import DecidedRule, Signature


class AidKind(StrEnum):
    """The two kinds of temporary aid (临时救助)."""

    EMERGENCY = "emergency_aid"
    SPENDING = "spending_aid"


class SpendingCause(StrEnum):
    """What the household had to spend more on than it has; one cause is aided once (domain 3.1, 3.7)."""

    LIVING = "living"
    MEDICAL = "medical"
    EDUCATION = "education"
    REHABILITATION = "rehabilitation"
    ACCIDENT = "accident"


Cause = EmergencyCause | SpendingCause


class Given(Model):
    """Aid that was paid once."""

    kind: AidKind
    cause: Cause
    happened_on: date = Field(description="Day of the hardship, or of the application for spending")
    given_on: date
    amount: Yuan
    household: HouseholdRef
    case: CaseId


class EarlierRequest(Model):
    """What was given to any of these persons before, in whatever household, by other cases than this?"""

    case: CaseId
    persons: tuple[PersonRef, ...]


class GivenRequest(Model):
    """What did one case give?"""

    of: CaseId
    case: CaseId


class Earlier(Model):
    """In the order of the days on which it was given."""

    given: tuple[Given, ...] = ()


class AidEntry(Model):
    """Aid is about to be paid: name, cause, amount and signature are written down first (domain 3.7)."""

    case: CaseId
    household: HouseholdRef
    members: tuple[PersonRef, ...] = Field(min_length=1)
    kind: AidKind
    part: str = Field("", description="Which part of it, where a second office decided on the rest")
    cause: Cause
    happened_on: date
    on: date
    order: PaymentOrder
    signature: Signature
    decision: DecidedRule | None = None
    event: EventId
    seen: tuple[Given, ...] | None = Field(
        None, description="What had been given before, as it was decided on; None: it was decided on whatever it was"
    )


class AidEntered(Model):
    """Whether aid was entered; if not, other aid was entered since it was decided on, and people look at it again."""

    entered: bool
