"""How old and how able is an elder, what services were used, and what proves that the elder is alive?"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.benefits import Drawn
from schemas.decisions import Decision
from schemas.households import Category
from schemas.identifiers import PersonRef
from schemas.money import Yuan


class Capability(StrEnum):
    """Levels of GB/T 42195-2022, from well to ill."""

    INTACT = "intact"
    """能力完好"""
    MILD = "mild"
    """轻度失能"""
    MODERATE = "moderate"
    """中度失能"""
    SEVERE = "severe"
    """重度失能"""
    COMPLETE = "complete"
    """完全失能"""

    def at_least(self, other: "Capability") -> bool:
        """True when this level is as ill as the other, or worse."""
        order = list(Capability)
        return order.index(self) >= order.index(other)

    @property
    def worse(self) -> "Capability":
        """The next worse level; the worst has none."""
        order = list(Capability)
        return order[min(order.index(self) + 1, len(order) - 1)]


class Assessment(Model):
    """What two assessors found: points of the four groups, and what changes the level whatever the points."""

    person: PersonRef
    assessed_on: date
    assessors: tuple[str, ...]
    self_care: int = Field(ge=0)
    mobility: int = Field(ge=0)
    mental: int = Field(ge=0)
    perception: int = Field(ge=0)
    coma: bool = False
    dementia_or_mental_illness: bool = False
    risk_events: tuple[date, ...] = Field((), description="Falls, choking, suicide attempts, getting lost")

    @property
    def total(self) -> int:
        """Points of all groups."""
        return self.self_care + self.mobility + self.mental + self.perception


class CapabilityResult(Model):
    """The level, why, and how long it may be used."""

    level: Capability | None
    decision: Decision
    valid_to: date | None


class Elder(Model):
    """An elder who may draw an allowance, a subsidy or a voucher."""

    person: PersonRef
    born: date
    local: bool = Field(True, description="The household register lies in this city")
    lives_here: bool = True
    category: Category | None = None
    level: Capability | None = Field(None, description="None: not assessed")
    in_institution: bool = False
    drawn: tuple[Drawn, ...] = ()
    died_on: date | None = None


class CareBills(Model):
    """What an elder paid herself in one month, by where the service was given."""

    home: Yuan = Field(Decimal(0), ge=0)
    institution: Yuan = Field(Decimal(0), ge=0)


class ProofKind(StrEnum):
    """What shows that somebody is alive; a face is never the only way."""

    FACE = "face check"
    MEDICAL_VISIT = "medical visit"
    TRANSPORT = "public transport"
    HOME_VISIT = "home visit"


class Proof(Model):
    """Somebody was seen alive."""

    kind: ProofKind
    on: date


class LifeRecord(Model):
    """What is known of an elder's being alive, and what was done to find out."""

    person: PersonRef
    proofs: tuple[Proof, ...]
    reminded_on: date | None = None
    visited_in_vain_on: date | None = None
    consents_to_face: bool = False


class Standing(StrEnum):
    """What the office does next."""

    PROVED = "proved"
    REMIND = "remind"
    VISIT = "visit"
    SUSPEND = "suspend"


class LifeStanding(Model):
    """Whether payment goes on, what is next, and why."""

    standing: Standing
    decision: Decision
