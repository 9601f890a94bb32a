"""What speaks against a marriage that stands in the register?"""

from datetime import date
from enum import StrEnum

from schemas.base import Model


class EvidenceKind(StrEnum):
    """Documents of other authorities; a mere request is none."""

    JUDICIAL_SUGGESTION = "judicial suggestion"
    PROCURATORIAL_SUGGESTION = "procuratorial suggestion"
    POLICE_FINDING = "police finding"
    COURT_JUDGMENT = "court judgment"
    REQUEST = "request of a person"


class Evidence(Model):
    """One document and its day."""

    kind: EvidenceKind
    number: str
    on: date


class RegistrationDispute(Model):
    """A registration under a stolen or invented identity, as it is disputed."""

    certificate: str
    evidence: tuple[Evidence, ...]
    reviewed: bool = False
    notified_on: date | None = None
    heard: bool = False
