"""What of a decided case is entered into the register? Sums, periods and reasons; of persons the references alone."""

from collections.abc import Iterable
from datetime import date

from registry.items import item
from schemas.assessments import Recognition
from schemas.cases import Ruled
from schemas.decisions import Condition, Decision
from schemas.entitlements import LinkedItem, PaymentOrder
from schemas.households import Application, Category
from schemas.identifiers import CaseId, EventId
from schemas.questions import Reply
from schemas.register_entries import (
    DecidedRule,
    ItemResult,
    ItemsEntry,
    OwedItem,
    RecognitionEntry,
    RefusalEntry,
    Signature,
)

PERSON_DECIDED = "person_decided"
"""The condition that holds an officer's own words."""


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
            "signature": Signature(question=ruled.question, officer=ruled.officer, at=ruled.at),
        }  # fmt: skip

    def recognition(
        self, category: Category, recognition: Recognition, decision: Decision | None, payment: PaymentOrder | None,
        event: EventId,
    ) -> RecognitionEntry:  # fmt: skip
        return RecognitionEntry.model_validate({
            **self._decided, "category": category, "event": event, "first_month": recognition.first_month,
            "valid_to": recognition.valid_to, "amount": decision.amount if decision else None, "payment": payment,
            "decisions": self._rules((decision,) if decision else (), (event,)),
            "items": tuple(OwedItem(item=owed.item, department=item(owed.item).owner.id) for owed in recognition.items),
        })  # fmt: skip

    def refusal(self, decisions: tuple[Decision, ...], events: tuple[EventId, ...]) -> RefusalEntry:
        return RefusalEntry.model_validate({**self._decided, "decisions": self._rules(decisions, events)})

    def items(
        self, settled: Iterable[tuple[LinkedItem, Reply]], events: tuple[EventId, ...], on: date
    ) -> ItemsEntry:  # fmt: skip
        results = tuple(
            ItemResult(item=linked.item, department=reply.department, status=reply.status, granted=granted(reply),
                       event=event)
            for (linked, reply), event in zip(settled, events, strict=True)
        )  # fmt: skip
        return ItemsEntry.model_validate({**self._case, "on": on, "results": results})

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


def granted(reply: Reply) -> bool | None:
    """None: the department has not said."""
    said = reply.result.get("granted")
    return said if isinstance(said, bool) else None
