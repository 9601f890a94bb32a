"""What do health, the police and the courts say of a death? That it was, that it was not, that somebody doubts it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import HEALTH, PUBLIC_SECURITY, Department
from schemas.deaths import Attestation, DeathKind, DeathSource, Disposal
from schemas.identifiers import PersonRef, RegionCode, UnitId

BY: dict[DeathSource, Department] = {
    DeathSource.CERTIFICATE: HEALTH,
    DeathSource.POLICE: PUBLIC_SECURITY,
    DeathSource.COURT: PUBLIC_SECURITY,
    DeathSource.CONSULAR: PUBLIC_SECURITY,
}
"""Which department announces what each source says: courts and consulates speak through the police."""


class _AboutDeath(Event):
    topic: ClassVar[str | None] = None
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "户口登记条例第八条;国卫规划发〔2026〕5号"
    person: PersonRef
    on: date = Field(description="Day of death, which drives every stop and every sum; can be long past")
    reported_on: date = Field(description="The day on which the office announces it")
    town: UnitId = Field(description="Town of the household register; of a stranger, the town of the place of death")

    @property
    def death(self) -> date:
        """Day of the death, which tells a second case of the same person from the first."""
        return self.on


class DeathReported(_AboutDeath):
    """A certificate was issued, or the police, a court or a consulate found that somebody died.

    Health announces certificates, public security the rest; nobody else may.
    """

    type: ClassVar[str] = "cn.onething.death.reported.v1"
    source: DeathSource
    kind: DeathKind
    certificate: str = Field(
        description="Reference of the paper in the issuer's register; never its number, which holds the citizen number"
    )
    issued_on: date = Field(description="Day of the paper; its report is due some working days later")
    electronic: bool = Field(default=False, description="The national electronic certificate")
    disposal: Disposal = Field(Disposal.CREMATION, description="What becomes of the body")
    identified: bool = Field(default=True, description="False: `person` is the reference of a police case")
    stillborn: bool = Field(default=False, description="A child that was never registered")
    region: RegionCode | None = Field(None, description="Where the household register lies, when not in this city")

    def may_be_said_on(self, topic: str) -> bool:
        """Each source is announced by its own department, so that nobody makes two sources alone."""
        return self.source in BY and BY[self.source].topic == topic

    @property
    def attestation(self) -> Attestation:
        """What this source says."""
        return Attestation(source=self.source, on=self.on, kind=self.kind, reported_on=self.reported_on)


class DeathIdentified(_AboutDeath):
    """The police found out who an unknown dead person was."""

    type: ClassVar[str] = "cn.onething.death.identified.v1"
    topic: ClassVar[str | None] = PUBLIC_SECURITY.topic
    key: ClassVar[str] = "reference"
    reference: PersonRef = Field(description="Reference of the police case, under which the dead person was kept")
    region: RegionCode | None = Field(None, description="Where the household register lies, when not in this city")


class DeathReportRevoked(_AboutDeath):
    """Health or the police take a report back: the person lives, and everything is restored."""

    type: ClassVar[str] = "cn.onething.death.report-revoked.v1"
    legal_basis: ClassVar[str] = "个人信息保护法第八条、第四十六条"
    decision: str = Field(description="Reference of the decision by which the office took it back")

    def may_be_said_on(self, topic: str) -> bool:
        """Only those who report deaths take reports back."""
        return topic in {HEALTH.topic, PUBLIC_SECURITY.topic}


class AliveBy(StrEnum):
    """How a department came to think that somebody lives who is said to be dead."""

    SEEN = "seen"
    """An officer met the person."""
    LIFE_CERTIFIED = "life certified"
    TREATED = "treated"
    USED_CARD = "used card"


class DeathDoubted(_AboutDeath):
    """A department met somebody, or saw a use, who is said to be dead; a person decides whether it was a mistake."""

    type: ClassVar[str] = "cn.onething.death.doubted.v1"
    legal_basis: ClassVar[str] = "个人信息保护法第八条、第四十六条"
    alive_by: AliveBy
