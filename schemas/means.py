"""What did the means check find? The report of all departments' answers beside the declaration."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Condition
from schemas.identifiers import CaseId, DepartmentId, HouseholdRef
from schemas.money import Yuan
from schemas.questions import DataItem, ItemCode, Reply


class Conclusion(StrEnum):
    """What a report says; it is advice, never the decision (domain 4.2)."""

    COMPLETE = "complete"
    """Everybody answered; nothing speaks against the declaration."""
    EXCEEDS = "exceeds"
    """Property or income is above the limits."""
    CONFLICT = "conflict"
    """An authoritative source contradicts the declaration or another source."""
    INCOMPLETE = "incomplete"
    """At least one department has not answered."""


class Conflict(Model):
    """Two sources say different things; `ranking` names the authoritative one (domain 2.10)."""

    person: str
    field: str
    declared: str
    found: str
    source: DepartmentId
    ranking: str


class Substitute(Model):
    """A source of the second rank, asked in place of one that stays silent, for some items alone (domain 2.10)."""

    instead_of: DepartmentId
    department: DepartmentId
    codes: tuple[ItemCode, ...]


class MeansReport(Model):
    """Report of one household means check; a late answer makes a new version that supersedes."""

    case: CaseId
    household: HouseholdRef
    version: int
    on: date
    conclusion: Conclusion
    replies: tuple[Reply, ...]
    missing: tuple[DepartmentId, ...] = ()
    substituted: tuple[Substitute, ...] = Field((), description="Who answered in the place of whom; it stays missing")
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Condition, ...] = ()
    monthly_income: Yuan
    deposits: Yuan

    @property
    def items(self) -> tuple[DataItem, ...]:
        """Every data item that any department reported."""
        return tuple(item for reply in self.replies for item in reply.items)
