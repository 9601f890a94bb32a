"""Does anybody object to what is posted in the village? Silence needs no panel; an objection does (domain 3.3)."""

from activities.civil_affairs import CivilAffairs
from events.contracts.civil_affairs import AssistanceObjectionRaised
from schemas.cases import Role
from schemas.identifiers import UnitId
from schemas.limits import Limit
from workflows.dossier import Dossier
from workflows.waiting import Clock


class Publicity:
    """Posts an opinion and hears objections where it is posted; each posting is one of its own."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self._postings = 0
        self._objections = 0

    @property
    def members(self) -> int:
        """How many persons the household has: all that is posted beside its name and the amount."""
        return len(self.dossier.application.household.members)

    async def posted(self, limit: Limit) -> Clock:
        """In calendar days, on the board of the village or community."""
        self._postings += 1
        clock = await self.case.started("publicity", limit)
        self.case.enter("publicity", waiting_on="publicity", clock=clock)
        await self.case.ask(CivilAffairs.post_publicity, self.dossier.errand(
            f"post_publicity/{self._postings}", members=self.members, until=str(clock.due.day)))  # fmt: skip
        return clock

    async def objection_upheld(self, clock: Clock, town: UnitId) -> bool:
        """Each objection goes to the panel of the town where it arose, and the notice hangs on until its last day.

        One that holds ends the posting. Who objects while the panel sits is heard, although the days are over.
        """
        while True:
            objection = await self.case.wait_for(AssistanceObjectionRaised, clock=clock, waiting_on="publicity")
            if objection is None:
                return False
            clock.counts_on()
            if await self._upheld(objection, town):
                clock.ended()
                return True
            self.case.enter("publicity", waiting_on="publicity", clock=clock)

    async def _upheld(self, objection: AssistanceObjectionRaised, town: UnitId) -> bool:
        self._objections += 1
        self.case.enter("objection")
        ruling = await self.case.decided_by(
            Role.REVIEW_PANEL, town, "panel", "民主评议:异议是否成立", ("upheld", "rejected"),
            proposal=objection.grounds[:80],
        )  # fmt: skip
        upheld = ruling.choice == "upheld"
        said = ("成立", "upheld") if upheld else ("不成立", "rejected")
        self.case.note(f"公示期间异议{self._objections}{said[0]} objection {self._objections} to a posting {said[1]}")
        return upheld
