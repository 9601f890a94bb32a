"""How is everything put back when somebody reported dead lives? In one batch, by every office at once (AC-B7).

The person is asked nothing: no office gets a question that the person would have to answer.
"""

import asyncio
from datetime import date

from activities.bereavement_law import BereavementLaw
from activities.civil_affairs import CivilAffairs
from activities.hall import Hall
from events.contracts.bereavement import EVERYBODY, DeathRestored, DeathRevoked
from registry.departments import Department
from schemas.death_assessments import ApologyRequest
from schemas.questions import DepartmentErrand
from workflows.death_file import DeathFile
from workflows.verbs import Case

REVOKED = "revoked"
TASK = "restore_after_death"
TAKEN_BACK = "the report of the death was taken back"


class Restoration:
    """Every office that may have acted puts back what it did, with back pay; a refusal waits for an operator."""

    def __init__(self, case: Case, file: DeathFile) -> None:
        self.case = case
        self.file = file

    async def restored(self, on: date) -> str:
        """Announced first, so that every benefit's own review restores and pays at the same time; one letter."""
        await self.case.asking.all_dropped(TAKEN_BACK)
        self.case.enter("restoring", waiting_on="every office that heard of the death")
        await self.case.announce(DeathRevoked(
            case=self.case.id, person=self.file.person, on=on, reported_on=self.case.today()))  # fmt: skip
        self.case.note(f"差错事件 incident: somebody who lives was reported dead; {self._by()}")
        await asyncio.gather(self._apologised(), *(self._put_back(office, on) for office in EVERYBODY))
        await self.case.announce(DeathRestored(
            case=self.case.id, person=self.file.person, departments=tuple(office.id for office in EVERYBODY),
        ))  # fmt: skip
        return REVOKED

    async def _put_back(self, office: Department, on: date) -> None:
        """One errand an office, with everything that this case asked of it; it knows itself what it did."""
        asked = [line.topic for line in self.case.now_record().asked if line.department == office.id]
        await self.case.ask(Hall.have_done, DepartmentErrand(
            key=f"{self.case.id}/{TASK}/{office.id}", case=self.case.id, department=office.id, task=TASK,
            details={"person": self.file.person, "died_on": str(on), "asked": asked, "back_pay": True}))  # fmt: skip

    async def _apologised(self) -> None:
        letter = await self.case.ask(BereavementLaw.apology, ApologyRequest(
            restored=tuple(office.id for office in EVERYBODY), on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self.file.letter("apology", letter.text))

    def _by(self) -> str:
        """By whose word the report is off."""
        if self.file.mistake is not None:
            return f"found by {self.file.mistake.officer}"
        return f"taken back by decision {self.file.revocation.decision}" if self.file.revocation else "taken back"
