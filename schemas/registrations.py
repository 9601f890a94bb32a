"""How does a marriage stand in the base, and what speaks against it?"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.marriages import VoidKind
from schemas.people import Spouse


class EntryStatus(StrEnum):
    """What the marriage base says of a registration today."""

    ACTIVE = "married"
    ENDED = "ended"
    NEVER_VALID = "never valid"


class MarriageEntry(Model):
    """A registration as its file keeps it."""

    certificate: str
    office: str = Field(description="The office that registered and keeps the file")
    on: date
    spouses: tuple[Spouse, Spouse]
    status: EntryStatus = EntryStatus.ACTIVE
    mainland: bool = Field(True, description="Registered in the mainland")


class EvidenceKind(StrEnum):
    """Documents of other authorities; a mere request is none."""

    JUDICIAL_SUGGESTION = "judicial suggestion"
    PROCURATORIAL_SUGGESTION = "procuratorial suggestion"
    POLICE_FINDING = "police finding"
    COURT_JUDGMENT = "court judgment"
    REQUEST = "request of a person"


class DisputeGround(StrEnum):
    """What somebody says was wrong with a registration."""

    STOLEN_IDENTITY = "stolen identity"
    """冒名顶替"""
    FALSE_PAPERS = "false papers"
    """弄虚作假"""


class Evidence(Model):
    """One document and its day."""

    kind: EvidenceKind
    number: str
    on: date
    finding: VoidKind | None = Field(None, description="For a judgment: what the court pronounced")


class RegistrationDispute(Model):
    """A registration under a stolen or invented identity, as it is disputed."""

    certificate: str
    evidence: tuple[Evidence, ...]
    reviewed: bool = False
    notified_on: date | None = None
    heard: bool = False
