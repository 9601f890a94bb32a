"""What does the civil affairs bureau announce? Applications, bookings, objections and withdrawals."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS
from registry.regions import CITY
from registry.services import ASSISTANCE
from schemas.daily_living import CareChange
from schemas.households import Application
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, ItemId, PersonRef, ServiceId, UnitId
from schemas.local_ties import LocalTies
from schemas.marriages import SpouseMove
from schemas.people import Spouse
from schemas.questions import DataItem
from schemas.rounds import RoundKind
from schemas.temporary_aid import AidKind, SpendingCause

END_ASKED = "end-asked"


class _CivilAffairsEvent(Event):
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    legal_basis: ClassVar[str] = "社会救助暂行办法"


class AssistanceApplicationSubmitted(_CivilAffairsEvent):
    """A household applied for assistance at any door."""

    type: ClassVar[str] = "cn.onething.assistance.application-submitted.v1"
    key: ClassVar[str] = "number"
    application: Application

    @property
    def number(self) -> ApplicationNumber:
        """The number of the application."""
        return self.application.number


class AssistanceSpendingAidApplied(_CivilAffairsEvent):
    """A household applied for temporary aid, because it had to spend more than it has."""

    type: ClassVar[str] = "cn.onething.assistance.spending-aid-applied.v1"
    key: ClassVar[str] = "number"
    application: Application
    cause: SpendingCause = Field(description="What the money was spent on; one cause is aided once")
    ties: LocalTies = Field(LocalTies(), description="As declared by who is from elsewhere; the registers go first")

    @property
    def number(self) -> ApplicationNumber:
        """The number of the application."""
        return self.application.number


class _ApplicationEvent(_CivilAffairsEvent):
    key: ClassVar[str] = "number"
    number: ApplicationNumber
    household: HouseholdRef
    service: ServiceId = Field(ASSISTANCE.id, description="The procedure to which the number belongs")


class AssistanceCorrectionSupplied(_ApplicationEvent):
    """The household supplied what the one-time correction notice asked for."""

    type: ClassVar[str] = "cn.onething.assistance.correction-supplied.v1"
    application: Application


class AssistanceObjectionRaised(_ApplicationEvent):
    """Somebody objected while the opinion was publicly posted."""

    type: ClassVar[str] = "cn.onething.assistance.objection-raised.v1"
    grounds: str = Field(description="What the objector says, without the objector's name")
    posted_by: CaseId | None = Field(
        None, description="The case whose posting it is about; null: the one of the application itself"
    )


class AssistanceFindingsAnswered(_ApplicationEvent):
    """The household answered adverse findings of the means check or of a home visit, with or without proof."""

    type: ClassVar[str] = "cn.onething.assistance.findings-answered.v1"
    objects: bool = Field(description="False: the household does not contest the findings")
    statement: str = Field("", description="What the household says to the findings")
    corrected: tuple[DataItem, ...] = Field((), description="Items as corrected by their source on proof")


class AssistanceChangeAnswered(_CivilAffairsEvent):
    """A household answered what is to change in its aid, with or without proof."""

    type: ClassVar[str] = "cn.onething.assistance.change-answered.v1"
    key: ClassVar[str] = "case"
    case: CaseId = Field(description="The review that proposed the change")
    household: HouseholdRef
    objects: bool = Field(description="False: the household does not contest it")
    agrees_to_move: bool = Field(False, description="Agrees to be moved to a weaker category without new papers")
    statement: str = Field("", description="What the household says to it")
    corrected: tuple[DataItem, ...] = Field((), description="Items as corrected by their source on proof")


class AssistanceApplicationWithdrawn(_ApplicationEvent):
    """The household took the application back; after the decision, it asks for the end of its aid."""

    type: ClassVar[str] = "cn.onething.assistance.application-withdrawn.v1"
    reasons: str = ""

    @property
    def asks(self) -> str:
        """What it comes to after the decision, as case ids name it."""
        return END_ASKED


class AssistanceConsentWithdrawn(_ApplicationEvent):
    """A person took a consent back: the authorisation of the means check, or that to one linked item."""

    type: ClassVar[str] = "cn.onething.assistance.consent-withdrawn.v1"
    legal_basis: ClassVar[str] = "个人信息保护法第十五条"
    person: PersonRef = Field(description="Whose consent it was")
    on: date = Field(description="The day on which it was taken back; what was done before stays lawful")
    item: ItemId | None = Field(None, description="The linked item; null: the authorisation of the means check")

    @property
    def asks(self) -> str:
        """What it comes to after the decision, as case ids name it."""
        return END_ASKED if self.item is None else "item-given-up"


class AssistanceItemRequested(_CivilAffairsEvent):
    """A recognised household asked for one more item of its happiness list."""

    type: ClassVar[str] = "cn.onething.assistance.item-requested.v1"
    key: ClassVar[str] = "number"
    number: ApplicationNumber = Field(description="Of the request; the same for what is asked twice on a day")
    household: HouseholdRef
    item: ItemId
    on: date = Field(description="The day of the request")


class AssistancePapersSupplied(_ApplicationEvent):
    """The papers of an emergency aid were handed in afterwards."""

    type: ClassVar[str] = "cn.onething.assistance.papers-supplied.v1"


class AssistanceAidFoundInvented(_CivilAffairsEvent):
    """The bureau found out that temporary aid was obtained by a hardship that never was."""

    type: ClassVar[str] = "cn.onething.assistance.aid-found-invented.v1"
    key: ClassVar[str] = "number"
    number: ApplicationNumber
    household: HouseholdRef
    kind: AidKind
    town: UnitId = Field(description="The town that handled the aid")
    county: UnitId = Field(description="Its county, which decides on the recovery")
    reported_on: date


class CareChangeReported(_CivilAffairsEvent):
    """Somebody told the county that a destitute person can do less or more, or wants to live elsewhere."""

    type: ClassVar[str] = "cn.onething.care.change-reported.v1"
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "社会救助暂行办法第十五条"
    person: PersonRef
    household: HouseholdRef
    change: CareChange
    on: date = Field(description="The day since which it is so")
    reported_on: date


class MarriageBooked(_CivilAffairsEvent):
    """Two persons booked a marriage registration and chose linked items, each with its consent."""

    type: ClassVar[str] = "cn.onething.marriage.booked.v1"
    key: ClassVar[str] = "booking"
    legal_basis: ClassVar[str] = "婚姻登记条例(2025)"
    booking: str
    office: UnitId = Field(description="County unit whose registrar receives the couple")
    on: date = Field(description="Booked day")
    spouses: tuple[Spouse, Spouse]
    items: tuple[ItemId, ...] = Field((), description="Linked items, each chosen with consent")
    move: SpouseMove | None = Field(None, description="For the item `spouse-move`: who moves, and what the host says")


class MarriageBookingCancelled(_CivilAffairsEvent):
    """The couple cancelled before registration."""

    type: ClassVar[str] = "cn.onething.marriage.booking-cancelled.v1"
    key: ClassVar[str] = "booking"
    legal_basis: ClassVar[str] = "婚姻登记条例(2025)"
    booking: str
    reasons: str = ""


class MarriageItemConsentWithdrawn(_CivilAffairsEvent):
    """The couple no longer wants one linked item; the others go on."""

    type: ClassVar[str] = "cn.onething.marriage.item-consent-withdrawn.v1"
    key: ClassVar[str] = "booking"
    legal_basis: ClassVar[str] = "个人信息保护法第十五条"
    booking: str
    item: ItemId = Field(description="The linked item that is no longer wanted")


class AssistanceRoundDue(_CivilAffairsEvent):
    """The households whose check is due on a day are to be looked at, page by page."""

    type: ClassVar[str] = "cn.onething.assistance.round-due.v1"
    key: ClassVar[str] = "kind"
    kind: RoundKind
    on: date
    reported_on: date
    county: UnitId | None = Field(None, description="Its households alone; null: the whole city")

    @property
    def where(self) -> UnitId:
        """Whose households, as case ids name it."""
        return self.county or CITY
