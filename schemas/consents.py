"""On which basis is personal information used, and what happens when somebody withdraws?"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.identifiers import CaseId, DepartmentId, QuestionId
from schemas.questions import Topic


class LegalBasis(StrEnum):
    """Grounds of art. 13 of the Personal Information Protection Act that our services use."""

    CONSENT = "consent"
    STATUTORY_DUTY = "statutory duty"
    EMERGENCY = "emergency"


class Withdrawal(StrEnum):
    """What a withdrawal does."""

    STOPS_BRANCH = "stops the branch"
    ENDS_APPLICATION = "ends the application"
    CHANGES_NOTHING = "changes nothing"


class Use(Model):
    """One use of personal information in a case."""

    purpose: str
    basis: LegalBasis
    necessary: bool
    """The case cannot be decided without it, for example the means check."""


class WithdrawalRequest(Model):
    """What does the withdrawal of this consent do on a day?"""

    use: Use
    on: date


class WithdrawalRule(Model):
    """The effect, and the decision that carries it."""

    effect: Withdrawal
    decision: Decision


class OpenQuestion(Model):
    """A question that a department has not answered."""

    id: QuestionId
    department: DepartmentId
    topic: Topic


class NoLongerWanted(Model):
    """Questions that one desk is to take back from the departments."""

    case: CaseId
    reason: str = Field(description="Code that the departments read")
    questions: tuple[OpenQuestion, ...]


class Stopped(Model):
    """What a check did when its authorisation was taken back."""

    case: CaseId
    stopped: tuple[DepartmentId, ...] = Field((), description="Took the question back and answer it no more")
    untold: tuple[DepartmentId, ...] = Field((), description="Could not be told yet; what they answer is not used")
    sealed: tuple[DepartmentId, ...] = Field((), description="Had answered; what they said is sealed")


class EndingRequest(Model):
    """What is decided when aid ends though no condition was lost?"""

    benefit: str
    reason: str = Field(description="Code: end_asked, consent_withdrawn, or term_ends")
    on: date


class ReceiptRequest(Model):
    """What is the household told that took a consent back? Departments by their Chinese names."""

    on: date
    item: str | None = Field(None, description="The linked item that ends; None: the authorisation of the check")
    decided: bool = Field(default=False, description="The case had been decided before")
    held: bool = Field(default=True, description="It was decided that aid goes on, so that there is something to end")
    stopped: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
