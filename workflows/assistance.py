"""Social assistance, one door (社会救助暂行办法): one application, every category, 14 departments."""

import asyncio
from functools import partial

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from events.contracts.assistance import AssistanceClosed, AssistancePublicityPosted
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from events.contracts.early_warning import AlertHelpArranged
from registry.services import ASSISTANCE
from schemas.assessments import Classification, ClassificationRequest, LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.households import Category
from schemas.limits import Limit
from workflows.acceptance import Acceptance
from workflows.claiming import Claiming
from workflows.confirming import Confirming
from workflows.consent import Consent
from workflows.destitute_care import SELF_CARE_RULE, DestituteCare
from workflows.dossier import Dossier
from workflows.emergency_aid import EMERGENCY_STEPS, PAID, EmergencyAid
from workflows.former_case import FormerCase
from workflows.meanwhile import Meanwhile
from workflows.province import Province
from workflows.publicity import Publicity
from workflows.recognition import Recognitions
from workflows.registration import decided_against
from workflows.survey import Survey
from workflows.verbs import WITHDRAWN, Case
from workflows.waiting import Clock

GRANTED, REFUSED = "granted", "refused"
STEPS = (
    "correction", "total", "opinion", "hearing", "confirmation", "destitute_survey", "destitute_confirmation",
    *EMERGENCY_STEPS,
)  # fmt: skip
KEPT_RULES = {"emergency_aid", SELF_CARE_RULE}


