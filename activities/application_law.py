"""What does the law say of an application that others stand beside: another one, an earlier one, another place?"""

from activities.task import recorded
from policy import double_applications, meanwhile, paid_months, papers
from registry.services import key_of
from schemas.applications import (
    DoubleAssessment,
    DoubleRequest,
    Handover,
    HandoverRequest,
    PapersRequest,
    Situation,
    SituationRequest,
)
from schemas.double_applications import Standing
from schemas.households import Application
from schemas.identifiers import ApplicationNumber, CaseId


class ApplicationLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="重复申请核查")
    async def double_application(self, request: DoubleRequest) -> DoubleAssessment:
        """The application that was accepted first goes on; of a household's own two, one is enough."""
        numbers = tuple(_number(each.case) for each in request.conflicts)
        decision = double_applications.conditions(request.number, _standings(request), request.on)
        return DoubleAssessment(
            decision=decision,
            own=all(each.household == request.claim.household for each in request.conflicts),
            letter=double_applications.merged(request.number, numbers, request.on),
        )

    @recorded(summary="沿用前案材料")
    async def papers(self, request: PapersRequest) -> Application:
        """No second paper set: what was signed for the earlier case serves this one."""
        return papers.taken_over(request.application, request.former)

    @recorded(summary="办理期间家庭成员变化")
    async def situation(self, request: SituationRequest) -> Situation:
        """Who has died, gone to prison or left the city since it was filed is not counted."""
        return meanwhile.situation(request)

    @recorded(summary="确定迁出迁入地发放月份")
    async def handover(self, request: HandoverRequest) -> Handover:
        """The old place pays to the end of the month, the new one from the next: no gap, and no month twice."""
        last, first = paid_months.handover(request.on)
        return Handover(last_of_old=last, first_of_new=first)


def _standings(request: DoubleRequest) -> tuple[Standing, ...]:
    """A right that begins next month was accepted before all the same."""
    claim = request.claim
    mine = (Standing(person=person, application=request.number, household=claim.household,
                     accepted_on=claim.accepted_on) for person in claim.members)  # fmt: skip
    others = (Standing(person=each.person, application=_number(each.case), household=each.household,
                       accepted_on=min(each.since, claim.accepted_on), counts=True)
              for each in request.conflicts)  # fmt: skip
    return (*mine, *others)


def _number(case: CaseId) -> ApplicationNumber:
    """A case of assistance is named for its application."""
    return ApplicationNumber(key_of(case)[0])
