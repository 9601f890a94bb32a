"""Household means check (社会救助暂行办法 art. 58): all registers at once; a report, never a decision."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from temporalio import workflow

from activities.law import Law
from events.contracts.assistance import AssistanceReviewDue
from events.contracts.means_check import MeansReportIncomplete, MeansReportReady, MeansReportSuperseded
from registry.departments import DEPARTMENTS, Department, answering
from registry.services import MEANS_CHECK
from schemas.assessments import ConsolidationRequest, LimitsRequest, MeansRequest, SubstitutesRequest
from schemas.cases import CaseRecord, CaseStart
from schemas.identifiers import DepartmentId, QuestionId
from schemas.limits import Limit
from schemas.means import MeansReport, Substitute
from schemas.questions import Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.check_stop import CheckStop
from workflows.verbs import Case


@workflow.defn(name=MEANS_CHECK.id)
class MeansCheck:
    """Ask every provider, each with its own limit; report what came; a late answer supersedes.

    Silence is asked again once after the re-query period, and never counts against the household.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, MEANS_CHECK)
        self.asked = self.case.request(MeansRequest)
        self.version = 0
        self.settled = 0
        self.substitutes: dict[QuestionId, Substitute] = {}
        self.case.handled_by(self.asked.application.household.town)
        if self.asked.on is not None:
            self.case.on_day(self.asked.on)
        self.stop = CheckStop(self.case)
        self.case.if_withdrawn(self.stop.done)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        self.case.enter("checking")
        await self.case.ask_all(*(self._inquiry(department) for department in answering(Topic.MEANS)))
        await self._substituted()
        report = await self._reported()

        if report.missing:
            limits = await self.case.ask(Law.limits, LimitsRequest(steps=("requery",), on=self.case.today()))
            report = await self._late_answers(report, limits.limits["requery"])
        if report.missing:
            await self.case.ask_all(*(self._inquiry(each, again=2) for each in answering(Topic.MEANS)
                                      if each.id in report.missing))  # fmt: skip
            report = await self._reported()
        return "incomplete" if report.missing else "ready"

    async def _substituted(self) -> None:
        """Where a source stays silent, the next one that may know it is asked; the silence stays on record."""
        silent = tuple(reply.department for reply in self._replies() if not reply.settled)
        if not silent or not self.case.since("substitute-sources"):
            return
        found = await self.case.ask(Law.substitutes, SubstitutesRequest(missing=silent))
        self.substitutes = {self._instead(each): each for each in found.substitutes}
        if self.substitutes:
            self.case.enter("substitute sources")
        await self.case.ask_all(*(self._inquiry_instead(id_, each) for id_, each in self.substitutes.items()))

    async def _late_answers(self, report: MeansReport, requery: Limit) -> MeansReport:
        """Each late answer makes a new version, until all have come or the re-query is due."""
        clock = await self.case.started("requery", requery)
        while report.missing:
            known = self.case.asking.late
            self.case.enter("report incomplete")
            late = f"late: {', '.join(report.missing)}"
            if not await self.case.within(clock, partial(self._later_than, known), waiting_on=late):
                return report
            report = await self._reported()
        return report

    def _later_than(self, known: int) -> bool:
        return self.case.asking.late > known

    async def _reported(self) -> MeansReport:
        self.version += 1
        application = self.asked.application
        report = await self.case.ask(Law.consolidation, ConsolidationRequest(
            case=self.case.id, application=application, replies=self._replies(),
            corrections=self.asked.corrections, version=self.version, on=self.case.today(),
            substituted=tuple(each for id_, each in self.substitutes.items() if self._answered(id_)),
        ))  # fmt: skip
        self.case.result(category=report.conclusion, evidence_gap=bool(report.missing))
        heard = await self._handed_over(report)
        await self.case.announce(self._event(report))
        settled = sum(reply.settled for reply in report.replies)
        if not heard and self.version > 1 and settled > self.settled:
            await self._decide_again(report)
        self.settled = settled
        return report

    async def _handed_over(self, report: MeansReport) -> bool:
        """False when a later version finds the case closed that was to be decided on it."""
        later = self.version > 1 and self.case.since("closed-parent")
        return await self.case.hand_over(report, last=not (report.missing or later))

    async def _decide_again(self, report: MeansReport) -> None:
        """It was decided with a gap in the evidence; now that more is known, the household is looked at again."""
        await self.case.announce(AssistanceReviewDue(
            case=self.case.id, household=report.household, due_on=report.on, reason="evidence_gap",
            reported_on=report.on))  # fmt: skip

    def _replies(self) -> tuple[Reply, ...]:
        """One a department: what it answered to either asking goes before its silence; and what substitutes add."""
        said: dict[DepartmentId, Reply] = {}
        for reply in self.case.asking.replies():
            if reply.question not in self.substitutes and (reply.settled or reply.department not in said):
                said[reply.department] = reply
        added = (self._added(id_, said) for id_ in self.substitutes if self._answered(id_))
        return (*said.values(), *added)

    def _added(self, question: QuestionId, said: Mapping[DepartmentId, Reply]) -> Reply:
        """Of a substitute only what it was asked for, and nothing that it had said already."""
        asked, reply = self.substitutes[question], self.case.asking.reply(question)
        known = said[asked.department].items if asked.department in said else ()
        items = tuple(item for item in reply.items if item.code in asked.codes and item not in known)
        return reply.model_copy(update={"items": items, "reason": f"instead of {asked.instead_of}"})

    def _answered(self, question: QuestionId) -> bool:
        return self.case.asking.reply(question).status is ReplyStatus.ANSWERED

    def _event(self, report: MeansReport) -> MeansReportReady | MeansReportIncomplete | MeansReportSuperseded:
        codes = {
            "case": self.case.id, "number": self.asked.application.number, "household": report.household,
            "version": report.version, "conclusion": report.conclusion,
        }  # fmt: skip
        if report.version > 1:
            return MeansReportSuperseded.model_validate(codes)
        if report.missing:
            return MeansReportIncomplete.model_validate({**codes, "missing": report.missing})
        return MeansReportReady.model_validate(codes)

    def _inquiry(self, department: Department, *, again: int = 1) -> Inquiry:
        return self._question(QuestionId(f"{self.case.id}/{Topic.MEANS}/{department.id}/{again}"), department, {})

    def _inquiry_instead(self, id_: QuestionId, asked: Substitute) -> Inquiry:
        return self._question(id_, DEPARTMENTS[asked.department], {
            "instead_of": asked.instead_of, "items": [code.value for code in asked.codes]})  # fmt: skip

    def _instead(self, asked: Substitute) -> QuestionId:
        return QuestionId(f"{self.case.id}/{Topic.MEANS}/{asked.department}/instead-of/{asked.instead_of}")

    def _question(self, id_: QuestionId, department: Department, details: dict[str, Any]) -> Inquiry:
        members = self.asked.application.household.members
        return Inquiry(
            id=id_, department=department.id, topic=Topic.MEANS, limit=department.answers[Topic.MEANS],
            legal_basis="社会救助暂行办法第五十八条;授权书", details=details,
            subjects=tuple(Subject(ref=each.ref, id_number=each.id_number, name=each.name) for each in members),
        )  # fmt: skip
