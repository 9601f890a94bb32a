"""Who wants to read what of whom, for which case and purpose, and who has read it? (domain 2.6)"""

from enum import StrEnum

from pydantic import AwareDatetime, Field

from schemas.base import Model
from schemas.identifiers import CaseId, HouseholdRef, OfficerId, PersonRef


class Reading(Model):
    """Somebody wants to read of a household, now, at a terminal."""

    household: HouseholdRef
    by: str
    purpose: str = ""
    case: CaseId | None = None
    at: AwareDatetime
    terminal: str | None = None


class Denial(StrEnum):
    """Why nothing is shown; written down, and told only as far as it tells nothing about the household."""

    NO_OFFICER = "no officer of the registry"
    ROLE = "the role reads no files"
    NO_PURPOSE = "neither purpose nor case"
    OTHER_UNIT = "another unit's household"
    UNKNOWN_CODE = "unknown code"
    REPLACED_CODE = "a newer code was issued"
    EXPIRED_CODE = "expired code"
    NOT_HOLDER = "not the holder of the code"
    NO_MEMBER = "the holder is no member any more"
    NO_CONSENT = "the holder has not agreed"
    NO_GAP = "not among what may also be given"
    PROTECTED = "another member is protected"


class AccessLine(Model):
    """A line of the access log."""

    reader: str
    household: str
    fields: tuple[str, ...]
    case: CaseId | None = None
    purpose: str
    found: bool
    refused: Denial | None = None
    terminal: str | None = None
    read_at: AwareDatetime


class ProtectionEntry(Model):
    """A member is protected from the others of the household, or no longer."""

    household: HouseholdRef
    person: PersonRef
    protected: bool
    by: OfficerId
    reason: str = Field(min_length=1)
    at: AwareDatetime
