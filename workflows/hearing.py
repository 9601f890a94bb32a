"""How is a household heard? It reads what speaks against it, and has its time before anybody decides (domain 2.9)."""

from dataclasses import dataclass, field

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from schemas.assessments import LimitsRequest
from schemas.hearings import HearingGrounds, HearingLetterRequest
from schemas.identifiers import ApplicationNumber, HouseholdRef
from schemas.limits import Limit
from schemas.questions import Errand
from workflows.verbs import Case
from workflows.waiting import Clock


@dataclass
class Hearing:
    """One case may hear a household more than once, each time of something else."""

    case: Case
    turns: int = field(default=0, init=False)

    async def opened(
        self, household: HouseholdRef, number: ApplicationNumber, grounds: HearingGrounds, within: Limit | None = None
    ) -> Clock:  # fmt: skip
        """The time for an answer, by the law of the day unless the case knows it; the letter's delivery begins it."""
        within = within or await self._limit()
        self.case.enter("hearing")
        self.turns += 1
        letter = await self.case.ask(Law.hearing, HearingLetterRequest(
            grounds=grounds, within=within, on=self.case.today()))  # fmt: skip
        details = {"number": number, "household": household, "kind": "hearing", "text": letter.text}
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/hearing/{household}/{self.turns}", case=self.case.id,
            details=details))  # fmt: skip
        return await self.case.started("hearing", within)

    async def _limit(self) -> Limit:
        found = await self.case.ask(Law.limits, LimitsRequest(steps=("hearing",), on=self.case.today()))
        return found.limits["hearing"]
