"""What do the cases of marriages announce? Registered, refused, ended, never valid."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    DEVELOPMENT_REFORM,
    HEALTH,
    HOUSING,
    HOUSING_FUND,
    HUMAN_RESOURCES,
    MEDICAL_INSURANCE,
    PUBLIC_SECURITY,
    TAXATION,
    VETERANS,
    Department,
)
from registry.topics import OUTCOMES
from schemas.facts import FactKind
from schemas.identifiers import ApplicationNumber, CaseId, PersonRef
from schemas.marriages import DivorceWay, VoidKind

TOLD: tuple[Department, ...] = (CIVIL_AFFAIRS, PUBLIC_SECURITY, HOUSING, MEDICAL_INSURANCE, VETERANS)
CORRECTED: tuple[Department, ...] = (*TOLD, HEALTH, HOUSING_FUND, HUMAN_RESOURCES, TAXATION)
"""Everybody who may have used a marriage that never counted."""


class _CoupleEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    legal_basis: ClassVar[str] = "婚姻登记条例(2025)"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    spouses: tuple[PersonRef, PersonRef] = Field(description="Pseudonyms of the two")

    @property
    def first(self) -> PersonRef:
        """One of the two."""
        return self.spouses[0]

    @property
    def second(self) -> PersonRef:
        """The other one."""
        return self.spouses[1]


class _MarriageEvent(_CoupleEvent):
    key: ClassVar[str] = "booking"
    booking: str


class MarriageRegistered(_MarriageEvent):
    """Two persons are married; a fact that no case ever takes back."""

    type: ClassVar[str] = "cn.onething.marriage.registered.v1"
    readers: ClassVar[tuple[Department, ...]] = TOLD
    certificate: str = Field(description="Number of the marriage certificate")
    on: date = Field(description="Day of the registration")
    entered_on: date | None = Field(None, description="Day of the later entry, after a registration on paper")

    @property
    def reported_on(self) -> date:
        """The day on which it came to be known."""
        return self.entered_on or self.on

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return FactKind.MARRIAGE.value


class MarriageRefused(_MarriageEvent):
    """The registrar did not register, with the grounds."""

    type: ClassVar[str] = "cn.onething.marriage.refused.v1"
    grounds: tuple[str, ...] = Field(description="Codes of the grounds")
    elsewhere: str | None = Field(None, description="The office that holds one of the two for a marriage of its own")


class MarriageCancelled(_MarriageEvent):
    """The couple, or one of them, took the booking back before registration."""

    type: ClassVar[str] = "cn.onething.marriage.cancelled.v1"


class MarriageNoticeSent(_MarriageEvent):
    """The couple got the one result notice; `complete` is False while a branch is still open."""

    type: ClassVar[str] = "cn.onething.marriage.notice-sent.v1"
    complete: bool
    results: dict[str, str] = Field(description="Linked item or register unit, and how its office took it")


class _MarriageEnded(_CoupleEvent):
    reported_on: date = Field(description="The day on which the marriage base was put right")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return FactKind.MARRIAGE_ENDED.value


class DivorceRegistered(_MarriageEnded):
    """Two persons are divorced: certificate collected by both, or the paper of a court in force."""

    type: ClassVar[str] = "cn.onething.divorce.registered.v1"
    key: ClassVar[str] = "number"
    legal_basis: ClassVar[str] = "《民法典》第一千零八十条"
    readers: ClassVar[tuple[Department, ...]] = TOLD
    number: ApplicationNumber = Field(description="Number of the application, or of the court's paper")
    way: DivorceWay = Field(description="By agreement, or by which paper of a court")
    on: date = Field(description="Day of the certificate, or on which the court's paper came into force")


class ApplicationEnd(StrEnum):
    """How an application for divorce ends without a divorce."""

    NOT_ACCEPTED = "not accepted"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed withdrawn"
    """By the law itself, when both do not collect in time (Civil Code art. 1077)."""
    NOT_ISSUED = "not issued"


class DivorceApplicationEnded(_CoupleEvent):
    """An application for divorce ended, and the two are married as before."""

    type: ClassVar[str] = "cn.onething.divorce.application-ended.v1"
    key: ClassVar[str] = "number"
    legal_basis: ClassVar[str] = "《民法典》第一千零七十七条"
    number: ApplicationNumber
    end: ApplicationEnd = Field(description="How it ended")
    grounds: tuple[str, ...] = Field((), description="Codes of the conditions that are not met")


class MarriageVoided(_MarriageEnded):
    """A registration never counted: whoever used it puts right what was built on it."""

    type: ClassVar[str] = "cn.onething.marriage.voided.v1"
    key: ClassVar[str] = "certificate"
    legal_basis: ClassVar[str] = "《民法典》第一千零五十四条"
    readers: ClassVar[tuple[Department, ...]] = CORRECTED
    certificate: str = Field(description="Number of the marriage certificate")
    kind: VoidKind
    on: date = Field(description="Day of the registration, from which on it never counted")
    decided_on: date = Field(description="Day of the judgment, or of the bureau's decision")


class MarriageUpheld(_CoupleEvent):
    """A disputed registration stands: the bureau did not revoke it, or the dispute was taken back."""

    type: ClassVar[str] = "cn.onething.marriage.upheld.v1"
    key: ClassVar[str] = "certificate"
    certificate: str = Field(description="Number of the marriage certificate")
    grounds: tuple[str, ...] = Field((), description="Codes of the conditions that are not met")


class MarriageDishonestyNoted(Event):
    """Persons lied for a registration that was revoked; whoever keeps the list for joint punishment decides on it."""

    type: ClassVar[str] = "cn.onething.marriage.dishonesty-noted.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "certificate"
    legal_basis: ClassVar[str] = "关于妥善处理以冒名顶替或者弄虚作假的方式办理婚姻登记问题的指导意见"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, DEVELOPMENT_REFORM)
    case: CaseId
    certificate: str = Field(description="Number of the marriage certificate")
    persons: tuple[PersonRef, ...] = Field(description="Pseudonyms of who lied, as the officer named them")
