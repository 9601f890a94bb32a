"""What do the funeral halls and the family's desk announce after a death? They speak through civil affairs."""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, PUBLIC_SECURITY
from schemas.benefits import Benefit
from schemas.deaths import Attestation, DeathSource, HeirItem, HeldBy
from schemas.identifiers import ApplicationNumber, PersonRef, UnitId
from schemas.money import Yuan


class _FuneralEvent(Event):
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "殡葬管理条例"
    person: PersonRef
    died_on: date
    town: UnitId = Field(description="Town of the household register; of a stranger, the town of the hall")

    @property
    def death(self) -> date:
        """Day of the death, which tells a second case of the same person from the first."""
        return self.died_on


class CremationBooked(_FuneralEvent):
    """The family booked a cremation by 96444 or the app."""

    type: ClassVar[str] = "cn.onething.cremation.booked.v1"
    booking: str
    slot: AwareDatetime = Field(description="When the body is to be cremated")


class _Holding(_FuneralEvent):
    topic: ClassVar[str | None] = None
    held_by: HeldBy

    def may_be_said_on(self, topic: str) -> bool:
        """Objections come in at the hall, autopsies are ordered by the police."""
        return topic == (CIVIL_AFFAIRS if self.held_by is HeldBy.OBJECTION else PUBLIC_SECURITY).topic


class FuneralHeld(_Holding):
    """The funeral must wait: the family objects, or the police have the body examined."""

    type: ClassVar[str] = "cn.onething.funeral.held.v1"


class FuneralReleased(_Holding):
    """What held the funeral up is over."""

    type: ClassVar[str] = "cn.onething.funeral.released.v1"


class CremationDone(_FuneralEvent):
    """The hall cremated a body; its record is a source of the death of its own."""

    type: ClassVar[str] = "cn.onething.cremation.done.v1"
    record: str = Field(description="Number of the cremation record")
    on: date = Field(description="Day of the cremation")

    @property
    def attestation(self) -> Attestation:
        """What the record says of the death."""
        return Attestation(source=DeathSource.CREMATION, on=self.died_on, reported_on=self.on)


class FuneralSettled(_FuneralEvent):
    """The hall made up the bill of the basic services; what is waived is taken off it."""

    type: ClassVar[str] = "cn.onething.funeral.settled.v1"
    bill: Yuan = Field(ge=0, description="Basic services only, before anything is waived")
    cremated_here: bool = True
    group: str | None = Field(None, description="A group that needs no register here, for example an infant")


class FamilyRequested(_FuneralEvent):
    """Somebody acts for the family, and asks for what is due after the death, all at once."""

    type: ClassVar[str] = "cn.onething.death.family-requested.v1"
    legal_basis: ClassVar[str] = "社会保险法第十七条、第四十九条;民法典继承编"
    request: ApplicationNumber
    agent: PersonRef = Field(description="Who acts for the family")
    items: tuple[HeirItem, ...] = Field(min_length=1)
    account: str | None = Field(None, description="Reference of the bank account at the desk; never its number")
    funeral_money: Benefit | None = Field(None, description="The one funeral money that the family chose already")
