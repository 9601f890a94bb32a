"""What does the law say of temporary aid? Rules of domain 3.7, recorded in the case."""

from activities.task import recorded
from policy import aid_letters, emergency, fraud, letters, publicity, spending_aid
from schemas.aid_assessments import (
    AidLetterRequest,
    InventedAssessment,
    InventedRequest,
    SpendingAssessment,
    SpendingRequest,
)
from schemas.assessments import Letter
from schemas.benefits import Benefit
from schemas.temporary_aid import AidKind


class AidLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="支出型临时救助测算")
    async def spending(self, request: SpendingRequest) -> SpendingAssessment:
        """Ordinary means, spending beyond them, not too often; the sum says whether the town or the county decides."""
        application, on = request.application, request.on
        earlier = [one for one in request.earlier if one.kind is AidKind.SPENDING]
        decision = spending_aid.entitlement(
            application, request.report, on, ties=request.ties, earlier=tuple(one.given_on for one in earlier),
            same_cause=tuple(one.given_on for one in earlier if one.cause == request.cause),
        )  # fmt: skip
        payable = spending_aid.payable(application, on)
        return SpendingAssessment(
            decision=decision, payable=payable, by_the_town=payable <= emergency.town_limit(on),
            publicity=publicity.of_aid(application, on),
            offered=() if decision.granted else spending_aid.alternatives(application),
        )  # fmt: skip

    @recorded(summary="拟写临时救助告知书")
    async def letter(self, request: AidLetterRequest) -> Letter:
        """Every reason with its article, the remedies, and what else may be asked for."""
        text = aid_letters.aid_letter(
            request.kind, request.decisions, request.on, offered=request.offered, deferred=request.deferred
        )
        return Letter(text=text)

    @recorded(summary="骗取救助的处理测算")
    async def invented(self, request: InventedRequest) -> InventedAssessment:
        """What was obtained is returned; other aid goes on, and is looked at again (art. 68)."""
        given, on = request.given, request.on
        decision = fraud.consequence(Benefit(given.kind), given.amount, (), on)
        return InventedAssessment(
            decision=decision,
            recovery=fraud.recovery(given.amount, on),
            letter=letters.letter("changed", (decision,), on),
        )
