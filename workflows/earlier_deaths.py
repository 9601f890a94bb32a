"""Which deaths of a person does the register know already? A report after the first case is measured by them."""

from datetime import date

from activities.rights import Rights
from events.contracts.bereavement import DeathMerged
from events.contracts.envelope import Event
from events.contracts.funerals import CremationDone
from events.contracts.health import DeathReported
from schemas.cases import Role
from schemas.facts import FactKind, LifeFact
from schemas.rights import Concern, StandingRequest
from workflows.death_file import DeathFile
from workflows.verbs import Case


class EarlierDeaths:
    """What an office says of a person whose case has closed; where the register does not settle it, a person does."""

    def __init__(self, case: Case, file: DeathFile) -> None:
        self.case = case
        self.file = file

    async def differs_from(self, first: Event) -> bool:
        """A death is reported once more, and a person finds that it is another one than the one that is known.

        When all that the register knows was taken back, who is reported now can have died now.
        """
        if not isinstance(first, DeathReported | CremationDone | DeathMerged):
            return False
        self.case.enter("second report")
        known = await self._known(first.death)
        lived = bool(known) and not _standing(known)
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "second_report", "已办结人员再次收到死亡信息,是否为新的死亡",
            ("new", "known") if lived else ("known", "new"), proposal="new" if lived else None,
            unless=lambda: self.file.alive,
        )  # fmt: skip
        return ruling is not None and ruling.choice == "new"

    async def taken_back(self, said: date) -> date | None:
        """The day of the death that does not count any more; None when one of another day is upheld."""
        standing = _standing(await self._known(said))
        if not standing or said in standing:
            return said
        upheld = self.file.mistake is None and await self._upheld()
        return None if upheld else max(standing)

    async def _upheld(self) -> bool:
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "other_day",
            "撤回的死亡信息与登记的死亡日期不同,登记的死亡是否成立", ("uphold", "revoke"),
            unless=lambda: self.file.mistake is not None,
        )  # fmt: skip
        return ruling is not None and ruling.choice == "uphold"

    async def _known(self, day: date) -> list[LifeFact]:
        """The deaths of the person in its household's facts; none when no household of the register is concerned."""
        found = await self.case.ask(Rights.concerned, Concern(person=self.file.person, on=day))
        for household in found.households:
            standing = await self.case.ask(Rights.standing, StandingRequest(household=household, case=self.case.id))
            facts = standing.facts if standing else ()
            deaths = [fact for fact in facts if fact.kind is FactKind.DEATH and fact.person == self.file.person]
            if deaths:
                return deaths
        return []


def _standing(deaths: list[LifeFact]) -> list[date]:
    """The days of those that nobody took back."""
    return [death.happened_on for death in deaths if death.revoked_by is None]
