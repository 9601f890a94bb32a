"""What does the register know of a household's life? Every line, from which lists and timelines are made up."""

from datetime import date

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.facts import LifeFact
from schemas.household_files import DecisionLine, EntitlementLine, ItemLine, MemberLine
from schemas.identifiers import CaseId, EventId, HouseholdRef, OfficerId, PersonRef, UnitId
from schemas.money import Yuan
from schemas.payments import PaymentState
from schemas.rights import RecoveryWay
from schemas.snapshots import Snapshot


class Place(Model):
    """Which units handle a household's cases; without a town, those whose officers decided about it."""

    town: UnitId | None = None
    deciders: tuple[OfficerId, ...] = ()


class PaymentResult(Model):
    """What became of one attempt to pay."""

    attempt: int
    state: PaymentState
    reason: str | None = None
    on: date
    event: EventId | None = None


class RunPayment(Model):
    """A month of a benefit in a payment run, with everything that became of it, the newest last."""

    key: str
    person: PersonRef | None = None
    benefit: str
    month: date
    purpose: str
    amount: Yuan
    set_off: Yuan
    case: CaseId | None = Field(None, description="The case whose decision is paid")
    event: EventId | None = Field(None, description="The event that told that decision")
    results: tuple[PaymentResult, ...] = ()


class OncePayment(Model):
    """Aid that is paid once, outside the runs."""

    key: str
    purpose: str
    payee: HouseholdRef | PersonRef
    amount: Yuan
    on: date
    case: CaseId
    event: EventId | None = Field(None, description="Without it, it is only ordered")


class RemedyLine(Model):
    """A decision went to reconsideration or court, or came back from there."""

    of_case: CaseId
    path: str
    state: str
    on: date
    case: CaseId
    event: EventId


class RepaidLine(Model):
    """Something came back of an overpayment."""

    amount: Yuan
    on: date
    payment: str | None = None


class RecoveryLine(Model):
    """An overpayment, the way in which a person decided that it comes back, and what came."""

    key: str
    benefit: str
    total: Yuan
    way: RecoveryWay
    decided_by: OfficerId
    decided_at: AwareDatetime
    case: CaseId
    event: EventId
    repaid: tuple[RepaidLine, ...] = ()


class Life(Model):
    """Everything that the register knows of one household, in the order in which it came to be."""

    household: HouseholdRef
    place: Place = Place()
    members: tuple[MemberLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    rights: tuple[EntitlementLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    payments: tuple[RunPayment, ...] = ()
    once: tuple[OncePayment, ...] = ()
    remedies: tuple[RemedyLine, ...] = ()
    recoveries: tuple[RecoveryLine, ...] = ()
    facts: tuple[LifeFact, ...] = ()
    snapshot: Snapshot | None = None
    protected: tuple[PersonRef, ...] = Field((), description="Members who are protected from the others")

    @property
    def present(self) -> tuple[PersonRef, ...]:
        """Who belongs to the household now."""
        return tuple(line.person for line in self.members if line.period.last is None)
