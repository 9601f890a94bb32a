"""What do assistance cases announce? Codes and references only; sums and reasons stay in the case."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    DEVELOPMENT_REFORM,
    DISABLED_PERSONS,
    EDUCATION,
    FINANCE,
    HOUSING,
    MEDICAL_INSURANCE,
    Department,
)
from registry.topics import OUTCOMES
from schemas.entitlements import StopGround
from schemas.households import Category
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, ItemId
from schemas.money import Yuan
from schemas.questions import ReplyStatus
from schemas.rights import RecoveryWay
from schemas.temporary_aid import AidKind


class _AssistanceEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    number: ApplicationNumber
    household: HouseholdRef


class AssistanceCorrectionRequested(_AssistanceEvent):
    """The household was told once, and all at once, what is missing."""

    type: ClassVar[str] = "cn.onething.assistance.correction-requested.v1"
    missing: tuple[str, ...] = Field(description="Codes of what is missing")
    until: date = Field(description="Last day for the correction")


class AssistanceAccepted(_AssistanceEvent):
    """The town accepted the application; the statutory clock runs."""

    type: ClassVar[str] = "cn.onething.assistance.accepted.v1"
    decide_by: date = Field(description="Last day of the statutory limit for the decision")


class AssistanceNotAccepted(_AssistanceEvent):
    """The application was not accepted; this is no refusal and the household may apply again."""

    type: ClassVar[str] = "cn.onething.assistance.not-accepted.v1"
    reasons: tuple[str, ...] = Field(description="Codes of what bars acceptance")


class AssistanceFindingsPut(_AssistanceEvent):
    """The household was told of adverse findings and may answer with proof."""

    type: ClassVar[str] = "cn.onething.assistance.findings-put.v1"
    until: date = Field(description="Last day for an answer")


class AssistancePublicityPosted(_AssistanceEvent):
    """The opinion is posted in the village or community; anybody may object until the day."""

    type: ClassVar[str] = "cn.onething.assistance.publicity-posted.v1"
    category: Category
    members: int = Field(description="How many persons the household has")
    until: date = Field(description="Last day of the posting")


class AssistanceIdentityConfirmed(_AssistanceEvent):
    """A household was recognised; special aids, subsidies and lists follow from it."""

    type: ClassVar[str] = "cn.onething.assistance.identity-confirmed.v1"
    readers: ClassVar[tuple[Department, ...]] = (
        CIVIL_AFFAIRS, MEDICAL_INSURANCE, EDUCATION, HOUSING, DISABLED_PERSONS, DEVELOPMENT_REFORM,
    )  # fmt: skip
    category: Category
    members: tuple[str, ...] = Field(description="Pseudonyms of the members, so that each department finds its own")
    valid_from: date = Field(description="First day of the first month of recognition")
    valid_to: date | None = Field(None, description="Last day, where the recognition is for a period")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return "identity-confirmed"


class AssistanceIdentityChanged(_AssistanceEvent):
    """A recognised household receives another amount, counts other members, or tapers; no sums are told."""

    type: ClassVar[str] = "cn.onething.assistance.identity-changed.v1"
    readers: ClassVar[tuple[Department, ...]] = AssistanceIdentityConfirmed.readers
    category: Category
    members: tuple[str, ...] = Field(description="Pseudonyms of the members from that day on")
    changed_from: date = Field(description="First day of the first month that differs")
    reasons: tuple[str, ...] = Field(description="Codes of the facts that it follows from")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return "identity-changed"


class AssistanceIdentityEnded(_AssistanceEvent):
    """A household is no longer recognised in a category; what followed from it ends or is tested again."""

    type: ClassVar[str] = "cn.onething.assistance.identity-ended.v1"
    readers: ClassVar[tuple[Department, ...]] = AssistanceIdentityConfirmed.readers
    category: Category
    members: tuple[str, ...] = Field(description="Pseudonyms of the members who lose it")
    ended_from: date = Field(description="First day of the first month without it")
    reasons: tuple[str, ...] = Field(description="Codes of the facts that it follows from")
    moved_to: Category | None = Field(None, description="The weaker category into which the household was moved")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return "identity-ended"


class AssistanceReviewDue(Event):
    """A household is to be checked again: its date has come, or data differ from what was decided."""

    type: ClassVar[str] = "cn.onething.assistance.review-due.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法第十三条"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId = Field(description="The round, or the case, that found it")
    household: HouseholdRef
    due_on: date
    reason: str = Field(
        description="Code: recheck, evidence_gap, standard, data_differs, identity_ends; "
        "end_asked and consent_withdrawn: the household asks for the end"
    )
    reported_on: date


class AssistanceChangeProposed(_AssistanceEvent):
    """A household was told what is to change to its disadvantage, and may answer before anybody decides."""

    type: ClassVar[str] = "cn.onething.assistance.change-proposed.v1"
    change: str = Field(description="Code of the change: lower, end, move")
    until: date = Field(description="Last day for an answer")


class AssistanceRefused(_AssistanceEvent):
    """A category was refused in writing, by a person, with every reason."""

    type: ClassVar[str] = "cn.onething.assistance.refused.v1"
    category: Category
    reasons: tuple[str, ...] = Field(description="Codes of every condition that is not met")


class AssistanceEmergencyPaid(_AssistanceEvent):
    """Emergency aid was paid before any paper; the papers follow."""

    type: ClassVar[str] = "cn.onething.assistance.emergency-paid.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    amount: Yuan = Field(description="Yuan paid from the reserve fund, which both readers settle")
    papers_by: date = Field(description="Last day for handing in the papers")


class AssistanceEmergencyRestPaid(_AssistanceEvent):
    """The county granted what was above the town's limit; the town had paid its part before."""

    type: ClassVar[str] = "cn.onething.assistance.emergency-rest-paid.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    amount: Yuan = Field(description="Yuan paid, which both readers settle")


