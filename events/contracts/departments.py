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
    case: CaseId = Field(description="The case that asked")
    question: QuestionId = Field(description="Id of the question, as it was put to the desk")
    department: DepartmentId = Field(description="The department that answers; only on its own topic")
    about: Topic = Field(description="What the question was about")
    status: ReplyStatus = ReplyStatus.ANSWERED
    items: tuple[DataItem, ...] = Field((), description="For a means check: what the register says of the persons")
    result: dict[str, Any] = Field(
        default_factory=dict, description="For any other question: what the desk's own form asks for"
    )
    reason: str | None = Field(None, description="Why it was refused")
    answered_at: AwareDatetime
