"""Who is spoken of? Persons, and how they stand to each other."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.daily_living import SelfCare
from schemas.identifiers import PersonRef, RegionCode
from schemas.marriages import MaritalHistory, SpouseKind, SpousePaper


class IdType(StrEnum):
    """Kinds of identity paper; not everybody has a citizen number."""

    CITIZEN = "citizen number"
    FOREIGN_PERMANENT = "foreign permanent residence"
    HONG_KONG_MACAO_TAIWAN = "residence permit for Hong Kong, Macao or Taiwan residents"
    TEMPORARY = "temporary reference"


class Sex(StrEnum):
    """As written in the household register."""

    MALE = "male"
    FEMALE = "female"


class DisabilityKind(StrEnum):
    """Kinds of the disability certificate."""

    VISUAL = "visual"
    HEARING = "hearing"
    SPEECH = "speech"
    PHYSICAL = "physical"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"
    MULTIPLE = "multiple"


class Disability(Model):
    """Kind and grade of a disability certificate; 1 is the most severe of four."""

    kind: DisabilityKind
    grade: int = Field(ge=1, le=4)


class Person(Model):
    """A person with the smallest set of facts that an office needs to find them."""

    ref: PersonRef
    name: str
    id_type: IdType = IdType.CITIZEN
    id_number: str | None = None
    born: date
    sex: Sex


class Relation(StrEnum):
    """How a member stands to the applicant."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    MINOR_CHILD = "minor child"
    ADULT_CHILD = "adult child"
    PARENT = "parent"
    OTHER = "other with legal support duty"


class Absence(StrEnum):
    """Reasons why a relative is not counted as a member (domain 3.4)."""

    PRISON = "prison"
    COMPULSORY_REHABILITATION = "compulsory drug rehabilitation"
    MISSING = "declared missing"
    CLERIC = "cleric away for three years"
    GONE = "died or moved away"
    """Of a household of which nobody is left."""


class Member(Person):
    """A member of a household as the application names them."""

    relation: Relation
    student: bool = False
    dependent: bool = Field(True, description="For an adult child: cannot live independently")
    disability: Disability | None = None
    major_disease: bool = False
    works: bool = False
    own_obligor_able: bool | None = Field(
        True, description="Somebody able is obliged to support this person; null: nobody was asked yet"
    )
    absence: Absence | None = None
    self_care: SelfCare | None = Field(None, description="As the county's assessors found it; None: not tested")


class Spouse(Person):
    """One of two persons who want to marry."""

    household_region: RegionCode = Field(RegionCode(""), description="Empty for who is in no register of the mainland")
    household_unit: str = Field("", description="Police station that keeps the household register")
    kind: SpouseKind = SpouseKind.MAINLAND
    papers: tuple[SpousePaper, ...] = Field((), description="Papers that were shown at the booking, or since")
    declared: MaritalHistory | None = Field(None, description="What the person declares of the time before")
    kin: bool = Field(False, description="A relation hint of the household register says: near kin")
