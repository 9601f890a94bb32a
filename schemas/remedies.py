"""How is a decision contested, how does that end, and what follows? Reconsideration and court (domain 2.8)."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision, Outcome
from schemas.households import Category
from schemas.identifiers import CaseId, EventId, HouseholdRef, OfficerId, UnitId
from schemas.money import Yuan
from schemas.rights import PaidMonth, Recovery, RightSpan


class RemedyPath(StrEnum):
    """Who looks at a decision again."""

    RECONSIDERATION = "reconsideration"
    """行政复议"""
    COURT = "court"
    """行政诉讼"""


class RemedyResult(StrEnum):
    """How reconsideration or court ended."""

    UPHELD = "upheld"
    REVOKED = "revoked"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


UNDER_REVIEW = "under_review"
"""The state of a decision from the filing to the end of the remedy; it goes on meanwhile."""

DECIDED_AGAIN = frozenset({RemedyResult.REVOKED, RemedyResult.CHANGED})
"""After these a new decision is made, by a person who did not make the one before."""


class Learnt(StrEnum):
    """What became known only after a refusal, so that it is decided anew without anybody's complaint."""

    LATE_ANSWER = "evidence_gap"
    """An office answered late."""
    CORRECTED = "source-corrected"
    """A source put right what it had said."""


class Anew(Model):
    """Which decision is made anew, and why: a remedy ended against it, or its ground has changed."""

    household: HouseholdRef
    of_case: CaseId
    county: UnitId | None = Field(None, description="Who decides; None: the county of the application")
    known_on: date = Field(description="Counts as the day of the decision where nobody knows that")
    path: RemedyPath | None = None
    result: RemedyResult | None = None
    learnt: Learnt | None = None
    turn: int = Field(1, description="How often its case was told the fact")


class RefusedRequest(Model):
    """Which refused application of this household could be decided anew?"""

    case: CaseId
    household: HouseholdRef


class RefusedApplication(Model):
    """The application that was refused last; None where none was, or a newer one is open and sees for itself."""

    of_case: CaseId | None = None
    on: date | None = None


class AdmissibilityRequest(Model):
    """Was it filed in time?"""

    path: RemedyPath
    known_on: date = Field(description="When the household learned of the decision")
    filed_on: date
    on: date


class RemedyEntry(Model):
    """A decision went under review, or came back from there."""

    case: CaseId
    household: HouseholdRef
    of_case: CaseId
    path: RemedyPath
    state: str
    on: date
    event: EventId


class ContestedRequest(Model):
    """Which decision is contested?"""

    case: CaseId
    household: HouseholdRef
    of_case: CaseId


class ContestedDecision(Model):
    """One rule of the contested decision."""

    rule: str
    outcome: Outcome
    amount: Yuan | None
    on: date = Field(description="The day on which a person decided it")


class Contested(Model):
    """What the register knows of a contested decision: who made it, what it changed, what would hold without it."""

    decisions: tuple[ContestedDecision, ...] = ()
    officers: tuple[OfficerId, ...] = ()
    touched: tuple[str, ...] = Field((), description="Benefits that it gave, changed or ended")
    since: date | None = Field(None, description="First day from which it changed anything")
    without: tuple[RightSpan, ...] = Field((), description="What would hold of all benefits without it")
    recoveries: tuple[Recovery, ...] = Field((), description="Overpayments that were decided with it")

    @property
    def on(self) -> date | None:
        """The day on which it was made."""
        return min((decision.on for decision in self.decisions), default=None)


class Ordered(Model):
    """What a person decides anew by the order of court or review body, in the details of the ruling."""

    category: Category | None = None
    amount: Yuan | None = Field(None, ge=0, description="Yuan a month")
    once: Yuan | None = Field(None, gt=0, description="Yuan that are paid once")


class DueMonthRequest(Model):
    """From which month would it have been paid, had it been decided so in the first place?"""

    category: Category
    applied_on: date
    decided_on: date


class DueMonth(Model):
    """First day of the month, and the last day of a recognition for a time."""

    first: date
    last: date | None = None


class NewRightRequest(Model):
    """Which rights stand after the new decision?"""

    contested: Contested
    category: Category | None = Field(None, description="None: everything is restored as it was")
    amount: Yuan | None = None
    due: DueMonth | None = None


class NewRights(Model):
    """Every span from the first day that changes."""

    spans: tuple[RightSpan, ...]


class NewDecisionRequest(Model):
    """A decision that a person made anew, in the words of the law."""

    path: RemedyPath | None = None
    result: RemedyResult | None = None
    learnt: Learnt | None = None
    of_case: CaseId
    on: date
    grants: bool
    category: Category | None = None
    amount: Yuan | None = None


class NewDecisionLetterRequest(Model):
    """What is the household told?"""

    path: RemedyPath | None = None
    result: RemedyResult | None = None
    learnt: Learnt | None = None
    decisions: tuple[Decision, ...]
    on: date
    spans: tuple[RightSpan, ...] = ()
    paid: tuple[PaidMonth, ...] = ()
    once: Yuan | None = None
    reasons: str = Field("", description="The officer's own words, which stay out of the register")
