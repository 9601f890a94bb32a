"""Which deaths of a person does the register know already? A report after the first case is measured by them."""

from datetime import date

from activities.rights import Rights
from events.contracts.bereavement import DeathMerged
from events.contracts.funerals import CremationDone
from events.contracts.health import DeathReported
from schemas.cases import Role, Ruled
from schemas.facts import FactKind, LifeFact
from schemas.rights import Concern, StandingRequest
from workflows.death_file import DeathFile, Opening, WordOfHall
from workflows.verbs import Case


class EarlierDeaths:
    """What an office says of a person whose case has closed; where the register does not settle it, a person does."""

    def __init__(self, case: Case, file: DeathFile) -> None:
        self.case = case
        self.file = file

    async def differs_from(self, first: Opening) -> bool:
        """A death is reported once more, and a person finds that it is another one than the one that is known.

        Put again when the death that was found to be the same is taken back meanwhile.
        """
        spoken = isinstance(first, WordOfHall) and bool(self.file.said)
        if not spoken and not isinstance(first, DeathReported | CremationDone | DeathMerged):
            return False
        self.case.enter("second report")
        while True:
            standing = await self._standing(first.death)
            ruling = await self._ruled(lives=standing == frozenset())
            if ruling is None or ruling.choice == "new":
                return ruling is not None
            if await self._standing(first.death) == standing:
                return False

    async def _ruled(self, *, lives: bool) -> Ruled | None:
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "second_report", "已办结人员再次收到死亡信息,是否为新的死亡",
            ("new", "known") if lives else ("known", "new"), proposal="new" if lives else None,
            unless=lambda: self.file.alive,
        )  # fmt: skip

    async def taken_back(self, said: date) -> date | None:
        """The day of the death that does not count any more; None when one of another day is upheld."""
        standing = await self._standing(said)
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

    async def _standing(self, day: date) -> frozenset[date] | None:
        """The days on which the person died by the register; None when no household of the register is concerned.

        An empty set is of somebody who lives: no death was entered, or each was taken back.
        """
        found = await self.case.ask(Rights.concerned, Concern(person=self.file.person, on=day))
        asked = [await self.case.ask(Rights.standing, StandingRequest(household=household, case=self.case.id))
                 for household in found.households]  # fmt: skip
        facts = [known.facts for known in asked if known is not None]
        if not facts:
            return None
        return frozenset(fact.happened_on for of in facts for fact in of if self._is_death(fact))

    def _is_death(self, fact: LifeFact) -> bool:
        return fact.kind is FactKind.DEATH and fact.person == self.file.person and fact.revoked_by is None
