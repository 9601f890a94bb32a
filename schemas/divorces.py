"""What is judged about an application for divorce?"""

from datetime import date
from enum import StrEnum

from schemas.base import Model
from schemas.identifiers import PersonRef
from schemas.registrations import MarriageEntry


class Stage(StrEnum):
    """Until the certificate is collected the two are married."""

    WITHDRAWAL = "withdrawal period"
    COLLECTION = "to be collected"
    LAPSED = "deemed withdrawn"


class DivorceStage(Model):
    """Where an application stands on a day."""

    stage: Stage


class DivorceFacts(Model):
    """What the office saw on the day of the application, and what the base says of the marriage."""

    applied_on: date
    spouses: tuple[PersonRef, PersonRef]
    in_person: bool
    agreement: bool
    capable: bool
    entry: MarriageEntry | None
