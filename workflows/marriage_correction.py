"""Correction of a marriage registration (5.4): papers of court, procuratorate or police, then a person revokes."""

from datetime import date

from temporalio import workflow

from activities.law import Law
from activities.marriage_base import MarriageBase
from activities.marriage_law import MarriageLaw
from events.contracts.envelope import Event
from events.contracts.marriage import MarriageDishonestyNoted, MarriageUpheld, MarriageVoided
from events.contracts.marriage_papers import MarriageDisputed, MarriageEvidenceIssued
from registry.services import MARRIAGE_CORRECTION
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.identifiers import PersonRef, UnitId
from schemas.limits import Limit
from schemas.marriages import VoidKind
from schemas.questions import Errand
from schemas.registrations import Evidence, MarriageEntry, RegistrationDispute
from schemas.weddings import LetterKind, RevocationAssessment, RevocationRequest, Wedding
from workflows.couple_branches import CoupleBranches
from workflows.couple_letters import CoupleLetters
from workflows.marriage_files import MarriageFiles
from workflows.revocation_hearing import STEPS, RevocationHearing
from workflows.verbs import Case

VOIDED, UPHELD, NO_FILE = "never_valid", "upheld", "no_file"
AUTHORITY = "document_of_an_authority"


@workflow.defn(name=MARRIAGE_CORRECTION.id)
class MarriageCorrection:
    """Waits without any limit for a paper of court, procuratorate or police; a request alone revokes nothing.

    A court's judgment is entered. On the other papers the bureau tells the two what it intends, hears them, and a
    person decides who did not review the paper. Then the registration never counted, and everybody corrects.
    What an authority issues meanwhile is read first; nothing is decided beside a paper that nobody has read.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, MARRIAGE_CORRECTION)
        self.certificate = ""
        self.office: UnitId
        self.entry: MarriageEntry
        self.letters: CoupleLetters
        self.limits: dict[str, Limit] = {}
        self.disputed_by: tuple[PersonRef, ...] = ()
        self.evidence: tuple[Evidence, ...] = ()
        self.seen = 0
        self.turns = 0
        """How often the bureau has told the two what it intends."""

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        if not await self._opened():
            return NO_FILE
        while True:
            found = await self._paper()
            reviewed = await self._reviewed(found)
            if reviewed is None:
                continue
            if reviewed.choice == "not_enough":
                self._judgments_set_aside()
                continue
            if found.pronounced is not None:
                return await self._voided(found.pronounced, self._day_of_judgment(), reviewed)
            outcome = await self._revocation(reviewed)
            if outcome is not None:
                return outcome

    # ── the dispute and its papers ───────────────────────────────────────────────────────────────────────────────

    async def _opened(self) -> bool:
        event = await self.case.opened(MarriageDisputed, MarriageEvidenceIssued)
        if not isinstance(event, MarriageDisputed | MarriageEvidenceIssued):
            raise TypeError(f"{event.type} disputes no registration.")
        self.certificate, self.office = event.certificate, event.office
        self.letters = CoupleLetters(self.case, self.certificate)
        self.case.handled_by(self.office)
        self._told(event)
        self.case.on(MarriageEvidenceIssued, self._told)
        self.case.on(MarriageDisputed, self._told)
        on = self.case.today()
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=on))).limits
        files = MarriageFiles(self.case, self.office)
        entry = await files.entry(self.certificate)
        if entry is None:
            await self._no_file()
            return False
        self.entry = entry
        self.case.if_withdrawn(lambda: self._upheld(("dispute_withdrawn",)))
        return True

    async def _no_file(self) -> None:
        """Whoever disputes is answered, and the authority that issued a paper: no file says who the two would be."""
        papers = (f"{each.kind} {each.number}" for each in self.evidence)
        letters = CoupleLetters(self.case, self.certificate, to=(*self.disputed_by, *papers))
        ruled = self.case.ruled("paper_file")
        about = f"结婚证号{self.certificate}"
        await letters.letter(LetterKind.NO_FILE, about=about, said=ruled.reasons if ruled else "")

    def _told(self, event: Event) -> None:
        """Somebody disputes, or an authority issued a paper; only the paper counts."""
        if isinstance(event, MarriageDisputed) and event.by not in self.disputed_by:
            self.disputed_by = (*self.disputed_by, event.by)
        if isinstance(event, MarriageEvidenceIssued):
            paper = Evidence(kind=event.kind, number=event.number, on=event.on, finding=event.finding)
            self.evidence = (*self.evidence, paper)

    async def _paper(self) -> RevocationAssessment:
        """Until one of the papers is of an authority: for years, if it takes years."""
        while True:
            self.case.enter("waiting for papers")
            if self.seen == len(self.evidence):
                self.case.waits("court, procuratorate or police")
                await self.case.until(lambda: len(self.evidence) > self.seen)
            self.seen = len(self.evidence)
            found = await self._assessed()
            if _of_authority(found):
                self.case.withdrawable = False
                return found
            self.case.note("仅有当事人请求,继续等待机关文书 a request is no paper of an authority; the case waits")

    def _unread(self) -> bool:
        return len(self.evidence) > self.seen

    async def _news(self) -> bool:
        """An authority issued something that nobody has read; a mere request holds nobody up."""
        while papers := self.evidence[self.seen :]:
            if _of_authority(await self._weighed(evidence=papers)):
                self.case.note("决定前又收到机关文书,先予审阅 a paper came before the decision and is read first")
                return True
            self.seen += len(papers)
            self.case.note("仅有当事人请求,不影响办理 a request is no paper of an authority; the case goes on")
        return False

    async def _assessed(self, **steps: object) -> RevocationAssessment:
        found = await self._weighed(evidence=self.evidence, **steps)
        self.case.decisions[:] = [found.decision]
        return found

    async def _weighed(self, **said: object) -> RevocationAssessment:
        dispute = RegistrationDispute.model_validate({"certificate": self.certificate, **said})
        return await self.case.ask(MarriageLaw.revocation, RevocationRequest(dispute=dispute, on=self.case.today()))

    async def _reviewed(self, found: RevocationAssessment) -> Ruled | None:
        """Somebody reads the paper beside the file: same certificate, same two, in force. None: another one came."""
        self.case.enter("review of the papers")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.office, "evidence", "机关文书是否足以认定", ("enough", "not_enough"),
            proposal=found.pronounced or ", ".join(each.number for each in self.evidence), unless=self._unread,
        )  # fmt: skip
        return None if self._unread() else ruling

    def _judgments_set_aside(self) -> None:
        """A judgment that does not fit the file binds nobody here; the other papers are read without it."""
        others = tuple(each for each in self.evidence if each.finding is None)
        if others != self.evidence:
            self.evidence, self.seen = others, 0
            self.case.note("裁判文书与本登记不符,不作为依据 a judgment that does not fit the file is set aside")

    # ── the bureau's own decision ────────────────────────────────────────────────────────────────────────────────

    async def _revocation(self, reviewed: Ruled) -> str | None:
        """Told, heard, decided by the head of the bureau, who reviewed nothing before. None: a paper is to be read."""
        self.turns += 1
        self.letters.turn = self.turns
        hearing = RevocationHearing(self.case, self.office, self.entry, self.letters, self.limits)
        told_on = await hearing.offered(self._about(), not_by=(reviewed.officer,))
        if await self._news():
            return None
        found = await self._assessed(reviewed=True, notified_on=told_on, heard=True)
        ruling = await self._ruled(found, reviewed, hearing.summary)
        if ruling is None:
            return None
        if ruling.choice == "revoke":
            return await self._voided(VoidKind.REVOKED, ruling.at.date(), ruling)
        await self.letters.letter(LetterKind.UPHELD, found.decision, about=self._about(), said=ruling.reasons)
        await self._upheld(("not_revoked",))
        return None if await self._news() else UPHELD

    async def _ruled(self, found: RevocationAssessment, reviewed: Ruled, heard: str) -> Ruled | None:
        """None when an authority's paper came before the decision, or in the same moment."""
        self.case.enter("revocation")
        while True:
            ruling = await self.case.decided_by(
                Role.BUREAU_HEAD, self.office, "revocation", "是否撤销婚姻登记",
                ("revoke", "not_revoke") if found.decision.granted else ("not_revoke",),
                not_by=(reviewed.officer,), proposal=heard, unless=self._unread,
            )  # fmt: skip
            if await self._news():
                return None
            if ruling is not None:
                return ruling

    # ── never valid ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _voided(self, kind: VoidKind, decided_on: date, ruling: Ruled) -> str:
        """The base first, then everybody who used it, then both household registers."""
        today = self.case.today()
        await self.case.ask(MarriageBase.void_marriage, self._errand(
            kind=kind, decided_on=str(decided_on), officer=ruling.officer,
            papers=[f"{each.kind} {each.number}" for each in self.evidence]))  # fmt: skip
        await self.case.announce(MarriageVoided(
            case=self.case.id, certificate=self.certificate, kind=kind, on=self.entry.on, decided_on=decided_on,
            reported_on=today, spouses=self._spouses()))  # fmt: skip
        await self._dishonest(ruling)
        await self.letters.letter(LetterKind.NEVER_VALID, about=self._about(), said=ruling.reasons)
        wedding = Wedding(booking=self.certificate, office=self.office, on=self.entry.on, spouses=self.entry.spouses)
        about = f"婚姻登记{self.certificate}自始无效,户口登记更正情况"
        branches = CoupleBranches(self.case, wedding, about=about, status="never valid", kind=kind)
        await branches.followed()
        return VOIDED

    async def _dishonest(self, ruling: Ruled) -> None:
        """Whoever lied is named by the officer; the list for joint punishment is another office's decision."""
        named = tuple(PersonRef(str(each)) for each in ruling.details.get("dishonest", ()))
        persons = tuple(ref for ref in named if ref in self._spouses())
        if persons:
            await self.case.announce(MarriageDishonestyNoted(
                case=self.case.id, certificate=self.certificate, persons=persons))  # fmt: skip

    async def _upheld(self, grounds: tuple[str, ...]) -> None:
        await self.case.announce(MarriageUpheld(
            case=self.case.id, certificate=self.certificate, spouses=self._spouses(), grounds=grounds))  # fmt: skip

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _day_of_judgment(self) -> date:
        return next(each.on for each in self.evidence if each.finding is not None)

    def _about(self) -> str:
        return f"{self.entry.office}{self.entry.on}登记,结婚证号{self.certificate}"

    def _spouses(self) -> tuple[PersonRef, PersonRef]:
        first, second = self.entry.spouses
        return first.ref, second.ref

    def _errand(self, **details: object) -> Errand:
        return Errand(key=f"{self.case.id}/void_marriage", case=self.case.id, details={
            "certificate": self.certificate, "office": self.office, "spouses": self._spouses(), **details})  # fmt: skip


def _of_authority(found: RevocationAssessment) -> bool:
    met = any(each.code == AUTHORITY and each.met is True for each in found.decision.conditions)
    return met or found.pronounced is not None
