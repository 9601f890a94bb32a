"""Divorce (民法典第一千零七十六至一千零八十条): by agreement, with two periods of thirty days, or by a court."""

from temporalio import workflow

from activities.law import Law
from activities.marriage_base import MarriageBase
from activities.marriage_law import MarriageLaw
from events.contracts.marriage import ApplicationEnd, DivorceApplicationEnded, DivorceRegistered
from events.contracts.marriage_papers import DivorceApplicationWithdrawn, DivorceApplied, DivorceJudged
from registry.services import DIVORCE
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.decisions import Decision
from schemas.divorces import DivorceFacts, Stage
from schemas.limits import Limit
from schemas.marriages import DivorceWay
from schemas.questions import Errand
from schemas.registrations import MarriageEntry
from schemas.weddings import AcceptanceRequest, CertificateRequest, LetterKind, StageRequest
from workflows.couple_branches import CoupleBranches
from workflows.couple_days import day_of
from workflows.couple_letters import CoupleLetters
from workflows.divorce_by_court import ABOUT, DIVORCED, STATUS, CourtDivorce, ended
from workflows.marriage_files import MarriageFiles
from workflows.verbs import Case
from workflows.waiting import Clock

NOT_ACCEPTED, TAKEN_BACK, LAPSED, NOT_ISSUED = "not_accepted", "withdrawn", "deemed_withdrawn", "not_issued"
STEPS = ("divorce_withdrawal", "divorce_collection")


