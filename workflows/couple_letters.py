"""How are the two told? A letter made of the recorded decision, delivered once."""

from activities.civil_affairs import CivilAffairs
from activities.marriage_law import MarriageLaw
from schemas.decisions import Decision
from schemas.questions import Done, Errand
from schemas.weddings import CoupleLetterRequest, LetterKind
from workflows.turns import numbered
from workflows.verbs import Case


class CoupleLetters:
    """The letters of one case; `number` is the booking, application or certificate that they are about.

    `to` names those who get them where no file under that number says who it is. What is decided anew has another
    `turn`, with letters of its own.
    """

    def __init__(self, case: Case, number: str, *, to: tuple[str, ...] = (), turn: int = 1) -> None:
        self.case = case
        self.number = number
        self.to = to
        self.turn = turn

    async def letter(self, kind: LetterKind, decision: Decision | None = None, *, about: str = "",
                     said: str = "") -> Done:  # fmt: skip
        """What the office wrote down of the delivery."""
        letter = await self.case.ask(MarriageLaw.letter, CoupleLetterRequest(
            kind=kind, decision=decision, on=self.case.today(), about=about, said=said))  # fmt: skip
        return await self.delivered(kind.value, letter.text)

    async def delivered(self, kind: str, text: str) -> Done:
        """Once for each kind and turn."""
        named = {"to": self.to} if self.to else {}
        return await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=numbered(f"{self.case.id}/notice/{kind}", self.turn), case=self.case.id,
            details={"number": self.number, "kind": kind, "text": text, **named}))  # fmt: skip
