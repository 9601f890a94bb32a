"""What is announced of the two disability subsidies? Applications and answers, and what cases achieved (domain 9)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from events.contracts.facts import FactEvent
from registry.departments import CIVIL_AFFAIRS, DISABLED_PERSONS, FINANCE, HUMAN_RESOURCES, Department
from registry.topics import OUTCOMES
from schemas.benefits import Benefit
from schemas.disability import Subsidy, SubsidyApplication
from schemas.disability_rounds import SubsidyRound
from schemas.facts import FactKind
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, PersonRef, UnitId

END_ASKED = "end-asked"
ACT = "国发〔2015〕52号"
TOLD: tuple[Department, ...] = (CIVIL_AFFAIRS, DISABLED_PERSONS, FINANCE)


class _CivilAffairsEvent(Event):
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    legal_basis: ClassVar[str] = ACT


class DisabilitySubsidyApplied(_CivilAffairsEvent):
    """Somebody applied for the two subsidies at any counter of the country, or was handed over by another place."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-applied.v1"
    key: ClassVar[str] = "number"
    application: SubsidyApplication

    @property
    def number(self) -> ApplicationNumber:
        """The number of the application."""
        return self.application.number


class DisabilityApplicationWithdrawn(_CivilAffairsEvent):
    """The application was taken back; after the decision, the person asks for the end of what it brought."""

    type: ClassVar[str] = "cn.onething.disability.application-withdrawn.v1"
    key: ClassVar[str] = "number"
    number: ApplicationNumber
    reasons: str = ""

    @property
    def asks(self) -> str:
        """What it comes to after the decision, as case ids name it."""
        return END_ASKED


class DisabilityDecidedElsewhere(_CivilAffairsEvent):
    """The home place, outside this city, decided on papers that a town of this city had pushed."""

    type: ClassVar[str] = "cn.onething.disability.decided-elsewhere.v1"
    key: ClassVar[str] = "number"
    number: ApplicationNumber
    on: date = Field(description="The day on which the home place decided")
    granted: tuple[Subsidy, ...] = Field((), description="What was granted; none: refused")
    reasons: str = Field("", description="As the home place wrote them, for the applicant")


class DisabilityOfferAnswered(_CivilAffairsEvent):
    """The person, or the guardian, answered an offer or chose between two benefits of one kind."""

    type: ClassVar[str] = "cn.onething.disability.offer-answered.v1"
    key: ClassVar[str] = "case"
    case: CaseId = Field(description="The case that offered")
    person: PersonRef
    wanted: tuple[Subsidy, ...] = Field((), description="What is wanted; none: declined")
    on: date = Field(description="The day on which it was said")


class DisabilitySubsidyGivenUp(_CivilAffairsEvent):
    """The person no longer wants a subsidy."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-given-up.v1"
    key: ClassVar[str] = "person"
    person: PersonRef
    kinds: tuple[Subsidy, ...] = Field(min_length=1, description="What is given up, from the month after")
    on: date = Field(description="The day on which it was said")
    reported_on: date = Field(description="The day on which the bureau announces it")

    @property
    def fact(self) -> str:
        """What is looked at, as case ids name it."""
        return "given-up"


class OrphanAidGranted(FactEvent):
    """A child is kept as an orphan from this day on."""

    type: ClassVar[str] = "cn.onething.orphan.aid-granted.v1"
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    legal_basis: ClassVar[str] = ACT
    kind: ClassVar[FactKind] = FactKind.ORPHAN_AID_GRANTED


class OrphanAidEnded(FactEvent):
    """The keep of an orphan ended."""

    type: ClassVar[str] = "cn.onething.orphan.aid-ended.v1"
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    legal_basis: ClassVar[str] = ACT
    kind: ClassVar[FactKind] = FactKind.ORPHAN_AID_ENDED


class InjuryNursingGranted(FactEvent):
    """Somebody draws nursing money of a work injury from this day on."""

    type: ClassVar[str] = "cn.onething.injury.nursing-granted.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    legal_basis: ClassVar[str] = ACT
    kind: ClassVar[FactKind] = FactKind.INJURY_NURSING_GRANTED


class InjuryNursingEnded(FactEvent):
    """Somebody no longer draws nursing money of a work injury."""

    type: ClassVar[str] = "cn.onething.injury.nursing-ended.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    legal_basis: ClassVar[str] = ACT
    kind: ClassVar[FactKind] = FactKind.INJURY_NURSING_ENDED


class _SubsidyEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = ACT
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    person: PersonRef


class DisabilitySubsidyOffered(_SubsidyEvent):
    """Somebody would be entitled and has not asked, or may choose; the county told it, and waits for the word."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-offered.v1"
    kinds: tuple[Subsidy, ...] = Field(description="What could be drawn")
    instead_of: tuple[Benefit, ...] = Field((), description="Benefits of the same kind that would end; else an offer")
    until: date = Field(description="Afterwards the town calls on the person, or the higher is paid; nothing lapses")


