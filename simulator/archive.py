"""What lies in the offices' files? Residents, application forms, marriages and locks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from schemas.households import Application
from schemas.identifiers import ApplicationNumber, PersonRef
from schemas.marriages import MaritalRecord
from simulator.occasions import Occasion, Request
from simulator.residents import Resident


class Told(Occasion):
    """What a scenario has an office answer: laid over the usual result, item by item."""

    result: dict[str, Any] = Field(default_factory=dict)


@dataclass
class Archive:
    """The files of all offices; marriages and locks change while the city lives."""

    residents: dict[PersonRef, Resident] = field(default_factory=dict)
    applications: dict[ApplicationNumber, Application] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    locks: dict[str, str] = field(default_factory=dict)
    """Person → the booking that holds the lock on them."""
    married: dict[str, str] = field(default_factory=dict)
    """Person → the booking by which they married here."""

    def resident(self, ref: str) -> Resident | None:
        """The person, if the city knows them."""
        return self.residents.get(PersonRef(ref))

    def marital(self, ref: str) -> MaritalRecord:
        """What the marriage base says of the person; of a stranger it says nothing."""
        known = self.resident(ref)
        record = (known and known.marital) or MaritalRecord(person=PersonRef(ref), married=False)
        return record.model_copy(update={"married": True}) if ref in self.married else record

    def held_elsewhere(self, spouses: Iterable[str], booking: str) -> bool:
        """Another booking holds one of the two."""
        return any(self.locks.get(ref, booking) != booking for ref in spouses)

    def overlaid(self, request: Request, result: dict[str, Any]) -> dict[str, Any]:
        """The result with what the scenarios have this office say."""
        for told in self.told:
            if told.fits(request):
                result = {**result, **told.result}
        return result
