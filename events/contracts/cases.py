"""What does every case announce, whatever its service? Its deadlines and its escalations."""

from datetime import date
from typing import ClassVar

from events.contracts.envelope import Event
from registry.topics import OUTCOMES
from schemas.identifiers import CaseId, DepartmentId, ServiceId


class _CaseEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    case: CaseId
    service: ServiceId


class DeadlineApproached(_CaseEvent):
    """A rung before the end of a limit was reached; somebody is reminded."""

    type: ClassVar[str] = "cn.onething.case.deadline-approached.v1"
    step: str
    rung: str
    waiting_on: str
    due: date


class DeadlineBreached(_CaseEvent):
    """A limit passed; the case keeps waiting, supervision is told, nothing is decided by itself."""

    type: ClassVar[str] = "cn.onething.case.deadline-breached.v1"
    step: str
    waiting_on: str
    due: date


class DepartmentReminded(_CaseEvent):
    """A department has not answered at half of its limit, or at its end."""

    type: ClassVar[str] = "cn.onething.case.department-reminded.v1"
    department: DepartmentId
    rung: str
    due: date


class CaseWithdrawn(_CaseEvent):
    """The applicant took the application back; open questions and timers stopped."""

    type: ClassVar[str] = "cn.onething.case.withdrawn.v1"
