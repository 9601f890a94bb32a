"""Books on paper for cases without a register: what was given before, and how a household stands."""

from typing import ClassVar

from activities.rights import NoRights
from activities.temporary_aid import NoAid
from schemas.identifiers import CaseId, HouseholdRef
from schemas.rights import Standing, StandingRequest
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
