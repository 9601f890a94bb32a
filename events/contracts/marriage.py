"""What do marriage cases announce?"""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    HOUSING,
    MEDICAL_INSURANCE,
    PUBLIC_SECURITY,
    VETERANS,
    Department,
)
from registry.topics import OUTCOMES
from schemas.identifiers import CaseId, PersonRef


class _MarriageEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "booking"
    legal_basis: ClassVar[str] = "婚姻登记条例(2025)"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    booking: str
    spouses: tuple[PersonRef, PersonRef] = Field(description="Pseudonyms of the two")


class MarriageRegistered(_MarriageEvent):
    """Two persons are married; a fact that no case ever takes back."""

    type: ClassVar[str] = "cn.onething.marriage.registered.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, PUBLIC_SECURITY, HOUSING, MEDICAL_INSURANCE, VETERANS)
    certificate: str = Field(description="Number of the marriage certificate")
    on: date = Field(description="Day of the registration")


class MarriageRefused(_MarriageEvent):
    """The registrar did not register, with the grounds."""

    type: ClassVar[str] = "cn.onething.marriage.refused.v1"
    grounds: tuple[str, ...] = Field(description="Codes of the grounds")


class MarriageCancelled(_MarriageEvent):
    """The couple, or one of them, took the booking back before registration."""

    type: ClassVar[str] = "cn.onething.marriage.cancelled.v1"


class MarriageNoticeSent(_MarriageEvent):
    """The couple got the one result notice; `complete` is False while a branch is still open."""

    type: ClassVar[str] = "cn.onething.marriage.notice-sent.v1"
    complete: bool
    results: dict[str, str] = Field(description="Linked item or register unit, and how its office took it")
