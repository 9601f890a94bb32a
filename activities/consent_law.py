"""What does the law say when somebody takes a consent back? Its effect, and the receipt."""

from activities.task import recorded
from policy import consents, endings, receipts
from schemas.assessments import Letter
from schemas.consents import EndingRequest, ReceiptRequest, WithdrawalRequest, WithdrawalRule
from schemas.decisions import Decision


class ConsentLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="撤回同意的处理")
    async def withdrawal(self, request: WithdrawalRequest) -> WithdrawalRule:
        """Whether the branch ends, the application ends, or nothing changes."""
        decision = consents.conditions(request.use, request.on)
        return WithdrawalRule(effect=consents.withdrawal(request.use), decision=decision)

    @recorded(summary="按申请终止待遇")
    async def ending(self, request: EndingRequest) -> Decision:
        """The end that the household asked for, with its ground."""
        return endings.ending(request)

    @recorded(summary="拟写撤回同意回执")
    async def receipt(self, request: ReceiptRequest) -> Letter:
        """What was stopped, what is sealed, what is kept and why."""
        return Letter(text=receipts.receipt(request))
