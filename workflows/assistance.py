"""Social assistance, one door (社会救助暂行办法): one application, every category, 14 departments."""

import asyncio

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from events.contracts.assistance import (
    AssistanceAccepted,
    AssistanceClosed,
    AssistanceCorrectionRequested,
    AssistanceFindingsPut,
    AssistanceNotAccepted,
    AssistancePublicityPosted,
)
from events.contracts.civil_affairs import (
    AssistanceApplicationSubmitted,
    AssistanceApplicationWithdrawn,
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
)
from events.contracts.early_warning import AlertHelpArranged
from registry.departments import CIVIL_AFFAIRS, DEPARTMENTS, Department, answering
from registry.services import ASSISTANCE, MEANS_CHECK, case_id
from schemas.assessments import (
    Classification,
    ClassificationRequest,
    CompletenessRequest,
    LimitsRequest,
    MeansRequest,
)
from schemas.cases import Asked, CaseRecord, CaseStart, Role, Ruled
from schemas.entitlements import Completeness
from schemas.households import Application, Category
from schemas.identifiers import CaseId, OfficerId, QuestionId
from schemas.limits import Limit
from schemas.means import Conclusion, MeansReport
from schemas.questions import DataItem, Errand, Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.emergency_aid import PAID, EmergencyAid
from workflows.recognition import Recognitions, decided_against
from workflows.verbs import Case
from workflows.waiting import Clock

GRANTED, REFUSED, NOT_ACCEPTED, CLOSED = "granted", "refused", "not_accepted", "closed_incomplete"
STEPS = (
    "correction", "total", "opinion", "hearing", "confirmation", "emergency_payment", "emergency_papers",
)  # fmt: skip
EMERGENCY_RULE = "emergency_aid"
ADVERSE = {Conclusion.EXCEEDS, Conclusion.CONFLICT}


