"""What do registration offices, courts, procuratorates and police say of marriages? Applications and papers."""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, JUSTICE
from schemas.city_time import CITY_TIME
from schemas.identifiers import ApplicationNumber, CaseId, ItemId, OfficerId, PersonRef, UnitId
from schemas.marriages import DivorceWay, SpouseMove, SpousePaper, VoidKind
from schemas.people import Spouse
from schemas.registrations import DisputeGround, EvidenceKind


class _OfficeEvent(Event):
    topic: ClassVar[str | None] = CIVIL_AFFAIRS.topic
    legal_basis: ClassVar[str] = "婚姻登记条例(2025)"


class MarriageRegisteredOffline(_OfficeEvent):
    """While the system was away an office registered on paper; it enters that now, with the original time."""

    type: ClassVar[str] = "cn.onething.marriage.registered-offline.v1"
    key: ClassVar[str] = "booking"
    booking: str = Field(description="Number of the booking, or of the office's paper list")
    office: UnitId = Field(description="The office that registered")
    at: AwareDatetime = Field(description="When the two were registered, by the paper file")
    certificate: str = Field(description="Number of the certificate that was handed out")
    registrar: OfficerId = Field(description="Who registered")
    spouses: tuple[Spouse, Spouse]
    items: tuple[ItemId, ...] = Field((), description="Linked items, each chosen with consent")
    move: SpouseMove | None = Field(None, description="For the item `spouse-move`: who moves, and what the host says")
    entered_on: date = Field(description="The day on which the office enters it")

    @property
    def on(self) -> date:
        """The day of the registration, as the office wrote it down."""
        return self.at.astimezone(CITY_TIME).date()


class MarriagePapersSupplied(_OfficeEvent):
    """One of the two brought papers that the notice had asked for."""

    type: ClassVar[str] = "cn.onething.marriage.papers-supplied.v1"
    key: ClassVar[str] = "booking"
    booking: str
    person: PersonRef
    papers: tuple[SpousePaper, ...] = Field(description="What was shown now")


class DivorceApplied(_OfficeEvent):
    """Both came to one office and applied for divorce by agreement; the thirty days begin (Civil Code art. 1077)."""

    type: ClassVar[str] = "cn.onething.divorce.applied.v1"
    key: ClassVar[str] = "number"
    legal_basis: ClassVar[str] = "《民法典》第一千零七十六条"
    number: ApplicationNumber
    office: UnitId = Field(description="The office of the application, which also hands out the certificate")
    on: date = Field(description="The day on which the office received it")
    spouses: tuple[PersonRef, PersonRef] = Field(description="Pseudonyms of the two")
    certificate: str | None = Field(None, description="Number of the marriage certificate; null when it is lost")
    in_person: bool = Field(description="Both came themselves")
    agreement: bool = Field(description="They agreed in writing: voluntarily, on children, property and debts")
    capable: bool = Field(description="Both are of full capacity")


class DivorceApplicationWithdrawn(_OfficeEvent):
    """One of the two took the application back; that is enough."""

    type: ClassVar[str] = "cn.onething.divorce.application-withdrawn.v1"
    key: ClassVar[str] = "number"
    legal_basis: ClassVar[str] = "《民法典》第一千零七十七条"
    number: ApplicationNumber
    by: PersonRef = Field(description="Which of the two")
    on: date = Field(description="The day on which the office was told")


class DivorceJudged(Event):
    """A court divorced two persons, and its paper is in force; the registration office notes it."""

    type: ClassVar[str] = "cn.onething.divorce.judged.v1"
    topic: ClassVar[str | None] = JUSTICE.topic
    key: ClassVar[str] = "number"
    legal_basis: ClassVar[str] = "《民法典》第一千零七十九条、第一千零八十条"
    number: ApplicationNumber = Field(description="Number of the judgment or mediation paper")
    way: DivorceWay = Field(description="Judgment or mediation paper")
    court: str = Field(description="Which court")
    office: UnitId = Field(description="The registration office that was told")
    on: date = Field(description="The day on which it came into force")
    reported_on: date = Field(description="The day on which the office was told")
    spouses: tuple[PersonRef, PersonRef] = Field(description="Pseudonyms of the two")
    certificate: str | None = Field(None, description="Number of the marriage certificate, if the court knew it")


class MarriageDisputed(_OfficeEvent):
    """Somebody says that a registration bears a stolen or invented identity; a request alone revokes nothing."""

    type: ClassVar[str] = "cn.onething.marriage.disputed.v1"
    key: ClassVar[str] = "certificate"
    certificate: str = Field(description="Number of the marriage certificate")
    office: UnitId = Field(description="The bureau that keeps the registration")
    ground: DisputeGround = Field(description="What is said to have been wrong")
    by: PersonRef = Field(description="Who disputes it")
    on: date = Field(description="The day on which the bureau was told")


class MarriageEvidenceIssued(Event):
    """A court, a procuratorate or the police issued a paper on a registration; whoever received it says so."""

    type: ClassVar[str] = "cn.onething.marriage.evidence-issued.v1"
    topic: ClassVar[str | None] = None
    key: ClassVar[str] = "certificate"
    legal_basis: ClassVar[str] = "关于妥善处理以冒名顶替或者弄虚作假的方式办理婚姻登记问题的指导意见"
    certificate: str = Field(description="Number of the marriage certificate")
    office: UnitId = Field(description="The bureau that keeps the registration")
    kind: EvidenceKind
    number: str = Field(description="Number of the paper")
    on: date = Field(description="Day of the paper; of a judgment the day on which it came into force")
    finding: VoidKind | None = Field(None, description="For a judgment: what the court pronounced")


class MarriageStatementMade(_OfficeEvent):
    """One of the two said what there was to say to the intended revocation, or asked for a hearing."""

    type: ClassVar[str] = "cn.onething.marriage.statement-made.v1"
    key: ClassVar[str] = "case"
    case: CaseId = Field(description="The case that the notice of the intended revocation named")
    by: PersonRef = Field(description="Which of the two")
    on: date = Field(description="The day of the statement")
    hearing_wanted: bool = Field(False, description="Asks for a hearing")
