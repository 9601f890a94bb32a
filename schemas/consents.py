"""On which basis is personal information used, and what happens when somebody withdraws?"""

from enum import StrEnum

from schemas.base import Model


class LegalBasis(StrEnum):
    """Grounds of art. 13 of the Personal Information Protection Act that our services use."""

    CONSENT = "consent"
    STATUTORY_DUTY = "statutory duty"
    EMERGENCY = "emergency"


class Withdrawal(StrEnum):
    """What a withdrawal does."""

    STOPS_BRANCH = "stops the branch"
    ENDS_APPLICATION = "ends the application"
    CHANGES_NOTHING = "changes nothing"


class Use(Model):
    """One use of personal information in a case."""

    purpose: str
    basis: LegalBasis
    necessary: bool
    """The case cannot be decided without it, for example the means check."""
