"""Where is a person registered, and where does that person live? And what do the two towns tell each other?"""

from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.households import Application, Category
from schemas.identifiers import CaseId, PersonRef, RegionCode
from schemas.limits import Limit
from schemas.questions import ReplyStatus
from schemas.visits import VisitGap


class Residence(Model):
    """The place of the household register and the place of living; they often differ."""

    person: PersonRef
    register_place: RegionCode
    living_place: RegionCode


class Work(StrEnum):
    """What the town of the register asks the town of residence to do (省内通办)."""

    VISIT = "visit"
    POST = "post"
    NOTHING_MORE = "nothing more"


class ResidenceWork(Model):
    """One piece of work, and what is posted where something is."""

    case: CaseId = Field(description="The application's case, which asks")
    turn: int
    work: Work
    category: Category | None = None
    publicity: Limit | None = None


class ResidenceRequest(Model):
    """What a residence part is opened for, and the first piece of its work."""

    application: Application
    first: ResidenceWork


class ResidenceFindings(Model):
    """What the town of residence found: how the visit was answered and what it left open, or if an objection held."""

    case: CaseId = Field(description="The residence part, which answers")
    turn: int
    visit: ReplyStatus | None = None
    left_open: tuple[VisitGap, ...] = ()
    upheld: bool = False

    @property
    def gaps(self) -> tuple[VisitGap, ...]:
        """What the visit lacks; of a part that tells only how it was answered, silence alone."""
        silent = self.visit not in {None, ReplyStatus.ANSWERED}
        return self.left_open or ((VisitGap.NOT_MADE,) if silent else ())
