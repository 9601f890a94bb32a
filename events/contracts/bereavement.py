"""What do the cases after a death announce? That somebody died, by which sources, or that it was not so (domain 8)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    DISABLED_PERSONS,
    HEALTH,
    HOUSING_FUND,
    HUMAN_RESOURCES,
    MEDICAL_INSURANCE,
    PUBLIC_SECURITY,
    VETERANS,
    Department,
)
from registry.topics import OUTCOMES
from schemas.facts import FactKind
from schemas.identifiers import CaseId, DepartmentId, PersonRef

TOLD: tuple[Department, ...] = (
    CIVIL_AFFAIRS, PUBLIC_SECURITY, HEALTH, HUMAN_RESOURCES, MEDICAL_INSURANCE, HOUSING_FUND, DISABLED_PERSONS,
    VETERANS,
)  # fmt: skip


class DeathKind(StrEnum):
    """Who attests a death (domain 8.1)."""

    HOSPITAL = "hospital"
    HOME = "home"
    NON_NORMAL = "non-normal"
    DECLARED = "declared by a court"
    ABROAD = "abroad"


class _DeathEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "户口登记条例第八条"
    readers: ClassVar[tuple[Department, ...]] = TOLD
    case: CaseId
    person: PersonRef
    on: date = Field(description="The day of death, which drives every stop and every sum")
    reported_on: date

    kind: ClassVar[FactKind] = FactKind.DEATH


class DeathConfirmed(_DeathEvent):
    """Somebody died: two sources say so, or a person decided on one."""

    type: ClassVar[str] = "cn.onething.death.confirmed.v1"
    how: DeathKind
    sources: tuple[DepartmentId, ...] = Field(description="Offices that attested it, independently of each other")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return self.kind.value


class DeathRevoked(_DeathEvent):
    """The person lives: everything is restored, nobody has to prove it anywhere."""

    type: ClassVar[str] = "cn.onething.death.revoked.v1"

    @property
    def fact(self) -> str:
        """What is taken back, as case ids name it."""
        return f"{self.kind.value}-revoked"
