"""What does the civil affairs bureau announce? Applications, bookings, objections and withdrawals."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS
from schemas.households import Application
from schemas.identifiers import ApplicationNumber, HouseholdRef, ItemId, UnitId
from schemas.people import Spouse
from schemas.questions import DataItem


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


class _ApplicationEvent(_CivilAffairsEvent):
    key: ClassVar[str] = "number"
    number: ApplicationNumber
    household: HouseholdRef


class AssistanceCorrectionSupplied(_ApplicationEvent):
    """The household supplied what the one-time correction notice asked for."""

    type: ClassVar[str] = "cn.onething.assistance.correction-supplied.v1"
    application: Application


class AssistanceObjectionRaised(_ApplicationEvent):
    """Somebody objected while the opinion was publicly posted."""

    type: ClassVar[str] = "cn.onething.assistance.objection-raised.v1"
    grounds: str = Field(description="What the objector says, without the objector's name")


class AssistanceFindingsAnswered(_ApplicationEvent):
    """The household answered adverse findings of the means check, with or without proof."""

    type: ClassVar[str] = "cn.onething.assistance.findings-answered.v1"
    objects: bool = Field(description="False: the household does not contest the findings")
    statement: str = Field("", description="What the household says to the findings")
    corrected: tuple[DataItem, ...] = Field((), description="Items as corrected by their source on proof")


class AssistanceApplicationWithdrawn(_ApplicationEvent):
    """The household took the application back."""

    type: ClassVar[str] = "cn.onething.assistance.application-withdrawn.v1"
    reasons: str = ""


class AssistancePapersSupplied(_ApplicationEvent):
    """The papers of an emergency aid were handed in afterwards."""

    type: ClassVar[str] = "cn.onething.assistance.papers-supplied.v1"


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
