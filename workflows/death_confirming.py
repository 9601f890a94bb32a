"""When does a death stand? Two sources that agree; on less, or on two days, a person decides (domain 8.2, 2.10)."""

from collections.abc import Callable
from datetime import date

from activities.bereavement_law import BereavementLaw
from events.contracts.bereavement import CertificateMissing, DataConflictFound, DeathConfirmed, DeathSuspected
from registry.departments import HEALTH
from schemas.cases import Role, Ruled
from schemas.death_assessments import DeathFinding, DeathRequest, OverdueRequest, ReportRequest
from schemas.deaths import Attestation, DeathKind, DeathSource
from schemas.identifiers import QuestionId
from schemas.limits import Limit
from schemas.questions import Inquiry, Reply, ReplyStatus, Topic
from schemas.registers import RegisterField
from workflows.death_file import DeathFile
from workflows.verbs import Case


class Confirmation:
    """Suspends on one source and ends nothing; says so once, and once that it stands."""

    def __init__(self, case: Case, file: DeathFile, limits: dict[str, Limit]) -> None:
        self.case = case
        self.file = file
        self.limits = limits
        self.papers = 0
        self.alerted = False
        self.suspected = False
        self.stands = False
        """Everybody has heard of the death."""
        self.days_seen: set[date] = set()

    async def found(self) -> DeathFinding | None:
        """None when there is no death of a known person to confirm."""
        self.case.beside(self._certificate_looked_for())
        while not (self.file.alive or self.file.unidentified or self.file.stillborn):
            finding = await self._assessed()
            open_ = {reason.code for reason in finding.decision.reasons if reason.met is None}
            if "one_day" in open_:
                await self._day_chosen(finding)
            elif not open_ or await self._one_source_is_enough(finding):
                return finding
        return None

    async def confirmed(self, finding: DeathFinding) -> None:
        """Everybody hears of it; the day of death drives what follows, whenever it became known."""
        await self._announced(finding.day, None)
        self.stands, self.file.died_on = True, finding.day
        self.days_seen = set(finding.days)
        self.case.beside(self._day_kept())

    # ── the sources together ─────────────────────────────────────────────────────────────────────────────────────

    async def _assessed(self) -> DeathFinding:
        finding = await self.case.ask(BereavementLaw.finding, DeathRequest(
            person=self.file.person, attested=self.file.said, decided_day=self.file.day,
            identified=not self.file.unidentified, on=self.case.today()))  # fmt: skip
        await self._papers_judged()
        others = (each for each in self.case.decisions if each.rule != finding.decision.rule)
        self.case.decisions[:] = [*others, finding.decision]
        return finding

    async def _papers_judged(self) -> None:
        """Each certificate by the rules of its day; a late or a wrong one is on record, and refuses nothing."""
        for report in self.file.reports[self.papers :]:
            self.papers += 1
            self.case.decisions.append(await self.case.ask(BereavementLaw.certificate, ReportRequest(
                kind=report.kind, source=report.source, issued_on=report.issued_on, reported_on=report.reported_on,
                electronic=report.electronic)))  # fmt: skip

    async def _one_source_is_enough(self, finding: DeathFinding) -> bool:
        """A person may decide on one source, with reasons, or that it was a mistake; waiting is the ordinary way."""
        await self._suspected(finding.day)
        news = self._news()
        self.case.enter("one source")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "one_source", "死亡信息仅有一个来源,如何处理",
            ("wait", "confirm", "mistake"), proposal=", ".join(self.file.offices), unless=news,
        )  # fmt: skip
        if ruling is not None and ruling.choice == "wait":
            clock = await self.case.started("second source", self.limits["second_source"])
            await self.case.within(clock, news, waiting_on="a second source of the death")
        return self._decided(ruling)

    def _decided(self, ruling: Ruled | None) -> bool:
        if ruling is not None and ruling.choice == "mistake":
            self.file.mistake = ruling
        return ruling is not None and ruling.choice == "confirm"

    async def _day_chosen(self, finding: DeathFinding) -> None:
        """The highest-ranking source's day is proposed; meanwhile payments pause."""
        await self._suspected(finding.day)
        await self._conflict_told()
        self.case.enter("days differ")
        ruling = await self._asked_for_the_day(finding.days)
        if ruling is not None:
            self.file.day = date.fromisoformat(ruling.choice)

    async def _asked_for_the_day(self, days: tuple[date, ...]) -> Ruled | None:
        first, *others = days
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "day_of_death", "各来源死亡日期不一致,以哪一日为准",
            (str(first), *map(str, others)), proposal=str(first), unless=self._news(),
        )  # fmt: skip

    async def _day_kept(self) -> None:
        """A source that names another day afterwards: a person decides, and a corrected day is told to all."""
        while True:
            await self.case.until(self._another_day_named)
            others = sorted(self._other_days())
            self.days_seen.update(others)
            if self.file.alive:
                return
            confirmed = self.file.died_on
            await self._conflict_told()
            ruling = await self._asked_for_the_day((confirmed, *others))
            if ruling is not None and ruling.choice != str(confirmed):
                self.file.died_on = date.fromisoformat(ruling.choice)
                await self._announced(self.file.died_on, confirmed)

    def _another_day_named(self) -> bool:
        return self.file.alive or bool(self._other_days())

    def _other_days(self) -> set[date]:
        return {one.on for one in self.file.said} - self.days_seen

    def _news(self) -> Callable[[], bool]:
        """True as soon as a source says something else than now, the body has a name, or the death is off."""
        known, reports = self.file.said, len(self.file.reports)
        off = self._off
        return lambda: off() or self.file.said != known or len(self.file.reports) != reports

    def _off(self) -> bool:
        return self.file.alive or self.file.gone_over

    # ── what others are told ─────────────────────────────────────────────────────────────────────────────────────

    async def _suspected(self, on: date) -> None:
        if not self.suspected:
            self.suspected = True
            await self.case.announce(DeathSuspected(
                case=self.case.id, person=self.file.person, on=on, reported_on=self.case.today(),
                sources=self.file.offices))  # fmt: skip

    async def _announced(self, on: date, corrects: date | None) -> None:
        await self.case.announce(DeathConfirmed(
            case=self.case.id, person=self.file.person, on=on, reported_on=self.case.today(), how=self.file.how,
            sources=self.file.offices, corrects=corrects))  # fmt: skip

    async def _conflict_told(self) -> None:
        await self.case.announce(DataConflictFound(
            case=self.case.id, person=self.file.person, field=RegisterField.DEATH, sources=self.file.offices,
        ))  # fmt: skip

    # ── a cremation without a certificate ────────────────────────────────────────────────────────────────────────

    async def _certificate_looked_for(self) -> None:
        """Somebody was cremated, and no certificate came in 15 working days: health is alerted, and asked for it."""
        await self.case.until(self._cremated_or_settled)
        if not self._settled() and not await self._overdue():
            clock = await self.case.started("certificate report", self.limits["certificate_report_paper"])
            await clock.passed(self._settled)
        if self._settled() or not await self._overdue():
            return
        (reply,) = await self.case.ask_all(self._certificate_inquiry(), waiting_on="certificate")
        await self.case.until(lambda: self.case.asking.reply(reply.question).settled)
        if not self._settled():
            self._found(self.case.asking.reply(reply.question))

    def _cremated_or_settled(self) -> bool:
        return self.file.cremated_on is not None or self._settled()

    def _settled(self) -> bool:
        return self.file.certified or self.file.alive

    async def _overdue(self) -> bool:
        """By the rule of the day; told to health once it is so."""
        cremated_on = self.file.cremated_on
        if cremated_on is None:
            return False
        decision = await self.case.ask(BereavementLaw.overdue, OverdueRequest(
            cremated_on=cremated_on, on=self.case.today()))  # fmt: skip
        if decision.granted and not self.alerted:
            self.alerted = True
            await self.case.announce(CertificateMissing(
                case=self.case.id, person=self.file.person, cremated_on=cremated_on))  # fmt: skip
        return decision.granted

    def _certificate_inquiry(self) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.DEATH_CERTIFICATE}"), department=HEALTH.id,
            topic=Topic.DEATH_CERTIFICATE, subjects=(self.file.subject,), limit=HEALTH.answers[Topic.DEATH_CERTIFICATE],
            legal_basis="国卫规划发〔2026〕5号",
            details={"cremated_on": str(self.file.cremated_on), "died_on": str(self.file.said[0].on)},
        )  # fmt: skip

    def _found(self, reply: Reply) -> None:
        """What health found is a source as good as a report; that it found nothing is on record."""
        if reply.status is not ReplyStatus.ANSWERED or reply.result.get("found") is not True:
            self.case.note("卫生健康部门未查到死亡医学证明 health found no certificate; the county decides")
            return
        self.file.attest(Attestation(
            source=DeathSource.CERTIFICATE, on=date.fromisoformat(str(reply.result["on"])),
            kind=DeathKind(reply.result["kind"]), reported_on=self.case.today()))  # fmt: skip