class _RightEvent(_SubsidyEvent):
    readers: ClassVar[tuple[Department, ...]] = TOLD
    household: HouseholdRef
    kind: Subsidy


class DisabilitySubsidyStarted(_RightEvent):
    """Somebody draws a subsidy, from a month on that can be long past; the payment runs pay what is owed."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-started.v1"
    from_month: date = Field(description="First day of the first month")
    until: date | None = Field(None, description="Last day, where it ends by what is known")
    instead_of: tuple[Benefit, ...] = Field((), description="Benefits of the same kind that are not paid beside it")


class DisabilitySubsidyChanged(_RightEvent):
    """A subsidy is another one, or is handled by another county, from a month on."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-changed.v1"
    changed_from: date = Field(description="First day of the first month that differs")
    reasons: tuple[str, ...] = Field(description="Codes of the facts that it follows from")
    county: UnitId | None = Field(None, description="Who handles the person from then on, where that changes")


class DisabilitySubsidyEnded(_RightEvent):
    """A subsidy is paid no more."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-ended.v1"
    ended_from: date = Field(description="First day of the first month without it")
    reasons: tuple[str, ...] = Field(description="Codes of the facts that it follows from")
    handed_over: bool = Field(False, description="The place to which the person moved pays from then on")


class DisabilitySubsidyRefused(_RightEvent):
    """A subsidy was refused in writing, by a person, with every reason."""

    type: ClassVar[str] = "cn.onething.disability.subsidy-refused.v1"
    reasons: tuple[str, ...] = Field(description="Codes of every condition that is not met")


class DisabilityPapersPushed(_SubsidyEvent):
    """A town pushed an application to the home place, in this city or elsewhere."""

    type: ClassVar[str] = "cn.onething.disability.papers-pushed.v1"
    number: ApplicationNumber
    by: UnitId = Field(description="The town that received it")
    elsewhere: bool = Field(description="The home place lies outside this city")
    decide_by: date = Field(description="Last day of the home place")


class DisabilityCertificateExpiring(_SubsidyEvent):
    """The certificate of somebody who is paid expires soon; the federation invites for its renewal."""

    type: ClassVar[str] = "cn.onething.disability.certificate-expiring.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, DISABLED_PERSONS)
    valid_to: date = Field(description="Last day of the certificate")


class ReviewReason(StrEnum):
    """Why a round has somebody looked at."""

    DATA_DIFFERS = "data_differs"
    STANDARD = "standard"


class DisabilityReviewDue(_SubsidyEvent):
    """A round found that somebody's subsidy may have to be another one."""

    type: ClassVar[str] = "cn.onething.disability.review-due.v1"
    reason: ReviewReason = Field(description="What the round found")
    due_on: date = Field(description="The day of the round")
    reported_on: date = Field(description="The day on which it is announced")


class DisabilityRoundEnded(Event):
    """Everybody was looked at: how many, about how many people decide one by one, how many were adjusted."""

    type: ClassVar[str] = "cn.onething.disability.round-ended.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = ACT
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, DISABLED_PERSONS)
    case: CaseId
    round: SubsidyRound = Field(description="Why everybody was looked at")
    on: date = Field(description="The day of the round")
    persons: int = Field(description="How many were looked at")
    reviews: int = Field(description="Persons whose review was opened")
    adjusted: int = Field(description="Subsidies adjusted by the new standard")
