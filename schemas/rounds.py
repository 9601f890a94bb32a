"""How are many households looked at together? Page by page: what stays, what rises, what needs a case each."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.households import Application, Category
from schemas.identifiers import CaseId, HouseholdRef, PersonRef, UnitId
from schemas.money import Yuan
from schemas.questions import Reply
from schemas.rights import ChangeEntry, RightSpan, Standing
from schemas.snapshots import Snapshot


class RoundKind(StrEnum):
    """Why many households are looked at."""

    RECHECK = "recheck"
    """Their yearly or half-yearly check is due (domain 3.5)."""
    STANDARD = "standard"
    """A new standard concerns all of them."""


class Round(Model):
    """Which households of a county, from which reference on, and at most how many."""

    kind: RoundKind
    county: UnitId
    on: date
    after: HouseholdRef = Field(HouseholdRef(""), description="The last reference of the page before")
    size: int = Field(gt=0)


class RoundOrder(Model):
    """What a round is opened for, when no event opens it; by the calendar, for the day on which it asks."""

    kind: RoundKind
    on: date | None = Field(None, description="The day by which checks are due, or from which a standard counts")
    today: date | None = Field(None, description="The day of the round")
    county: UnitId | None = Field(None, description="Its households alone; null: the whole city, county by county")


class RoundPage(Model):
    """The households of one page, by reference in their order; fewer than asked for: there are no more."""

    standings: tuple[Standing, ...]
    applications: tuple[Application, ...] = Field((), description="Each household as it stands, by references")


class PageOrder(Model):
    """What a page of a round is opened for."""

    round: Round
    number: int


class PageRequest(Model):
    """What do the registers, or a new standard, change for the households of a page?"""

    case: CaseId
    kind: RoundKind
    standings: tuple[Standing, ...]
    applications: tuple[Application, ...] = Field(description="Each household as it stands, by references")
    replies: tuple[Reply, ...] = ()
    on: date


class Verdict(StrEnum):
    """What becomes of a household of the page."""

    UNCHANGED = "unchanged"
    RAISED = "raised"
    """To its advantage: decided together with the page."""
    ALONE = "alone"
    """Something speaks against it, or changed meanwhile: a review of its own."""
    UNCHECKED = "unchecked"
    """An office has not answered: nothing changes, its check stays due, and the next round asks again."""


class PageLine(Model):
    """One household of the page."""

    household: HouseholdRef
    verdict: Verdict
    why: str = Field("", description="Code, for a household that is reviewed alone")
    category: Category | None = None
    members: tuple[PersonRef, ...] = Field((), description="Who belongs to the household now")
    since: date | None = None
    amount_before: Yuan | None = None
    amount_after: Yuan | None = None
    spans: tuple[RightSpan, ...] = ()
    decisions: tuple[Decision, ...] = ()
    fresh: Snapshot | None = None
    letter: str = ""


class PageAssessment(Model):
    """Every household of the page, in its order."""

    lines: tuple[PageLine, ...]


class RoundDone(Model):
    """What became of the households of a county, for the round that opened it."""

    case: CaseId
    unchanged: int = 0
    raised: int = 0
    alone: int = 0
    unchecked: int = 0


class PageDone(RoundDone):
    """What a page did, for the round that opened it."""

    last: HouseholdRef | None = Field(None, description="None: there are no more")


class ChangeEntries(Model):
    """Changes that one signature carries."""

    entries: tuple[ChangeEntry, ...]


class Outdated(Model):
    """Households of which something else was entered meanwhile; nothing was changed for them."""

    households: tuple[HouseholdRef, ...] = ()
