"""What is announced of reconsideration and court? The justice bureau tells it, the case what followed (domain 2.8)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, JUSTICE, Department
from registry.topics import OUTCOMES
from schemas.identifiers import CaseId, HouseholdRef, UnitId
from schemas.remedies import RemedyPath, RemedyResult


class _RemedyEvent(Event):
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法第六十五条"
    of_case: CaseId = Field(description="The case in which the contested decision was made")
    household: HouseholdRef
    path: RemedyPath = Field(description="Reconsideration or court")


class RemedyFiled(_RemedyEvent):
    """A household applied for reconsideration of a decision, or called the court."""

    type: ClassVar[str] = "cn.onething.remedy.filed.v1"
    topic: ClassVar[str | None] = JUSTICE.topic
    respondent: UnitId = Field(description="The unit whose decision it is")
    number: str = Field(description="Number under which it was filed")
    known_on: date = Field(description="When the household learned of the decision")
    filed_on: date = Field(description="When it was filed")
    accepted_on: date | None = Field(None, description="When it was taken up; null: it is being examined")
    simple: bool = Field(default=False, description="Reconsideration by the simple procedure")
    reported_on: date = Field(description="When the bureau announces it")


class RemedyDecided(_RemedyEvent):
    """Reconsideration or court came to its end."""

    type: ClassVar[str] = "cn.onething.remedy.decided.v1"
    topic: ClassVar[str | None] = JUSTICE.topic
    result: RemedyResult = Field(description="How it ended")
    decided_on: date = Field(description="When it was decided there")
    reported_on: date = Field(description="When the bureau announces it")


class _RemedyOutcome(_RemedyEvent):
    topic: ClassVar[str | None] = OUTCOMES
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, JUSTICE)
    case: CaseId


class RemedyTakenUp(_RemedyOutcome):
    """A decision is marked as under review; it goes on meanwhile."""

    type: ClassVar[str] = "cn.onething.remedy.taken-up.v1"
    filed_on: date = Field(description="When it was filed")


class RemedySettled(_RemedyOutcome):
    """The mark is gone; after a revocation or a change a new decision was made by a person."""

    type: ClassVar[str] = "cn.onething.remedy.settled.v1"
    result: RemedyResult = Field(description="How reconsideration or court ended")
    outcome: str = Field(description="Code of what followed")
