"""What follows a confirmed category? Payment from the next month, the letter, and the linked items."""

import asyncio

from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from activities.register import Register
from activities.rights import Rights
from events.contracts.assistance import AssistanceIdentityConfirmed, AssistanceRefused, AssistanceReviewDue
from registry.items import item
from schemas.assessments import Classification, LetterRequest, Recognition, RecognitionRequest
from schemas.decisions import Decision
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.households import Application, Category
from schemas.identifiers import EventId, ItemId
from schemas.means import MeansReport
from schemas.questions import Errand
from schemas.register_entries import RecognitionEntry
from schemas.rights import StandingRequest
from workflows.item_requests import ItemRequests
from workflows.meanwhile import MEANWHILE
from workflows.registration import Entries
from workflows.verbs import Case


class Recognitions:
    """What a decided case does outside: each effect once, each department for itself."""

    def __init__(self, case: Case, application: Application) -> None:
        self.case = case
        self.application = application
        self.items = ItemRequests(case, application)
        self.entries = Entries(case.id, application, case.ruled("confirmation"))

    async def granted(self, classification: Classification, category: Category, report: MeansReport | None) -> None:
        """Announces the identity, pays, tells the household, enters it, and asks the others for their items."""
        decision = classification.granted
        recognition = await self.case.ask(Law.recognition, RecognitionRequest(
            case=self.case.id, application=self.application, category=category, confirmed_on=self.case.today(),
            report=report, decisions=(decision,) if decision else (), given=self._given()))  # fmt: skip
        await self.case.announce(self._identity(category, recognition))
        order = self._order(decision, category, recognition)
        entry = self.entries.recognition(category, recognition, decision, order, *self._announced(1))
        await asyncio.gather(
            self._paid(order),
            self._told("granted", recognition.letter),
            self.items.settled(category, recognition.items, recognition.first_month, recognition.valid_to),
            self._entered(entry),
        )

    async def refused(self, decisions: tuple[Decision, ...]) -> None:
        """Tells the household in writing, with every reason; failed applicants stay in view of the monitoring."""
        letter = await self.case.ask(Law.refusal, LetterRequest(decisions=decisions, on=self.case.today()))
        await self.case.announce(*(self._refusal(decision) for decision in decisions))
        entry = self.entries.refusal(decisions, self._announced(len(decisions)))
        await asyncio.gather(self._told("refused", letter.text), self.case.ask(Register.enter_refusal, entry))

    async def _entered(self, entry: RecognitionEntry) -> None:
        """What happened while the application was open, and was entered beside it, is looked at right away."""
        await self.case.ask(Register.enter_recognition, entry)
        standing = await self.case.ask(Rights.standing, StandingRequest(household=entry.household, case=self.case.id))
        on = self.application.submitted_on
        if standing is not None and any(fact.known_on >= on for fact in standing.facts):
            await self.case.announce(AssistanceReviewDue(
                case=self.case.id, household=entry.household, due_on=on, reason=MEANWHILE,
                reported_on=self.case.today()))  # fmt: skip

    def _announced(self, number: int) -> tuple[EventId, ...]:
        """The ids of so many events that were announced last: the register names its sources."""
        lines = self.case.now_record().announced
        return tuple(line.id for line in lines[len(lines) - number :])

    def _order(self, decision: Decision | None, category: Category, recognition: Recognition) -> PaymentOrder | None:
        if decision is None or not decision.amount:
            return None
        return PaymentOrder(
            key=f"{self.case.id}/{category}", case=self.case.id, kind=PaymentKind.MONTHLY, amount=decision.amount,
            payee=self.application.household.ref, purpose=decision.rule_zh, first_month=recognition.first_month,
        )  # fmt: skip

    async def _paid(self, order: PaymentOrder | None) -> None:
        if order is not None:
            await self.case.ask(Finance.open_payment, order)

    async def _told(self, kind: str, text: str) -> None:
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{kind}", case=self.case.id,
            details={"number": self.application.number, "kind": kind, "text": text}))  # fmt: skip

    def _given(self) -> tuple[ItemId, ...]:
        """What was given in this case already, and is not asked for again."""
        helped = self.case.ruled("emergency")
        return (item("emergency-aid").id,) if helped is not None and helped.choice == "pay" else ()

    def _identity(self, category: Category, recognition: Recognition) -> AssistanceIdentityConfirmed:
        household = self.application.household
        return AssistanceIdentityConfirmed(
            case=self.case.id, number=self.application.number, household=household.ref, category=category,
            members=tuple(member.ref for member in household.members), valid_from=recognition.first_month,
            valid_to=recognition.valid_to,
        )  # fmt: skip

    def _refusal(self, decision: Decision) -> AssistanceRefused:
        return AssistanceRefused(
            case=self.case.id, number=self.application.number, household=self.application.household.ref,
            category=Category(decision.rule), reasons=tuple(reason.code for reason in decision.reasons),
        )  # fmt: skip
