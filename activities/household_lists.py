"""What does a household's record say to an officer? File, list, timeline and gaps, made from the register when read.

Nothing is kept beside the register, so a list is as fresh as the last event that was entered. Before anything is
shown it is written down who reads it, and a reading that is refused is written down as well.
"""

from typing import Protocol

from activities.access_log import noted, seen
from activities.file_access import NotShown, denial, told
from activities.household_gaps import found_gaps
from activities.household_rows import rows
from activities.household_timeline import timeline
from policy.household_list import of_year, total
from policy.household_state import standstill
from policy.moments import local
from schemas.access import AccessLine, Denial, ProtectionEntry, Reading
from schemas.household_codes import SeenReading
from schemas.household_files import FilePart, HouseholdFile
from schemas.household_lists import Gap, HouseholdList, TimelineEntry
from schemas.household_lives import Life, Place
from schemas.identifiers import HouseholdRef, OfficerId, PersonRef

LIST = tuple(name for name in HouseholdList.model_fields if name != "household")


class ListBook(Protocol):
    """Where the record is read. Every method blocks."""

    def place(self, household: HouseholdRef) -> Place | None:
        """None for a household that the register does not know."""
        ...

    def file(self, household: HouseholdRef, parts: tuple[FilePart, ...]) -> HouseholdFile | None: ...

    def life(self, household: HouseholdRef) -> Life | None: ...

    def note(self, line: AccessLine) -> None:
        """Written down for good before it returns."""
        ...

    def readings(self, household: HouseholdRef) -> tuple[AccessLine, ...]:
        """Who has read of the household, the newest last."""
        ...

    def protect(self, entry: ProtectionEntry) -> None: ...


class HouseholdLists:
    """Shows officers what their role, their unit and their purpose allow."""

    def __init__(self, book: ListBook) -> None:
        self._book = book

    def file(self, reading: Reading, parts: tuple[FilePart, ...] = tuple(FilePart)) -> HouseholdFile:
        """The lines as they were entered."""
        self._admit(reading, parts)
        found = self._book.file(reading.household, parts)
        if found is None:
            raise NotShown(told(reading, None), Denial.OTHER_UNIT)
        return found

    def list_of(self, reading: Reading, year: int) -> HouseholdList:
        """The list of a year, as it stands at this moment."""
        life = self._life(reading, LIST)
        every, today = rows(life), local(reading.at).date()
        shown = of_year(every, year)
        return HouseholdList(
            household=life.household, year=year, as_of=reading.at, town=life.place.town,
            standstill=standstill(life, every, today), rows=shown, total=total(shown, year),
            gaps=found_gaps(life, every, today),
        )  # fmt: skip

    def timeline(self, reading: Reading) -> tuple[TimelineEntry, ...]:
        """Everything that happened to the household, in order."""
        return timeline(self._life(reading, ("timeline",)))

    def gaps(self, reading: Reading) -> tuple[Gap, ...]:
        """What the household may also be entitled to, and why."""
        life = self._life(reading, ("gaps",))
        return found_gaps(life, rows(life), local(reading.at).date())

    def readings(self, reading: Reading) -> tuple[SeenReading, ...]:
        """Who has read of the household; this reading too."""
        self._admit(reading, ("readings",))
        return seen(self._book.readings(reading.household))

    def protect(self, reading: Reading, person: PersonRef, *, protected: bool) -> None:
        """A member's address and list are hidden from the other adults, or no longer; a named officer decides."""
        life = self._life(reading, ("protected",))
        if person not in {line.person for line in life.members}:
            raise NotShown(f"{person} was never found in {reading.household}.", Denial.NO_MEMBER)
        self._book.protect(ProtectionEntry(
            household=reading.household, person=person, protected=protected, by=OfficerId(reading.by),
            reason=reading.purpose or str(reading.case), at=reading.at))  # fmt: skip

    def admitted(self, reading: Reading, fields: tuple[str, ...]) -> Life:
        """The household's life for an officer who gives a code to one of its members."""
        return self._life(reading, fields)

    def _life(self, reading: Reading, fields: tuple[str, ...]) -> Life:
        self._admit(reading, fields)
        found = self._book.life(reading.household)
        if found is None:
            raise NotShown(told(reading, None), Denial.OTHER_UNIT)
        return found

    def _admit(self, reading: Reading, fields: tuple[str, ...]) -> None:
        """Written down first, shown afterwards."""
        place = self._book.place(reading.household)
        why = denial(reading, place)
        self._book.note(noted(reading, fields, found=place is not None and why is None, why=why))
        if why is not None or place is None:
            raise NotShown(told(reading, why), why or Denial.OTHER_UNIT)
