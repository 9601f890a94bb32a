"""What is put to a household before anything is decided to its disadvantage? (domain 2.9, 3.3 step 6)"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Condition
from schemas.households import Category
from schemas.limits import Limit
from schemas.means import Conflict
from schemas.money import Yuan
from schemas.reviews import Overpaid


class HearingSubject(StrEnum):
    """What may follow for the household."""

    FINDINGS = "findings"
    """Registers or visits know something else than it declared, or more than the law allows."""
    REFUSAL = "refusal"
    """An officer means to refuse what the law, as far as the rules see it, allows."""
    CHANGE = "change"
    ENDING = "ending"
    RECOVERY = "recovery"


class VisitFound(Model):
    """A home visit that did not confirm what the household declared."""

    by: str = Field(description="town, county, residence")
    saw: str = Field("", description="In the visitors' words")


class HearingGrounds(Model):
    """What speaks against the household, and by whose word."""

    subject: HearingSubject
    conditions: tuple[Condition, ...] = Field((), description="Not met, or those from which the amount follows")
    conflicts: tuple[Conflict, ...] = ()
    visits: tuple[VisitFound, ...] = ()
    stated: str = Field("", description="An officer's own reasons")
    from_month: date | None = Field(None, description="First month of what is proposed")
    after: Category | None = Field(None, description="What the household would hold from there on")
    amount_before: Yuan | None = None
    amount_after: Yuan | None = Field(None, description="A month, as proposed")
    overpaid: tuple[Overpaid, ...] = Field((), description="Months of which more was received than is due")
    to_recover: Yuan | None = Field(None, description="Of these months, what nobody has decided about yet")

    @property
    def loss(self) -> Yuan:
        """Yuan a month."""
        return (self.amount_before or Decimal(0)) - (self.amount_after or Decimal(0))

    def covers(self, other: "HearingGrounds") -> bool:
        """Who has read this learns nothing new from the other, and nothing worse: no hearing for its own sake."""
        told = {condition.text_zh for condition in self.conditions}
        as_early = other.from_month is None or (self.from_month is not None and self.from_month <= other.from_month)
        return (
            all(condition.text_zh in told for condition in other.conditions)
            and as_early
            and self.after in {None, other.after}
            and (self.amount_after or 0) <= (other.amount_after or 0)
            and self.loss >= other.loss
            and (other.to_recover is None or self.to_recover is not None)
        )


class HearingLetterRequest(Model):
    """The letter by which a household learns what it may answer."""

    grounds: HearingGrounds
    within: Limit
    on: date
