"""What lies in the offices' files? Residents, application forms, marriages and locks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field

from schemas.households import Application
from schemas.identifiers import ApplicationNumber, PersonRef
from schemas.marriages import MaritalRecord
from schemas.registrations import EntryStatus, MarriageEntry
from simulator.bank import Bank
from simulator.occasions import Occasion, Request
from simulator.residents import Resident


class Told(Occasion):
    """What a scenario has an office answer: laid over the usual result, item by item."""

    result: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class Wedlock:
    """To whom, by which certificate, where and since when."""

    spouse: PersonRef
    certificate: str
    office: str
    on: date


@dataclass
class Archive:
    """The files of all offices; marriages and locks change while the city lives."""

    residents: dict[PersonRef, Resident] = field(default_factory=dict)
    applications: dict[ApplicationNumber, Application] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    locks: dict[str, str] = field(default_factory=dict)
    """Person → the booking that holds the lock on them."""
    bank: Bank = field(default_factory=Bank)
    """What became of the finance bureau's transfers."""
    holders: dict[str, dict[str, str]] = field(default_factory=dict)
    """Booking that holds somebody → its office and case."""
    married: dict[str, Wedlock] = field(default_factory=dict)
    """Person → the marriage that was registered while the city lives."""
    entries: dict[str, MarriageEntry] = field(default_factory=dict)
    """Certificate → the file of a marriage from before."""
    pending: dict[frozenset[str], str] = field(default_factory=dict)
    """Couple → the number of their application for divorce."""

    def resident(self, ref: str) -> Resident | None:
        """The person, if the city knows them."""
        return self.residents.get(PersonRef(ref))

    def marital(self, ref: str) -> MaritalRecord:
        """What the marriage base says of the person; of a stranger it says nothing."""
        known, wedlock = self.resident(ref), self.wedlock(ref)
        record = (known and known.marital) or MaritalRecord(person=PersonRef(ref), married=False)
        if wedlock is None:
            return record
        pending = frozenset((ref, wedlock.spouse)) in self.pending
        return record.model_copy(update={
            "married": True, "spouse": wedlock.spouse, "certificate": wedlock.certificate, "office": wedlock.office,
            "recorded_on": str(wedlock.on), "divorce_pending": pending,
        })  # fmt: skip

    def wedlock(self, ref: str) -> Wedlock | None:
        """The marriage in which the person stands today, from before or from this life of the city."""
        lasting = (entry for entry in self.entries.values() if entry.status is EntryStatus.ACTIVE)
        for entry in lasting:
            other = next((each.ref for each in entry.spouses if each.ref != ref), None)
            if other and ref in {each.ref for each in entry.spouses}:
                return Wedlock(other, entry.certificate, entry.office, entry.on)
        return self.married.get(ref)

    def held_elsewhere(self, spouses: Iterable[str], booking: str) -> bool:
        """Another booking holds one of the two."""
        return any(self.locks.get(ref, booking) != booking for ref in spouses)

    def overlaid(self, request: Request, result: dict[str, Any]) -> dict[str, Any]:
        """The result with what the scenarios have this office say."""
        for told in self.told:
            if told.fits(request):
                result = {**result, **told.result}
        return result
