"""Aid for spending beyond means (临时救助 支出型): checked, posted, decided by town or county, paid once (3.7)."""

import asyncio
from decimal import Decimal
from functools import partial

from temporalio import workflow

from activities.aid_law import AidLaw
from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from activities.register import Register
from events.contracts.assistance import (
    AssistanceClosed,
    AssistanceSpendingPaid,
    AssistanceSpendingPosted,
    AssistanceSpendingRefused,
)
from events.contracts.civil_affairs import AssistanceSpendingAidApplied
from registry.services import SPENDING_AID
from schemas.aid_assessments import AidLetterRequest, SpendingAssessment, SpendingRequest
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.households import Household
from schemas.local_ties import LocalTies
from schemas.means import MeansReport
from schemas.temporary_aid import AidKind, SpendingCause
from workflows.acceptance import Acceptance
from workflows.aid_given import AidGiven
from workflows.consent import Consent
from workflows.dossier import Dossier
from workflows.local_ties import Ties
from workflows.meanwhile import Meanwhile
from workflows.publicity import Publicity
from workflows.registration import Entries, allowed, decided_against
from workflows.survey import ABOVE_THE_EDGE, Survey
from workflows.verbs import Case

PAID, REFUSED = "paid", "refused"
STEPS = ("correction", "hearing", "spending_aid_total", "spending_decision")


