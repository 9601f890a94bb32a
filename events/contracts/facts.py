"""What happens to persons, as the offices that know it announce it: each fact once, dated by itself (domain 15).

The office tells the fact alone: sums, names and addresses are asked for when a case needs them.
"""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import (
    CIVIL_AFFAIRS,
    DISABLED_PERSONS,
    HUMAN_RESOURCES,
    JUSTICE,
    PUBLIC_SECURITY,
    Department,
)
from registry.regions import CITY
from registry.topics import OUTCOMES
from schemas.daily_living import SelfCare
from schemas.employment import RiseGround
from schemas.facts import FactKind
from schemas.households import SupportPlace
from schemas.identifiers import PersonRef, RegionCode, UnitId
from schemas.people import Disability, Sex
from schemas.questions import ItemCode
from schemas.rounds import RoundKind


class FactEvent(Event):
    """A fact about a person; announced again under another id it is the same fact."""

    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "社会救助暂行办法第十三条、第五十八条"
    kind: ClassVar[FactKind]
    person: PersonRef
    on: date = Field(description="The day on which it happened; can be long past")
    reported_on: date = Field(description="The day on which the office announces it")

    @property
    def fact(self) -> str:
        """What kind of fact, as case ids name it."""
        return self.kind.value


class JobStarted(FactEvent):
    """Somebody was registered as employed."""

    type: ClassVar[str] = "cn.onething.employment.job-started.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    kind: ClassVar[FactKind] = FactKind.JOB_STARTED
    ground: RiseGround = Field(RiseGround.WORK, description="Who found work: a taper may last longer")


class JobEnded(FactEvent):
    """Somebody's employment ended."""

    type: ClassVar[str] = "cn.onething.employment.job-ended.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    kind: ClassVar[FactKind] = FactKind.JOB_ENDED


class PensionStarted(FactEvent):
    """Somebody draws a pension from this day on."""

    type: ClassVar[str] = "cn.onething.pension.started.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    kind: ClassVar[FactKind] = FactKind.PENSION_STARTED


class JobsRefused(FactEvent):
    """Somebody able to work refused suitable jobs, the last one on this day."""

    type: ClassVar[str] = "cn.onething.employment.jobs-refused.v1"
    topic: ClassVar[str | None] = HUMAN_RESOURCES.topic
    kind: ClassVar[FactKind] = FactKind.JOBS_REFUSED
    refusals: int = Field(ge=1, description="How many in a row")


class BirthRegistered(FactEvent):
    """A child was entered in the household register of a parent."""

    type: ClassVar[str] = "cn.onething.birth.registered.v1"
    topic: ClassVar[str | None] = PUBLIC_SECURITY.topic
    kind: ClassVar[FactKind] = FactKind.BIRTH
    person: PersonRef = Field(description="The parent in whose household the child was entered")
    child: PersonRef
    sex: Sex


class HouseholdRegisterMoved(FactEvent):
    """Somebody's household register moved; without a town it left the city."""

    type: ClassVar[str] = "cn.onething.household-register.moved.v1"
    topic: ClassVar[str | None] = PUBLIC_SECURITY.topic
    kind: ClassVar[FactKind] = FactKind.MOVED
    to_region: RegionCode
    to_town: UnitId | None = Field(None, description="Town or street, where the register stays in the city")


class PrisonEntered(FactEvent):
    """Somebody began to serve a sentence, or compulsory drug rehabilitation."""

    type: ClassVar[str] = "cn.onething.prison.entered.v1"
    topic: ClassVar[str | None] = JUSTICE.topic
    kind: ClassVar[FactKind] = FactKind.PRISON_ENTERED


class PrisonReleased(FactEvent):
    """Somebody was released."""

    type: ClassVar[str] = "cn.onething.prison.released.v1"
    topic: ClassVar[str | None] = JUSTICE.topic
    kind: ClassVar[FactKind] = FactKind.PRISON_RELEASED


class DisabilityCertificateChanged(FactEvent):
    """A disability certificate was issued, renewed or graded anew; without a disability it ended."""

    type: ClassVar[str] = "cn.onething.disability.certificate-changed.v1"
    topic: ClassVar[str | None] = DISABLED_PERSONS.topic
    kind: ClassVar[FactKind] = FactKind.DISABILITY_CHANGED
    disability: Disability | None = Field(None, description="Kind and grade; null when it was cancelled or expired")
    valid_to: date | None = Field(None, description="Last day of the certificate, where it has one")


class CareReassessed(FactEvent):
    """A destitute person was tested again."""

    type: ClassVar[str] = "cn.onething.care.reassessed.v1"
    topic: ClassVar[str | None] = OUTCOMES
    kind: ClassVar[FactKind] = FactKind.CARE_REASSESSED
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    legal_basis: ClassVar[str] = "社会救助暂行办法第十五条"
    self_care: SelfCare = Field(description="Tier of self-care, as the findings give it")


class SupportPlaceChanged(FactEvent):
    """A destitute person is supported elsewhere, as they chose."""

    type: ClassVar[str] = "cn.onething.care.place-changed.v1"
    topic: ClassVar[str | None] = OUTCOMES
    kind: ClassVar[FactKind] = FactKind.SUPPORT_PLACE_CHANGED
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    legal_basis: ClassVar[str] = "社会救助暂行办法第十九条"
    support_place: SupportPlace = Field(description="At home, or in an institution")


class PropertyAcquired(FactEvent):
    """A register shows new property of a person: what and how much is asked for by the case."""

    type: ClassVar[str] = "cn.onething.property.acquired.v1"
    topic: ClassVar[str | None] = None
    kind: ClassVar[FactKind] = FactKind.PROPERTY_ACQUIRED
    what: ItemCode = Field(description="Home, shop, vehicle, company capital, deposit …")


class SourceCorrected(FactEvent):
    """A register corrected what it had said of a person (数据校核); what was decided on it is decided again."""

    type: ClassVar[str] = "cn.onething.source.correction-done.v1"
    topic: ClassVar[str | None] = None
    legal_basis: ClassVar[str] = "政务数据共享条例"
    kind: ClassVar[FactKind] = FactKind.SOURCE_CORRECTED
    what: ItemCode = Field(description="The data item that was wrong")


class FactRevoked(Event):
    """The office takes a fact of its own back: it never was so, and everything built on it is put right."""

    type: ClassVar[str] = "cn.onething.fact.revoked.v1"
    topic: ClassVar[str | None] = None
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "个人信息保护法第八条"
    person: PersonRef = Field(description="Whose fact it was; of a birth, the child")
    kind: FactKind = Field(description="What kind of fact it was")
    on: date = Field(description="The day of the fact that is taken back")
    reported_on: date

    @property
    def fact(self) -> str:
        """What is taken back, as case ids name it."""
        return f"{self.kind.value}-revoked"


class StandardChanged(Event):
    """A published standard is another one from a day on; everything paid by it is computed anew."""

    type: ClassVar[str] = "cn.onething.assistance.standard-changed.v1"
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    key: ClassVar[str] = "standard"
    legal_basis: ClassVar[str] = "社会救助暂行办法第十条"
    standard: str = Field(description="Which one, for example `low_income`")
    on: date = Field(description="The day from which it counts; arrears go back to it")
    reported_on: date
    county: UnitId | None = Field(None, description="The county alone that has it; null: the whole city")

    @property
    def where(self) -> UnitId:
        """Whose households, as case ids name it."""
        return self.county or CITY

    @property
    def kind(self) -> RoundKind:
        """What kind of round it opens."""
        return RoundKind.STANDARD
