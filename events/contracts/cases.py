"""What does every case announce, whatever its service? Its deadlines and its escalations."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, DEPARTMENTS, Department
from registry.topics import OUTCOMES
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
