"""Marriages that tests book: a couple of this city, and changes to it."""

from typing import Any

from events.contracts.civil_affairs import MarriageBooked, MarriageBookingCancelled, MarriageItemConsentWithdrawn

GROOM, BRIDE = "p-1001", "p-1002"
HERE, THERE = "CZ-LL-PS", "CZ-HT-PS"
"""The police stations that keep the household registers of the two."""


def spouse(ref: str, **changed: Any) -> dict[str, Any]:
    known = {
        GROOM: {"born": "1996-05-06", "sex": "male", "household_region": "320402", "household_unit": HERE},
        BRIDE: {"born": "1997-08-09", "sex": "female", "household_region": "320412", "household_unit": THERE},
    }
    return {"ref": ref, "name": "测试", **known[ref], **changed}


def booked(number: str, *items: str, bride: dict[str, Any] | None = None, **changed: Any) -> MarriageBooked:
    return MarriageBooked.model_validate({
        "booking": number, "office": "CZ-TN", "on": "2026-05-20", "items": items,
        "spouses": (spouse(GROOM), spouse(BRIDE, **bride or {})), **changed,
    })  # fmt: skip


def cancelled(number: str) -> MarriageBookingCancelled:
    return MarriageBookingCancelled(booking=number, reasons="改期")


def no_longer_wanted(number: str, item: str) -> MarriageItemConsentWithdrawn:
    return MarriageItemConsentWithdrawn.model_validate({"booking": number, "item": item})


def register(station: str, ref: str) -> str:
    """The question that asks a police station to change the register of one of the two."""
    return f"household_register_change/{station}/{ref}"
