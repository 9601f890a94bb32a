"""What does the law say of a remedy? Its limits, the rights after a decision fell, and the letter."""

from activities.task import recorded
from policy import remedies
from schemas.assessments import Letter
from schemas.decisions import Decision
from schemas.remedies import (
    AdmissibilityRequest,
    DueMonth,
    DueMonthRequest,
    NewDecisionLetterRequest,
    NewDecisionRequest,
    NewRightRequest,
    NewRights,
)


class RemedyLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="审查救济申请期限")
    async def admissibility(self, request: AdmissibilityRequest) -> Decision:
        """Whether it was filed in time; the review body or the court says what follows."""
        return remedies.admissibility(request)

    @recorded(summary="确定应发起始月")
    async def due_month(self, request: DueMonthRequest) -> DueMonth:
        """The month from which it would have been paid in the first place."""
        return remedies.due_month(request)

    @recorded(summary="确定重新决定后的待遇")
    async def new_rights(self, request: NewRightRequest) -> NewRights:
        """What stands from the first changed day on."""
        return NewRights(spans=remedies.new_rights(request))

    @recorded(summary="记载重新作出的决定")
    async def new_decision(self, request: NewDecisionRequest) -> Decision:
        """What a person decided, with its grounds."""
        return remedies.new_decision(request)

    @recorded(summary="拟写重新决定告知书")
    async def letter(self, request: NewDecisionLetterRequest) -> Letter:
        """The new decision in writing, with what is paid back."""
        return Letter(text=remedies.told(request))
