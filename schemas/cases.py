"""What is a case? Its stage, who it waits for, who decided, and the record it leaves."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from schemas.base import Model
from schemas.clocks import Extended, Paused
from schemas.decisions import Decision
from schemas.identifiers import CaseId, DepartmentId, EventId, OfficerId, ServiceId, UnitId
from schemas.limits import Due
from schemas.money import Yuan
from schemas.questions import ReplyStatus, Topic


class CaseStart(Model):
    """Opens a case; what it is about arrives by event, so that an early bird finds a case to wait in."""

    case: CaseId
    service: ServiceId
    opened_by: EventId | None = Field(None, description="The event on which the case was opened")
    chain: str | None = Field(None, description="Correlation id of the chain of cases")
    depth: int = Field(0, description="Length of the chain of events up to here")
    request: dict[str, Any] | None = Field(None, description="For a case below another: what that one asks for")


class Role(StrEnum):
    """Who may decide; each level has its own powers (domain 3.2)."""

    TOWN_OFFICER = "town officer"
    """镇街经办人"""
    TOWN_LEAD = "town lead"
    """镇街负责人"""
    REVIEW_PANEL = "review panel"
    """民主评议小组"""
    COUNTY_SECTION_HEAD = "county section head"
    """县级民政部门负责人"""
    BUREAU_HEAD = "bureau head"
    """县级民政局局长"""
    REGISTRAR = "marriage registrar"
    """婚姻登记员"""
    GRID_WORKER = "grid worker"
    """网格员"""
    FINANCE_OFFICER = "finance officer"
    """财政部门支付负责人"""


class Ask(Model):
    """A decision that a case waits for: by whom, on what, and what may be answered."""

    question: str
    question_zh: str
    role: Role
    unit: UnitId
    choices: tuple[str, ...]
    not_by: tuple[OfficerId, ...] = Field((), description="Officers who took an earlier step and are barred")
    proposal: str | None = Field(None, description="What the assessment or the preceding office proposes")
    due: Due | None = None


class Ruling(Model):
    """A human decision as it is sent in: what, by whom, with which reasons."""

    question: str
    choice: str
    officer: OfficerId
    reasons: str = ""
    evidence_gap: bool = Field(False, description="Decided although an answer is missing; says so in the record")
    details: dict[str, Any] = Field(default_factory=dict)


class Ruled(Ruling):
    """A human decision as it is recorded."""

    role: Role
    unit: UnitId
    at: datetime


class Withdrawal(Model):
    """The applicant takes the application back, in person or through an officer."""

    by: str
    reasons: str = ""
    consent: bool = Field(default=False, description="Not the application, but the consent that it cannot do without")


class Asked(Model):
    """How a department answered one question of the case."""

    department: DepartmentId
    topic: Topic
    subject: str = Field("", description="Linked item or register unit, where the topic alone does not tell")
    status: ReplyStatus
    reason: str | None = None
    due: date | None = None
    within: str = Field("", description="The reply limit, where its end is counted in another case")
    late: bool = False


class EventLine(Model):
    """An event that the case read or announced."""

    id: EventId
    source: str = Field("", description="Who announced it; with the id it names the event")
    type: str
    at: datetime


class ClockLine(Model):
    """A statutory limit of the case: until when, which rungs have rung, and who had it stand still or run longer."""

    name: str
    due: Due
    rungs: tuple[str, ...] = ()
    state: str = Field("running", description="running, paused, ended, or passed")
    paused: Paused | None = Field(None, description="Since when and why it stands still now; what is over is in due")
    extended: Extended | None = None


class CaseRecord(Model):
    """The whole case for machines and people; the result of every procedure."""

    case: CaseId
    service: ServiceId
    status: str = Field("open", description="open or closed")
    stage: str = ""
    outcome: str | None = None
    category: str | None = None
    amount: Yuan | None = None
    opened_by: EventId | None = None
    unit: UnitId | None = Field(None, description="The town, or else the county, that handles the case")
    parent: CaseId | None = None
    children: tuple[CaseId, ...] = ()
    waiting_on: str | None = None
    pending: Ask | None = None
    evidence_gap: bool = False
    contested: bool = Field(False, description="The household objects, without proof, to what was put to it")
    decisions: tuple[Decision, ...] = ()
    rulings: tuple[Ruled, ...] = ()
    asked: tuple[Asked, ...] = ()
    read: tuple[EventLine, ...] = ()
    announced: tuple[EventLine, ...] = ()
    clocks: tuple[ClockLine, ...] = ()
    notes: tuple[str, ...] = ()
    handed: dict[str, Any] | None = Field(None, description="What this case found for the one that opened it")
