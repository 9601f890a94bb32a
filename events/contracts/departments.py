"""What may every department announce on its own topic? Answers to the questions put to its desk."""

from typing import Any, ClassVar

from pydantic import AwareDatetime, Field

from events.contracts.envelope import Event
from schemas.identifiers import CaseId, DepartmentId, QuestionId
from schemas.questions import DataItem, ReplyStatus, Topic


class QuestionAnswered(Event):
    """A department answered a question that it had taken on, in time or late."""

    type: ClassVar[str] = "cn.onething.desk.question-answered.v1"
    topic: ClassVar[str | None] = None
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "政务数据共享条例"
    case: CaseId
    question: QuestionId
    department: DepartmentId
    about: Topic
    status: ReplyStatus = ReplyStatus.ANSWERED
    items: tuple[DataItem, ...] = ()
    result: dict[str, Any] = Field(default_factory=dict)
    reason: str | None = None
    answered_at: AwareDatetime
