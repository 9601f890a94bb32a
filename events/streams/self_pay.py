"""Whose own medical expenses crossed a line this year? The pure fold (domain 6.1-6.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from events.contracts.early_warning import MedicalSelfPayThresholdCrossed
from events.contracts.envelope import Envelope
from events.contracts.medical_insurance import MedicalSettlementPosted
from registry.topics import PLATFORM_SOURCE
from schemas.alerts import Alert, Scene
from schemas.identifiers import EventId
from schemas.money import cents

SCENE = Scene.MEDICAL


@dataclass(frozen=True)
class Account:
    """What one person paid in one calendar year, refunds taken off, and the bands that were alerted for it."""

    paid: Decimal = Decimal(0)
    alerted: frozenset[Decimal] = frozenset()


def post(
    account: Account, settlement: MedicalSettlementPosted, bands: Sequence[Decimal]
) -> tuple[Account, tuple[Alert, ...]]:
    """The account afterwards, and an alert for each band that the sum is above for the first time, lowest first.

    On the line is not above it. A refund below a line takes no alert back, and no second crossing makes another:
    whoever visits sees the sum of that day. The account must be of the settlement's person and year of payment.
    """
    paid = account.paid + settlement.self_pay
    crossed = tuple(band for band in sorted(bands) if paid > band and band not in account.alerted)
    alerts = tuple(_alert(settlement, band, paid) for band in crossed)
    return Account(paid, account.alerted.union(crossed)), alerts


def announcement(alert: Alert, settlement: MedicalSettlementPosted, cause: Envelope) -> Envelope:
    """The event of the alert, the same at every repetition: its id comes from person, scene, year and band."""
    event = MedicalSelfPayThresholdCrossed(alert=alert, residence_town=settlement.residence_town)
    return Envelope(
        id=_event_id(alert),
        source=PLATFORM_SOURCE,
        type=event.type,
        time=cause.time,
        partitionkey=event.partition_key,
        correlationid=cause.chain,
        causationid=cause.id,
        causationdepth=cause.causationdepth + 1,
        traceparent=cause.traceparent,
        factdate=alert.crossed_on,
        legalbasis=event.legal_basis,
        data=event.model_dump(mode="json"),
    )


def _alert(settlement: MedicalSettlementPosted, band: Decimal, paid: Decimal) -> Alert:
    return Alert(
        person=settlement.person,
        scene=SCENE,
        year=settlement.paid_on.year,
        band=cents(band),
        self_pay=cents(paid),
        crossed_on=settlement.paid_on,
    )


def _event_id(alert: Alert) -> EventId:
    name = f"{PLATFORM_SOURCE}/alerts/{alert.person}/{alert.scene}/{alert.year}/{cents(alert.band)}"
    return EventId(str(uuid5(NAMESPACE_URL, name)))
