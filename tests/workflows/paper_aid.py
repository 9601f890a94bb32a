"""Books on paper for cases without a register: what was given before, and how a household stands."""

from typing import ClassVar

from activities.rights import NoRights
from activities.rounds import NoRounds
from activities.temporary_aid import NoAid
from policy.tellings import settled
from schemas.identifiers import CaseId, HouseholdRef, PersonRef, UnitId
from schemas.rights import Concern, Concerned, FactEntry, Standing, StandingRequest
from schemas.rounds import Round, RoundPage
from schemas.temporary_aid import Earlier, Given, GivenRequest


class PaperAid(NoAid):
    """Knows what each case gave, and of nothing earlier."""

    known: ClassVar[dict[CaseId, tuple[Given, ...]]] = {}

    def given(self, request: GivenRequest) -> Earlier:
        return Earlier(given=self.known.get(request.of, ()))


class PaperRights(NoRights):
    """Knows how a household stands; whatever is entered is taken as entered."""

    known: ClassVar[dict[HouseholdRef, Standing]] = {}

    def standing(self, request: StandingRequest) -> Standing | None:
        return self.known.get(request.household)

    def concerned(self, concern: Concern) -> Concerned:
        of = (known.household for known in self.known.values() if concern.person in _members(known))
        return Concerned(person=concern.person, households=tuple(of))

    def enter_fact(self, entry: FactEntry) -> None:
        for household, known in self.known.items():
            if {entry.fact.person, entry.fact.other} & _members(known):
                self.known[household] = known.model_copy(update={"facts": settled((*known.facts, entry.fact))})


class PaperRounds(NoRounds):
    """Whose turn it is, county by county, on one page."""

    known: ClassVar[dict[UnitId, tuple[Standing, ...]]] = {}

    def page(self, asked: Round) -> RoundPage:
        return RoundPage(standings=self.known.get(asked.county, ()))


def _members(known: Standing) -> set[PersonRef]:
    return {member.ref for found in known.snapshots for member in found.application.household.members}
