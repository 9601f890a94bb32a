"""What do the cases after a death announce? That somebody died, by which sources, or that it was not so (domain 8)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    DISABLED_PERSONS,
    FINANCE,
    FINANCIAL_INSTITUTIONS,
    HEALTH,
    HOUSING_FUND,
    HUMAN_RESOURCES,
    MEDICAL_INSURANCE,
    NATURAL_RESOURCES,
    PUBLIC_SECURITY,
    TRADE_UNIONS,
    TRANSPORT,
    VETERANS,
    Department,
)
from registry.topics import OUTCOMES
from schemas.deaths import Attestation, Booking, DeathKind, Disposal, HeldBy
from schemas.facts import FactKind
from schemas.identifiers import CaseId, DepartmentId, PersonRef, RegionCode, UnitId
from schemas.registers import RegisterField

TOLD: tuple[Department, ...] = (
    CIVIL_AFFAIRS, PUBLIC_SECURITY, HEALTH, HUMAN_RESOURCES, MEDICAL_INSURANCE, HOUSING_FUND, DISABLED_PERSONS,
    VETERANS,
)  # fmt: skip


EVERYBODY: tuple[Department, ...] = (*TOLD, TRADE_UNIONS, TRANSPORT, FINANCE, NATURAL_RESOURCES, FINANCIAL_INSTITUTIONS)
"""All who may have done something because of a death, and put it back when it was none."""


class _CaseOfDeath(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "户口登记条例第八条"
    readers: ClassVar[tuple[Department, ...]] = TOLD
    case: CaseId
    person: PersonRef


class _DeathEvent(_CaseOfDeath):
    on: date = Field(description="The day of death, which drives every stop and every sum")
    reported_on: date

    kind: ClassVar[FactKind] = FactKind.DEATH


class DeathSuspected(_DeathEvent):
    """One source alone says that somebody died, or two name different days: payments pause, nothing ends."""

    type: ClassVar[str] = "cn.onething.death.suspected.v1"
    sources: tuple[DepartmentId, ...] = Field(description="Offices that attested it so far")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return FactKind.DEATH_SUSPECTED.value


class DeathConfirmed(_DeathEvent):
    """Somebody died: two sources say so, or a person decided on one."""

    type: ClassVar[str] = "cn.onething.death.confirmed.v1"
    how: DeathKind
    sources: tuple[DepartmentId, ...] = Field(description="Offices that attested it, independently of each other")
    corrects: date | None = Field(None, description="The day that was confirmed before, and was the wrong one")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return self.kind.value


class DeathRevoked(_DeathEvent):
    """The person lives: everything is restored, nobody has to prove it anywhere."""

    type: ClassVar[str] = "cn.onething.death.revoked.v1"
    readers: ClassVar[tuple[Department, ...]] = EVERYBODY

    @property
    def fact(self) -> str:
        """What is taken back, as case ids name it."""
        return f"{self.kind.value}-revoked"


class DeathRestored(_CaseOfDeath):
    """Everything that a wrong report had stopped was put back; supervision keeps the incident."""

    type: ClassVar[str] = "cn.onething.death.restored.v1"
    departments: tuple[DepartmentId, ...] = Field(description="Those that confirmed it")


class DataConflictFound(_CaseOfDeath):
    """Sources contradict each other; a person decides, and the sources look at their own data."""

    type: ClassVar[str] = "cn.onething.data.conflict-found.v1"
    legal_basis: ClassVar[str] = "政务数据共享条例"
    field: RegisterField
    sources: tuple[DepartmentId, ...]


class CertificateMissing(_CaseOfDeath):
    """Somebody was cremated, and no certificate was reported in time: the health authority looks for it."""

    type: ClassVar[str] = "cn.onething.death.certificate-missing.v1"
    legal_basis: ClassVar[str] = "国卫规划发〔2026〕5号"
    readers: ClassVar[tuple[Department, ...]] = (HEALTH, CIVIL_AFFAIRS)
    cremated_on: date


class HukouCancelled(_CaseOfDeath):
    """The police cancelled the household register and the identity card of a dead person."""

    type: ClassVar[str] = "cn.onething.hukou.cancelled.v1"
    readers: ClassVar[tuple[Department, ...]] = (*TOLD, NATURAL_RESOURCES, FINANCIAL_INSTITUTIONS)
    on: date = Field(description="The day of death")
    cancelled_on: date


class DeathMerged(_CaseOfDeath):
    """An unknown dead person is known: what was said under the reference goes to the case of the person.

    Said again, as a whole, when more is said under the reference afterwards.
    """

    type: ClassVar[str] = "cn.onething.death.merged.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, PUBLIC_SECURITY)
    reference: PersonRef = Field(description="Reference of the police case, which is closed with this")
    town: UnitId
    attested: tuple[Attestation, ...] = Field(min_length=1, description="What each source said")
    certificates: tuple[str, ...] = Field((), description="References of the papers in their issuers' registers")
    region: RegionCode | None = Field(None, description="Where the household register lies, when not in this city")
    disposal: Disposal = Field(Disposal.CREMATION, description="What becomes of the body")
    stillborn: bool = Field(default=False, description="A child that was never registered")
    held: tuple[HeldBy, ...] = Field((), description="What holds the funeral up now; what was released does not")
    booking: Booking | None = Field(None, description="The cremation that is booked")
    cremated_on: date | None = None

    @property
    def death(self) -> date:
        """Day of the death, which tells a second case of the same person from the first."""
        return self.attested[0].on


class DeathSettled(_CaseOfDeath):
    """Everything that follows from a death was seen to; how each branch ended."""

    type: ClassVar[str] = "cn.onething.death.settled.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    results: dict[str, str] = Field(description="Branch, and how its office took it")
