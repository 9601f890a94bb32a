"""What is somebody entitled to, month by month, and what has been paid of it?"""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.entitlements import PaymentOrder
from schemas.facts import Choice, LifeFact
from schemas.identifiers import CaseId, EventId, HouseholdRef, ItemId, PersonRef, UnitId
from schemas.money import Yuan
from schemas.register_entries import DecidedRule, Signature
from schemas.snapshots import Snapshot


class RightState(StrEnum):
    """How a right stands in a period."""

    ACTIVE = "active"
    TAPERING = "tapering"
    SUSPENDED = "suspended"
    ENDED = "ended"


class RightSpan(Model):
    """A benefit of a household, or of one person, from a month on; without a last day it goes on."""

    benefit: str = Field(description="A category, or a benefit of schemas.benefits")
    person: PersonRef | None = None
    amount: Yuan | None = Field(None, ge=0, description="Yuan a month; None for a recognition without money")
    first: date
    last: date | None = None
    state: RightState = RightState.ACTIVE


class PaidMonth(Model):
    """What was paid out, or set off, for one month of one benefit."""

    benefit: str
    person: PersonRef | None = None
    month: date
    amount: Yuan


class Standing(Model):
    """All that the register knows for deciding about a household; `version` grows with every entry about it."""

    household: HouseholdRef
    version: int
    snapshots: tuple[Snapshot, ...] = Field(description="In the order of their days, the newest last")
    facts: tuple[LifeFact, ...] = ()
    choices: tuple[Choice, ...] = ()
    rights: tuple[RightSpan, ...] = Field((), description="As they hold now, ended ones too")
    paid: tuple[PaidMonth, ...] = ()
    recoveries: tuple["Recovery", ...] = ()
    items: tuple[ItemId, ...] = Field((), description="Linked items that their owners give now")
    ended: tuple[ItemId, ...] = Field((), description="Linked items that their owners gave, until the condition went")
    given_up: tuple[ItemId, ...] = Field((), description="Linked items that the household wants no longer")

    @property
    def newest(self) -> Snapshot:
        """The household as it was found last."""
        return self.snapshots[-1]

    def found_before(self, day: date) -> "Standing":
        """Without the checks that a wrong word of that day may have reached; the first of all stays in any case."""
        sound = tuple(found for found in self.snapshots if found.holds_to < day)
        return self.model_copy(update={"snapshots": sound or self.snapshots[:1]})


class ChangeEntry(Model):
    """Rights of a household changed: each span stands from its first day on, whatever was decided before."""

    case: CaseId
    household: HouseholdRef
    part: str = Field("", description="Which of the changes of the case, where it makes more than one")
    on: date
    based_on: int | None = Field(None, description="Version of the standing that was decided about; None: any")
    signature: Signature
    spans: tuple[RightSpan, ...]
    event: EventId
    decisions: tuple[DecidedRule, ...] = ()
    choices: tuple[Choice, ...] = ()
    snapshot: Snapshot | None = None
    members: tuple[PersonRef, ...] = Field((), description="Who belongs to the household from now on, if it was found")
    order: PaymentOrder | None = Field(None, description="Arrears that are paid at once")
    recovery: "Recovery | None" = None
    recoveries: tuple["Recovery", ...] = Field((), description="Of single persons' benefits, one each")


class RecoveryWay(StrEnum):
    """How an overpayment comes back; always a person's decision."""

    SET_OFF = "set_off"
    """A part of each coming payment is kept."""
    REPAID = "repay"
    """The household pays it back."""
    WAIVED = "waive"
    """Nobody is asked for it."""
    RELEASED = "release"
    """It was decided on a fact that was taken back: not asked for any more, and given back as far as it was kept."""


class Recovery(Model):
    """An overpayment, and how it is recovered."""

    key: str
    benefit: str
    person: PersonRef | None = Field(None, description="Whose benefit it was; null for the household's own")
    total: Yuan = Field(gt=0)
    way: RecoveryWay
    monthly: Yuan | None = Field(None, description="At most this much of each payment is set off")


class FactEntry(Model):
    """A fact about a person whom the register knows; written once, whoever hears it."""

    case: CaseId
    fact: LifeFact


class FactsRequest(Model):
    """What happened in the lives of these persons?"""

    case: CaseId
    persons: tuple[PersonRef, ...]


class KnownFacts(Model):
    """As the register knows it now, with what was taken back."""

    facts: tuple[LifeFact, ...] = ()


class StandingRequest(Model):
    """Of which household everything is to be read, for which case."""

    household: HouseholdRef
    case: CaseId


class Entered(Model):
    """Whether a change was entered; if not, its ground has changed and people look at it again."""

    entered: bool


class Concerned(Model):
    """Where a person stands: households with rights or snapshots, and open applications."""

    person: PersonRef
    households: tuple[HouseholdRef, ...] = ()
    applications: tuple[CaseId, ...] = ()


class Concern(Model):
    """Whose rights may a fact about this person change?"""

    person: PersonRef
    on: date


class Claim(Model):
    """An application counts a person; nobody is counted in two households at once."""

    case: CaseId
    household: HouseholdRef
    members: tuple[PersonRef, ...]
    accepted_on: date
    town: UnitId
    taken_at: AwareDatetime
    despite: tuple[CaseId, ...] = Field((), description="Cases that count somebody too, which a person looked at")


class Claimed(Model):
    """What stands against a claim: persons, and the case or household that counted them first."""

    conflicts: tuple["Counted", ...] = ()


class Counted(Model):
    """A person who is counted elsewhere."""

    person: PersonRef
    household: HouseholdRef
    case: CaseId
    since: date
    right: str | None = Field(None, description="The category that runs for them; None: an application is open")


class Contested(Model):
    """A claim that others stand against: told when that is no longer so, or no longer in this way."""

    claim: Claim
    conflicts: tuple[Counted, ...]


class Release(Model):
    """An application no longer counts its persons."""

    case: CaseId
    on: date
    reason: str = Field(description="Code of how it ended")
