"""What does the law say? Rules evaluated for a given day, recorded in the case with reasons and figures.

A workflow never evaluates policy: the recorded decision is what it branches on, so that a change of law never
changes a case that has been decided.
"""

from activities.task import recorded
from policy import (
    circumstances,
    classification,
    completeness,
    early_warning,
    emergency,
    hearing_letters,
    item_requests,
    letters,
    linked_items,
    marriage,
    means,
    payments,
    procedure_limits,
    publicity,
    self_care,
    snapshots,
    spot_checks,
    substitutes,
)
from registry.regions import unit
from schemas.alerts import Grading
from schemas.assessments import (
    Classification,
    ClassificationRequest,
    CompletenessRequest,
    ConsolidationRequest,
    EmergencyAssessment,
    EmergencyRequest,
    GradingRequest,
    ItemsEndedRequest,
    Letter,
    LetterRequest,
    Limits,
    LimitsRequest,
    MarriageRequest,
    Recognition,
    RecognitionRequest,
    SelfCareGrades,
    SelfCareRequest,
    Substitutes,
    SubstitutesRequest,
)
from schemas.decisions import Decision
from schemas.entitlements import Completeness, ItemStop
from schemas.hearings import HearingLetterRequest
from schemas.households import Category
from schemas.item_requests import ItemMeant, ItemsGained, ItemWanted
from schemas.means import MeansReport
from schemas.questions import DataItem, Reply
from schemas.reviews import SnapshotRequest


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
        delegated = unit(application.household.county).delegates_confirmation
        return Classification(
            decisions=decisions, category=category, publicity=posted,
            by_the_town=delegated,
            spot_check=bool(
                request.case and category and spot_checks.chosen(request.case, category, on, by_the_town=delegated)
            ),
        )  # fmt: skip

    @recorded(summary="急难型临时救助测算")
    async def emergency(self, request: EmergencyRequest) -> EmergencyAssessment:
        """Emergency aid looks at the hardship alone: no register, no means check (domain 3.7)."""
        hardship = request.application.emergency
        if hardship is None:
            raise ValueError(f"Application {request.application.number} names no emergency.")
        verified = hardship.model_copy(update={"need": request.verified_need})
        application = request.application.model_copy(update={"emergency": verified})
        on = request.on
        payable, rest = emergency.shares(verified, on)
        return EmergencyAssessment(
            decision=emergency.entitlement(application, on, earlier=request.earlier), payable=payable, rest=rest,
            charity=emergency.charity_match(application, payable, on),
            charity_to_rest=emergency.charity_match(application, rest, on),
        )  # fmt: skip

    @recorded(summary="汇总核对结果")
    async def consolidation(self, request: ConsolidationRequest) -> MeansReport:
        """All replies beside the declaration; items that their source corrected replace the wrong ones."""
        replies = tuple(_corrected(reply, request.corrections) for reply in request.replies)
        report = means.consolidation(request.case, request.application, replies, request.version, request.on)
        return report.model_copy(update={"substituted": request.substituted})

    @recorded(summary="确定替代数据来源")
    async def substitutes(self, request: SubstitutesRequest) -> Substitutes:
        """Sources of the second rank, in place of departments that stay silent."""
        return Substitutes(substitutes=substitutes.substitutes(request.missing))

    @recorded(summary="确定待遇起始月与联办事项")
    async def recognition(self, request: RecognitionRequest) -> Recognition:
        """What a confirmed category brings: items, first month, validity and letter."""
        on = request.confirmed_on
        first_month, valid_to = payments.first_month(on), payments.valid_to(request.category, on)
        return Recognition(
            snapshot=snapshots.snapshot(
                SnapshotRequest(
                    case=request.case,
                    application=request.application,
                    report=request.report,
                    category=request.category,
                    valid_to=valid_to,
                    on=on,
                    first_month=first_month,
                    recognition=True,
                )
            ),
            items=linked_items.linked_items(request.application, request.category, on, given=request.given),
            first_month=first_month,
            valid_to=valid_to,
            letter=letters.letter("granted", request.decisions, on),
        )

    @recorded(summary="生活自理能力评估定级")
    async def self_care(self, request: SelfCareRequest) -> SelfCareGrades:
        """Six findings a person give the tier, by which care money is paid."""
        graded = {one.person: self_care.tier(one.cannot, request.on) for one in request.findings}
        return SelfCareGrades(
            tiers={person: result.tier for person, result in graded.items()},
            decisions=tuple(result.decision for result in graded.values()),
        )

    @recorded(summary="核对补充申请事项适用对象")
    async def item_request(self, request: ItemWanted) -> ItemMeant:
        """For whom an item that was asked for is meant; its owner decides."""
        return item_requests.meant(request)

    @recorded(summary="核对变更后应补充的联办事项")
    async def items_gained(self, request: ItemsGained) -> ItemMeant:
        """Items that are owed, after a change, to persons to whom they were not owed before; each owner decides."""
        return item_requests.gained(request)

    @recorded(summary="核对联办事项是否应停止")
    async def items_ended(self, request: ItemsEndedRequest) -> tuple[ItemStop, ...]:
        """Granted items whose condition a fact took away, each with the persons, the month and the ground."""
        return linked_items.ended(request)

    @recorded(summary="拟写陈述申辩权利告知书")
    async def hearing(self, request: HearingLetterRequest) -> Letter:
        """What speaks against a household, in writing, before anybody decides on it."""
        return Letter(text=hearing_letters.letter(request))

    @recorded(summary="拟写不予认定书面告知")
    async def refusal(self, request: LetterRequest) -> Letter:
        """The refusal in writing: every failed condition with its article, and the remedies."""
        return Letter(text=letters.letter("refused", request.decisions, request.on))

    @recorded(summary="结婚登记条件审查")
    async def marriage_conditions(self, request: MarriageRequest) -> Decision:
        """The conditions of registration; the registrar decides."""
        first, second = request.spouses
        return marriage.conditions(
            first, second, request.records, request.on, unit=request.office, voluntary=request.voluntary
        )

    @recorded(summary="预警分级")
    async def grading(self, request: GradingRequest) -> Grading:
        """How urgent the alert is, and the limits that follow."""
        if request.alert is not None:
            return early_warning.grading(request.alert, request.household_yearly_income, request.on)
        if request.hardship is None:
            raise ValueError("Neither an alert nor a hardship was given to grade.")
        return Grading.model_validate(circumstances.grading((request.hardship,), request.on).model_dump())


def _corrected(reply: Reply, corrections: tuple[DataItem, ...]) -> Reply:
    replaced = {(item.person, item.code): item for item in corrections}
    items = tuple(replaced.get((item.person, item.code), item) for item in reply.items)
    return reply.model_copy(update={"items": items})
