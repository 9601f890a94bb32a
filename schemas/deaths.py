"""What is known of a death: when, of what kind, who says so, and what the survivors ask for?"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.benefits import Benefit
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.money import Yuan


class DeathKind(StrEnum):
    """Who finds out depends on how somebody died."""

    HOSPITAL = "in hospital or on the way"
    HOME = "at home or elsewhere, normal"
    UNCLEAR = "not normal or unclear"
    MISSING = "declared by court"
    ABROAD = "abroad"


class DeathSource(StrEnum):
    """Independent sources of a death."""

    CERTIFICATE = "death certificate"
    CREMATION = "cremation record"
    POLICE = "police notice"
    COURT = "court judgment"
    CONSULAR = "consular paper"
    RELATIVE = "near relative"


class Disposal(StrEnum):
    """What becomes of the body; the reason for it is nobody's business."""

    CREMATION = "cremation"
    BURIAL = "burial"
    """By right, for example of a people with customs of its own."""
    DONATED = "donated"
    """Given to an institution that receives bodies."""


class Attestation(Model):
    """What one source says of a death."""

    source: DeathSource
    on: date = Field(description="Day of death")
    kind: DeathKind | None = Field(None, description="None: the source does not tell how")
    reported_on: date


class Death(Model):
    """A death as far as it is known."""

    person: PersonRef
    on: date | None = Field(None, description="Day of death; None while no source tells it")
    kind: DeathKind = DeathKind.HOSPITAL
    sources: tuple[DeathSource, ...] = ()
    funeral_contested: bool = Field(False, description="The family objects, or an autopsy is pending")
    disposal: Disposal = Disposal.CREMATION
    stillborn: bool = Field(False, description="Never registered, so that nothing is cancelled or stopped")


class Booking(Model):
    """A cremation that somebody booked at a hall."""

    number: str
    slot: AwareDatetime = Field(description="When the body is to be cremated")


class HeldBy(StrEnum):
    """Why a funeral waits."""

    OBJECTION = "objection"
    """The family, or a part of it, objects."""
    AUTOPSY = "autopsy"
    """The police have the body examined."""


class HeirItem(StrEnum):
    """What the family may ask for after a death."""

    SURVIVOR_MONEY = "survivor-money"
    """遗属待遇:丧葬补助金、抚恤金"""
    PENSION_ACCOUNT = "pension-account"
    """养老保险个人账户余额"""
    MEDICAL_ACCOUNT = "medical-account"
    """医保个人账户余额"""
    HOUSING_FUND = "housing-fund"
    """住房公积金"""
    DRIVING_LICENCE = "driving-licence"
    """注销驾驶证"""


class Branch(Model):
    """One thing that follows from a death: whose, of which kind, and whether it may go on now."""

    item: str
    item_zh: str
    kind: str
    ready: bool
    article: str


class Funeral(Model):
    """A funeral whose basic fees may be waived."""

    person: PersonRef
    bill: Yuan = Field(ge=0, description="Basic services only")
    cremated_here: bool
    local: bool | None = Field(description="Registered in this city; None: nobody has said")
    group: str | None = Field(None, description="A group that needs no register here, for example an infant")
    destitute: bool | None = False
    institutional_money: bool | None = Field(False, description="An employer or institution pays funeral money")


class FuneralMoney(Model):
    """Funeral money under one insurance."""

    benefit: Benefit
    amount: Yuan = Field(ge=0)


class FuneralMoneyOffer(Model):
    """What the family may choose from, and what is most; nobody chooses for it."""

    moneys: tuple[FuneralMoney, ...]
    highest: Benefit


class Survivors(Model):
    """What the family of an insured person asks for."""

    person: PersonRef
    died_on: date
    contribution_years: int = Field(ge=0)
    pension_years: int | None = Field(None, ge=0, description="Years of pension drawn; None for an employee")
    schemes: tuple[Benefit, ...] = Field((), description="Insurances under which funeral money is due")
    chosen: Benefit | None = Field(None, description="The funeral money that the family chose")


class SurvivorMoney(Model):
    """Funeral money, the lump sum and its months, with the decision."""

    funeral: Yuan = Decimal(0)
    lump_sum: Yuan = Decimal(0)
    months: int = 0
    decision: Decision
