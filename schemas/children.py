"""How does a child live, who cares, what threatens it, and what has been decided?"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.benefits import Drawn
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.limits import Limit


class ParentState(StrEnum):
    """What keeps a parent from caring, or nothing."""

    ABLE = "able"
    DEAD = "dead"
    MISSING = "declared missing"
    NOT_FOUND = "not found"
    SEVERELY_DISABLED = "severely disabled"
    SERIOUSLY_ILL = "seriously ill"
    PRISON = "in prison"
    COMPULSORY_REHABILITATION = "in compulsory rehabilitation"
    RESTRICTED = "liberty restricted otherwise"
    LOST_CONTACT = "lost contact"
    REVOKED = "guardianship revoked"
    DEPORTED = "deported"


class Parent(Model):
    """One parent: in which state, since when, until when."""

    person: PersonRef
    state: ParentState
    since: date | None = None
    until: date | None = Field(None, description="End of a term, for example of a sentence")
    police_record: bool = Field(False, description="The police recorded the lost contact")
    source: str = "public-security"


class Child(Model):
    """A child whose keep the state may have to pay."""

    person: PersonRef
    born: date
    parents: tuple[Parent, Parent]
    local: bool = True
    in_institution: bool = False
    ill_or_disabled: bool = False
    adopted_on: date | None = None
    drawn: tuple[Drawn, ...] = ()


class RiskKind(StrEnum):
    """Three kinds of risk (三色四阶)."""

    GUARDIANSHIP = "guardianship"
    PHYSICAL = "physical"
    BEHAVIOUR = "behaviour"


class Colour(StrEnum):
    """Four grades in rising danger."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"

    def above(self, other: "Colour") -> bool:
        """True when this colour is more dangerous."""
        order = list(Colour)
        return order.index(self) > order.index(other)


class ChildGrade(Model):
    """The overall colour, why, and how often the child is visited."""

    colour: Colour
    decision: Decision
    visits: Limit
    after_change: Limit | None = None


class DangerSign(StrEnum):
    """The nine situations that must be reported (强制报告)."""

    GENITAL_INJURY = "genital injury"
    GIRL_UNDER_14 = "girl under 14: sexual harm, pregnancy or abortion"
    GIRL_OVER_14 = "girl of 14 or more: pregnancy by suspected abuse"
    INJURIES = "multiple injuries, malnutrition or unconsciousness"
    ABNORMAL_HARM = "abnormal injury or death"
    ABANDONED = "abandoned or long unattended"
    UNKNOWN_ORIGIN = "unknown origin, missing or trafficked"
    BEGGING = "organised begging"
    OTHER = "other serious harm or danger"


class GuardianshipGround(StrEnum):
    """Six grounds for temporary guardianship, four for long-term guardianship."""

    BEGGING_OR_UNKNOWN = "begging or unknown identity"
    GUARDIAN_MISSING = "guardian missing"
    GUARDIAN_HINDERED = "guardian hindered by disaster or otherwise"
    GUARDIAN_NEGLECTS = "guardian refuses or neglects"
    USED_FOR_CRIME = "guardian uses the child for crime"
    SERIOUS_HARM = "serious harm, urgent removal"
    PARENTS_NOT_FOUND = "parents not found"
    PARENTS_DEAD = "parents dead"
    PARENTS_INCAPABLE = "parents incapable, nobody else"
    COURT_APPOINTED = "court revoked and appointed"
