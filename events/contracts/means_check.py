"""What do means checks announce? That a report is there, never what is in it."""

from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, Department
from registry.topics import OUTCOMES
from schemas.identifiers import ApplicationNumber, CaseId, DepartmentId, HouseholdRef
from schemas.means import Conclusion


class _MeansEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法第五十八条"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    number: ApplicationNumber
    household: HouseholdRef
    version: int = Field(description="1 for the first report, one more for each that supersedes it")
    conclusion: Conclusion


class MeansReportReady(_MeansEvent):
    """Every department answered."""

    type: ClassVar[str] = "cn.onething.means.report-ready.v1"


class MeansReportIncomplete(_MeansEvent):
    """A reply limit passed without an answer; the report says whose."""

    type: ClassVar[str] = "cn.onething.means.report-incomplete.v1"
    missing: tuple[DepartmentId, ...] = Field(description="Departments that have not answered")


class MeansReportSuperseded(_MeansEvent):
    """A late or corrected answer made a new version."""

    type: ClassVar[str] = "cn.onething.means.report-superseded.v1"
