"""Is somebody counted twice? Members are claimed before work starts; of two applications the first goes on (2.9)."""

from activities.application_law import ApplicationLaw
from activities.civil_affairs import CivilAffairs
from activities.claims import Claims
from schemas.applications import DoubleAssessment, DoubleRequest
from schemas.cases import Role, Ruled
from schemas.rights import Claim, Contested, Counted, Release
from workflows.dossier import Dossier

MERGED = "merged_duplicate"


class Claiming:
    """One application counts a person, until it ends without a recognition; what a person looked at may go on."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self._counts = False

    async def merged(self) -> str | None:
        """None when the members are this application's; another one that counts them is settled by a person."""
        self.case.if_withdrawn(self._taken_back)
        claim = self._claim()
        while conflicts := (await self.case.ask(Claims.claim, claim)).conflicts:
            assessed = await self._assessed(claim, conflicts)
            ruling = await self._ruled(assessed)
            if ruling.choice == "merge":
                await self._told(assessed)
                return MERGED
            if ruling.choice == "go_on":
                claim = claim.model_copy(update={"despite": (*claim.despite, *(each.case for each in conflicts))})
            else:
                await self._other_resolved(claim, conflicts)
        self._counts = True
        return None

    async def released(self, reason: str) -> None:
        """Its members may be counted elsewhere again."""
        if self._counts:
            await self._released(reason)

    async def _taken_back(self) -> None:
        await self._released("withdrawn")

    async def _released(self, reason: str) -> None:
        await self.case.ask(Claims.release, Release(case=self.case.id, on=self.case.today(), reason=reason))

    async def _assessed(self, claim: Claim, conflicts: tuple[Counted, ...]) -> DoubleAssessment:
        self.case.enter("duplicate")
        number, on = self.dossier.application.number, self.case.today()
        assessed = await self.case.ask(ApplicationLaw.double_application, DoubleRequest(
            number=number, claim=claim, conflicts=conflicts, on=on))  # fmt: skip
        others = [each for each in self.case.decisions if each.rule != assessed.decision.rule]
        self.case.decisions[:] = [*others, assessed.decision]
        return assessed

    async def _ruled(self, assessed: DoubleAssessment) -> Ruled:
        """The ordinary choice first: who was first goes on, a household's second application is merged."""
        later = ("merge", "wait", "go_on") if assessed.own else ("wait", "merge", "go_on")
        return await self.case.decided_by(
            Role.TOWN_OFFICER, self.dossier.town, "duplicate", "家庭成员已被其他申请或待遇计入,如何办理",
            ("go_on", "wait", "merge") if assessed.decision.granted else later,
            proposal="go_on" if assessed.decision.granted else later[0],
        )  # fmt: skip

    async def _other_resolved(self, claim: Claim, conflicts: tuple[Counted, ...]) -> None:
        """However long it takes: the other application ends, or becomes a right of which a person decides again."""
        others = ", ".join(dict.fromkeys(each.case for each in conflicts))
        self.case.waits(f"other case: {others}"[:200])
        await self.case.ask(Claims.resolved, Contested(claim=claim, conflicts=conflicts))

    async def _told(self, assessed: DoubleAssessment) -> None:
        await self.case.ask(CivilAffairs.deliver_notice, self.dossier.errand(
            "notice/merged", number=self.dossier.application.number, kind="merged", text=assessed.letter))  # fmt: skip

    def _claim(self) -> Claim:
        household = self.dossier.application.household
        return Claim(
            case=self.case.id, household=household.ref, members=tuple(member.ref for member in household.members),
            accepted_on=self.case.today(), town=self.dossier.town, taken_at=self.case.time.now(),
        )  # fmt: skip
