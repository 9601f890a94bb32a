"""Marriage, one thing (婚姻登记条例 2025): registration, both household registers, linked items by consent."""

from datetime import date

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.marriage_base import MarriageBase
from activities.public_security import PublicSecurity
from events.contracts.civil_affairs import MarriageBooked, MarriageBookingCancelled, MarriageItemConsentWithdrawn
from events.contracts.envelope import Event
from events.contracts.marriage import MarriageCancelled, MarriageNoticeSent, MarriageRefused, MarriageRegistered
from events.contracts.marriage_papers import MarriagePapersSupplied, MarriageRegisteredOffline
from registry.services import MARRIAGE
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.marriages import in_the_way
from schemas.questions import Errand
from schemas.weddings import LetterKind, Wedding
from workflows.couple_branches import CoupleBranches
from workflows.couple_days import day_of, stated
from workflows.couple_letters import CoupleLetters
from workflows.marriage_check import MarriageCheck
from workflows.marriage_lock import MarriageLock
from workflows.marriage_paper_entry import ENTERED, PaperEntry
from workflows.verbs import Case, OfficeRefused

REGISTERED, REFUSED, ELSEWHERE = "registered", "refused", "pending_elsewhere"
ON_PAPER = "registered on paper"
REGISTRAR = "registrar_decided"
"""Ground of a refusal that neither the registers nor the will of the two would have called for."""

NOT_VOLUNTARY = "not_voluntary"
"""What a registrar says in `details.ground` who finds that one of the two does not want it (art. 1046)."""

LOST = {"already_married": "status_changed", "lock_lost": ELSEWHERE, "pending_elsewhere": ELSEWHERE}
"""Why the base itself does not register, as a ground; what else it says is settled by an operator."""


