"""What can a person still do alone? The six activities of the self-care test (domain 3.6)."""

from enum import StrEnum

from schemas.base import Model
from schemas.decisions import Decision


class Activity(StrEnum):
    """The six activities."""

    EAT = "eat"
    DRESS = "dress"
    GET_UP = "get in and out of bed"
    TOILET = "toilet"
    WALK = "walk indoors"
    BATHE = "bathe"


class SelfCare(StrEnum):
    """How far a person can care for herself, from well to ill."""

    ABLE = "able"
    """具备生活自理能力"""
    PARTLY_LOST = "partly lost"
    """部分丧失生活自理能力"""
    FULLY_LOST = "fully lost"
    """完全丧失生活自理能力"""


class SelfCareResult(Model):
    """The tier and why."""

    tier: SelfCare
    decision: Decision
