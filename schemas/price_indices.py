"""By how much did prices rise, and who belongs to the groups that are compensated?"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import PersonRef


class PriceIndex(Model):
    """Rise against the same month of the year before, in percent."""

    month: date = Field(description="First day of the index month")
    cpi: Decimal
    scpi: Decimal | None = None
    """低收入居民基本生活费用价格指数"""
    food: Decimal | None = None
    published_on: date


class PriceGroup(StrEnum):
    """Groups in the order of who pays first."""

    LOW_INCOME = "low income"
    DESTITUTE = "destitute"
    VETERANS = "state-supported veterans"
    DISABLED = "severely disabled without fixed income"
    ORPHANS = "orphans"
    UNATTENDED_CHILDREN = "factually unattended children"
    UNEMPLOYED = "unemployment money"
    LOW_INCOME_EDGE = "low-income edge"
    WORKERS = "workers in special difficulty"
    HIV_CHILDREN = "HIV-infected children"


class GroupList(Model):
    """The list of one group as its office froze it; None while it has not been handed in."""

    group: PriceGroup
    persons: tuple[PersonRef, ...] | None


class PriceRun(Model):
    """Whether it is paid for a month, how much a person, and to whom under which group."""

    decision: Decision
    payees: dict[PersonRef, PriceGroup] = Field(default_factory=dict)
    missing: tuple[PriceGroup, ...] = ()
