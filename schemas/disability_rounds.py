"""What is looked at for many disabled persons at once? Data compared, standards changed, certificates that expire."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.disability import Subsidy
from schemas.identifiers import CaseId, EventId, HouseholdRef, PersonRef, UnitId
from schemas.money import Yuan
from schemas.questions import Reply
from schemas.register_entries import Signature


class SubsidyRound(StrEnum):
    """Why everybody is looked at."""

    COMPARISON = "comparison"
    """Monthly: the offices' data beside what is held (数据比对)."""
    REMINDERS = "reminders"
    """Daily: certificates that expire soon (残疾人证到期提醒)."""
    STANDARD = "standard"
    """A standard is another one (调标)."""


class RoundRequest(Model):
    """Which round is wanted: of a county as of a day, or, by the calendar, of every county as of its day."""

    kind: SubsidyRound
    county: UnitId | None = None
    on: date | None = None


class CountyRequest(Model):
    """Whose subsidies does a county handle?"""

    case: CaseId
    county: UnitId


class Persons(Model):
    """Everybody who has asked for a subsidy and is handled there, in the order of their references."""

    persons: tuple[PersonRef, ...] = ()


class ComparisonRequest(Model):
    """What do the offices say of a page of persons, beside what they hold?"""

    case: CaseId
    persons: tuple[PersonRef, ...]
    replies: tuple[Reply, ...]
    on: date


class Difference(Model):
    """By what the offices say now, somebody's right would be another one."""

    person: PersonRef
    reasons: tuple[str, ...]


class Compared(Model):
    """What a page came to."""

    persons: int
    differences: tuple[Difference, ...] = ()
    implausible: bool = Field(False, description="So many that a fault of the data is more likely")


class StandardRequest(Model):
    """What would a page of persons hold by the figures of the day?"""

    case: CaseId
    persons: tuple[PersonRef, ...]
    on: date
    signature: Signature | None = Field(None, description="Who decided on the adjustment; None: only worked out")
    events: dict[str, EventId] = Field(
        default_factory=dict, description="`<person>/<subsidy>` → the event that will tell it"
    )


class Adjusted(Model):
    """One subsidy of one person by the new standard."""

    person: PersonRef
    household: HouseholdRef
    kind: Subsidy
    since: date
    letter: str = ""


class Adjustment(Model):
    """What a page came to: adjusted by the standard alone, and persons about whom people decide one by one."""

    adjusted: tuple[Adjusted, ...] = ()
    others: tuple[PersonRef, ...] = ()
    total: Yuan = Field(description="Yuan a month more; below zero: less")


class Expiring(Model):
    """A certificate that expires soon and of which the person has not been reminded."""

    person: PersonRef
    household: HouseholdRef
    valid_to: date
    letter: str = ""


class ExpiringRequest(Model):
    """Which certificates of a page of persons expire within the period of the reminder?"""

    case: CaseId
    persons: tuple[PersonRef, ...]
    on: date


class ExpiringFound(Model):
    """Everybody who is to be reminded."""

    expiring: tuple[Expiring, ...] = ()


class ReminderEntry(Model):
    """Persons were reminded of certificates that expire; each once."""

    case: CaseId
    expiring: tuple[Expiring, ...]
    on: date
