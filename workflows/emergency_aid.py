"""Emergency aid (临时救助 急难型): help first, papers afterwards; no register, no means check (domain 3.7)."""

from decimal import Decimal

from activities.charity import Charity
from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from activities.register import Register
from events.contracts.assistance import AssistanceEmergencyPaid
from events.contracts.civil_affairs import AssistancePapersSupplied
from registry.items import item
from schemas.assessments import EmergencyAssessment, EmergencyRequest
from schemas.cases import Role
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.households import Application
from schemas.limits import Limit
from schemas.questions import Errand
from schemas.register_entries import PaymentEntry
from workflows.verbs import Case
from workflows.waiting import Clock

PAID, DECLINED = "emergency_paid", "emergency_declined"


class EmergencyAid:
    """Verify on site, a town lead decides, pay from the reserve fund, match by charity, papers later."""

    def __init__(self, case: Case, application: Application, limits: dict[str, Limit]) -> None:
        self.case = case
        self.application = application
        self.limits = limits
        self.until: Clock | None = None

    async def given(self) -> str:
        """The outcome; what has been paid is not reclaimed when the application is taken back."""
        self.case.enter("emergency")
        assessment = await self._assessed()
        ruling = await self.case.decided_by(
            Role.TOWN_LEAD, self.application.household.town, "emergency", "是否先行给予急难型临时救助",
            ("pay", "decline") if assessment.decision.granted else ("decline", "pay"),
            within=self.limits["emergency_payment"], proposal=str(assessment.decision.amount or "decline"),
        )  # fmt: skip
        if ruling is None or ruling.choice == "decline":
            return DECLINED
        self.case.withdrawable = False
        await self._paid(assessment)
        self.case.withdrawable = True
        return PAID

    async def papers(self) -> None:
        """The papers follow, beside everything else; when they do not come, nothing is taken back by itself."""
        supplied = await self.case.heard(AssistancePapersSupplied, self.until)
        if supplied is None:
            self.case.note("急难救助材料逾期未补 papers of the emergency aid did not come; the town follows up")

    async def _assessed(self) -> EmergencyAssessment:
        hardship = self.application.emergency
        need = str(hardship.need) if hardship else "0"
        found = await self.case.ask(CivilAffairs.verify_emergency, self._errand("verify_emergency", need=need,
                                    cause=hardship.cause if hardship else ""))  # fmt: skip
        verified = Decimal(str(found.result.get("verified_need", need)))
        assessment = await self.case.ask(Law.emergency, EmergencyRequest(
            application=self.application, verified_need=verified, on=self.case.today()))  # fmt: skip
        self.case.decisions.append(assessment.decision)
        return assessment

    async def _paid(self, assessment: EmergencyAssessment) -> None:
        amount = assessment.decision.amount or Decimal(0)
        household = self.application.household.ref
        order = PaymentOrder(key=f"{self.case.id}/emergency", case=self.case.id, kind=PaymentKind.ONCE, payee=household,
                             purpose="临时救助(急难型)", amount=amount)  # fmt: skip
        await self.case.ask(Finance.pay_emergency, order)
        entry = PaymentEntry(household=household, on=self.case.today(), order=order)
        await self.case.ask(Register.enter_payment_order, entry)
        self.case.result(category="emergency", amount=amount)
        self.until = await self.case.started("emergency papers", self.limits["emergency_papers"])
        await self.case.announce(AssistanceEmergencyPaid(
            case=self.case.id, number=self.application.number, household=household, amount=amount,
            papers_by=self.until.due.day))  # fmt: skip
        await self._matched(assessment.charity)

    async def _matched(self, charity: Decimal) -> None:
        if charity <= 0:
            return
        if item("charity-aid").id not in self.application.consents:
            self.case.note("未取得慈善转介同意 no consent to tell the charity; the match is not asked for")
            return
        await self.case.ask(Charity.match_emergency, self._errand("match_emergency", amount=str(charity)))

    def _errand(self, task: str, **details: str) -> Errand:
        known = {"number": self.application.number, "household": self.application.household.ref}
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={**known, **details})
