"""What may hit a household besides hospital bills? Circumstances that an early warning knows (domain 6.1, 6.2)."""

from datetime import date
from enum import StrEnum

from schemas.alerts import Grade
from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.limits import Limit


class Circumstance(StrEnum):
    """Triggers of a grade that are no amounts of money."""

    NO_FOOD_OR_SHELTER = "no food or shelter"
    SOLE_CARER_DEAD = "sole carer dead"
    CHILD_UNATTENDED = "child unattended"
    MAIN_EARNER_DEAD = "main earner dead"
    MAIN_EARNER_DISABLED = "main earner severely disabled"
    SERIOUS_ACCIDENT = "serious accident"
    NEW_SEVERE_DISABILITY = "new severe disability"
    LONG_UNEMPLOYED = "unemployed for months in a low-income home"
    SEEN_IN_NEED = "seen in need by a grid worker"
    """网格员走访发现: what the worker saw fits none of the others."""


class Hardship(Model):
    """A circumstance, whom it hit and when."""

    person: PersonRef
    circumstance: Circumstance
    happened_on: date
    source: str


class HardshipGrade(Model):
    """The grade, why, and the limits that follow."""

    grade: Grade
    decision: Decision
    first_contact: Limit
    closed_loop: Limit


class AlertLevel(StrEnum):
    """Who is told of an alert that nobody took up."""

    TOWN = "town"
    COUNTY = "county"
    CITY = "city"


class Visit(Model):
    """An attempt to meet somebody."""

    on: date
    met: bool
