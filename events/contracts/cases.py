"""What does every case announce, whatever its service? Its deadlines and its escalations."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, DEPARTMENTS, Department
from registry.topics import OUTCOMES
from schemas.clocks import PauseGround
from schemas.identifiers import CaseId, DepartmentId, ServiceId


class _CaseEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    service: ServiceId


class DeadlineApproached(_CaseEvent):
    """A rung before the end of a limit was reached; somebody is reminded."""

    type: ClassVar[str] = "cn.onething.case.deadline-approached.v1"
    step: str = Field(description="Which limit of the procedure")
    rung: str = Field(description="How far the limit has run")
    waiting_on: str = Field(description="The office or the kind of party that the case waits for")
    due: date = Field(description="Last day of the limit")


class DeadlineBreached(_CaseEvent):
    """A limit passed; the case keeps waiting, supervision is told, nothing is decided by itself."""

    type: ClassVar[str] = "cn.onething.case.deadline-breached.v1"
    step: str = Field(description="Which limit of the procedure")
    waiting_on: str = Field(description="The office or the kind of party that the case waits for")
    due: date = Field(description="Last day of the limit")


class CaseLimitExtended(_CaseEvent):
    """An officer extended a limit, once; the household is told the reasons in writing."""

    type: ClassVar[str] = "cn.onething.case.limit-extended.v1"
    step: str = Field(description="Which limit of the procedure")
    was: date = Field(description="Last day of the limit before")
    due: date = Field(description="Last day of the limit now")


class CaseLimitPaused(_CaseEvent):
    """An officer had a limit stand still; it reminds nobody until it goes on."""

    type: ClassVar[str] = "cn.onething.case.limit-paused.v1"
    step: str = Field(description="Which limit of the procedure")
    ground: PauseGround = Field(description="Correction, appraisal, hearing, or the applicant's own reasons")
    since: date = Field(description="The day from which nothing is counted")


class CaseLimitResumed(_CaseEvent):
    """An officer had a limit go on; what was left is counted from that day."""

    type: ClassVar[str] = "cn.onething.case.limit-resumed.v1"
    step: str = Field(description="Which limit of the procedure")
    since: date = Field(description="The day on which it goes on")
    due: date = Field(description="Last day of the limit now")


class DepartmentReminded(_CaseEvent):
    """A department has not answered at half of its limit, or at its end."""

    type: ClassVar[str] = "cn.onething.case.department-reminded.v1"
    readers: ClassVar[tuple[Department, ...]] = tuple(DEPARTMENTS.values())
    department: DepartmentId = Field(description="The department that is reminded")
    rung: str = Field(description="How far the limit has run")
    due: date = Field(description="Last day of the limit")


class CaseWithdrawn(_CaseEvent):
    """The applicant took the application back; open questions and timers stopped."""

    type: ClassVar[str] = "cn.onething.case.withdrawn.v1"
    readers: ClassVar[tuple[Department, ...]] = tuple(DEPARTMENTS.values())
