"""What happened to the household while its application was open? It is counted as it is, not as it was filed (2.9)."""

from activities.application_law import ApplicationLaw
from activities.civil_affairs import CivilAffairs
from activities.rights import Rights
from schemas.applications import Situation, SituationRequest
from schemas.households import Application
from schemas.rights import FactsRequest
from workflows.dossier import Dossier

DIED = "applicant_died"
MEANWHILE = "facts"
"""Why a household is reviewed right after its recognition: something happened while its application was open."""


class Meanwhile:
    """The facts are entered by the review that they open; here the application looks at them before each step."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self._found: Situation | None = None
        self._letters = 0

    @property
    def application(self) -> Application:
        """Without who has died or gone away since it was filed."""
        return self._found.application if self._found else self.dossier.application

    async def nobody_left(self) -> bool:
        """Everybody for whom it was applied has died."""
        return (await self.looked_at()).nobody_left

    def ended_by_death(self) -> str:
        """Nobody is refused, and nothing is paid: of those for whom it was applied, nobody lives (domain 2.9)."""
        self.case.withdrawable = False
        self.dossier.total.ended()
        self.case.note("申请人去世,终止办理 everybody for whom it was applied has died; nothing is decided")
        return DIED

    async def changed(self) -> bool:
        """Somebody left since the household was looked at last, or did not leave after all: it is assessed anew."""
        before = self._found.left if self._found else ()
        changed = (await self.looked_at()).left != before
        if changed:
            self.case.note("家庭成员变化,重新测算 who belongs to the household has changed; assessed again")
        return changed

    async def looked_at(self) -> Situation:
        """Those who are left are told, once for each change."""
        before = self._found.left if self._found else ()
        members = self.dossier.application.household.members
        known = await self.case.ask(Rights.facts_of, FactsRequest(
            case=self.case.id, persons=tuple(member.ref for member in members)))  # fmt: skip
        if not known.facts:
            return Situation(application=self.dossier.application)
        found = self._found = await self.case.ask(ApplicationLaw.situation, SituationRequest(
            application=self.dossier.application, facts=known.facts, on=self.case.today()))  # fmt: skip
        if found.letter and found.left != before:
            await self._told(found)
        return found

    async def _told(self, found: Situation) -> None:
        self._letters += 1
        await self.case.ask(CivilAffairs.deliver_notice, self.dossier.errand(
            f"notice/recounted/{self._letters}", number=self.dossier.application.number, kind="recounted",
            text=found.letter))  # fmt: skip
