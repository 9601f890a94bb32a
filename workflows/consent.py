"""What happens when a household takes a consent back? Checks stop, what they fetched is sealed (个保法 14-16, 47)."""

from collections.abc import Iterable

from activities.civil_affairs import CivilAffairs
from activities.consent_law import ConsentLaw
from events.contracts.assistance import AssistanceClosed, AssistanceReviewDue
from events.contracts.civil_affairs import AssistanceApplicationWithdrawn, AssistanceConsentWithdrawn
from registry.departments import DEPARTMENTS
from registry.items import item
from registry.services import MEANS_CHECK, service_of
from schemas.consents import LegalBasis, ReceiptRequest, Stopped, Use, Withdrawal, WithdrawalRequest
from schemas.identifiers import CaseId, DepartmentId, QuestionId
from schemas.means import MeansReport
from schemas.questions import Topic
from workflows.dossier import Dossier
from workflows.verbs import CONSENT_WITHDRAWN, WITHDRAWN

REASON = "consent_withdrawn"
KEPT_DECISIONS = frozenset({"emergency_aid"})
"""Help in an emergency rests on the law itself: no register was asked for it (个保法 13.4)."""


class Consent:
    """The consents of one application: that to the means check is necessary, each linked item stands for itself."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self.held: bool | None = None
        """Whether aid goes on by what was decided, so that there is something to end; None before the decision."""

    def listens(self) -> None:
        """From now on, whenever a consent is taken back, or the application itself."""
        self.case.if_withdrawn(self._taken_back)
        self.case.on(AssistanceConsentWithdrawn, lambda told: self.case.owes(self._withdrawn(told)))
        self.case.on(AssistanceApplicationWithdrawn, self._application_withdrawn)

    def _application_withdrawn(self, told: AssistanceApplicationWithdrawn) -> None:
        """At once, or when it is known whether what is being decided stands."""
        if self.case.withdrawable:
            self.case.withdraw("household", told.reasons)
        else:
            self.case.owes(self._given_up(told.reasons))

    async def _given_up(self, reasons: str) -> None:
        """After the recognition, the household asks for its end; nothing is taken back by itself."""
        await self._decided_or_not()
        if self.held:
            self.case.note("决定后撤回,按终止处理 withdrawal by household after the decision: its end is asked for")
            await self._end_asked("end_asked")
        else:
            self.case.withdraw("household", reasons)

    async def _decided_or_not(self) -> None:
        await self.case.until(lambda: self.case.withdrawable or self.held is not None)

    async def _withdrawn(self, told: AssistanceConsentWithdrawn) -> None:
        """The law weighs it: an optional item ends alone; without the check nothing can be decided."""
        self.case.on_day(told.on)
        rule = await self.case.put(ConsentLaw.withdrawal, WithdrawalRequest(
            use=Use(purpose=told.item or Topic.MEANS, basis=LegalBasis.CONSENT, necessary=told.item is None),
            on=told.on))  # fmt: skip
        self.case.note(f"撤回同意 consent to {told.item or 'the means check'} withdrawn on {told.on}: {rule.effect}")
        if told.item is not None:
            question = QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{told.item}")
            self.case.asking.no_longer_wanted(question, REASON)
            await self._receipt(item=item(told.item).name_zh)
        elif rule.effect is Withdrawal.ENDS_APPLICATION:
            await self._decided_or_not()
            await self._check_withdrawn()

    async def _check_withdrawn(self) -> None:
        """What was decided stands until a person decides again; before that, the application ends."""
        if self.held is None:
            self.case.withdraw("household", REASON, consent=True)
            return
        if self.held:
            await self._end_asked(REASON)
        await self._receipt(decided=True, held=self.held)

    async def _end_asked(self, reason: str) -> None:
        await self.case.announce(AssistanceReviewDue(
            case=self.case.id, household=self.dossier.application.household.ref, due_on=self.case.today(),
            reason=reason, reported_on=self.case.today()))  # fmt: skip

    async def _taken_back(self) -> None:
        """Whoever led the household here hears of this end as of every other."""
        outcome = WITHDRAWN
        if self.case.consent_withdrawn:
            outcome = CONSENT_WITHDRAWN
            await self._checks_ended()
        await self.case.announce(AssistanceClosed(
            **self.dossier.named(), outcome=outcome, alert=self.dossier.alert))  # fmt: skip

    async def _checks_ended(self) -> None:
        """The checks below have stopped; what they had found is out of this case, and the household is told."""
        self.case.enter("consent withdrawn", waiting_on="means check: stopping")
        await self.case.until(lambda: all(map(self._has_stopped, self.case.record.children)))
        checks = [child for child in self.case.record.children if service_of(child) is MEANS_CHECK]
        stopped = tuple(map(self._stop_of, checks))
        ended = tuple(question for check in checks for question in self._answered_to(check))
        self.dossier.report = None
        self.case.sealed(keep=KEPT_DECISIONS)
        if ended:
            await self.case.ask(CivilAffairs.seal_check_data, self.dossier.errand(
                "seal_check_data", questions=ended, household=self.dossier.application.household.ref, reason=REASON,
            ))  # fmt: skip
        await self._receipt(*stopped)

    def _has_stopped(self, check: CaseId) -> bool:
        return check in self.case.ended or self._said(check) is not None

    def _stop_of(self, check: CaseId) -> Stopped:
        """What the check said that it did; of one that had ended before, that its data are sealed now."""
        said = self._said(check)
        if said is not None:
            return said
        report = self.case.handed(MeansReport, check)
        answered = (reply.department for reply in report.replies if reply.items) if report else ()
        return Stopped(case=check, sealed=tuple(answered))

    def _said(self, check: CaseId) -> Stopped | None:
        return next((Stopped.model_validate(found) for found in self.case.all_handed(check) if "sealed" in found), None)

    def _answered_to(self, check: CaseId) -> Iterable[QuestionId]:
        """Questions of a check that had ended before, and cannot have its data sealed itself."""
        if self._said(check) is not None:
            return ()
        report = self.case.handed(MeansReport, check)
        return (reply.question for reply in report.replies if reply.items) if report else ()

    async def _receipt(
        self, *stops: Stopped, item: str | None = None, decided: bool = False, held: bool = True
    ) -> None:
        letter = await self.case.put(ConsentLaw.receipt, ReceiptRequest(
            on=self.case.today(), item=item, decided=decided, held=held, stopped=_names(stop.stopped for stop in stops),
            untold=_names(stop.untold for stop in stops), sealed=_names(stop.sealed for stop in stops)))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self.dossier.errand(
            f"notice/{REASON}/{item or 'means'}", number=self.dossier.application.number, kind=REASON,
            text=letter.text))  # fmt: skip


def _names(departments: Iterable[Iterable[DepartmentId]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(DEPARTMENTS[each].name_zh for some in departments for each in some))