class AssistanceSpendingPosted(_AssistanceEvent):
    """Aid for spending is posted in the village or community; anybody may object until the day."""

    type: ClassVar[str] = "cn.onething.assistance.spending-posted.v1"
    members: int = Field(description="How many persons the household has")
    until: date = Field(description="Last day of the posting")


class AssistanceSpendingPaid(_AssistanceEvent):
    """Aid for spending was paid, once."""

    type: ClassVar[str] = "cn.onething.assistance.spending-paid.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    amount: Yuan = Field(description="Yuan paid, which both readers settle")


class AssistanceSpendingRefused(_AssistanceEvent):
    """Aid for spending was refused in writing, by a person, with every reason and what else may help."""

    type: ClassVar[str] = "cn.onething.assistance.spending-refused.v1"
    reasons: tuple[str, ...] = Field(description="Codes of every condition that is not met")
    offered: tuple[ItemId, ...] = Field((), description="Items that the household was told of instead")


class AssistanceAidRecoveryDecided(_AssistanceEvent):
    """A person decided how temporary aid comes back that was obtained by an invented hardship."""

    type: ClassVar[str] = "cn.onething.assistance.aid-recovery-decided.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    kind: AidKind
    way: RecoveryWay
    amount: Yuan = Field(description="Yuan that come back, which both readers settle")


class AssistanceItemSettled(_AssistanceEvent):
    """How one department decided one linked item."""

    type: ClassVar[str] = "cn.onething.assistance.linked-item-settled.v1"
    item: ItemId
    status: ReplyStatus
    granted: bool | None = Field(None, description="Null: the department has not said")


class AssistanceItemStopped(_AssistanceEvent):
    """How the owner of a linked item took it that its condition is gone."""

    type: ClassVar[str] = "cn.onething.assistance.linked-item-stopped.v1"
    item: ItemId
    members: tuple[str, ...] = Field(description="Pseudonyms of the members who lose it")
    from_month: date = Field(description="First day of the first month without it")
    reason: StopGround = Field(description="Why the condition is gone")
    status: ReplyStatus
    stopped: bool | None = Field(None, description="False: goes on, on a ground of its own; null: not said")


class AssistanceClosed(_AssistanceEvent):
    """The case ended; whoever opened it goes on."""

    type: ClassVar[str] = "cn.onething.assistance.closed.v1"
    outcome: str = Field(description="Code of how the case ended")
    category: Category | None = Field(None, description="What was recognised, if anything")
    alert: CaseId | None = Field(None, description="The early-warning case from which the application came")


class AssistanceRoundEnded(Event):
    """Every household of a round was looked at; how many stayed, rose, are reviewed alone, or stay due."""

    type: ClassVar[str] = "cn.onething.assistance.round-ended.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "社会救助暂行办法第十三条"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    case: CaseId
    unchanged: int
    raised: int
    alone: int
    unchecked: int = Field(0, description="An office had not answered: nothing changed, the next round asks again")
