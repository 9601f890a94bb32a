"""What does the registration office do after a court's divorce? It notes the paper, and both registers follow."""

from datetime import date

from activities.marriage_base import MarriageBase
from events.contracts.marriage import DivorceRegistered
from events.contracts.marriage_papers import DivorceApplied, DivorceJudged
from schemas.cases import Role
from schemas.questions import Errand
from schemas.registrations import EntryStatus, MarriageEntry
from schemas.weddings import LetterKind, Wedding
from workflows.couple_branches import CoupleBranches
from workflows.couple_letters import CoupleLetters
from workflows.marriage_files import MarriageFiles
from workflows.verbs import Case

DIVORCED, RETURNED = "divorced", "returned"
ABOUT, STATUS = "离婚登记已载入", "divorced"


class CourtDivorce:
    """The court has decided; only a paper that does not fit the file is looked at by a registrar."""

    def __init__(self, case: Case, judged: DivorceJudged) -> None:
        self.case = case
        self.judged = judged
        self.files = MarriageFiles(case, judged.office)
        self.said = ""
        """Why the registrar gave the paper back."""

    async def noted(self) -> str:
        """Divorced since the day on which the court's paper came into force."""
        self.case.withdrawable = False
        self.case.handled_by(self.judged.office)
        self.case.on_day(self.judged.reported_on)
        entry = await self.files.entry(self.judged.certificate, self.judged.spouses)
        if not self._fits(entry) and not await self._noted_anyway():
            await self._returned()
            return RETURNED
        await self.case.ask(MarriageBase.note_divorce_judgment, self._errand("note_divorce_judgment"))
        await self.case.announce(DivorceRegistered(
            case=self.case.id, number=self.judged.number, way=self.judged.way, on=self.judged.on,
            reported_on=self.judged.reported_on, spouses=self.judged.spouses))  # fmt: skip
        if entry is not None:
            branches = CoupleBranches(self.case, ended(self.judged, self.judged.on, entry), about=ABOUT, status=STATUS)
            await branches.followed()
        return DIVORCED

    def _fits(self, entry: MarriageEntry | None) -> bool:
        return (entry is not None and entry.status is EntryStatus.ACTIVE
                and {each.ref for each in entry.spouses} == set(self.judged.spouses))  # fmt: skip

    async def _noted_anyway(self) -> bool:
        self.case.enter("judgment")
        ruling = await self.case.decided_by(
            Role.REGISTRAR, self.judged.office, "judgment", "裁判文书与婚姻登记档案不符,如何处理", ("return", "note"),
            proposal="the file does not show these two as married",
        )  # fmt: skip
        self.said = ruling.reasons
        return ruling.choice == "note"

    async def _returned(self) -> None:
        """The court hears why, and the two hear that the base still shows something else."""
        await self.case.ask(
            MarriageBase.return_divorce_judgment, self._errand("return_divorce_judgment", why=self.said)
        )
        letters = CoupleLetters(self.case, self.judged.number)
        about = f"{self.judged.court}{self.judged.number}"
        await letters.letter(LetterKind.JUDGMENT_RETURNED, about=about, said=self.said)

    def _errand(self, task: str, **details: str) -> Errand:
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={
            "paper": self.judged.number, "court": self.judged.court, "office": self.judged.office,
            "spouses": self.judged.spouses, "on": str(self.judged.on), **details})  # fmt: skip


def ended(event: DivorceApplied | DivorceJudged, on: date, entry: MarriageEntry) -> Wedding:
    """The two whose household registers follow, each at its own station."""
    return Wedding(booking=event.number, office=event.office, on=on, spouses=entry.spouses)
