"""What of a decided case is entered into the register? Sums, periods and reasons; of persons the references alone."""

from datetime import date
from decimal import Decimal

from registry.items import item
from schemas.assessments import Recognition
from schemas.cases import Ruled
from schemas.decisions import Condition, Decision, Outcome
from schemas.entitlements import PaymentOrder
from schemas.households import Application, Category
from schemas.identifiers import CaseId, EventId
from schemas.register_entries import (
    DecidedRule,
    OwedItem,
    RecognitionEntry,
    RefusalEntry,
    Signature,
)
from schemas.temporary_aid import AidEntry, AidKind, Cause

PERSON_DECIDED = "person_decided"
"""The condition that holds an officer's own words."""

ARTICLE = "《社会救助暂行办法》第十一条"


class Entries:
    """Makes up the entries of one case."""

    def __init__(self, case: CaseId, application: Application, ruled: Ruled | None) -> None:
        if ruled is None:
            raise ValueError(f"Nobody has confirmed or refused in case {case}, so there is nothing to enter.")
        self._application = application
        self._case = {"case": case, "household": application.household.ref}
        self._decided = {
            **self._case, "members": tuple(member.ref for member in application.household.members),
            "on": ruled.at.date(),
            "signature": Signature.of(ruled),
        }  # fmt: skip

    def recognition(
        self, category: Category, recognition: Recognition, decision: Decision | None, payment: PaymentOrder | None,
        event: EventId,
    ) -> RecognitionEntry:  # fmt: skip
        return RecognitionEntry.model_validate({
            **self._decided, "category": category, "event": event, "first_month": recognition.first_month,
            "valid_to": recognition.valid_to, "snapshot": recognition.snapshot, "payment": payment,
            "amount": decision.amount if decision else None,
            "decisions": self._rules((decision,) if decision else (), (event,)),
            "items": tuple(OwedItem(item=owed.item, department=item(owed.item).owner.id) for owed in recognition.items),
        })  # fmt: skip

    def refusal(self, decisions: tuple[Decision, ...], events: tuple[EventId, ...]) -> RefusalEntry:
        return RefusalEntry.model_validate({**self._decided, "decisions": self._rules(decisions, events)})

    def aid(
        self, kind: AidKind, cause: Cause, happened_on: date, order: PaymentOrder, decision: Decision | None,
        event: EventId, *, part: str = "",
    ) -> AidEntry:  # fmt: skip
        ruled = self._rules((decision,), (event,)) if decision else (None,)
        return AidEntry.model_validate({
            **self._decided, "kind": kind, "cause": cause, "happened_on": happened_on, "order": order, "part": part,
            "decision": ruled[0], "event": event,
        })  # fmt: skip

    def _rules(self, decisions: tuple[Decision, ...], events: tuple[EventId, ...]) -> tuple[DecidedRule, ...]:
        return tuple(
            DecidedRule(decision=self._by_reference(decision), event=event)
            for decision, event in zip(decisions, events, strict=True)
        )

    def _by_reference(self, decision: Decision) -> Decision:
        conditions = tuple(map(self._without_names, decision.conditions))
        return decision.model_copy(update={"conditions": conditions})

    def _without_names(self, condition: Condition) -> Condition:
        """An officer may have named the members; the household reads it so, the register does not."""
        if condition.code != PERSON_DECIDED:
            return condition
        text, text_zh = condition.text, condition.text_zh
        for member in self._application.household.members:
            text, text_zh = text.replace(member.name, member.ref), text_zh.replace(member.name, member.ref)
        return condition.model_copy(update={"text": text, "text_zh": text_zh})


def decided_against(decision: Decision, reasons: str) -> Decision:
    """People may refuse what the assessment would grant; the household then reads their reasons, not its own."""
    if not decision.granted:
        return decision
    ground = Condition(code=PERSON_DECIDED, text=reasons, text_zh=reasons, met=False,
                       article=ARTICLE)  # fmt: skip
    conditions = (*decision.conditions, ground)
    return decision.model_copy(update={"outcome": Outcome.REFUSED, "amount": None, "conditions": conditions})


def allowed(decision: Decision, reasons: str, amount: Decimal) -> Decision:
    """People may find a case special that a rule refuses: their reasons stand beside the rule's."""
    if decision.granted:
        return decision
    ground = Condition(code=PERSON_DECIDED, text=reasons, text_zh=reasons, met=True, article=ARTICLE)
    conditions = (*decision.conditions, ground)
    return decision.model_copy(update={"outcome": Outcome.GRANTED, "amount": amount, "conditions": conditions})
