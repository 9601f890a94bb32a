"""What can a person still do alone? The six activities of the self-care test (domain 3.6)."""

from enum import StrEnum

from pydantic import model_validator

from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import PersonRef


class Activity(StrEnum):
    """The six activities."""

    EAT = "eat"
    DRESS = "dress"
    GET_UP = "get in and out of bed"
    TOILET = "toilet"
    WALK = "walk indoors"
    BATHE = "bathe"


class CareChange(StrEnum):
    """What has changed in the care of a destitute person."""

    SELF_CARE = "self-care"
    PLACE = "place"
    """Wants to move into an institution, or home; or a place was found."""


class SelfCare(StrEnum):
    """How far a person can care for herself, from well to ill."""

    ABLE = "able"
    """具备生活自理能力"""
    PARTLY_LOST = "partly lost"
    """部分丧失生活自理能力"""
    FULLY_LOST = "fully lost"
    """完全丧失生活自理能力"""


class Findings(Model):
    """What the county's assessors saw one person do, each of the six."""

    person: PersonRef
    can: dict[Activity, bool]

    @model_validator(mode="after")
    def _all_six(self) -> "Findings":
        if missing := set(Activity) - set(self.can):
            raise ValueError(f"not tested: {', '.join(sorted(missing))}")
        return self

    @property
    def cannot(self) -> frozenset[Activity]:
        """What is lost."""
        return frozenset(activity for activity, able in self.can.items() if not able)


class SelfCareResult(Model):
    """The tier and why."""

    tier: SelfCare
    decision: Decision
