"""Whom did a shelter take in, since when, and is it known who they are?"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import PersonRef


class ShelterStay(Model):
    """One stay in a shelter (救助管理站)."""

    person: PersonRef
    admitted_at: datetime
    voluntary: bool = True
    details_given: bool = True
    can_keep_oneself: bool = Field(False, description="Has means or relatives nearby; then not qualified")
    minor: bool = False
    identified_on: date | None = None
    settled_on: date | None = None
    earlier: tuple[date, ...] = Field((), description="Days of earlier admissions")


class ShelterTask(StrEnum):
    """What the station owes, in the order in which it falls due."""

    QUICK_SEARCH = "quick search"
    PUBLIC_NOTICE = "public notice"
    GUARDIANSHIP = "temporary guardianship"
    DNA_REQUEST = "DNA request"
    OVERSTAY = "long stay"
    RENEWED_NOTICE = "renewed notice"
    SETTLEMENT = "settlement"
    HANDOVER = "handover"
    CAUSE_REVIEW = "review of causes"
    REVERSAL = "settlement reversed"


class ShelterStanding(Model):
    """What is due on a day, what has been overtaken, and why."""

    due: tuple[ShelterTask, ...]
    withdrawn: tuple[ShelterTask, ...]
    decision: Decision
