"""Files of disabled persons on paper, for cases without a register: what is noted is read again, rights stay."""

from typing import Any, ClassVar

from activities.subsidies import NoSubsidies
from policy.disability_adjustment import adjustment
from policy.disability_comparison import compared, expiring
from schemas.disability import (
    Claimed,
    ClaimEntry,
    ClaimRequest,
    FileRequest,
    HouseholdRequest,
    Listed,
    NoteEntry,
    SubsidyClaim,
    SubsidyFile,
)
from schemas.disability_rounds import (
    Adjustment,
    Compared,
    ComparisonRequest,
    CountyRequest,
    ExpiringFound,
    ExpiringRequest,
    Persons,
    StandardRequest,
)
from schemas.identifiers import PersonRef


class PaperSubsidies(NoSubsidies):
    """Knows of each person what a test wrote down, and what its cases noted since."""

    files: ClassVar[dict[PersonRef, SubsidyFile]] = {}

    def file(self, request: FileRequest) -> SubsidyFile:
        return self._of(request.person)

    def listed(self, request: HouseholdRequest) -> Listed:
        return Listed(persons=tuple(person for person in request.members if person in self.files))

    def claim(self, entry: ClaimEntry) -> Claimed:
        claim = entry.claim
        known = self._of(claim.person)
        self._now(known, claims=(*known.claims, claim), household=claim.household, town=claim.town, county=claim.county)
        return Claimed()

    def claimed(self, request: ClaimRequest) -> SubsidyClaim | None:
        claims = (claim for file in self.files.values() for claim in file.claims)
        return next((claim for claim in claims if claim.case == request.case), None)

    def enter(self, entry: NoteEntry) -> None:
        known = self._of(entry.person)
        noted = {"findings": entry.finding, "rulings": entry.ruling, "facts": entry.fact}
        self._now(known, **{name: (*getattr(known, name), note) for name, note in noted.items() if note is not None})

    def persons(self, request: CountyRequest) -> Persons:
        """Whose reference begins with the number of the case's city."""
        number = request.case.split(":")[1]
        return Persons(persons=tuple(one for one in self.files if one.startswith(number)))

    def compared(self, request: ComparisonRequest) -> Compared:
        return compared(self._page(request.persons), request)

    def adjusted(self, request: StandardRequest) -> Adjustment:
        return adjustment(self._page(request.persons), request.on).told

    def expiring(self, request: ExpiringRequest) -> ExpiringFound:
        found = (one for file in self._page(request.persons) for one in expiring(file, request.on))
        return ExpiringFound(expiring=tuple(found))

    def _page(self, persons: tuple[PersonRef, ...]) -> tuple[SubsidyFile, ...]:
        return tuple(self._of(person) for person in persons)

    def _of(self, person: PersonRef) -> SubsidyFile:
        return self.files.get(person, SubsidyFile(person=person))

    def _now(self, known: SubsidyFile, **changed: Any) -> None:
        self.files[known.person] = known.model_copy(update=changed)
