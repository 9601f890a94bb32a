"""Emergency aid (临时救助 急难型): help first, papers afterwards; no register, no means check (domain 3.7)."""

import asyncio
from datetime import date
from decimal import Decimal

from activities.aid_law import AidLaw
from activities.charity import Charity
from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from activities.temporary_aid import TemporaryAid
from events.contracts.assistance import AssistanceEmergencyPaid, AssistanceEmergencyRestPaid
from events.contracts.civil_affairs import AssistancePapersSupplied
from registry.items import item
from schemas.aid_assessments import AidLetterRequest
from schemas.assessments import EmergencyAssessment, EmergencyRequest
from schemas.cases import Role, Ruled
from schemas.decisions import Decision
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.households import Application, Emergency, EmergencyCause
from schemas.limits import Limit
from schemas.questions import Errand
from schemas.temporary_aid import AidKind
from workflows.aid_given import AidGiven
from workflows.registration import Entries, allowed, decided_against
from workflows.verbs import Case
from workflows.waiting import Clock

PAID, DECLINED = "emergency_paid", "emergency_declined"
PURPOSE = "临时救助(急难型)"
EMERGENCY_STEPS = ("emergency_payment", "emergency_papers", "emergency_visit", "emergency_rest")


class EmergencyAid:
    """Verify on site, a town lead decides, pay from the reserve fund, match by charity; papers and a visit later.

    What is above the town's limit the county decides on, while everything else goes on.
    """

    def __init__(self, case: Case, application: Application, limits: dict[str, Limit]) -> None:
        self.case = case
        self.application = application
        self.limits = limits
        self.until: Clock | None = None
        self.rest = Decimal(0)
        self.charity_to_rest = Decimal(0)
        self.aid = AidGiven(case)

    async def given(self) -> str:
        """The outcome; what has been paid is not reclaimed when the application is taken back."""
        self.case.enter("emergency")
        need = await self._verified()
        clock = await self.case.started("emergency", self.limits["emergency_payment"])
        while True:
            assessment = await self._assessed(need)
            ruling = await self._ruled(assessment, clock)
            if ruling.choice == "decline":
                await self._declined(assessment.decision, ruling)
                return DECLINED
            self.case.withdrawable = False
            if await self._entered(assessment, ruling):
                break
            self.case.withdrawable = True
            clock.counts_on()
        await self._paid(assessment, ruling)
        self.case.withdrawable = True
        return PAID

    async def _ruled(self, assessment: EmergencyAssessment, clock: Clock) -> Ruled:
        """Within 24 hours, also when it has to be asked once more."""
        return await self.case.decided_by(
            Role.TOWN_LEAD, self.application.household.town, "emergency", "是否先行给予急难型临时救助",
            ("pay", "decline") if assessment.decision.granted else ("decline", "pay"),
            within=clock, proposal=str(assessment.decision.amount or "decline"),
        )  # fmt: skip

    async def followed_up(self) -> None:
        """Beside everything else: the papers, a visit within a month, and the county's word on the rest."""
        await asyncio.gather(self._papers(), self._visited(), self._rest_decided())

    async def _papers(self) -> None:
        """When they do not come, nothing is taken back by itself."""
        supplied = await self.case.heard(AssistancePapersSupplied, self.until)
        if supplied is None:
            self.case.note("急难救助材料逾期未补 papers of the emergency aid did not come; the town follows up")

    async def _visited(self) -> None:
        """By the town; only a person who finds that it was invented can have it reclaimed, in a case of its own."""
        clock = await self.case.clock("emergency_visit", self.limits["emergency_visit"], "town: visit after the aid")
        found = await self.case.ask(CivilAffairs.visit_after_emergency, self._errand("visit_after_emergency"))
        clock.ended()
        if found.result.get("confirmed") is False:
            self.case.note("回访发现情况不符 the visit found otherwise: whoever is sure reports the aid as invented")

    async def _verified(self) -> Decimal:
        """The need that the town found on site."""
        hardship = self.application.emergency
        need = str(hardship.need) if hardship else "0"
        found = await self.case.ask(CivilAffairs.verify_emergency, self._errand("verify_emergency", need=need,
                                    cause=hardship.cause if hardship else ""))  # fmt: skip
        return Decimal(str(found.result.get("verified_need", need)))

    async def _assessed(self, need: Decimal) -> EmergencyAssessment:
        assessment = await self.case.ask(Law.emergency, EmergencyRequest(
            application=self.application, verified_need=need, earlier=await self._earlier(),
            on=self.case.today()))  # fmt: skip
        self.rest, self.charity_to_rest = assessment.rest, assessment.charity_to_rest
        self.case.decisions[:] = [assessment.decision]
        return assessment

    async def _earlier(self) -> tuple[Emergency, ...]:
        """For what any of the members was helped before, in whatever household."""
        return tuple(
            Emergency(cause=EmergencyCause(one.cause), happened_on=one.happened_on, need=one.amount)
            for one in await self.aid.before(self.application)
            if one.kind is AidKind.EMERGENCY
        )

    async def _declined(self, decision: Decision, ruling: Ruled) -> None:
        """In writing, with the reasons of the town lead where the rule alone would have granted it."""
        refused = decided_against(decision, ruling.reasons)
        self.case.decisions[self.case.decisions.index(decision)] = refused
        await self._told("refused", refused, deferred=False)

    async def _entered(self, assessment: EmergencyAssessment, ruling: Ruled) -> bool:
        return await self.aid.entered(Entries(self.case.id, self.application, ruling).aid(
            AidKind.EMERGENCY, *self._hardship(), self._order("emergency", assessment.payable),
            allowed(assessment.decision, ruling.reasons, assessment.payable), self.case.event_id("emergency-paid"),
        ))  # fmt: skip

    async def _paid(self, assessment: EmergencyAssessment, ruling: Ruled) -> None:
        decision = allowed(assessment.decision, ruling.reasons, assessment.payable)
        self.case.decisions[self.case.decisions.index(assessment.decision)] = decision
        order = self._order("emergency", assessment.payable)
        await self.case.ask(Finance.pay_emergency, order)
        self.case.result(category="emergency", amount=order.amount)
        self.until = await self.case.started("emergency papers", self.limits["emergency_papers"])
        await self.case.announce_as("emergency-paid", AssistanceEmergencyPaid(
            **self._named(), amount=order.amount, papers_by=self.until.due.day))  # fmt: skip
        await asyncio.gather(
            self._told("granted", decision, deferred=True),
            self._matched("match_emergency", assessment.charity),
        )

    async def _rest_decided(self) -> None:
        """Big needs are discussed one by one (一事一议): the town has paid its part already."""
        if self.rest <= 0:
            return
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.application.household.county, "emergency_rest",
            "超出镇街审批限额的部分是否给予救助", ("pay", "decline"), within=self.limits["emergency_rest"],
            proposal=str(self.rest),
        )  # fmt: skip
        if ruling.choice == "decline":
            self.case.note(f"超出限额部分未批准 the rest of {self.rest} was not granted")
            return
        order = self._order("emergency-rest", self.rest)
        await self.case.ask(Finance.pay_once, order)
        event = self.case.event_id("emergency-rest-paid")
        await self.case.announce_as("emergency-rest-paid", AssistanceEmergencyRestPaid(
            **self._named(), amount=order.amount))  # fmt: skip
        entries = Entries(self.case.id, self.application, ruling)
        entry = entries.aid(AidKind.EMERGENCY, *self._hardship(), order, None, event, part="rest")
        await self.case.ask(TemporaryAid.enter, entry)
        await self._matched("match_emergency/rest", self.charity_to_rest)

    async def _matched(self, errand: str, charity: Decimal) -> None:
        if charity <= 0:
            return
        if item("charity-aid").id not in self.application.consents:
            self.case.note("未取得慈善转介同意 no consent to tell the charity; the match is not asked for")
            return
        await self.case.ask(Charity.match_emergency, self._errand(errand, amount=str(charity)))

    async def _told(self, kind: str, decision: Decision, *, deferred: bool) -> None:
        """Who was helped first is told afterwards how personal information was handled (PIPL art. 18)."""
        letter = await self.case.ask(AidLaw.letter, AidLetterRequest.model_validate({
            "kind": kind, "decisions": (decision,), "on": self.case.today(), "deferred": deferred}))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self._errand(
            f"notice/emergency_{kind}", kind=f"emergency_{kind}", text=letter.text))  # fmt: skip

    def _order(self, name: str, amount: Decimal) -> PaymentOrder:
        return PaymentOrder(key=f"{self.case.id}/{name}", case=self.case.id, kind=PaymentKind.ONCE, purpose=PURPOSE,
                            payee=self.application.household.ref, amount=amount)  # fmt: skip

    def _hardship(self) -> tuple[EmergencyCause, date]:
        hardship = self.application.emergency
        if hardship is None:
            raise ValueError(f"Application {self.application.number} names no emergency.")
        return hardship.cause, hardship.happened_on

    def _named(self) -> dict[str, str]:
        return {"case": self.case.id, "number": self.application.number, "household": self.application.household.ref}

    def _errand(self, task: str, **details: str) -> Errand:
        known = {"number": self.application.number, "household": self.application.household.ref}
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={**known, **details})
