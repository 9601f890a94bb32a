"""Through whom, and from where, does an application come? Mandates, earlier cases, a home elsewhere in the province."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import ApplicationNumber, CaseId, PersonRef, RegionCode, UnitId


class Agent(StrEnum):
    """Who acts for a household that cannot come (domain 3.2)."""

    VILLAGE = "village committee"
    """村(居)民委员会"""
    GUARDIAN = "guardian"
    """监护人"""
    RELATIVE = "relative"
    """亲属"""
    OTHER = "other person"
    """其他受委托人"""
    TOWN = "town"
    """镇街: for who can neither come nor give a mandate."""


class Representation(Model):
    """Somebody acts for the household, and on which paper."""

    agent: Agent
    person: PersonRef | None = Field(None, description="Who acts; None for a committee or a town")
    paper_on: date | None = Field(
        None, description="Day of the mandate, of the guardian's paper, or of the town's finding that nobody can sign"
    )


class Former(Model):
    """An earlier case of the same household: its papers are taken over, and none is asked for twice."""

    case: CaseId = Field(description="The case of the aid that was refused, ended, or is paid elsewhere")
    number: ApplicationNumber = Field(description="Under which its papers lie")
    town: UnitId | None = Field(None, description="The town that holds them, for a transfer")


class Lodging(Model):
    """Where a household lives whose register lies elsewhere in the province (省内通办)."""

    town: UnitId = Field(description="Town of residence, which visits and posts")
    region: RegionCode = Field(description="National code of the place of residence")
    permit_on: date | None = Field(None, description="Day of the residence permit (居住证)")
