"""How was a household found? The ground on which later facts are laid, by references only."""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.households import Application, Category, IncomeKind
from schemas.identifiers import ApplicationNumber, CaseId, PersonRef
from schemas.money import Yuan


class IncomeByFact(Model):
    """An income that a check knew from a fact alone: without the fact it is what it was before."""

    person: PersonRef
    kind: IncomeKind
    fact: str = Field(description="Key of the fact")
    before: Yuan | None = Field(None, description="Yuan a month before it; None: no such income")


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
    as_before: bool = Field(
        False,
        description="Found nothing anew: another town handles it, or people left it as it was in spite of a check",
    )
    recognition: bool = Field(False, description="Taken by a recognition; a check finds, and recognises nobody anew")
    application: Application
    by_facts: tuple[IncomeByFact, ...] = ()

    @property
    def holds_to(self) -> date:
        """Facts that happened, or came to be known, after this day are laid upon it."""
        return self.known_to or self.taken_on
