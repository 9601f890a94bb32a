"""Alerts that tests raise: medical self-pay of a year that crossed a line."""

from events.contracts.early_warning import MedicalSelfPayThresholdCrossed

PERSON = "p-2001"
TOWN = "CZ-WJ-HT"


def crossed(number: str, band: str = "10000.00", self_pay: str = "10100.00") -> MedicalSelfPayThresholdCrossed:
    """The person's pseudonym carries the number of the test's city, so that no two tests share a case."""
    return MedicalSelfPayThresholdCrossed.model_validate({
        "alert": {
            "person": number, "scene": "medical", "year": 2026, "band": band, "self_pay": self_pay,
            "crossed_on": "2026-04-01",
        },
        "residence_town": TOWN,
    })  # fmt: skip
