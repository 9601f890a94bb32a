"""What do assistance cases announce? Codes and references only; sums and reasons stay in the case."""

from datetime import date
from typing import ClassVar

from events.contracts.envelope import Event
from registry.topics import OUTCOMES
from schemas.households import Category
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, ItemId
from schemas.money import Yuan
from schemas.questions import ReplyStatus


class _AssistanceEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    case: CaseId
    number: ApplicationNumber
    household: HouseholdRef


class AssistanceCorrectionRequested(_AssistanceEvent):
    """The household was told once, and all at once, what is missing."""

    type: ClassVar[str] = "cn.onething.assistance.correction-requested.v1"
    missing: tuple[str, ...]
    until: date


class AssistanceAccepted(_AssistanceEvent):
    """The town accepted the application; the statutory clock runs."""

    type: ClassVar[str] = "cn.onething.assistance.accepted.v1"
    decide_by: date


class AssistanceNotAccepted(_AssistanceEvent):
    """The application was not accepted; this is no refusal and the household may apply again."""

    type: ClassVar[str] = "cn.onething.assistance.not-accepted.v1"
    reasons: tuple[str, ...]


class AssistanceFindingsPut(_AssistanceEvent):
    """The household was told of adverse findings and may answer with proof."""

    type: ClassVar[str] = "cn.onething.assistance.findings-put.v1"
    until: date


class AssistancePublicityPosted(_AssistanceEvent):
    """The opinion is posted in the village or community; anybody may object until the day."""

    type: ClassVar[str] = "cn.onething.assistance.publicity-posted.v1"
    category: Category
    members: int
    until: date


class AssistanceIdentityConfirmed(_AssistanceEvent):
    """A household was recognised; special aids, subsidies and lists follow from it."""

    type: ClassVar[str] = "cn.onething.assistance.identity-confirmed.v1"
    category: Category
    members: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None


class AssistanceRefused(_AssistanceEvent):
    """A category was refused in writing, by a person, with every reason."""

    type: ClassVar[str] = "cn.onething.assistance.refused.v1"
    category: Category
    reasons: tuple[str, ...]


class AssistanceEmergencyPaid(_AssistanceEvent):
    """Emergency aid was paid before any paper; the papers follow."""

    type: ClassVar[str] = "cn.onething.assistance.emergency-paid.v1"
    amount: Yuan
    papers_by: date


class AssistanceItemSettled(_AssistanceEvent):
    """How one department decided one linked item."""

    type: ClassVar[str] = "cn.onething.assistance.linked-item-settled.v1"
    item: ItemId
    status: ReplyStatus
    granted: bool | None = None


class AssistanceClosed(_AssistanceEvent):
    """The case ended; whoever opened it goes on."""

    type: ClassVar[str] = "cn.onething.assistance.closed.v1"
    outcome: str
    category: Category | None = None
    alert: CaseId | None = None
