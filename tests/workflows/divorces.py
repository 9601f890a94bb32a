"""Applications for divorce that tests hand in: of the couple of bookings.py, and what is told about it later."""

from datetime import date, timedelta
from typing import Any

from events.contracts.marriage_papers import DivorceApplicationWithdrawn, DivorceApplied, DivorceJudged
from tests.days import today
from tests.workflows.bookings import BRIDE, GROOM
from tests.workflows.paper_base import CERTIFICATE


def days_ago(days: int) -> date:
    """The periods of art. 1077 are counted from the day of the application, so that tests place it."""
    return today() - timedelta(days=days)


TO_BE_COLLECTED, LONG_OVER = 45, 100
"""So many days ago: the first period is over and the second runs, or both are over; whatever the holidays."""


def applied(number: str, ago: int = 0, **changed: Any) -> DivorceApplied:
    return DivorceApplied.model_validate({
        "number": number, "office": "CZ-TN", "on": days_ago(ago), "spouses": (GROOM, BRIDE), "certificate": CERTIFICATE,
        "in_person": True, "agreement": True, "capable": True, **changed,
    })  # fmt: skip


def taken_back(number: str, ago: int = 0, by: str = BRIDE) -> DivorceApplicationWithdrawn:
    return DivorceApplicationWithdrawn.model_validate({"number": number, "by": by, "on": days_ago(ago)})


def judged(number: str, **changed: Any) -> DivorceJudged:
    return DivorceJudged.model_validate({
        "number": number, "way": "judgment", "court": "天宁区人民法院", "office": "CZ-TN", "on": "2026-03-01",
        "reported_on": "2026-03-05", "spouses": (GROOM, BRIDE), "certificate": CERTIFICATE, **changed,
    })  # fmt: skip
