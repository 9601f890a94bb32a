"""What does the law say of payment runs? Recorded in the case, as all rules are."""

from activities.task import recorded
from policy.payment_promise import promised
from schemas.assessments import Limits
from schemas.payments import PaymentLimitRequest


class PaymentLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="查询发放期限")
    async def payment_limit(self, request: PaymentLimitRequest) -> Limits:
        """The limit of the run under `payment`; none where the law names none."""
        found = promised(request.kind, request.month, request.on)
        return Limits(limits={"payment": found} if found else {})
