"""What happens in a life, and when? Dated facts about persons, as the office that knows them announced them."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.daily_living import SelfCare
from schemas.employment import RiseGround
from schemas.households import Category, SupportPlace
from schemas.identifiers import DepartmentId, EventId, HouseholdRef, OfficerId, PersonRef, RegionCode, UnitId
from schemas.money import Yuan
from schemas.people import Disability, Sex
from schemas.questions import DataItem


class FactKind(StrEnum):
    """What the life of a household can be changed by; the value is part of a case's id."""

    DEATH = "death"
    DEATH_SUSPECTED = "death-suspected"
    """One source alone says so: nothing ends before it is confirmed."""
    BIRTH = "birth"
    MARRIAGE = "marriage"
    MARRIAGE_ENDED = "marriage-ended"
    """Divorced, voided, annulled or revoked."""
    JOB_STARTED = "job-started"
    JOB_ENDED = "job-ended"
    PENSION_STARTED = "pension-started"
    JOBS_REFUSED = "jobs-refused"
    PRISON_ENTERED = "prison-entered"
    PRISON_RELEASED = "prison-released"
    MOVED = "moved"
    PROPERTY_ACQUIRED = "property-acquired"
    DISABILITY_CHANGED = "disability-changed"
    SOURCE_CORRECTED = "source-corrected"
    CARE_REASSESSED = "care-reassessed"
    """Self-care of a destitute person was tested again."""
    SUPPORT_PLACE_CHANGED = "support-place-changed"
    INJURY_NURSING_GRANTED = "injury-nursing-granted"
    INJURY_NURSING_ENDED = "injury-nursing-ended"
    ORPHAN_AID_GRANTED = "orphan-aid-granted"
    ORPHAN_AID_ENDED = "orphan-aid-ended"


class KnownPerson(Model):
    """What must be known of a person to count them in a household."""

    ref: PersonRef
    born: date
    sex: Sex


class LifeFact(Model):
    """One fact; the key is the same however often, and under whatever event id, it is announced."""

    key: str = Field(description="`<kind>/<person>/<day>`, of a birth with the child, of a couple with either")
    kind: FactKind
    person: PersonRef
    happened_on: date
    known_on: date = Field(description="When the office announced it")
    source: DepartmentId
    event: EventId
    other: PersonRef | None = Field(None, description="The child of a birth, the spouse of a marriage")
    persons: tuple[KnownPerson, ...] = Field((), description="The child of a birth, the two of a marriage")
    refusals: int = Field(0, description="Suitable jobs refused in a row")
    ground: RiseGround | None = Field(None, description="Why income rose")
    disability: Disability | None = Field(None, description="None with DISABILITY_CHANGED: the certificate ended")
    valid_to: date | None = Field(None, description="Last day of a disability certificate")
    region: RegionCode | None = Field(None, description="Where the person moved")
    town: UnitId | None = Field(None, description="Where in this city the person moved")
    county: UnitId | None = Field(None, description="The county, or zone, of that town")
    items: tuple[DataItem, ...] = Field((), description="What the authoritative source says of it: wages, property")
    self_care: SelfCare | None = Field(None, description="Tier of self-care, newly tested")
    support_place: SupportPlace | None = Field(None, description="Where a destitute person is supported now")
    lives_in: HouseholdRef | None = Field(
        None, description="Of a marriage between two recognised households: the one that counts the couple"
    )
    revoked_by: EventId | None = Field(None, description="The event that took it back: it never was so")


class ChoiceKind(StrEnum):
    """What people decide about a household's rights where the law leaves a choice."""

    TAPER = "taper"
    """The county grants the taper (渐退)."""
    SHARE_CUT = "share-cut"
    """The county cuts the share of who refused work."""
    TRANSFER = "transfer"
    """The household agreed to be moved to a weaker category without new papers."""
    KEPT = "kept"
    """The county left everything as it was, in spite of a fact."""
    OBLIGOR_UNABLE = "obligor-unable"
    """The county found that nobody able is obliged to support who has joined by a fact."""
    OBLIGOR_ABLE = "obligor-able"
    """The county found that somebody able is."""
    GIVEN_UP = "given-up"
    """The household asked for the end of its aid, and the county ended it; a new application begins anew."""


class Choice(Model):
    """A choice as it was decided; with the facts it makes up what a household is entitled to."""

    key: str = Field(description="`<kind>/<case>`")
    kind: ChoiceKind
    since: date = Field(description="The day from which it counts, for a taper that on which income rose")
    by: OfficerId
    person: PersonRef | None = None
    ground: RiseGround | None = None
    category: Category | None = None
    amount: Yuan | None = Field(None, description="What was paid before a taper")
    facts: tuple[str, ...] = Field((), description="Keys of the facts that it answers; cases that were given up")
