"""How was a household found? The ground on which later facts are laid, by references only."""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.households import Application, Category
from schemas.identifiers import ApplicationNumber, CaseId


class Snapshot(Model):
    """A household as its case found it: the application by references, incomes and property as resolved."""

    case: CaseId
    number: ApplicationNumber
    taken_on: date
    first_month: date = Field(description="First day of the first month for which it counts")
    category: Category | None = Field(None, description="What was recognised on it")
    valid_to: date | None = None
    review_due: date | None = Field(None, description="When the household is checked again, whatever happens")
    evidence_gap: bool = False
    known_to: date | None = Field(None, description="The last day whose facts it holds; None: the day of the taking")
    taken_over: bool = Field(False, description="Found nothing anew: the same household, in the hands of another town")
    recognition: bool = Field(False, description="Taken by a recognition; a check finds, and recognises nobody anew")
    application: Application

    @property
    def holds_to(self) -> date:
        """Facts that happened, or came to be known, after this day are laid upon it."""
        return self.known_to or self.taken_on
