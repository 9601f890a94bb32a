"""What does one office ask another, and what comes back?"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import CaseId, DepartmentId, PersonRef, QuestionId
from schemas.limits import Due, Limit
from schemas.money import Yuan


class Topic(StrEnum):
    """What a question is about; each department answers those that its powers cover."""

    MEANS = "means"
    """Household means check (核对): data items about the members."""
    LINKED_ITEM = "linked_item"
    """Grant one of the linked items of a recognised household (联办事项)."""
    LINKED_ITEM_STOP = "linked_item_stop"
    """Stop a linked item whose condition is gone (联办事项停止); the owner decides."""
    MARRIAGE_STATUS = "marriage_status"
    """Is this person married, by the national marriage base?"""
    IDENTITY = "identity"
    """Do name, number and photograph match?"""
    HOUSEHOLD_REGISTER_CHANGE = "household_register_change"
    """Change the marital status in the household register (户口登记婚姻状况变更)."""
    HOUSEHOLD_REGISTER_MOVE = "household_register_move"
    """Move a spouse into the other's household register: first the station there, then the old one (夫妻投靠)."""
    FACT_DETAILS = "fact_details"
    """What the office knows of a fact that it announced: the wage, the property, the spouse."""
    HOME_VISIT = "home_visit"
    """Visit the household, two visitors, both sides sign (入户调查)."""
    LOCAL_TIES = "local_ties"
    """For how many months has this person from elsewhere lived, or been insured, in this city?"""
    SELF_CARE = "self_care"
    """Test what somebody can still do alone: six findings a person (生活自理能力评估)."""
    SUPPORT_PLACE = "support_place"
    """Confirm with a destitute person where they want to be supported, and look for a place (供养方式)."""
    ALERT_VISIT = "alert_visit"
    """Visit a person after an alert and find out what help is needed."""
    HOUSEHOLD_REGISTER_CANCELLATION = "household_register_cancellation"
    """Cancel the household register and the identity card of a dead person (注销户口、缴销身份证)."""
    DEATH_CERTIFICATE = "death_certificate"
    """Somebody was cremated: find the certificate and report it (补报死亡医学证明)."""
    FUNERAL_CALL = "funeral_call"
    """The funeral hall calls the family that booked (殡仪馆联系家属)."""
    CREMATION_CERTIFICATE = "cremation_certificate"
    """Issue the certificate of a cremation (出具火化证明)."""
    FUNERAL_STANDING = "funeral_standing"
    """What of a dead person decides on the waiver of funeral fees (惠民殡葬减免身份核验)."""
    PENSION_STOP = "pension_stop"
    """Stop the pension of a dead person; and what was contributed and drawn (停发养老金)."""
    FUNERAL_MONEY_CHOICE = "funeral_money_choice"
    """Which of several funeral moneys does the family choose (丧葬补助金择一领取)?"""
    SURVIVOR_MONEY = "survivor_money"
    """Decide on and pay funeral money and the lump sum to the survivors (遗属待遇核发)."""
    MEDICAL_INSURANCE_STOP = "medical_insurance_stop"
    """End the medical insurance of a dead person (医保停保)."""
    ACCOUNT_TO_HEIRS = "account_to_heirs"
    """Pay the balance of an account to the heirs (个人账户余额继承)."""
    LICENCE_CANCELLATION = "licence_cancellation"
    """Cancel the driving licence of a dead person (注销驾驶证)."""
    CARD_CANCELLATION = "card_cancellation"
    """Cancel the cards, certificates and memberships of a dead person (证卡、待遇身份注销)."""
    DISABILITY_CERTIFICATE = "disability_certificate"
    """What does the certificate of these persons say: kind, grade, validity (残疾人证核对)?"""
    SUBSIDY_NEED = "subsidy_need"
    """Where do these persons belong, how do they live, and what do they draw beside (两项补贴资格核对)?"""


