"""What is a wedding to the case that carries it, and what is the law asked about it?"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.divorces import DivorceFacts
from schemas.identifiers import CaseId, ItemId, PersonRef, UnitId
from schemas.marriages import MaritalRecord, SpouseMove, VoidKind
from schemas.people import Spouse
from schemas.registrations import RegistrationDispute

Couple = tuple[Spouse, Spouse]


class Wedding(Model):
    """Two persons, an office and a day; booked, or registered on paper and entered later."""

    booking: str
    office: UnitId
    on: date
    spouses: Couple
    items: tuple[ItemId, ...] = ()
    move: SpouseMove | None = None


class LockHolder(Model):
    """Who holds one of two persons for a marriage; a foreign office's lock names no case."""

    booking: str = Field("", description="Empty when nobody holds either of them any more")
    office: str = ""
    case: CaseId | None = None


class LinksRequest(Model):
    """What can be joined to a marriage on a day?"""

    wedding: Wedding
    interfaces: tuple[bool, bool] = Field(description="Each spouse's register can be reached from here")
    on: date


class OfferedItem(Model):
    """An item with those of the two to whom it can be linked; with nobody it is not asked for."""

    item: ItemId
    persons: tuple[PersonRef, ...]
    decisions: tuple[Decision, Decision]


class Links(Model):
    """What follows a marriage: a register change for each spouse, items, and a move when it is wished for."""

    registers: tuple[Decision, Decision]
    items: tuple[OfferedItem, ...]
    move: Decision | None = None


class OfflineRequest(Model):
    """May a marriage that was registered on paper be entered?"""

    spouses: Couple
    records: tuple[MaritalRecord, ...]
    on: date


class AcceptanceRequest(Model):
    """May an application for divorce be taken?"""

    facts: DivorceFacts
    on: date


class StageRequest(Model):
    """Where does an application for divorce stand on a day?"""

    applied_on: date
    on: date


class CertificateRequest(Model):
    """May the divorce certificate be handed out on a day?"""

    facts: DivorceFacts
    on: date
    together: bool
    same_office: bool


class RevocationRequest(Model):
    """May a registration be revoked on a day?"""

    dispute: RegistrationDispute
    on: date


class RevocationAssessment(Model):
    """What the rule says, and what a court pronounced, which binds without it."""

    decision: Decision
    pronounced: VoidKind | None


class LetterKind(StrEnum):
    """What a letter to a couple tells."""

    NOT_REGISTERED = "not-registered"
    PENDING_ELSEWHERE = "pending-elsewhere"
    MISSING = "missing"
    NOT_ACCEPTED = "not-accepted"
    NOT_ISSUED = "not-issued"
    DEEMED_WITHDRAWN = "deemed-withdrawn"
    INTENDED = "intended-revocation"
    NEVER_VALID = "never-valid"
    UPHELD = "upheld"
    PAPER_RETURNED = "paper-returned"
    PAPER_DOUBLE = "paper-double"
    TAKEN_BACK = "taken-back"
    JUDGMENT_RETURNED = "judgment-returned"
    NO_FILE = "no-file"


class CoupleLetterRequest(Model):
    """A letter to two persons."""

    kind: LetterKind
    decision: Decision | None
    on: date
    about: str = Field("", description="The file, or the other office")
    said: str = Field("", description="What an officer wrote")
