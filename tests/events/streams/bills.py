"""Hospital bills on paper, and a post that keeps what it was given."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from events.contracts.envelope import Envelope
from events.contracts.medical_insurance import MedicalSettlementPosted
from registry.departments import MEDICAL_INSURANCE
from schemas.identifiers import EventId, PersonRef, UnitId

PATIENT = PersonRef("p-1")
YEAR = 2026
BANDS = tuple(Decimal(line) for line in (10_000, 20_000, 50_000))

_numbers = count(1)


def bill(
    amount: str | Decimal,
    number: str = "",
    *,
    on: date = date(YEAR, 3, 6),
    person: PersonRef = PATIENT,
) -> MedicalSettlementPosted:
    """A settlement; without a number it gets one that no other has."""
    return MedicalSettlementPosted(
        settlement=number or f"S-{next(_numbers)}",
        person=person,
        paid_on=on,
        self_pay=Decimal(amount),
        residence_town=UnitId("CZ-ZL-XL"),
    )


def posted(settlement: MedicalSettlementPosted, event_id: str = "", *, supersedes: str | None = None) -> Envelope:
    """The settlement as the bureau announces it; the event is named after the settlement unless told otherwise."""
    return Envelope(
        id=EventId(event_id or f"e-{settlement.settlement}"),
        source=MEDICAL_INSURANCE.source,
        type=settlement.type,
        time=datetime(YEAR, 3, 6, 16, 40, tzinfo=UTC),
        partitionkey=settlement.partition_key,
        factdate=settlement.paid_on,
        supersedes=supersedes,
        data=settlement.model_dump(mode="json"),
    )


class PaperPost:
    """A producer that keeps what it sent, and fails as often as it is told."""

    def __init__(self, failures: Iterable[Exception] = ()) -> None:
        self.sent: list[Envelope] = []
        self.records: list[tuple[str, bytes, bytes, list[tuple[str, bytes]]]] = []
        self.failures = list(failures)

    async def send_and_wait(self, topic: str, *, value: bytes, key: bytes, headers: list[tuple[str, bytes]]) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.records.append((topic, value, key, headers))
        self.sent.append(Envelope.model_validate_json(value))

    @property
    def bands(self) -> list[str]:
        return [envelope.data["alert"]["band"] for envelope in self.sent]