@workflow.defn(name=DIVORCE.id)
class Divorce:
    """Both apply at one office; either takes back within thirty days; both collect there within the next thirty.

    When they do not, the law itself takes the application as withdrawn, and nobody decides that (art. 1077). Until
    the certificate is handed out the two are married, and the base says so to everybody who asks.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, DIVORCE)
        self.applied: DivorceApplied
        self.entry: MarriageEntry | None = None
        self.files: MarriageFiles
        self.letters: CoupleLetters
        self.limits: dict[str, Limit] = {}
        self.taken_back: DivorceApplicationWithdrawn | None = None
        self.lapsed = False
        self.collected = False

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        event = await self.case.opened(DivorceApplied, DivorceJudged)
        if isinstance(event, DivorceJudged):
            court = CourtDivorce(self.case, event)
            return await court.noted()
        if not isinstance(event, DivorceApplied):
            raise TypeError(f"{event.type} asks for no divorce.")
        await self._opened(event)
        withdrawal = await self.case.started(
            "divorce withdrawal", self.limits["divorce_withdrawal"], since=self.applied.on
        )
        if not await self._accepted():
            return NOT_ACCEPTED
        if await self._taken_back_in_time(withdrawal):
            return TAKEN_BACK
        collection = await self.case.started(
            "divorce collection", self.limits["divorce_collection"], since=withdrawal.due.day
        )
        return await self._collected(collection)

    async def _opened(self, event: DivorceApplied) -> None:
        self.applied = event
        self.files = MarriageFiles(self.case, event.office)
        self.letters = CoupleLetters(self.case, event.number)
        self.case.handled_by(event.office)
        self.case.on_day(event.on)
        self.case.on(DivorceApplicationWithdrawn, self._told)
        self.case.if_withdrawn(self._other_told)
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=event.on))).limits

    def _told(self, event: DivorceApplicationWithdrawn) -> None:
        """One of the two takes back; when it was counts, not when it is heard."""
        self.taken_back = event

    # ── the application ──────────────────────────────────────────────────────────────────────────────────────────

    async def _accepted(self) -> bool:
        """A registrar takes the application; from then on the base shows it."""
        self.case.enter("acceptance")
        decision = await self._assessed()
        ruling = await self._acceptance(decision)
        if ruling is not None and ruling.choice == "not_accept":
            await self.letters.letter(LetterKind.NOT_ACCEPTED, decision, said=ruling.reasons)
            await self._ended(ApplicationEnd.NOT_ACCEPTED, _failed(decision))
            return False
        self.case.if_withdrawn(self._unmarked)
        await self.case.ask(MarriageBase.note_divorce_application, self._errand("note_divorce_application"))
        return True

    async def _acceptance(self, decision: Decision) -> Ruled | None:
        """None when one of the two took back before anybody had decided."""
        while True:
            ruling = await self.case.decided_by(
                Role.REGISTRAR, self.applied.office, "acceptance", "是否受理离婚登记申请",
                ("accept", "not_accept") if decision.granted else ("not_accept", "accept"),
                proposal="accept" if decision.granted else ", ".join(each.code for each in decision.reasons),
                unless=lambda: self.taken_back is not None,
            )  # fmt: skip
            if ruling is not None or await self._in_time():
                return ruling

    async def _assessed(self) -> Decision:
        self.entry = await self.files.entry(self.applied.certificate, self.applied.spouses)
        decision = await self.case.ask(MarriageLaw.divorce_acceptance, AcceptanceRequest(
            facts=self._facts(), on=self.applied.on))  # fmt: skip
        self.case.decisions[:] = [decision]
        return decision

    # ── thirty days in which either takes back ───────────────────────────────────────────────────────────────────

    async def _taken_back_in_time(self, clock: Clock) -> bool:
        self.case.enter("withdrawal period")
        while await self.case.within(clock, lambda: self.taken_back is not None, waiting_on="either of the two"):
            if await self._in_time():
                return await self._withdrawn()
        return False

    async def _in_time(self) -> bool:
        """A withdrawal of a day within the period counts, also when it is heard of later."""
        told = self.taken_back
        if told is None:
            return False
        found = await self.case.ask(MarriageLaw.divorce_stage, StageRequest(applied_on=self.applied.on, on=told.on))
        if found.stage is Stage.WITHDRAWAL:
            return True
        self.taken_back = None
        self.case.note("撤回期限已过,不共同申领即视为撤回 taken back after the period; not collecting has that effect")
        return False

    async def _withdrawn(self) -> bool:
        self.case.withdrawable = False
        await self._unmarked()
        await self._other_told()
        return True

    async def _other_told(self) -> None:
        """One alone may take it back; the other one learns of it from the office."""
        await self.letters.letter(LetterKind.TAKEN_BACK, about=f"申请编号{self.applied.number}")
        await self._ended(ApplicationEnd.WITHDRAWN)

    # ── thirty days in which both collect ────────────────────────────────────────────────────────────────────────

    async def _collected(self, clock: Clock) -> str:
        """Together, in person, at the office of the application; the registrar of no other office is asked."""
        self.case.withdrawable = False
        self.case.enter("collection")
        late = clock.due.at <= self.case.time.now()
        if not late:
            self.case.beside(self._lapses(clock))
        while True:
            ruling = await self.case.decided_by(
                Role.REGISTRAR, self.applied.office, "collection", "双方是否共同到场申领离婚证",
                ("issue", "not_together", "not_issue") if not late else ("lapsed", "issue", "not_issue"),
                proposal=f"until {clock.due.day}",
                unless=lambda: self.lapsed or self.taken_back is not None,
            )  # fmt: skip
            if await self._in_time():
                await self._withdrawn()
                return TAKEN_BACK
            if self.lapsed if ruling is None else ruling.choice == "lapsed":
                return await self._lapsed()
            if ruling is not None and ruling.choice != "not_together":
                outcome = await self._decided(ruling)
                if outcome is not None:
                    return outcome

    async def _lapses(self, clock: Clock) -> None:
        """Beside the question to the registrar: the law's own effect (art. 1077)."""
        self.lapsed = await clock.passed(lambda: self.collected)

    async def _decided(self, ruling: Ruled) -> str | None:
        """None when something is still missing for the certificate."""
        decision = await self._conditions(ruling)
        if ruling.choice == "issue" and decision.granted:
            self.collected = True
            return await self._registered(ruling)
        if ruling.choice == "issue":
            self.case.note(f"尚不能发给离婚证 no certificate yet: {', '.join(_failed(decision))}")
            return None
        await self._unmarked()
        await self.letters.letter(LetterKind.NOT_ISSUED, decision, said=ruling.reasons)
        await self._ended(ApplicationEnd.NOT_ISSUED, _failed(decision))
        return NOT_ISSUED

    async def _conditions(self, ruling: Ruled) -> Decision:
        """The base is asked once more: a court, or a death, may have ended the marriage meanwhile."""
        self.entry = await self.files.entry(self.applied.certificate, self.applied.spouses)
        decision = await self.case.ask(MarriageLaw.divorce_certificate, CertificateRequest(
            facts=self._facts(), on=day_of(ruling), together=ruling.choice == "issue",
            same_office=ruling.unit == self.applied.office))  # fmt: skip
        self.case.decisions.append(decision)
        return decision

    async def _registered(self, ruling: Ruled) -> str:
        on = day_of(ruling)
        await self.case.ask(MarriageBase.register_divorce, self._errand(
            "register_divorce", registrar=ruling.officer, on=str(on)))  # fmt: skip
        await self.case.announce(DivorceRegistered(
            case=self.case.id, number=self.applied.number, way=DivorceWay.AGREEMENT, on=on,
            reported_on=ruling.at.date(), spouses=self.applied.spouses))  # fmt: skip
        if self.entry is not None:
            branches = CoupleBranches(self.case, ended(self.applied, on, self.entry), about=ABOUT, status=STATUS)
            await branches.followed()
        return DIVORCED

    async def _lapsed(self) -> str:
        """Recorded with its article; nobody is decided upon."""
        decision = await self.case.ask(MarriageLaw.divorce_certificate, CertificateRequest(
            facts=self._facts(), on=self.case.today(), together=False, same_office=True))  # fmt: skip
        self.case.decisions.append(decision)
        self.case.note("逾期未共同申领,视为撤回(民法典第一千零七十七条) not collected in time: deemed withdrawn")
        await self._unmarked()
        await self.letters.letter(LetterKind.DEEMED_WITHDRAWN)
        await self._ended(ApplicationEnd.DEEMED_WITHDRAWN, ("collection_period",))
        return LAPSED

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _unmarked(self) -> None:
        await self.case.ask(MarriageBase.clear_divorce_application, self._errand("clear_divorce_application"))

    async def _ended(self, end: ApplicationEnd, grounds: tuple[str, ...] = ()) -> None:
        await self.case.announce(DivorceApplicationEnded(
            case=self.case.id, number=self.applied.number, spouses=self.applied.spouses, end=end, grounds=grounds,
        ))  # fmt: skip

    def _facts(self) -> DivorceFacts:
        stated = self.applied.model_dump(include={"spouses", "in_person", "agreement", "capable"})
        return DivorceFacts(applied_on=self.applied.on, entry=self.entry, **stated)

    def _errand(self, task: str, **details: str) -> Errand:
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={
            "number": self.applied.number, "office": self.applied.office, "spouses": self.applied.spouses,
            "on": str(self.case.today()), **details})  # fmt: skip


def _failed(decision: Decision) -> tuple[str, ...]:
    return tuple(each.code for each in decision.conditions if each.met is not True)
