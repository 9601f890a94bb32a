"""How does a household get a letter about its rights? Once from each turn of a case, whatever kind of letter it is."""

from dataclasses import dataclass

from activities.civil_affairs import CivilAffairs
from schemas.identifiers import HouseholdRef
from schemas.questions import Errand
from workflows.turns import numbered
from workflows.verbs import Case


@dataclass
class HouseholdLetters:
    """A case about several households delivers one to each, and one more whenever it looks at them again."""

    case: Case
    household: HouseholdRef
    turn: int = 1

    async def delivered(self, kind: str, text: str) -> None:
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=numbered(f"{self.case.id}/notice/{self.household}", self.turn), case=self.case.id,
            details={"household": self.household, "kind": kind, "text": text}))  # fmt: skip