@workflow.defn(name=ASSISTANCE.id)
class Assistance:
    """From the application to the recognition and what follows from it; people decide at each step.

    Acceptance, opinion and confirmation are three persons' decisions (3.3). Missing answers never refuse.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, ASSISTANCE)
        self.dossier = Dossier(self.case)
        self.consent = Consent(self.dossier)
        self.acceptance = Acceptance(self.dossier)
        self.claiming = Claiming(self.dossier)
        self.former = FormerCase(self.dossier)
        self.province = Province(self.dossier)
        self.survey = Survey(self.dossier, self.province)
        self.publicity = Publicity(self.dossier)
        self.confirming = Confirming(self.dossier, self.survey)
        self.category: Category | None = None
        self.cared_for = False
        self.papers: asyncio.Future[None] | None = None
        self.survey_limit: Clock | None = None
        self.meanwhile = Meanwhile(self.dossier)
        self.unread: AlertHelpArranged | None = None

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        outcome = (
            await self._helped_first() or await self._turned_away() or await self.claiming.merged()
            or await self.acceptance.never_signed() or await self._decided()
        )  # fmt: skip
        if outcome != GRANTED:
            await self.claiming.released(outcome)
        if self.papers is not None and not self.papers.done():
            self.case.enter("papers", waiting_on="household: papers of the emergency aid")
            await self.papers
        await self.case.announce(AssistanceClosed(**self.dossier.named(), outcome=outcome, alert=self.dossier.alert,
                                                  category=self.category))  # fmt: skip
        return outcome

    async def _opened(self) -> None:
        event = await self.case.opened(AssistanceApplicationSubmitted, AlertHelpArranged)
        if isinstance(event, AssistanceApplicationSubmitted):
            self.dossier.application = event.application
            self.dossier.alert = event.application.alert
        elif isinstance(event, AlertHelpArranged):
            await self._form_read(event)
        self.case.on_day(self.dossier.application.submitted_on)
        self.case.handled_by(self.dossier.town)
        self.consent.listens()
        self.case.on(AlertHelpArranged, self._arranged)
        limits = await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))
        self.dossier.limits = limits.limits

    async def _form_read(self, arranged: AlertHelpArranged) -> None:
        """What the town wrote for the household; the alert hears of a case that ends for want of it, too."""
        self.dossier.alert, self.unread = arranged.case, arranged
        self.case.if_withdrawn(self._never_read)
        self.dossier.application = await self.case.ask(CivilAffairs.application_form, self.dossier.errand(
            "application_form", number=arranged.number))  # fmt: skip
        self.unread = None

    async def _never_read(self) -> None:
        if self.unread is not None:
            await self.case.announce(AssistanceClosed(
                case=self.case.id, number=self.unread.number, household=self.unread.household, outcome=WITHDRAWN,
                alert=self.unread.case))  # fmt: skip

    def _arranged(self, told: AlertHelpArranged) -> None:
        """The town had applied for the household before its visit was told: the alert waits for this case."""
        self.dossier.alert = told.case

    async def _helped_first(self) -> str | None:
        """Emergency aid comes before everything; the outcome when nothing else was asked for."""
        if self.dossier.application.emergency is None:
            return None
        aid = EmergencyAid(self.case, self.dossier.application, self.dossier.limits)
        outcome = await aid.given()
        if outcome == PAID:
            self.papers = self.case.beside(aid.followed_up())
        return outcome if self.dossier.application.applied_for is None else None

    async def _turned_away(self) -> str | None:
        """What the household signed for an earlier case is there before anything is asked for again."""
        await self.former.papers_taken_over()
        return await self.acceptance.turned_away()

    async def _decided(self) -> str:
        """Investigation, opinion, publicity, confirmation; each may lead back to an earlier one."""
        await self.survey.investigated()
        while True:
            await self.survey.household_heard()
            if await self.meanwhile.nobody_left():
                return await self._ended_by_death()
            assessed = await self._classified()
            opinion = await self._opinion(assessed)
            if assessed.category is not None:
                opinion = await self.survey.heard_before_refusing(opinion, partial(self._opinion, assessed))
            if opinion is None:
                continue
            if opinion.choice == "survey_again":
                await self._surveyed_again()
                continue
            if await self.meanwhile.changed():
                continue
            proposed = assessed.category if opinion.choice == "as_assessed" else None
            if proposed and await self._objection_upheld(assessed):
                await self._surveyed_again()
                continue
            if await self.meanwhile.changed():
                continue
            ruling = await self.confirming.confirmation(assessed, proposed)
            if ruling is not None and ruling.choice != "return" and await self._still_so():
                return await self._settled(assessed, proposed, ruling)
            self.dossier.surveyed_since = self.case.today()

    async def _still_so(self) -> bool:
        """Nobody has left the household since it was assessed: what was ruled holds, and is not taken back any more."""
        self.case.withdrawable = False
        self.case.withdrawable = await self.meanwhile.changed()
        return not self.case.withdrawable

    async def _surveyed_again(self) -> None:
        """From this day on the town has its time for an opinion anew."""
        self.dossier.surveyed_since = self.case.today()
        await self.survey.investigated()

    async def _classified(self) -> Classification:
        """Of the destitute the test and the place of support come first: the amount follows from both."""
        assessed = await self._assessed()
        if assessed.category is Category.DESTITUTE and not self.cared_for:
            care = DestituteCare(self.case, self.dossier.application)
            self.dossier.application = await care.arranged()
            self.cared_for = True
            await self.meanwhile.looked_at()
            return await self._assessed()
        return assessed

    async def _assessed(self) -> Classification:
        assessed = await self.case.ask(Law.classification, ClassificationRequest(
            case=self.case.id, application=self.meanwhile.application, report=self.dossier.report,
            on=self.case.today()))  # fmt: skip
        kept = [decision for decision in self.case.decisions if decision.rule in KEPT_RULES]
        self.case.decisions[:] = [*kept, *assessed.decisions]
        return assessed

    async def _opinion(self, assessed: Classification) -> Ruled | None:
        """Given by the town; None when a newer report came and the case must be assessed again."""
        self.case.enter("preliminary opinion")
        return await self.case.decided_by(
            Role.TOWN_LEAD, self.dossier.town, "opinion", "提出审核意见", ("as_assessed", "refuse", "survey_again"),
            within=await self._within(assessed.category),
            not_by=self.dossier.officers("acceptance"), proposal=assessed.category or "refuse",
            unless=self.survey.newer_report,
        )  # fmt: skip

    async def _within(self, category: Category | None) -> Limit | Clock:
        """Of the destitute the survey and the opinion have one limit together, from the acceptance on [O18]."""
        if category is not Category.DESTITUTE:
            return self.dossier.limits["opinion"]
        if self.survey_limit is None or self.survey_limit.over:
            self.survey_limit = await self.case.started(
                "opinion", self.dossier.limits["destitute_survey"], since=self.dossier.surveyed_since
            )
        return self.survey_limit

    async def _objection_upheld(self, assessed: Classification) -> bool:
        """Not every category is published, and nothing that concerns children alone; each town hears its own people."""
        if assessed.publicity is None or assessed.category is None:
            return False
        return any(await asyncio.gather(
            self._objection_here(assessed.publicity, assessed.category),
            self.province.objection_upheld(assessed.publicity, assessed.category)))  # fmt: skip

    async def _objection_here(self, limit: Limit, category: Category) -> bool:
        clock = await self.publicity.posted(limit)
        await self.case.announce(AssistancePublicityPosted(
            **self.dossier.named(), category=category, members=self.publicity.members, until=clock.due.day,
        ))  # fmt: skip
        return await self.publicity.objection_upheld(clock, self.dossier.town)

    async def _ended_by_death(self) -> str:
        self.consent.held = False
        outcome = self.meanwhile.ended_by_death()
        await self.province.finished()
        return outcome

    async def _settled(self, assessed: Classification, proposed: Category | None, ruling: Ruled) -> str:
        self.case.withdrawable = False
        self.consent.held = proposed is not None and ruling.choice != "refuse"
        self.dossier.total.ended()
        await self.province.finished()
        effects = Recognitions(self.case, self.meanwhile.application)
        failed = tuple(decision for decision in assessed.decisions if not decision.granted)
        if proposed is None or ruling.choice == "refuse":
            self.case.enter("refused")
            await effects.refused(tuple(decided_against(each, self._reasons(ruling)) for each in assessed.decisions))
            return REFUSED
        self.case.enter("recognition")
        granted = assessed.granted
        self.category = proposed
        self.case.result(category=proposed, amount=granted.amount if granted else None)
        asked_for = tuple(decision for decision in failed if decision.rule == self.dossier.application.applied_for)
        if asked_for:
            await effects.refused(asked_for)
        await effects.granted(assessed, proposed, self.dossier.report)
        await self.former.succeeded(proposed)
        return GRANTED

    def _reasons(self, ruling: Ruled) -> str:
        """The county's own reasons, or the town's when the county only confirmed its refusal."""
        opinion = self.case.ruled("opinion")
        return ruling.reasons or (opinion.reasons if opinion else "")
