"""What does the law say? Rules evaluated for a given day, recorded in the case with reasons and figures.

A workflow never evaluates policy: the recorded decision is what it branches on, so that a change of law never
changes a case that has been decided.
"""

from activities.task import recorded
from policy import (
    classification,
    completeness,
    early_warning,
    emergency,
    letters,
    linked_items,
    marriage,
    means,
    payments,
    procedure_limits,
    publicity,
)
from schemas.alerts import Grading
from schemas.assessments import (
    Classification,
    ClassificationRequest,
    CompletenessRequest,
    ConsolidationRequest,
    EmergencyAssessment,
    EmergencyRequest,
    GradingRequest,
    Letter,
    LetterRequest,
    Limits,
    LimitsRequest,
    MarriageRequest,
    Recognition,
    RecognitionRequest,
)
from schemas.decisions import Decision
from schemas.entitlements import Completeness
from schemas.households import Category
from schemas.means import MeansReport
from schemas.questions import DataItem, Reply


class Law:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="查询法定时限")
    async def limits(self, request: LimitsRequest) -> Limits:
        """The limits of a procedure's steps on a day."""
        return Limits(limits={step: procedure_limits.limit(step, request.on) for step in request.steps})

    @recorded(summary="材料完整性检查")
    async def completeness(self, request: CompletenessRequest) -> Completeness:
        """What is missing, all at once (一次性告知)."""
        return completeness.completeness(request.application, request.on, corrected=request.corrected)

    @recorded(summary="分类认定测算")
    async def classification(self, request: ClassificationRequest) -> Classification:
        """One application, every category in turn (一次申请、分类认定)."""
        application, on = request.application, request.on
        decisions = classification.classification(application, request.report, on)
        granted = next((decision for decision in decisions if decision.granted), None)
        category = Category(granted.rule) if granted else None
        posted = publicity.publicity(category, application, on) if category else None
        return Classification(decisions=decisions, category=category, publicity=posted)

    @recorded(summary="急难型临时救助测算")
    async def emergency(self, request: EmergencyRequest) -> EmergencyAssessment:
        """Emergency aid looks at the hardship alone: no register, no means check (domain 3.7)."""
        hardship = request.application.emergency
        if hardship is None:
            raise ValueError(f"Application {request.application.number} names no emergency.")
        verified = hardship.model_copy(update={"need": request.verified_need})
        application = request.application.model_copy(update={"emergency": verified})
        decision = emergency.entitlement(application, request.on)
        if decision.amount is None:
            return EmergencyAssessment(decision=decision)
        charity = emergency.charity_match(application, decision.amount, request.on)
        return EmergencyAssessment(decision=decision, charity=charity)

    @recorded(summary="汇总核对结果")
    async def consolidation(self, request: ConsolidationRequest) -> MeansReport:
        """All replies beside the declaration; items that their source corrected replace the wrong ones."""
        replies = tuple(_corrected(reply, request.corrections) for reply in request.replies)
        return means.consolidation(request.case, request.application, replies, request.version, request.on)

    @recorded(summary="确定待遇起始月与联办事项")
    async def recognition(self, request: RecognitionRequest) -> Recognition:
        """What a confirmed category brings: items, first month, validity and letter."""
        on = request.confirmed_on
        return Recognition(
            items=linked_items.linked_items(request.application, request.category, on),
            first_month=payments.first_month(on),
            valid_to=payments.valid_to(request.category, on),
            letter=letters.letter("granted", request.decisions, on),
        )

    @recorded(summary="拟写不予认定书面告知")
    async def refusal(self, request: LetterRequest) -> Letter:
        """The refusal in writing: every failed condition with its article, and the remedies."""
        return Letter(text=letters.letter("refused", request.decisions, request.on))

    @recorded(summary="结婚登记条件审查")
    async def marriage_conditions(self, request: MarriageRequest) -> Decision:
        """The conditions of registration; the registrar decides."""
        first, second = request.spouses
        return marriage.conditions(first, second, request.records, request.on)

    @recorded(summary="预警分级")
    async def grading(self, request: GradingRequest) -> Grading:
        """How urgent the alert is, and the limits that follow."""
        return early_warning.grading(request.alert, request.household_yearly_income, request.on)


def _corrected(reply: Reply, corrections: tuple[DataItem, ...]) -> Reply:
    replaced = {(item.person, item.code): item for item in corrections}
    items = tuple(replaced.get((item.person, item.code), item) for item in reply.items)
    return reply.model_copy(update={"items": items})
