"""Marriages that tests book: a couple of this city, and changes to it."""

from typing import Any

from events.contracts.civil_affairs import MarriageBooked, MarriageBookingCancelled, MarriageItemConsentWithdrawn
from events.contracts.marriage_papers import MarriagePapersSupplied, MarriageRegisteredOffline

GROOM, BRIDE = "p-1001", "p-1002"
HERE, THERE = "CZ-LL-PS", "CZ-HT-PS"
"""The police stations that keep the household registers of the two."""

PAPER = "J320402-2026-000777"
"""Number of a certificate that was handed out on paper."""


def spouse(ref: str, **changed: Any) -> dict[str, Any]:
    known = {
        GROOM: {"born": "1996-05-06", "sex": "male", "household_region": "320402", "household_unit": HERE},
        BRIDE: {"born": "1997-08-09", "sex": "female", "household_region": "320412", "household_unit": THERE},
    }
    return {"ref": ref, "name": "测试", **known.get(ref, known[BRIDE]), **changed}


def booked(
    number: str, *items: str, bride: dict[str, Any] | None = None, groom: dict[str, Any] | None = None, **changed: Any
) -> MarriageBooked:
    return MarriageBooked.model_validate({
        "booking": number, "office": "CZ-TN", "on": "2026-05-20", "items": items,
        "spouses": (spouse(GROOM, **groom or {}), spouse(**{"ref": BRIDE, **(bride or {})})), **changed,
    })  # fmt: skip


def cancelled(number: str) -> MarriageBookingCancelled:
    return MarriageBookingCancelled(booking=number, reasons="改期")


def on_paper(number: str, *items: str, **changed: Any) -> MarriageRegisteredOffline:
    """While the system was away an office registered the two, and enters it two days later."""
    return MarriageRegisteredOffline.model_validate({
        "booking": number, "office": "CZ-TN", "at": "2026-05-20T09:30:00+08:00", "certificate": PAPER,
        "registrar": "CZ-TN.registrar", "spouses": (spouse(GROOM), spouse(BRIDE)), "items": items,
        "entered_on": "2026-05-22", **changed,
    })  # fmt: skip


def supplied(number: str, person: str, *papers: str) -> MarriagePapersSupplied:
    return MarriagePapersSupplied.model_validate({"booking": number, "person": person, "papers": papers})


def no_longer_wanted(number: str, item: str) -> MarriageItemConsentWithdrawn:
    return MarriageItemConsentWithdrawn.model_validate({"booking": number, "item": item})


def register(station: str, ref: str) -> str:
    """The question that asks a police station to change the register of one of the two."""
    return f"household_register_change/{station}/{ref}"
