"""What happens in a life, and when? Dated facts about persons, as the office that knows them announced them."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.employment import RiseGround
from schemas.households import Category
from schemas.identifiers import DepartmentId, EventId, OfficerId, PersonRef, RegionCode, UnitId
from schemas.people import Disability, Sex
from schemas.questions import DataItem


class FactKind(StrEnum):
    """What the life of a household can be changed by; the value is part of a case's id."""

    DEATH = "death"
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


class LifeFact(Model):
    """One fact; the key is the same however often, and under whatever event id, it is announced."""

    key: str = Field(description="`<kind>/<person>/<day>`")
    kind: FactKind
    person: PersonRef
    happened_on: date
    known_on: date = Field(description="When the office announced it")
    source: DepartmentId
    event: EventId
    other: PersonRef | None = Field(None, description="The child of a birth, the spouse of a marriage")
    sex: Sex | None = Field(None, description="Of the child of a birth")
    refusals: int = Field(0, description="Suitable jobs refused in a row")
    ground: RiseGround | None = Field(None, description="Why income rose")
    disability: Disability | None = Field(None, description="None with DISABILITY_CHANGED: the certificate ended")
    region: RegionCode | None = Field(None, description="Where the person moved")
    town: UnitId | None = Field(None, description="Where in this city the person moved")
    items: tuple[DataItem, ...] = Field((), description="What the authoritative source says of it: wages, property")
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


class Choice(Model):
    """A choice as it was decided; with the facts it makes up what a household is entitled to."""

    key: str = Field(description="`<kind>/<case>`")
    kind: ChoiceKind
    since: date = Field(description="The day from which it counts, for a taper that on which income rose")
    by: OfficerId
    person: PersonRef | None = None
    ground: RiseGround | None = None
    category: Category | None = None
    facts: tuple[str, ...] = Field((), description="Keys of the facts that it answers")