class ItemCode(StrEnum):
    """Data items of the means check (domain 4.3)."""

    IDENTITY = "identity"
    DEATH = "death"
    VEHICLE = "vehicle"
    MARRIAGE = "marriage"
    EXISTING_AID = "existing_aid"
    EMPLOYMENT = "employment"
    WAGE = "wage"
    PENSION = "pension"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    TAXED_INCOME = "taxed_income"
    MEDICAL_SELF_PAY = "medical_self_pay"
    HOME = "home"
    SHOP = "shop"
    SIGNED_HOME = "signed_home"
    FUND_BALANCE = "fund_balance"
    COMPANY_CAPITAL = "company_capital"
    DISABILITY = "disability"
    STUDENT = "student"
    FARM_SUBSIDY = "farm_subsidy"
    SHIP = "ship"
    PRISON = "prison"
    VETERAN_BENEFIT = "veteran_benefit"
    MAJOR_DISEASE = "major_disease"
    DEPOSIT = "deposit"
    SECURITIES = "securities"
    INSURANCE_VALUE = "insurance_value"
    SUBSIDY_PAID = "subsidy_paid"


class DataItem(Model):
    """One hit in a department's register: whose, what, how much, as of which day."""

    person: PersonRef
    code: ItemCode
    amount: Yuan | None = Field(None, description="Yuan; a month for incomes, at the day for balances")
    count: int | None = None
    text: str | None = None
    as_of: date


class Subject(Model):
    """A person in a question: just enough for the department to find them."""

    ref: PersonRef
    id_number: str | None = None
    name: str = ""


class Question(Model):
    """One office's question to another; the id is the idempotency key of the department's system."""

    id: QuestionId
    case: CaseId
    department: DepartmentId
    topic: Topic
    subjects: tuple[Subject, ...]
    details: dict[str, Any] = Field(default_factory=dict)
    legal_basis: str
    due: Due


class ReplyStatus(StrEnum):
    """How a department took a question."""

    ANSWERED = "answered"
    PENDING = "pending"
    """It took the question and will answer by event."""
    REFUSED = "refused"
    """It understood and said no, with a reason."""
    UNREACHABLE = "unreachable"
    """Its system did not answer; asked again until the limit."""
    SILENT = "silent"
    """The reply limit passed without an answer."""
    NOT_LINKABLE = "not_linkable"
    """There is no interface to this office; the person gets guidance."""


class Reply(Model):
    """What one department answered to one question."""

    question: QuestionId
    department: DepartmentId
    topic: Topic
    status: ReplyStatus
    items: tuple[DataItem, ...] = ()
    result: dict[str, Any] = Field(default_factory=dict)
    reason: str | None = None
    at: datetime | None = None
    late: bool = Field(False, description="Came after the reply limit")

    @property
    def settled(self) -> bool:
        """Nothing more is expected for this question."""
        return self.status in {ReplyStatus.ANSWERED, ReplyStatus.REFUSED, ReplyStatus.NOT_LINKABLE}


class Inquiry(Model):
    """What is to be asked of whom, before the due moments are known."""

    id: QuestionId
    department: DepartmentId
    topic: Topic
    subjects: tuple[Subject, ...]
    details: dict[str, Any] = Field(default_factory=dict)
    legal_basis: str
    limit: Limit


class Round(Model):
    """Inquiries that go out at once."""

    case: CaseId
    start: datetime
    inquiries: tuple[Inquiry, ...]


class Parcel(Model):
    """Questions that travel together, because one desk puts them."""

    queue: str
    questions: tuple[Question, ...]


class Parcels(Model):
    """A round, made up for the desks."""

    parcels: tuple[Parcel, ...]


class Replies(Model):
    """What one desk brought back, a reply for each question of the parcel."""

    replies: tuple[Reply, ...]


class Errand(Model):
    """A thing that one department is to do once; the key makes a repetition the same errand."""

    key: str
    case: CaseId
    details: dict[str, Any] = Field(default_factory=dict)


class DepartmentErrand(Errand):
    """An errand that the hall brings to any department."""

    department: DepartmentId
    task: str


class Done(Model):
    """A department did what it was asked, with what it wrote down."""

    result: dict[str, Any] = Field(default_factory=dict)
