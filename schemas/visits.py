"""What can a visit of a household leave open? (入户调查, domain 3.3 steps 5 and 11)"""

from enum import StrEnum


class VisitGap(StrEnum):
    """What the answer to a visit lacks; a person decides although it does, and says so."""

    NOT_MADE = "not_made"
    """Nobody answered, or the visit was refused."""
    TOO_FEW = "too_few"
    """Fewer than two visitors."""
    UNSIGNED = "unsigned"
    """Not signed by both sides."""
    CONTRADICTS = "contradicts"
    """What was seen is not what the household declared."""
