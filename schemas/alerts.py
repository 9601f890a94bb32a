"""What is an early warning? Scenes, grades and what a visit found (domain 6)."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.limits import Limit
from schemas.money import Yuan


class Scene(StrEnum):
    """What raises an alert: of the city's five scenes of data the medical one is at work, beside the grid's leads."""

    MEDICAL = "medical"
    GRID = "grid"
    """What a grid worker saw on a round, and reported (网格员主动发现)."""


class Grade(StrEnum):
    """Grades in rising urgency."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    def above(self, other: "Grade") -> bool:
        """True when this grade is more urgent."""
        order = list(Grade)
        return order.index(self) > order.index(other)


class Alert(Model):
    """A person's data crossed a line; once per person, scene, year and band."""

    person: PersonRef
    scene: Scene
    year: int
    band: Yuan = Field(description="The line that was crossed, yuan a year")
    self_pay: Yuan = Field(description="Self-pay of the year up to and with the crossing event")
    crossed_on: date


class Grading(Model):
    """The grade of an alert with its reasons, and the limits that follow from it."""

    grade: Grade
    decision: Decision
    first_contact: Limit
    closed_loop: Limit


class VisitResult(StrEnum):
    """Result codes of the visit (domain 6.3)."""

    AIDED = "AIDED"
    APPLYING = "APPLYING"
    REFERRED = "REFERRED"
    CHARITY = "CHARITY"
    NOT_IN_NEED = "NOT_IN_NEED"
    DECLINED = "DECLINED"
    UNREACHABLE = "UNREACHABLE"
    MOVED = "MOVED"
    DECEASED = "DECEASED"
    DATA_ERROR = "DATA_ERROR"