@workflow.defn(name=ASSISTANCE.id)
class Assistance:
    """From the application to the recognition and what follows from it; people decide at each step.

    Acceptance, opinion and confirmation are three persons' decisions (3.3). Missing answers never refuse.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, ASSISTANCE)
        self.alert: CaseId | None = None
        self.application: Application
        self.limits: dict[str, Limit] = {}
        self.total: Clock
        self.report: MeansReport | None = None
        self.category: Category | None = None
        self.papers: asyncio.Future[None] | None = None
        self.heard: set[tuple[CaseId, int]] = set()
        self.checks = 0
        self.reports = 0
        self.postings = 0

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        outcome = await self._helped_first() or await self._turned_away() or await self._decided()
        if self.papers is not None and not self.papers.done():
            self.case.enter("papers", waiting_on="household: papers of the emergency aid")
            await self.papers
        await self.case.announce(AssistanceClosed(**self._named(), outcome=outcome, alert=self.alert,
                                                  category=self.category))  # fmt: skip
        return outcome

    # ── 1 to 2: application, completeness, acceptance ────────────────────────────────────────────────────────────

    async def _opened(self) -> None:
        event = await self.case.opened(AssistanceApplicationSubmitted, AlertHelpArranged)
        if isinstance(event, AssistanceApplicationSubmitted):
            self.application = event.application
            self.alert = event.application.alert
        elif isinstance(event, AlertHelpArranged):
            self.alert = event.case
            self.application = await self.case.ask(CivilAffairs.application_form, self._errand(
                "application_form", number=event.number))  # fmt: skip
        self.case.handled_by(self.application.household.town)
        self.case.on(AssistanceApplicationWithdrawn, lambda told: self.case.withdraw("household", told.reasons))
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))).limits

    async def _helped_first(self) -> str | None:
        """Emergency aid comes before everything; the outcome when nothing else was asked for."""
        if self.application.emergency is None:
            return None
        aid = EmergencyAid(self.case, self.application, self.limits)
        outcome = await aid.given()
        if outcome == PAID:
            self.papers = self.case.beside(aid.papers())
        return outcome if self.application.applied_for is None else None

    async def _turned_away(self) -> str | None:
        """None when the town accepted; neither other end is a refusal, the household may file again."""
        check = await self._checked_for_completeness(corrected=False)
        if check.missing:
            check = await self._corrected(check)
        if check.missing:
            return CLOSED
        ruling = await self.case.decided_by(
            Role.TOWN_OFFICER, self.application.household.town, "acceptance", "是否受理申请",
            ("not_accept",) if check.barred else ("accept", "not_accept"),
        )  # fmt: skip
        if ruling is None or ruling.choice == "not_accept":
            await self.case.announce(AssistanceNotAccepted(**self._named(), reasons=_codes(check)))
            return NOT_ACCEPTED
        self.total = await self.case.clock("total", self.limits["total"], "case")
        await self.case.announce(AssistanceAccepted(**self._named(), decide_by=self.total.due.day))
        return None

    async def _corrected(self, check: Completeness) -> Completeness:
        """One notice names everything that is missing; the clock does not run before acceptance."""
        self.case.enter("needs correction")
        clock = await self.case.started("correction", self.limits["correction"])
        missing = tuple(condition.code for condition in check.missing)
        await self.case.announce(AssistanceCorrectionRequested(**self._named(), missing=missing, until=clock.due.day))
        supplied = await self.case.wait_for(
            AssistanceCorrectionSupplied, clock=clock, waiting_on="household: correction"
        )
        if supplied is not None:
            self.application = supplied.application
        return await self._checked_for_completeness(corrected=True)

    async def _checked_for_completeness(self, *, corrected: bool) -> Completeness:
        return await self.case.ask(Law.completeness, CompletenessRequest(
            application=self.application, on=self.case.today(), corrected=corrected))  # fmt: skip

    # ── 3 to 12: investigation, opinion, publicity, confirmation ─────────────────────────────────────────────────

    async def _decided(self) -> str:
        await self._investigated()
        while True:
            await self._household_heard()
            assessed = await self._classified()
            opinion = await self._opinion(assessed)
            if opinion is None:
                continue
            if opinion.choice == "survey_again":
                await self._investigated()
                continue
            proposed = assessed.category if opinion.choice == "as_assessed" else None
            if proposed and await self._objection_upheld(assessed):
                await self._investigated()
                continue
            ruling = await self._confirmation(proposed, opinion)
            if ruling is not None and ruling.choice != "return":
                return await self._settled(assessed, proposed, ruling)

    async def _investigated(self) -> None:
        """Means check and home visit at the same time."""
        self.case.enter("checking", waiting_on="means check, home visit")
        await asyncio.gather(self._checked(), self._visited())

    async def _checked(self, corrections: tuple[DataItem, ...] = ()) -> None:
        self.checks += 1
        key = (self.application.number,) if self.checks == 1 else (self.application.number, str(self.checks))
        await self.case.open_case(MEANS_CHECK, case_id(MEANS_CHECK, *key), MeansRequest(
            application=self.application, corrections=corrections))  # fmt: skip
        self.reports = 0
        self.case.asking.below([_asked_below(each) for each in answering(Topic.MEANS)])
        await self.case.until(self._newer_report)
        self._reported()

    def _newer_report(self) -> bool:
        """The newest check handed over a report that nobody has used yet; what an older one hears was asked again."""
        return self.case.handovers(self.case.record.children[-1]) > self.reports

    def _reported(self) -> None:
        """The newest report counts; the case stands on its day at the earliest."""
        check = self.case.record.children[-1]
        self.reports = self.case.handovers(check)
        self.report = self.case.handed(MeansReport, check)
        if self.report is not None:
            self.case.asking.below([_answered_below(reply) for reply in self.report.replies])
            self.case.on_day(self.report.on)
            self.case.result(evidence_gap=bool(self.report.missing))

    async def _visited(self, *, by: str = "town") -> None:
        applicant = self.application.household.applicant
        await self.case.ask_all(Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.HOME_VISIT}/{by}/{self.checks}"), department=CIVIL_AFFAIRS.id,
            topic=Topic.HOME_VISIT, limit=CIVIL_AFFAIRS.answers[Topic.HOME_VISIT], legal_basis="[J30]",
            subjects=(Subject(ref=applicant.ref, id_number=applicant.id_number, name=applicant.name),),
            details={"household": self.application.household.ref, "by": by, "item": by},
        ), waiting_on="home visit")  # fmt: skip

    async def _household_heard(self) -> None:
        """Adverse findings of each report, late ones too, are put to the household; its proof has it checked again."""
        self._reported()
        while self.report is not None and self.report.conclusion in ADVERSE and self._unheard(self.report):
            corrected = await self._findings_put()
            if corrected:
                await self._checked(corrected)
            self._reported()

    def _unheard(self, report: MeansReport) -> bool:
        known = len(self.heard)
        self.heard.add((report.case, report.version))
        return len(self.heard) > known

    async def _findings_put(self) -> tuple[DataItem, ...]:
        """Before anything negative; items that the household's proof corrected."""
        self.case.enter("hearing")
        clock = await self.case.started("hearing", self.limits["hearing"])
        await self.case.announce(AssistanceFindingsPut(**self._named(), until=clock.due.day))
        answer = await self.case.wait_for(
            AssistanceFindingsAnswered, clock=clock, waiting_on="household: answer to the findings"
        )
        return answer.corrected if answer is not None and answer.objects else ()

    async def _classified(self) -> Classification:
        assessed = await self.case.ask(Law.classification, ClassificationRequest(
            application=self.application, report=self.report, on=self.case.today()))  # fmt: skip
        kept = [decision for decision in self.case.decisions if decision.rule == EMERGENCY_RULE]
        self.case.decisions[:] = [*kept, *assessed.decisions]
        return assessed

    async def _opinion(self, assessed: Classification) -> Ruled | None:
        """Given by the town; None when a newer report came and the case must be assessed again."""
        self.case.enter("preliminary opinion")
        return await self.case.decided_by(
            Role.TOWN_LEAD, self.application.household.town, "opinion", "提出审核意见",
            ("as_assessed", "refuse", "survey_again"), within=self.limits["opinion"],
            not_by=self._officers("acceptance"), proposal=assessed.category or "refuse", unless=self._newer_report,
        )  # fmt: skip

    async def _objection_upheld(self, assessed: Classification) -> bool:
        """Publicity in calendar days; an objection goes to the panel, silence needs none."""
        if assessed.publicity is None or assessed.category is None:
            return False
        clock = await self._posted(assessed.publicity, assessed.category)
        objection = await self.case.wait_for(AssistanceObjectionRaised, clock=clock, waiting_on="publicity")
        if objection is None:
            return False
        self.case.enter("objection")
        ruling = await self.case.decided_by(
            Role.REVIEW_PANEL, self.application.household.town, "panel", "民主评议:异议是否成立",
            ("upheld", "rejected"), proposal=objection.grounds[:80],
        )  # fmt: skip
        return ruling is not None and ruling.choice == "upheld"

    async def _posted(self, limit: Limit, category: Category) -> Clock:
        self.postings += 1
        clock = await self.case.started("publicity", limit)
        self.case.enter("publicity", waiting_on="publicity", clock=clock)
        members = len(self.application.household.members)
        await self.case.ask(CivilAffairs.post_publicity, self._errand(
            f"post_publicity/{self.postings}", members=members, until=str(clock.due.day)))  # fmt: skip
        await self.case.announce(AssistancePublicityPosted(**self._named(), category=category, members=members,
                                                           until=clock.due.day))  # fmt: skip
        return clock

    async def _confirmation(self, proposed: Category | None, opinion: Ruled) -> Ruled | None:
        """Confirmed by the county; None when a newer report came and the case must be assessed again."""
        if self.application.relative_of_staff:
            await self._visited(by="county")
        self.case.enter("confirmation")
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.application.household.county, "confirmation", "审核确认",
            ("confirm", "refuse", "return") if proposed else ("refuse", "return"), within=self.limits["confirmation"],
            not_by=(*self._officers("acceptance"), opinion.officer), proposal=proposed or "refuse",
            unless=self._newer_report,
        )  # fmt: skip

    async def _settled(self, assessed: Classification, proposed: Category | None, ruling: Ruled) -> str:
        self.case.withdrawable = False
        self.total.state = "ended"
        effects = Recognitions(self.case, self.application)
        failed = tuple(decision for decision in assessed.decisions if not decision.granted)
        if proposed is None or ruling.choice == "refuse":
            self.case.enter("refused")
            await effects.refused(tuple(decided_against(each, self._reasons(ruling)) for each in assessed.decisions))
            return REFUSED
        self.case.enter("recognition")
        granted = assessed.granted
        self.category = proposed
        self.case.result(category=proposed, amount=granted.amount if granted else None)
        asked_for = tuple(decision for decision in failed if decision.rule == self.application.applied_for)
        if asked_for:
            await effects.refused(asked_for)
        await effects.granted(assessed, proposed)
        return GRANTED

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _named(self) -> dict[str, str]:
        return {"case": self.case.id, "number": self.application.number, "household": self.application.household.ref}

    def _errand(self, task: str, **details: object) -> Errand:
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details=details)

    def _reasons(self, ruling: Ruled) -> str:
        """The county's own reasons, or the town's when the county only confirmed its refusal."""
        opinion = self.case.ruled("opinion")
        return ruling.reasons or (opinion.reasons if opinion else "")

    def _officers(self, question: str) -> tuple[OfficerId, ...]:
        ruled = self.case.ruled(question)
        return (ruled.officer,) if ruled else ()


def _asked_below(department: Department) -> Asked:
    return Asked(department=department.id, topic=Topic.MEANS, status=ReplyStatus.PENDING,
                 within=str(department.answers[Topic.MEANS]))  # fmt: skip


def _answered_below(reply: Reply) -> Asked:
    within = str(DEPARTMENTS[reply.department].answers[reply.topic])
    return Asked(department=reply.department, topic=reply.topic, status=reply.status, reason=reply.reason,
                 within=within, late=reply.late)  # fmt: skip


def _codes(check: Completeness) -> tuple[str, ...]:
    return tuple(condition.code for condition in (*check.missing, *check.barred))
