"""What is known of somebody's work: refused jobs, good reasons, and why a household rose above the standard?"""

from enum import StrEnum


class WorkExemption(StrEnum):
    """Good reasons for which nobody is sent to work (domain 3.4)."""

    CARER_OF_DISABLED = "cares for a disabled person"
    CARER_OF_ILL = "cares for an ill person"
    CARER_OF_INFANT = "cares for a child under three"
    PREGNANT = "pregnant"


class RiseGround(StrEnum):
    """Why income rose above the standard; the length of a taper may depend on it."""

    WORK = "work"
    PENSION = "pension"
    GRADUATE = "graduate found work"
    HARD_TO_PLACE = "hard to place found work"
    DISABLED = "disabled member found work"
