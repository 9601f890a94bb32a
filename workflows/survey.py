"""How does a town find out how a household lives? Means check and home visit at the same time; findings are heard."""

import asyncio

from events.contracts.assistance import AssistanceFindingsPut
from events.contracts.civil_affairs import AssistanceFindingsAnswered
from registry.departments import DEPARTMENTS, Department, answering
from registry.services import MEANS_CHECK, case_id
from schemas.assessments import MeansRequest
from schemas.cases import Asked
from schemas.identifiers import CaseId
from schemas.means import Conclusion, MeansReport
from schemas.questions import DataItem, Reply, ReplyStatus, Topic
from workflows.dossier import Dossier
from workflows.home_visits import HomeVisits
from workflows.province import Province

ADVERSE = {Conclusion.EXCEEDS, Conclusion.CONFLICT}
ABOVE_THE_EDGE = frozenset({"income_below_multiple"})
"""Speaks against a recognition by income; aid for spending does not look at it."""


class Survey:
    """The economic survey of one application; it is repeated when an objection holds or a town wants it again.

    The newest report of the newest means check and the newest visits count; missing answers never refuse.
    """

    def __init__(
        self, dossier: Dossier, province: Province | None = None, *, disregarding: frozenset[str] = frozenset()
    ) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self.province = province
        self.visits = HomeVisits(self.case)
        self._disregarding = disregarding
        self.checks = 0
        self._check: CaseId
        self._reports = 0
        self._heard: set[str] = set()

    async def investigated(self) -> None:
        """Means check and home visit at the same time."""
        self.case.enter("checking", waiting_on="means check, home visit")
        await asyncio.gather(self._checked(), self.visited())

    async def visited(self) -> None:
        """Two visitors, both sides sign; once for each check, by the town where the household lives."""
        if self.province is not None and self.province.takes_part:
            found = await self.province.visited()
            self.visits.told("residence", f"{found.case}/{found.turn}", found.gaps)
            return
        (reply,) = await self.case.ask_all(
            self.dossier.visit(Topic.HOME_VISIT, "town", self.checks), waiting_on="home visit"
        )
        self.visits.answered("town", reply)

    async def household_heard(self) -> None:
        """What reports and visits find, late ones too, is put to the household; its proof has it checked again."""
        self._weighed()
        while self.unheard():
            self._heard |= self._against()
            corrected = await self._findings_put()
            if corrected:
                await self._checked(corrected)
            self._weighed()

    def unheard(self) -> bool:
        """The newest report, or one of the newest visits, speaks against the household, and was not put to it yet."""
        return bool(self._against() - self._heard)

    def visited_by_the_county(self, reply: Reply) -> None:
        """What the county found at the home, or that it did not come, counts beside what the town found."""
        self.visits.answered("county", reply)
        self._gap_told()

    def _against(self) -> set[str]:
        report = self.dossier.report
        of_registers = {f"{report.case}/{report.version}"} if report is not None and self._adverse(report) else set()
        return of_registers | self.visits.contradicting

    def _adverse(self, report: MeansReport) -> bool:
        """Something that counts here speaks against the household."""
        failed = {finding.code for finding in report.findings if finding.met is False}
        return report.conclusion in ADVERSE and bool(report.conflicts or failed - self._disregarding)

    def newer_report(self) -> bool:
        """The newest check handed over a report that nobody has used yet, or a visit was answered late.

        What an older check hears was asked again.
        """
        return self._reported() or self.visits.late()

    def _reported(self) -> bool:
        return self.case.handovers(self._check) > self._reports

    async def _checked(self, corrections: tuple[DataItem, ...] = ()) -> None:
        self.checks += 1
        again = () if self.checks == 1 else (str(self.checks),)
        self._check = case_id(MEANS_CHECK, self.dossier.application.number, *again)
        await self.case.open_case(MEANS_CHECK, self._check, MeansRequest(
            application=self.dossier.application, corrections=corrections))  # fmt: skip
        self._reports = 0
        self.case.asking.below([_asked_below(each) for each in answering(Topic.MEANS)])
        await self.case.until(self._reported)
        self._weighed()

    def _weighed(self) -> None:
        """The newest report counts, and the case stands on its day at the earliest; late visits count too."""
        self._reports = self.case.handovers(self._check)
        report = self.dossier.report = self.case.handed(MeansReport, self._check)
        if report is not None:
            self.case.asking.below([_answered_below(reply) for reply in report.replies])
            self.case.on_day(report.on)
        self.visits.weighed()
        self._gap_told()

    def _gap_told(self) -> None:
        """Whoever grants although an answer or a proper visit is missing says so."""
        report = self.dossier.report
        self.case.result(evidence_gap=bool(report and report.missing) or self.visits.gap)

    async def _findings_put(self) -> tuple[DataItem, ...]:
        """Before anything negative; items that the household's proof corrected."""
        self.case.enter("hearing")
        clock = await self.case.started("hearing", self.dossier.limits["hearing"])
        await self.case.announce(AssistanceFindingsPut(**self.dossier.named(), until=clock.due.day))
        answer = await self.case.wait_for(
            AssistanceFindingsAnswered, clock=clock, waiting_on="household: answer to the findings"
        )
        if answer is None:
            return ()
        proof = answer.corrected if answer.objects else ()
        self.case.answered_by_the_household(objects=answer.objects, statement=answer.statement, proved=bool(proof))
        return proof


def _asked_below(department: Department) -> Asked:
    return Asked(department=department.id, topic=Topic.MEANS, status=ReplyStatus.PENDING,
                 within=str(department.answers[Topic.MEANS]))  # fmt: skip


def _answered_below(reply: Reply) -> Asked:
    within = str(DEPARTMENTS[reply.department].answers[reply.topic])
    return Asked(department=reply.department, topic=reply.topic, status=reply.status, reason=reply.reason,
                 within=within, late=reply.late)  # fmt: skip
