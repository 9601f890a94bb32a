"""What did a household receive in a year, what may it still receive, and who has not reported? (幸福清单, domain 13)"""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.household_files import Period
from schemas.identifiers import CaseId, DepartmentId, EventId, HouseholdRef, ItemId, PersonRef, UnitId
from schemas.money import Yuan


class RowStatus(StrEnum):
    """How a line stands; a missing report is never a zero."""

    RECOGNISED = "recognised"
    TAPERING = "tapering"
    SUSPENDED = "suspended"
    ENDED = "ended"
    ORDERED = "ordered"
    """Finance was asked; nothing is on the account yet."""
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    SERVED = "served"
    NOT_GRANTED = "not granted"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_LINKABLE = "not linkable"
    NOT_REPORTED = "not reported"


LASTING = frozenset({RowStatus.RECOGNISED, RowStatus.TAPERING, RowStatus.SUSPENDED})
"""How a right stands as long as it has not ended."""


class ListRow(Model):
    """One result in the list, traceable to its case and its event."""

    line: str = Field(description="The line's own key in the register")
    item: str = Field(description="Business item, or the benefit where there is no item")
    name_zh: str = ""
    department: DepartmentId
    status: RowStatus
    person: PersonRef | None = Field(None, description="Whose it is; None for the household")
    case: CaseId | None = Field(None, description="The case that decided it: the decision's number")
    period: Period | None = None
    amount: Yuan | None = Field(None, description="A month's for a right, what reached the account for a payment")
    set_off: Yuan | None = Field(None, description="What was kept of a payment for an overpayment")
    on: date | None = Field(None, description="When it was decided, paid or said")
    paid_on: date | None = None
    next_review: date | None = None
    contact: str = ""
    event: EventId | None = None
    corrects: str | None = Field(None, description="The line that this one corrects; both stay to be seen")
    under_review: str | None = Field(None, description="The remedy under which its decision is looked at again")


class ListTotal(Model):
    """The sum of a year, and whose report is missing."""

    year: int
    amount: Yuan
    not_reported: tuple[DepartmentId, ...]


class Gap(Model):
    """An item that the household may also be entitled to, and why."""

    item: ItemId
    name_zh: str
    department: DepartmentId
    reason: str
    reason_zh: str
    article: str
    persons: tuple[PersonRef, ...] = ()
    asked: RowStatus | None = Field(None, description="How the department answered, when it was asked already")


class ListStatus(StrEnum):
    """A list lives as long as somebody of the household does."""

    OPEN = "open"
    SETTLING = "settling"
    """The last member died; something is not settled yet."""
    CLOSED = "closed"


class Standstill(Model):
    """Whether the list goes on, and what a closing one still waits for."""

    status: ListStatus = ListStatus.OPEN
    waits_for: tuple[str, ...] = ()


class HouseholdList(Model):
    """The list of a year as an officer reads it, made from the register at the moment of reading."""

    household: HouseholdRef
    year: int
    as_of: AwareDatetime
    town: UnitId | None
    standstill: Standstill
    rows: tuple[ListRow, ...]
    total: ListTotal
    gaps: tuple[Gap, ...]


class TimelineKind(StrEnum):
    """What can happen to a household."""

    RECOGNISED = "recognised"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    ENDED = "ended"
    REFUSED = "refused"
    FACT = "fact"
    ITEM = "item"
    PAYMENT = "payment"
    RECOVERY = "recovery"
    REPAYMENT = "repayment"
    REMEDY = "remedy"


class TimelineEntry(Model):
    """One thing that happened, with the case and the event that tell it."""

    on: date
    kind: TimelineKind
    what: str = Field(description="Benefit, item, kind of fact or remedy")
    name_zh: str = ""
    state: str = ""
    person: PersonRef | None = None
    amount: Yuan | None = None
    period: Period | None = None
    by: str = Field("", description="The officer who decided, or the department that said so")
    case: CaseId | None = None
    event: EventId | None = None
    taken_back_by: str | None = Field(None, description="The case or event that put something else in its place")
