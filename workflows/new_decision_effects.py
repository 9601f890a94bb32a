"""What follows from a decision that was made anew? The register first, then the announcements, money, letter, items."""

import asyncio
from dataclasses import dataclass

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.remedy_law import RemedyLaw
from activities.rights import Rights
from events.contracts.assistance import AssistanceIdentityChanged, AssistanceIdentityConfirmed, AssistanceRefused
from events.contracts.envelope import Event
from schemas.assessments import Letter, RecognitionRequest
from schemas.cases import Ruled
from schemas.decisions import Decision
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.facts import Choice
from schemas.households import Application, Category
from schemas.identifiers import ApplicationNumber
from schemas.money import Yuan
from schemas.questions import Errand
from schemas.register_entries import DecidedRule, Signature
from schemas.remedies import Anew, NewDecisionLetterRequest
from schemas.rights import ChangeEntry, Recovery, RightSpan, RightState, Standing
from schemas.snapshots import Snapshot
from workflows.item_requests import ItemRequests
from workflows.turns import numbered
from workflows.verbs import Case

REASON = "remedy"


@dataclass
class Decided:
    """What a person decided anew, as it is entered at once."""

    ruling: Ruled
    standing: Standing | None
    decisions: tuple[Decision, ...]
    spans: tuple[RightSpan, ...] = ()
    application: Application | None = None
    category: Category | None = None
    snapshot: Snapshot | None = None
    choices: tuple[Choice, ...] = ()
    released: tuple[Recovery, ...] = ()
    once: Yuan | None = None

    @property
    def grants(self) -> bool:
        """Something is given that was not given before."""
        return any(decision.granted for decision in self.decisions)


class NewDecisionEffects:
    """Entered once and wholly; when something else was entered meanwhile, nothing is, and the person looks again."""

    def __init__(self, case: Case, anew: Anew) -> None:
        self.case = case
        self.anew = anew
        self.reason = REASON if anew.learnt is None else anew.learnt.value
        self.name = REASON if anew.learnt is None else f"anew/{anew.household}"

    async def done(self, decided: Decided) -> bool:
        """False when the ground has changed."""
        if not (await self.case.ask(Rights.enter_change, self._entry(decided))).entered:
            self.case.note("决定期间另有登记,重新决定 something else was entered meanwhile; decided again")
            return False
        event = self._event(decided)
        if event is not None:
            await self.case.announce_as(self.name, event)
        await asyncio.gather(self._told(decided), self._items(decided))
        return True

    def _entry(self, decided: Decided) -> ChangeEntry:
        """Back pay follows from the months of the rights; only what is paid once needs an order."""
        ruling, event = decided.ruling, self.case.event_id(self.name)
        return ChangeEntry(
            case=self.case.id, household=self.anew.household, on=self.case.today(),
            based_on=decided.standing.version if decided.standing else None, spans=decided.spans, event=event,
            signature=Signature.of(ruling),
            decisions=tuple(DecidedRule(decision=each, event=event) for each in decided.decisions),
            choices=decided.choices, snapshot=decided.snapshot, order=self._order(decided),
            recoveries=decided.released,
        )  # fmt: skip

    def _order(self, decided: Decided) -> PaymentOrder | None:
        if decided.once is None:
            return None
        return PaymentOrder(
            key=f"{self.case.id}/once", case=self.case.id, kind=PaymentKind.ARREARS, payee=self.anew.household,
            purpose=decided.decisions[0].rule_zh, amount=decided.once, first_month=self.case.today().replace(day=1),
        )  # fmt: skip

    def _event(self, decided: Decided) -> Event | None:
        """What the others must know; None when nothing of the rights has changed."""
        number = self._number(decided)
        if number is None:
            return None
        about = {"case": self.case.id, "number": number, "household": self.anew.household}
        if not decided.grants:
            refused = next((each for each in decided.decisions if each.rule in set(Category)), None)
            return AssistanceRefused.model_validate({
                **about, "category": refused.rule, "reasons": [reason.code for reason in refused.reasons],
            }) if refused else None  # fmt: skip
        given = next((span for span in decided.spans if _household_right(span)), None)
        if given is None:
            return None
        members = {"members": self._members(decided), "category": given.benefit}
        if decided.standing is None or not any(_household_right(span) for span in decided.standing.rights):
            return AssistanceIdentityConfirmed.model_validate({**about, **members, "valid_from": given.first})
        return AssistanceIdentityChanged.model_validate({
            **about, **members, "changed_from": given.first, "reasons": (self.reason,)})  # fmt: skip

    async def _told(self, decided: Decided) -> None:
        letter = await self.case.ask(RemedyLaw.letter, NewDecisionLetterRequest(
            path=self.anew.path, result=self.anew.result, learnt=self.anew.learnt, decisions=decided.decisions,
            on=self.case.today(), spans=decided.spans, paid=decided.standing.paid if decided.standing else (),
            once=decided.once, reasons=decided.ruling.reasons))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, told_anew(self.case, self.anew, letter))

    async def _items(self, decided: Decided) -> None:
        """A household that is recognised only now is owed its linked items as any other."""
        application, category = decided.application, decided.category
        if application is None or category is None or not decided.grants:
            return
        recognition = await self.case.ask(Law.recognition, RecognitionRequest(
            case=self.case.id, application=application, category=category, decisions=decided.decisions,
            confirmed_on=self.case.today()))  # fmt: skip
        await ItemRequests(self.case, application).settled(
            category, recognition.items, recognition.first_month, recognition.valid_to)  # fmt: skip

    def _number(self, decided: Decided) -> ApplicationNumber | None:
        if decided.application is not None:
            return decided.application.number
        return decided.standing.newest.number if decided.standing and decided.standing.snapshots else None

    def _members(self, decided: Decided) -> tuple[str, ...]:
        found = decided.application or (decided.standing.newest.application if decided.standing else None)
        return tuple(member.ref for member in found.household.members) if found else ()


def told_anew(case: Case, anew: Anew, letter: Letter) -> Errand:
    """The letter to the household; a case about more than one household delivers one to each, in each of its turns."""
    part = f"/{anew.household}" if anew.learnt else ""
    return Errand(key=numbered(f"{case.id}/notice/new_decision{part}", anew.turn), case=case.id,
                  details={"household": anew.household, "kind": "new_decision", "text": letter.text})  # fmt: skip


def _household_right(span: RightSpan) -> bool:
    return span.person is None and span.benefit in set(Category) and span.state is not RightState.ENDED
