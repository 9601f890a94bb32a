"""Who handles a household that has moved within the city? Its new town, once its lead has agreed (domain 2.9, 3.2)."""

from activities.application_law import ApplicationLaw
from activities.civil_affairs import CivilAffairs
from activities.rights import Rights
from schemas.applications import HandoverRequest
from schemas.cases import Role, Ruled
from schemas.households import Application
from schemas.identifiers import EventId
from schemas.questions import Errand
from schemas.register_entries import Signature
from schemas.rights import ChangeEntry, Standing
from schemas.snapshots import Snapshot
from workflows.turns import numbered
from workflows.verbs import Case

TRANSFERRED, NOT_TAKEN_OVER = "transferred", "unchanged"
TAKEOVER = "takeover"


class Takeover:
    """Nothing ends and nothing begins: the rights go on, the old town's papers come along."""

    def __init__(self, case: Case, standing: Standing, found: Snapshot, stands: Application, turn: int = 1) -> None:
        self.case = case
        self.standing = standing
        self.found = found
        self.turn = turn
        self.members = tuple(member.ref for member in stands.household.members)
        self.old = standing.newest.application.household
        self.new = found.application.household

    async def outcome(self) -> str | None:
        """The household stays where it is until somebody of the new town has taken it over."""
        self.case.handled_by(self.new.town)
        self.case.enter("takeover", waiting_on=f"papers of {self.old.town}")
        await self.case.ask(CivilAffairs.transfer_package, self._errand("transfer_package"))
        ruling = await self.case.decided_by(
            Role.TOWN_LEAD, self.new.town, TAKEOVER, "户籍迁入,是否接续待遇管理", ("take_over", "lives_elsewhere"),
            proposal=f"{self.old.town} → {self.new.town}",
        )  # fmt: skip
        if ruling.choice != "take_over":
            self.case.note(f"迁入地未接续,仍由原镇街管理 not taken over: {self.old.town} goes on")
            return NOT_TAKEN_OVER
        return await self._entered(ruling)

    async def _entered(self, ruling: Ruled) -> str | None:
        """None: something else was entered meanwhile; the review looks again, and so does the new town."""
        entry = ChangeEntry(
            case=self.case.id, household=self.standing.household, part=numbered(TAKEOVER, self.turn),
            on=self.case.today(), based_on=self.standing.version, spans=(), snapshot=self.found, members=self.members,
            event=EventId(self.case.cause or self.case.id),
            signature=Signature.of(ruling),
        )  # fmt: skip
        if not (await self.case.ask(Rights.enter_change, entry)).entered:
            return None
        months = await self.case.ask(ApplicationLaw.handover, HandoverRequest(on=self.case.today()))
        await self.case.ask(CivilAffairs.settle_transfer, self._errand(
            "settle_transfer", last_month=str(months.last_of_old), first_month=str(months.first_of_new)))  # fmt: skip
        return TRANSFERRED

    def _errand(self, name: str, **details: str) -> Errand:
        place = {"town": self.old.town, "number": self.standing.newest.number}
        return Errand(key=numbered(f"{self.case.id}/{name}/{self.standing.household}", self.turn), case=self.case.id,
                      details={**place, **details})  # fmt: skip
