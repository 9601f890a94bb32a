"""Deaths that tests report: what the offices say of one, in whatever order, and what the family asks for."""

from typing import Any

from events.contracts.funerals import (
    CremationBooked,
    CremationDone,
    FamilyRequested,
    FuneralHeld,
    FuneralReleased,
    FuneralSettled,
)
from events.contracts.health import DeathDoubted, DeathIdentified, DeathReported, DeathReportRevoked

DIED, REPORTED, CREMATED = "2026-05-12", "2026-05-13", "2026-05-15"
TOWN, COUNTY = "CZ-TN-LL", "CZ-TN"
AGENT = "p-2001"

INSURED: dict[str, Any] = {
    "insured": True,
    "contribution_years": 7,
    "pension_years": None,
    "schemes": [{"benefit": "pension_funeral"}],
}
"""What human resources says of an employee with 7 years (AC-B1)."""


def about(person: str, **changed: Any) -> dict[str, Any]:
    return {"person": person, "on": DIED, "reported_on": REPORTED, "town": TOWN, **changed}


def certificate(person: str, **changed: Any) -> DeathReported:
    """Health: somebody died in hospital."""
    facts = {"source": "death certificate", "kind": "in hospital or on the way", "certificate": "DC-1",
             "issued_on": REPORTED}  # fmt: skip
    return DeathReported.model_validate({**about(person), **facts, **changed})


def police_notice(person: str, **changed: Any) -> DeathReported:
    """Public security: the finding of a death."""
    facts = {"source": "police notice", "kind": "not normal or unclear", "certificate": "PN-1"}
    return certificate(person, **{**facts, **changed})


def cremated(person: str, **changed: Any) -> CremationDone:
    facts = {"person": person, "died_on": DIED, "town": TOWN, "record": "CR-1", "on": CREMATED}
    return CremationDone.model_validate({**facts, **changed})


def of_the_funeral(person: str) -> dict[str, Any]:
    return {"person": person, "died_on": DIED, "town": TOWN}


def booked(person: str, **changed: Any) -> CremationBooked:
    slot = {"booking": "96444-1", "slot": "2026-05-15T09:00:00+08:00"}
    return CremationBooked.model_validate({**of_the_funeral(person), **slot, **changed})


def held(person: str, by: str = "autopsy") -> FuneralHeld:
    return FuneralHeld.model_validate({**of_the_funeral(person), "held_by": by})


def released(person: str, by: str = "autopsy") -> FuneralReleased:
    return FuneralReleased.model_validate({**of_the_funeral(person), "held_by": by})


def bill(person: str, amount: str = "2000.00", **changed: Any) -> FuneralSettled:
    return FuneralSettled.model_validate({**of_the_funeral(person), "bill": amount, **changed})


def requested(person: str, *items: str, **changed: Any) -> FamilyRequested:
    facts = {"request": "R-1", "agent": AGENT, "items": items, "account": "acc-1"}
    return FamilyRequested.model_validate({**of_the_funeral(person), **facts, **changed})


def taken_back(person: str, **changed: Any) -> DeathReportRevoked:
    about_it = about(person, reported_on="2026-05-20", decision="HD-1")
    return DeathReportRevoked.model_validate({**about_it, **changed})


def doubted(person: str, **changed: Any) -> DeathDoubted:
    return DeathDoubted.model_validate(about(person, **{"reported_on": "2026-06-02", "alive_by": "seen", **changed}))


def identified(reference: str, person: str, **changed: Any) -> DeathIdentified:
    return DeathIdentified.model_validate(about(person, reference=reference, **changed))
