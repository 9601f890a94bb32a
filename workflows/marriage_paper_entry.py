"""How does a registration on paper come into the base? With its original day, once, by a second registrar's word."""

from activities.marriage_base import MarriageBase
from activities.marriage_law import MarriageLaw
from events.contracts.marriage_papers import MarriageRegisteredOffline
from schemas.cases import Role
from schemas.decisions import Decision
from schemas.questions import Errand
from schemas.weddings import LetterKind, OfflineRequest
from workflows.couple_letters import CoupleLetters
from workflows.marriage_check import MarriageCheck
from workflows.verbs import Case, OfficeRefused

ENTERED, DOUBLE, RETURNED = "entered", "double_entry", "returned"
CHOICES = {"enter": ENTERED, "already_entered": DOUBLE, "return": RETURNED}
LETTERS = {"already_entered": LetterKind.PAPER_DOUBLE, "return": LetterKind.PAPER_RETURNED}


class PaperEntry:
    """Double entries and other spouses are found; whether it is entered a registrar decides who did not register it.

    The two hold a certificate, so they hear it when it is not entered.
    """

    def __init__(
        self, case: Case, paper: MarriageRegisteredOffline, check: MarriageCheck, letters: CoupleLetters
    ) -> None:
        self.case = case
        self.paper = paper
        self.check = check
        self.letters = letters

    async def outcome(self) -> str:
        """Entered, found to be entered already, or returned to the office that registered."""
        times = 0
        while True:
            await self.check.decision()
            decision = await self._judged()
            choice, said = await self._ruled(decision)
            if choice != "enter":
                await self.letters.letter(LETTERS[choice], decision, about=self._about(), said=said)
                return CHOICES[choice]
            times += 1
            try:
                await self.case.ask(MarriageBase.enter_offline_marriage, self._errand(times), may_refuse=True)
            except OfficeRefused as no:
                self.case.note(f"补录被拒,重新核对 the base refused the entry, looked at again: {no}")
            else:
                return ENTERED

    async def _judged(self) -> Decision:
        decision = await self.case.ask(MarriageLaw.offline_entry, OfflineRequest(
            spouses=self.paper.spouses, records=self.check.records, on=self.paper.on))  # fmt: skip
        self.case.decisions.append(decision)
        return decision

    async def _ruled(self, decision: Decision) -> tuple[str, str]:
        self.case.enter("paper entry")
        found = [each.code for each in decision.conditions if each.met is False]
        double = "not_entered_yet" in found
        ruling = await self.case.decided_by(
            Role.REGISTRAR, self.paper.office, "paper_entry", "离线登记是否补录",
            ("enter", "already_entered", "return") if not found
            else ("already_entered", "enter", "return") if double else ("return", "enter", "already_entered"),
            not_by=(self.paper.registrar,), proposal=", ".join(dict.fromkeys(found)) or "enter",
        )  # fmt: skip
        return ruling.choice, ruling.reasons

    def _about(self) -> str:
        return f"结婚证号{self.paper.certificate},登记日期{self.paper.on}"

    def _errand(self, times: int) -> Errand:
        first, second = self.paper.spouses
        return Errand(key=f"{self.case.id}/enter_offline_marriage/{times}", case=self.case.id, details={
            "booking": self.paper.booking, "certificate": self.paper.certificate, "office": self.paper.office,
            "spouses": (first.ref, second.ref), "on": str(self.paper.on), "at": self.paper.at.isoformat(),
            "registrar": self.paper.registrar})  # fmt: skip
