"""What follows a confirmed category? Payment from the next month, the letter, and the linked items."""

import asyncio

from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from activities.register import Register
from events.contracts.assistance import AssistanceIdentityConfirmed, AssistanceItemSettled, AssistanceRefused
from registry.items import item
from schemas.assessments import Classification, LetterRequest, Recognition, RecognitionRequest
from schemas.decisions import Condition, Decision, Outcome
from schemas.entitlements import LinkedItem, PaymentKind, PaymentOrder
from schemas.households import Application, Category
from schemas.identifiers import EventId, QuestionId
from schemas.questions import Errand, Inquiry, Reply, Subject, Topic
from workflows.registration import PERSON_DECIDED, Entries, granted
from workflows.verbs import Case


class Recognitions:
    """What a decided case does outside: each effect once, each department for itself."""

    def __init__(self, case: Case, application: Application) -> None:
        self.case = case
        self.application = application
        self.entries = Entries(case.id, application, case.ruled("confirmation"))

    async def granted(self, classification: Classification, category: Category) -> None:
        """Announces the identity, pays, tells the household, enters it, and asks the others for their items."""
        decision = classification.granted
        recognition = await self.case.ask(Law.recognition, RecognitionRequest(
            application=self.application, category=category, confirmed_on=self.case.today(),
            decisions=(decision,) if decision else ()))  # fmt: skip
        await self.case.announce(self._identity(category, recognition))
        order = self._order(decision, category, recognition)
        entry = self.entries.recognition(category, recognition, decision, order, *self._announced(1))
        await asyncio.gather(
            self._paid(order),
            self._told("granted", recognition.letter),
            self._linked(category, recognition.items),
            self.case.ask(Register.enter_recognition, entry),
        )

    async def refused(self, decisions: tuple[Decision, ...]) -> None:
        """Tells the household in writing, with every reason; failed applicants stay in view of the monitoring."""
        letter = await self.case.ask(Law.refusal, LetterRequest(decisions=decisions, on=self.case.today()))
        await self.case.announce(*(self._refusal(decision) for decision in decisions))
        entry = self.entries.refusal(decisions, self._announced(len(decisions)))
        await asyncio.gather(self._told("refused", letter.text), self.case.ask(Register.enter_refusal, entry))

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

    async def _linked(self, category: Category, items: tuple[LinkedItem, ...]) -> None:
        replies = await self.case.ask_all(
            *(self._inquiry(category, linked) for linked in items), waiting_on="linked items"
        )
        settled = tuple(zip(items, replies, strict=True))
        await self.case.announce(*(self._settled(linked, reply) for linked, reply in settled))
        if settled:
            entry = self.entries.items(settled, self._announced(len(settled)), self.case.today())
            await self.case.ask(Register.enter_items, entry)

    def _inquiry(self, category: Category, linked: LinkedItem) -> Inquiry:
        owner = item(linked.item).owner
        named = {member.ref: member for member in self.application.household.members}
        persons = linked.persons or tuple(named)
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{linked.item}"), department=owner.id,
            topic=Topic.LINKED_ITEM, limit=owner.answers[Topic.LINKED_ITEM], legal_basis=linked.condition.article,
            details={"item": linked.item, "category": category, "household": self.application.household.ref},
            subjects=tuple(Subject(ref=ref, id_number=named[ref].id_number, name=named[ref].name) for ref in persons),
        )  # fmt: skip

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

    def _settled(self, linked: LinkedItem, reply: Reply) -> AssistanceItemSettled:
        return AssistanceItemSettled(
            case=self.case.id, number=self.application.number, household=self.application.household.ref,
            item=linked.item, status=reply.status, granted=granted(reply),
        )  # fmt: skip


def decided_against(decision: Decision, reasons: str) -> Decision:
    """People may refuse what the assessment would grant; the household then reads their reasons, not its own."""
    if not decision.granted:
        return decision
    ground = Condition(code=PERSON_DECIDED, text=reasons, text_zh=reasons, met=False,
                       article="《社会救助暂行办法》第十一条")  # fmt: skip
    conditions = (*decision.conditions, ground)
    return decision.model_copy(update={"outcome": Outcome.REFUSED, "amount": None, "conditions": conditions})