@workflow.defn(name=SPENDING_AID.id)
class SpendingAid:
    """One sum, once: the town decides up to its limit, the county above it.

    Who is refused reads why, and what else may help.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, SPENDING_AID)
        self.dossier = Dossier(self.case)
        self.consent = Consent(self.dossier)
        self.acceptance = Acceptance(self.dossier)
        self.survey = Survey(self.dossier, disregarding=ABOVE_THE_EDGE)
        self.publicity = Publicity(self.dossier)
        self.meanwhile = Meanwhile(self.dossier)
        self.cause: SpendingCause
        self.ties: LocalTies
        self.aid = AidGiven(self.case)
        self.hung: tuple[MeansReport | None, Decimal, Household] | None = None
        """What was posted for all its days: by which report, how much, and for whom."""

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        outcome = await self.acceptance.turned_away() or await self._decided()
        await self.case.announce(AssistanceClosed(**self.dossier.named(), outcome=outcome, alert=self.dossier.alert))
        return outcome

    async def _opened(self) -> None:
        told = await self.case.opened(AssistanceSpendingAidApplied)
        if not isinstance(told, AssistanceSpendingAidApplied):
            raise TypeError(f"{told.type} opens no case of {SPENDING_AID.id}")
        self.dossier.application, self.cause, self.ties = told.application, told.cause, told.ties
        self.dossier.alert = told.application.alert
        self.case.on_day(told.application.submitted_on)
        self.case.handled_by(self.dossier.town)
        self.consent.listens()
        found = await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))
        self.dossier.limits = {**found.limits, "total": found.limits["spending_aid_total"]}

    async def _decided(self) -> str:
        """Investigation, publicity, decision; each may lead back to an earlier one."""
        ties = Ties(self.dossier)
        self.ties, _ = await asyncio.gather(ties.confirmed(self.ties), self.survey.investigated())
        while True:
            await self.survey.household_heard()
            if await self.meanwhile.nobody_left():
                self.consent.held = False
                return self.meanwhile.ended_by_death()
            assessed = await self._assessed()
            if assessed.decision.granted and await self._objection_upheld(assessed):
                await self.survey.investigated()
                continue
            if await self.meanwhile.changed():
                continue
            ruling = await self._ruled(assessed)
            if assessed.decision.granted:
                ruling = await self.survey.heard_before_refusing(ruling, partial(self._ruled, assessed))
            if ruling is None:
                continue
            if ruling.choice == "survey_again":
                await self.survey.investigated()
                continue
            if not await self._still_so(assessed, ruling):
                continue
            self.consent.held = False
            self.dossier.total.ended()
            if ruling.choice == "pay":
                return await self._paid(assessed, ruling)
            return await self._refused(assessed, ruling)

    async def _still_so(self, assessed: SpendingAssessment, ruling: Ruled) -> bool:
        """Nobody has left the household, or was given such aid, since it was assessed: what was ruled holds.

        From then on it is not taken back any more, and whoever looks for earlier aid finds this one.
        """
        self.case.withdrawable = False
        holds = not await self.meanwhile.changed() and (ruling.choice != "pay" or await self._entered(assessed, ruling))
        self.case.withdrawable = not holds
        return holds

    async def _entered(self, assessed: SpendingAssessment, ruling: Ruled) -> bool:
        application = self.meanwhile.application
        return await self.aid.entered(Entries(self.case.id, application, ruling).aid(
            AidKind.SPENDING, self.cause, application.submitted_on, self._order(assessed),
            allowed(assessed.decision, ruling.reasons, assessed.payable), self.case.event_id("spending-paid"),
        ))  # fmt: skip

    async def _assessed(self) -> SpendingAssessment:
        """With what was given to any of the members before."""
        application = self.meanwhile.application
        earlier = await self.aid.before(application)
        assessed = await self.case.ask(AidLaw.spending, SpendingRequest(
            application=application, report=self.dossier.report, ties=self.ties, cause=self.cause,
            earlier=earlier, on=self.case.today()))  # fmt: skip
        self.case.decisions[:] = [assessed.decision]
        return assessed

    async def _objection_upheld(self, assessed: SpendingAssessment) -> bool:
        """Where the law publishes nothing, nobody can object; what hung for its days does not hang again as it is."""
        notice = self.dossier.report, assessed.payable, self.meanwhile.application.household
        if assessed.publicity is None or notice == self.hung:
            return False
        clock = await self.publicity.posted(assessed.publicity)
        await self.case.announce(AssistanceSpendingPosted(
            **self.dossier.named(), members=self.publicity.members, until=clock.due.day))  # fmt: skip
        upheld = await self.publicity.objection_upheld(clock, self.dossier.town)
        self.hung = None if upheld else notice
        return upheld

    async def _ruled(self, assessed: SpendingAssessment) -> Ruled | None:
        """None when a newer report came and the case must be assessed again."""
        self.case.enter("decision")
        limit, accepted_by = self.dossier.limits["spending_decision"], self.dossier.officers("acceptance")
        granted, proposal = assessed.decision.granted, str(assessed.decision.amount or "refuse")
        if assessed.by_the_town:
            return await self.case.decided_by(
                Role.TOWN_LEAD, self.dossier.town, "spending_aid", "是否给予支出型临时救助",
                ("pay", "refuse", "survey_again") if granted else ("refuse", "pay", "survey_again"),
                within=limit, not_by=accepted_by, proposal=proposal, unless=self.survey.newer_report,
            )  # fmt: skip
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.dossier.county, "spending_aid", "是否给予支出型临时救助",
            ("pay", "refuse", "survey_again") if granted else ("refuse", "pay", "survey_again"),
            within=limit, not_by=accepted_by, proposal=proposal, unless=self.survey.newer_report,
        )  # fmt: skip

    async def _paid(self, assessed: SpendingAssessment, ruling: Ruled) -> str:
        """Once; a rerun of the same order pays nothing twice, for finance and register know its key."""
        self.case.enter("payment")
        decision = allowed(assessed.decision, ruling.reasons, assessed.payable)
        self.case.decisions[:] = [decision]
        order = self._order(assessed)
        await self.case.ask(Finance.pay_once, order)
        self.case.result(category="spending", amount=order.amount)
        await self.case.announce_as("spending-paid", AssistanceSpendingPaid(
            **self.dossier.named(), amount=order.amount))  # fmt: skip
        await self._told(AidLetterRequest(kind="granted", decisions=(decision,), on=self.case.today()))
        return PAID

    def _order(self, assessed: SpendingAssessment) -> PaymentOrder:
        return PaymentOrder(
            key=f"{self.case.id}/spending", case=self.case.id, kind=PaymentKind.ONCE, amount=assessed.payable,
            payee=self.dossier.application.household.ref, purpose=assessed.decision.rule_zh,
        )  # fmt: skip

    async def _refused(self, assessed: SpendingAssessment, ruling: Ruled) -> str:
        """In writing, with every reason; emergency aid, charity or the own place is offered, as it fits."""
        self.case.enter("refused")
        decision = decided_against(assessed.decision, ruling.reasons)
        self.case.decisions[:] = [decision]
        event = self.case.event_id("spending-refused")
        entry = Entries(self.case.id, self.meanwhile.application, ruling).refusal((decision,), (event,))
        await self.case.ask(Register.enter_refusal, entry)
        await self.case.announce_as("spending-refused", AssistanceSpendingRefused(
            **self.dossier.named(), reasons=tuple(reason.code for reason in decision.reasons),
            offered=tuple(way.item for way in assessed.offered)))  # fmt: skip
        await self._told(AidLetterRequest(kind="refused", decisions=(decision,), on=self.case.today(),
                                          offered=assessed.offered))  # fmt: skip
        return REFUSED

    async def _told(self, request: AidLetterRequest) -> None:
        number, kind = self.dossier.application.number, request.kind
        letter = await self.case.ask(AidLaw.letter, request)
        await self.case.ask(CivilAffairs.deliver_notice, self.dossier.errand(
            f"notice/{kind}", number=number, kind=kind, text=letter.text))  # fmt: skip
