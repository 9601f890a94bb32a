"""What is known of a death: when, of what kind, who says so, and what the survivors ask for?"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

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


class DeathSource(StrEnum):
    """Independent sources of a death."""

    CERTIFICATE = "death certificate"
    CREMATION = "cremation record"
    POLICE = "police notice"
    COURT = "court judgment"
    RELATIVE = "near relative"


class Death(Model):
    """A death as far as it is known."""

    person: PersonRef
    on: date | None = Field(None, description="Day of death; None while no source tells it")
    kind: DeathKind = DeathKind.HOSPITAL
    sources: tuple[DeathSource, ...] = ()
    funeral_contested: bool = Field(False, description="The family objects, or an autopsy is pending")


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
    local: bool
    group: str | None = Field(None, description="A group that needs no register here, for example an infant")
    destitute: bool = False
    institutional_money: bool = Field(False, description="An employer or institution pays funeral money")


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
