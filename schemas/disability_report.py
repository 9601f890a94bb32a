"""Was everybody paid what was due in a month, and nobody anything else? (精准发放)"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.disability import Subsidy
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.money import Yuan


class Precision(StrEnum):
    """How a payment of a month stands beside what is due by the facts."""

    PRECISE = "precise"
    """Paid what was due."""
    UNPAID = "unpaid"
    LESS = "less"
    WRONGLY = "wrongly"
    """Paid, and nothing was due."""
    MORE = "more"


class MonthPaid(Model):
    """What became of a month of a subsidy with the payment runs."""

    person: PersonRef
    kind: Subsidy
    amount: Yuan = Field(description="Yuan that arrived, or were set off")
    state: str | None = Field(None, description="How the newest payment stands; None: no run has paid the month")
    reason: str | None = Field(None, description="Code of the bank, where the payment failed or came back")


class PreciseLine(Model):
    """One subsidy of one person in the month; by references only."""

    person: PersonRef
    household: HouseholdRef | None
    kind: Subsidy
    precision: Precision
    due: Yuan
    paid: Yuan
    why: tuple[str, ...] = Field((), description="Codes: what keeps the payment from being precise")


class PreciseReport(Model):
    """Of all subsidies that were due or paid in a month: how many were paid precisely, and which were not, and why."""

    month: date
    due: int = Field(description="Subsidies that were due by an independent pass over all facts")
    precise: int
    undecided: int = Field(description="Applications that nobody has decided yet; not among those due")
    lines: tuple[PreciseLine, ...] = Field(description="Everything that is not precise")

    @property
    def share(self) -> str:
        """Paid precisely, of what was due, in per cent."""
        return f"{100 * self.precise / self.due:.1f} %" if self.due else "100.0 %"
