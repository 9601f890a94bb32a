"""What does the register know of a household? Its file (一户一档): every line names its case and its event."""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime

from schemas.base import Model
from schemas.decisions import Outcome
from schemas.entitlements import PaymentKind
from schemas.identifiers import CaseId, DepartmentId, EventId, HouseholdRef, ItemId, OfficerId, PersonRef
from schemas.money import Yuan
from schemas.payments import PaymentState
from schemas.rights import RightState


class FilePart(StrEnum):
    """Parts of a file; nobody is shown more than they ask for, and what they asked for is written down."""

    MEMBERS = "members"
    DECISIONS = "decisions"
    ENTITLEMENTS = "entitlements"
    ITEMS = "items"
    PAYMENTS = "payments"
    PAID = "paid"


class FileRequest(Model):
    """Who wants to read which parts of whose file, for which case and purpose."""

    household: HouseholdRef
    by: str
    purpose: str
    case: CaseId | None = None
    parts: tuple[FilePart, ...] = tuple(FilePart)


class Period(Model):
    """From a day to a day, both within; without an end it goes on."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """The day lies in the period."""
        return self.first <= day and (self.last is None or day <= self.last)


class MemberLine(Model):
    """A person belonged to the household for a period."""

    person: PersonRef
    period: Period
    case: CaseId


class DecisionLine(Model):
    """What was decided on one rule, by whom, with the articles that carry it."""

    rule: str
    outcome: Outcome
    on: date
    amount: Yuan | None
    articles: tuple[str, ...]
    rules_version: str
    decided_by: OfficerId
    case: CaseId
    event: EventId


class EntitlementLine(Model):
    """What the household, or one member, is entitled to, as it was decided and as it holds now."""

    key: str
    benefit: str
    person: PersonRef | None
    amount: Yuan | None
    state: RightState = RightState.ACTIVE
    decided: Period
    holds: Period | None
    """What later decisions left of it; None when nothing is left."""
    changed_by: CaseId | None
    """The case whose decision took its place, wholly or from a day on."""
    case: CaseId
    event: EventId
    decided_at: AwareDatetime
    recorded_at: AwareDatetime

    @property
    def corrected(self) -> bool:
        """Nothing is left of it; it stays to be seen."""
        return self.holds is None


class ItemState(StrEnum):
    """What a department said to a linked item; silence is no answer, and never a refusal or a zero."""

    GRANTED = "granted"
    NOT_GRANTED = "not granted"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_LINKABLE = "not linkable"
    NOT_REPORTED = "not reported"
    ENDED = "ended"
    """Its owner stopped it, because the condition is gone."""
    GIVEN_UP = "given up"
    """Its owner stopped it, because the household wants it no longer."""


class ItemLine(Model):
    """One linked item of one case; a line that was corrected stays beside the one that corrects it."""

    item: ItemId
    department: DepartmentId
    state: ItemState
    on: date
    corrected_by: EventId | None
    case: CaseId
    event: EventId


class PaymentLine(Model):
    """A payment that was ordered from finance."""

    key: str
    kind: PaymentKind
    payee: HouseholdRef | PersonRef
    purpose: str
    amount: Yuan
    first_month: date | None
    case: CaseId


class PaidLine(Model):
    """A month of a benefit as payment runs paid it, or owe it."""

    key: str
    benefit: str
    payee: HouseholdRef | PersonRef
    month: date
    due: Yuan
    set_off: Yuan
    amount: Yuan
    """What goes to the account."""
    state: PaymentState
    attempt: int
    reason: str | None
    on: date
    case: CaseId
    """The run that tried last."""


class HouseholdFile(Model):
    """Everything that was asked for, in the order in which it came to be."""

    household: HouseholdRef
    members: tuple[MemberLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    entitlements: tuple[EntitlementLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    payments: tuple[PaymentLine, ...] = ()
    paid: tuple[PaidLine, ...] = ()
