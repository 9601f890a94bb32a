"""Household means check (社会救助暂行办法 art. 58): all registers at once; a report, never a decision."""

from functools import partial

from temporalio import workflow

from activities.law import Law
from events.contracts.means_check import MeansReportIncomplete, MeansReportReady, MeansReportSuperseded
from registry.departments import Department, answering
from registry.services import MEANS_CHECK
from schemas.assessments import ConsolidationRequest, LimitsRequest, MeansRequest
from schemas.cases import CaseRecord, CaseStart
from schemas.identifiers import DepartmentId, QuestionId
from schemas.limits import Limit
from schemas.means import MeansReport
from schemas.questions import Inquiry, Reply, Subject, Topic
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
        self.case.handled_by(self.asked.application.household.town)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        self.case.enter("checking")
        await self.case.ask_all(*(self._inquiry(department) for department in answering(Topic.MEANS)))
        report = await self._reported()

        if report.missing:
            limits = await self.case.ask(Law.limits, LimitsRequest(steps=("requery",), on=self.case.today()))
            report = await self._late_answers(report, limits.limits["requery"])
        if report.missing:
            await self.case.ask_all(*(self._inquiry(each, again=2) for each in answering(Topic.MEANS)
                                      if each.id in report.missing))  # fmt: skip
            report = await self._reported()
        return "incomplete" if report.missing else "ready"

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
        ))  # fmt: skip
        self.case.result(category=report.conclusion, evidence_gap=bool(report.missing))
        await self.case.hand_over(report, last=not report.missing)
        await self.case.announce(self._event(report))
        return report

    def _replies(self) -> tuple[Reply, ...]:
        """One a department: what it answered to either asking goes before its silence to the other."""
        said: dict[DepartmentId, Reply] = {}
        for reply in self.case.asking.replies():
            if reply.settled or reply.department not in said:
                said[reply.department] = reply
        return tuple(said.values())

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
        members = self.asked.application.household.members
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.MEANS}/{department.id}/{again}"), department=department.id,
            topic=Topic.MEANS, limit=department.answers[Topic.MEANS], legal_basis="社会救助暂行办法第五十八条;授权书",
            subjects=tuple(Subject(ref=each.ref, id_number=each.id_number, name=each.name) for each in members),
        )  # fmt: skip