@workflow.defn(name=MARRIAGE.id)
class Marriage:
    """Pre-check, the registrar decides, registration, then branches that never touch it again (5.3).

    Each household register and each linked item ends for itself; the couple gets one notice, or a partial one first.
    What was registered on paper while the system was away is entered with its original day.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, MARRIAGE)
        self.wedding: Wedding
        self.on_paper: MarriageRegisteredOffline | None = None
        self.papers_came = False
        self.missing_told = False
        self.check: MarriageCheck
        self.lock: MarriageLock
        self.letters: CoupleLetters
        self.branches: CoupleBranches

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        outcome = await self._online() if self.on_paper is None else ON_PAPER
        if outcome == ON_PAPER and self.on_paper is not None:
            outcome = await self._entered(self.on_paper)
        if outcome == REGISTERED:
            await self.branches.followed(self._noticed)
        return outcome

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def _opened(self) -> None:
        event = await self.case.opened(MarriageBooked, MarriageRegisteredOffline)
        if isinstance(event, MarriageRegisteredOffline):
            self.on_paper = event
        self._about(_wedding(event))
        self.case.handled_by(self.wedding.office)
        self.case.if_withdrawn(self._cancelled)
        self.case.on(MarriageRegisteredOffline, self._told_of_paper)
        self.case.on(MarriagePapersSupplied, self._supplied)
        self.case.on(MarriageBookingCancelled, lambda told: self.case.withdraw("couple", told.reasons))
        self.case.on(MarriageItemConsentWithdrawn, lambda told: self.branches.items.no_longer_wanted(told.item))

    def _about(self, wedding: Wedding) -> None:
        """Everything that the case does is about these two, this office and this day."""
        self.wedding = wedding
        self.check = MarriageCheck(self.case, wedding)
        self.lock = MarriageLock(self.case, wedding)
        self.letters = CoupleLetters(self.case, wedding.booking)
        self.branches = CoupleBranches(self.case, wedding, about="结婚登记", status="married")

    def _told_of_paper(self, event: MarriageRegisteredOffline) -> None:
        """A couple that was booked was registered on paper, because the system was away on the day."""
        self.on_paper = event
        if not self.case.withdrawable:
            self.case.note(f"离线登记与本案重复 registered on paper as well, a double entry: {event.certificate}")

    def _supplied(self, event: MarriagePapersSupplied) -> None:
        spouses = [spouse.model_copy(update={"papers": tuple(dict.fromkeys((*spouse.papers, *event.papers)))})
                   if spouse.ref == event.person else spouse for spouse in self.wedding.spouses]  # fmt: skip
        self._now(spouses=tuple(spouses))
        self.papers_came = True

    def _now(self, **changed: object) -> None:
        """What is known of the wedding by now; check, lock and registration go by it."""
        self.wedding = self.wedding.model_copy(update=changed)
        self.check.wedding = self.lock.wedding = self.wedding

    async def _cancelled(self) -> None:
        await self.case.announce(MarriageCancelled(**self._named(), spouses=self._spouses()))

    # ── before the registrar ─────────────────────────────────────────────────────────────────────────────────────

    async def _online(self) -> str:
        """The registrar is asked again when the last check stays open: silence is no change (domain 2.9)."""
        while True:
            decision, ruling = await self._registrar()
            if ruling is None:
                return ON_PAPER
            if ruling.choice == "refuse":
                return await self._declined(decision, ruling)
            outcome = await self._held(ruling)
            if outcome is not None:
                return outcome

    async def _declined(self, decision: Decision, ruling: Ruled) -> str:
        grounds = tuple(each.code for each in in_the_way(decision))
        told_apart = self.check.voluntary is False  # what one of them said is not for the other one to read
        return await self._refused(grounds or (REGISTRAR,), decision, "" if told_apart else ruling.reasons)

    async def _held(self, ruling: Ruled) -> str | None:
        """Locked, checked for the last time, registered; None when an office did not answer that check."""
        if not await self.lock.held():
            return await self._elsewhere()
        last = await self.check.decision()
        if last.granted and self.on_paper is None:
            return await self._registered(ruling)
        await self.lock.release()
        if self.on_paper is not None:
            return ON_PAPER
        if _failed(last):
            return await self._refused(("status_changed",), last)
        self.check.voluntary = None
        self.case.note(f"最后核查未获答复,已解除锁定 the last check stayed open: {', '.join(_open(last))}")
        return None

    async def _registrar(self) -> tuple[Decision, Ruled | None]:
        """Both in person before the registrar, who decides; postponed couples come again. None: registered on paper.

        Only what the conditions allow can be chosen; a marriage that the base did not see ended is cleared up at once.
        """
        while True:
            decision = await self.check.decision()
            await self._missing_told(decision)
            self.papers_came = False
            ruling = await self._ruled(decision)
            if self.on_paper is not None:
                return decision, None
            found = await self._found(ruling) if ruling is not None else None
            if found is not None:
                return found, ruling
            again = stated(ruling) if ruling is not None and ruling.choice == "postpone" else None
            self._now(on=again or max(self.wedding.on, self.case.today()))

    async def _ruled(self, decision: Decision) -> Ruled | None:
        """None when papers came, or a registration on paper, before anybody had decided."""
        self.case.enter("registration")
        married, against = "no_spouse" in _failed(decision), in_the_way(decision)
        ruling = await self.case.decided_by(
            Role.REGISTRAR, self.wedding.office, "registration", "是否办理结婚登记",
            ("register", "refuse", "postpone") if not against
            else ("refuse", "postpone", "ask_keeper") if married else ("refuse", "postpone"),
            proposal=", ".join(each.code for each in against) or "register",
            unless=lambda: self.on_paper is not None or self.papers_came,
        )  # fmt: skip
        if ruling is not None and ruling.details.get("report") is True:
            await self.case.ask(PublicSecurity.report_suspicion, self._errand(
                f"report_suspicion/{self.check.rounds}", registrar=ruling.officer, reasons=ruling.reasons))  # fmt: skip
        return ruling

    async def _found(self, ruling: Ruled) -> Decision | None:
        """The conditions with what the registrar found, on the day of the decision; None: the two come again."""
        if ruling.choice == "ask_keeper":
            await self._keeper_asked(ruling)
        if ruling.choice == "register":
            return await self._allowed_on(day_of(ruling))
        if ruling.choice != "refuse":
            return None
        self.check.voluntary = False if ruling.details.get("ground") == NOT_VOLUNTARY else None
        return await self.check.judged_again()

    async def _allowed_on(self, day: date) -> Decision | None:
        """Booked for one day and married on another: the law asks for the age on the day itself."""
        self._now(on=day)
        self.check.voluntary = True
        decision = await self.check.judged_again()
        if decision.granted:
            return decision
        self.check.voluntary = None
        self.case.note(f"登记当日不符合条件 not on {day}: {', '.join(each.code for each in decision.reasons)}")
        return None

    async def _missing_told(self, decision: Decision) -> None:
        """All missing papers in one notice, once."""
        if self.missing_told or not any(_paper_missing(code) for code in _failed(decision)):
            return
        self.missing_told = True
        await self.letters.letter(LetterKind.MISSING, decision)

    async def _keeper_asked(self, ruling: Ruled) -> None:
        """The office that keeps a record is asked to note the paper that ended it; then the base is asked again."""
        married = [record for record in self.check.records if record.married]
        await self.case.ask(MarriageBase.request_update, self._errand(
            f"request_update/{self.check.rounds}", paper=str(ruling.details.get("paper", ruling.reasons)),
            persons=[record.person for record in married], keepers=[record.office for record in married]))  # fmt: skip

    # ── registration ─────────────────────────────────────────────────────────────────────────────────────────────

    async def _registered(self, ruling: Ruled) -> str:
        """The one step that no case ever takes back; the declarations were signed before the officer who is named."""
        self.case.withdrawable = False
        errand = self._errand("register_marriage", registrar=ruling.officer, declared_at=str(ruling.at),
                              former=[each for record in self.check.records for each in record.former])  # fmt: skip
        try:
            done = await self.case.ask(CivilAffairs.register_marriage, errand, may_refuse=True)
        except OfficeRefused as no:
            if str(no) in LOST:
                return await self._lost(LOST[str(no)])
            done = await self.case.ask(CivilAffairs.register_marriage, errand)
        await self._announced(str(done.result["certificate"]))
        return REGISTERED

    async def _announced(self, certificate: str, entered_on: date | None = None) -> None:
        self.case.note(f"结婚证 certificate {certificate}")
        self.branches.about = f"结婚登记已办结,结婚证号{certificate}"
        await self.case.announce(MarriageRegistered(
            **self._named(), certificate=certificate, on=self.wedding.on, spouses=self._spouses(),
            entered_on=entered_on))  # fmt: skip

    async def _entered(self, paper: MarriageRegisteredOffline) -> str:
        """With the day on which the two were married, whenever it is entered."""
        self.case.withdrawable = False
        rounds = self.check.rounds
        self._about(_wedding(paper))
        self.check.rounds = rounds
        self.check.voluntary = True  # who registered on paper had asked the two
        entry = PaperEntry(self.case, paper, self.check, self.letters)
        outcome = await entry.outcome()
        if outcome != ENTERED:
            return outcome
        await self._announced(paper.certificate, entered_on=paper.entered_on)
        return REGISTERED

    # ── not registered ───────────────────────────────────────────────────────────────────────────────────────────

    async def _lost(self, ground: str) -> str:
        """The base itself says no at the last moment: somebody else has one of the two."""
        await self.lock.look()
        await self.lock.release()
        if ground == ELSEWHERE:
            return await self._elsewhere()
        return await self._refused((ground,), await self.check.decision())

    async def _elsewhere(self) -> str:
        office = self.lock.holder.office or None
        await self.letters.letter(LetterKind.PENDING_ELSEWHERE, about=office or "")
        await self.case.announce(MarriageRefused(
            **self._named(), spouses=self._spouses(), grounds=(ELSEWHERE,), elsewhere=office))  # fmt: skip
        return ELSEWHERE

    async def _refused(self, grounds: tuple[str, ...], decision: Decision, said: str = "") -> str:
        """In writing: every reason, what the couple can do about it, and the remedies."""
        await self.letters.letter(LetterKind.NOT_REGISTERED, decision, said=said)
        await self.case.announce(MarriageRefused(**self._named(), spouses=self._spouses(), grounds=grounds))
        return REFUSED

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _noticed(self, complete: bool, results: dict[str, str]) -> None:  # noqa: FBT001  as the event says it
        await self.case.announce(MarriageNoticeSent(
            **self._named(), spouses=self._spouses(), complete=complete, results=results))  # fmt: skip

    def _spouses(self) -> tuple[PersonRef, PersonRef]:
        first, second = self.wedding.spouses
        return first.ref, second.ref

    def _named(self) -> dict[str, str]:
        return {"case": self.case.id, "booking": self.wedding.booking}

    def _errand(self, task: str, **details: object) -> Errand:
        return self.lock.errand(task, **details)


def _wedding(event: Event) -> Wedding:
    if isinstance(event, MarriageRegisteredOffline):
        return Wedding(booking=event.booking, office=event.office, on=event.on, spouses=event.spouses,
                       items=event.items, move=event.move)  # fmt: skip
    if isinstance(event, MarriageBooked):
        return Wedding.model_validate(event.model_dump())
    raise TypeError(f"{event.type} books no marriage.")


def _failed(decision: Decision) -> list[str]:
    return [each.code for each in decision.conditions if each.met is False]


def _open(decision: Decision) -> list[str]:
    return [each.code for each in decision.conditions if each.met is None]


def _paper_missing(code: str) -> bool:
    return code.startswith("paper_") or code == "id_valid"
