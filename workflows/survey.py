"""How does a town find out how a household lives? Means check and home visit at the same time; findings are heard."""

import asyncio
from collections.abc import Awaitable, Callable

from events.contracts.assistance import AssistanceFindingsPut
from events.contracts.civil_affairs import AssistanceFindingsAnswered
from registry.departments import DEPARTMENTS, Department, answering
from registry.services import MEANS_CHECK, case_id
from schemas.assessments import MeansRequest
from schemas.cases import Asked, Ruled
from schemas.decisions import Condition
from schemas.hearings import HearingGrounds, HearingSubject
from schemas.identifiers import CaseId
from schemas.means import Conclusion, MeansReport
from schemas.questions import DataItem, Reply, ReplyStatus, Topic
from workflows.dossier import Dossier
from workflows.hearing import Hearing
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
        self._hearing = Hearing(self.case)
        self._refusals_put: set[tuple[str, int]] = set()

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
        await self.late_answers_read()
        while self.unheard():
            self._heard |= self._against()
            await self._used(await self._put(self._grounds()))
            self._weighed()
            await self.late_answers_read()

    async def heard_before_refusing(
        self, ruling: Ruled | None, again: Callable[[], Awaitable[Ruled | None]]
    ) -> Ruled | None:  # fmt: skip
        """What an officer holds against what the rules allow is put to the household before it is decided `again`.

        Once for each question and check. None when the household's proof has everything assessed anew.
        """
        if ruling is None or ruling.choice != "refuse" or (ruling.question, self.checks) in self._refusals_put:
            return ruling
        self._refusals_put.add((ruling.question, self.checks))
        if await self.late_answers_read():
            return None
        answer = await self._put(HearingGrounds(subject=HearingSubject.REFUSAL, stated=ruling.reasons))
        return None if await self._used(answer) else await again()

    async def late_answers_read(self) -> bool:
        """What came after its time answers nothing that is put later; true when its proof was checked."""
        checked = False
        while self.answered_late():
            late = await self.case.heard(AssistanceFindingsAnswered, None)
            checked = await self._used(late) or checked
        return checked

    async def _used(self, answer: AssistanceFindingsAnswered | None) -> bool:
        """True when its proof had the registers asked again."""
        if answer is None:
            return False
        proved = answer.objects and bool(answer.corrected)
        self.case.answered_by_the_household(objects=answer.objects, statement=answer.statement, proved=proved)
        if proved:
            await self._checked(answer.corrected)
        return proved

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
        return report.conclusion in ADVERSE and bool(report.conflicts or self._failed(report))

    def _failed(self, report: MeansReport) -> list[Condition]:
        return [each for each in report.findings if each.met is False and each.code not in self._disregarding]

    def newer_report(self) -> bool:
        """The newest check handed over a report that nobody has used yet, or a visit or a hearing was answered late.

        What an older check hears was asked again.
        """
        return self._reported() or self.visits.late() or self.answered_late()

    def answered_late(self) -> bool:
        """The household said something after its time; before anything was put to it, an answer is an early one."""
        return self._hearing.turns > 0 and self.case.has_heard(AssistanceFindingsAnswered)

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

    def _grounds(self) -> HearingGrounds:
        report = self.dossier.report
        told = report if report is not None and self._adverse(report) else None
        return HearingGrounds(
            subject=HearingSubject.FINDINGS, visits=self.visits.found_otherwise,
            conditions=tuple(self._failed(told)) if told else (), conflicts=told.conflicts if told else (),
        )  # fmt: skip

    async def _put(self, grounds: HearingGrounds) -> AssistanceFindingsAnswered | None:
        """Before anything negative; None when the household did not answer in its time."""
        application = self.dossier.application
        clock = await self._hearing.opened(
            application.household.ref, application.number, grounds, self.dossier.limits["hearing"]
        )  # fmt: skip
        await self.case.announce(AssistanceFindingsPut(**self.dossier.named(), until=clock.due.day))
        return await self.case.wait_for(
            AssistanceFindingsAnswered, clock=clock, waiting_on="household: answer to the findings"
        )


def _asked_below(department: Department) -> Asked:
    return Asked(department=department.id, topic=Topic.MEANS, status=ReplyStatus.PENDING,
                 within=str(department.answers[Topic.MEANS]))  # fmt: skip


def _answered_below(reply: Reply) -> Asked:
    within = str(DEPARTMENTS[reply.department].answers[reply.topic])
    return Asked(department=reply.department, topic=reply.topic, status=reply.status, reason=reply.reason,
                 within=within, late=reply.late)  # fmt: skip
