"""What does a household live on? Members, declared income and property, and the application it files."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, PersonRef, RegionCode, UnitId
from schemas.money import Yuan
from schemas.origins import Former, Lodging, Representation
from schemas.people import Member


class IncomeKind(StrEnum):
    """Kinds of income; the last group is not counted (domain 3.4)."""

    WAGE = "wage"
    BUSINESS = "business"
    PROPERTY = "property income"
    TRANSFER = "transfer"
    PENSION = "pension"
    MAINTENANCE = "maintenance"
    VETERAN_BENEFIT = "veteran benefit"
    DISABILITY_SUBSIDY = "disability subsidy"
    OLD_AGE_ALLOWANCE = "old-age allowance"
    SCHOLARSHIP = "scholarship"
    TEMPORARY_AID = "temporary aid"
    CHARITY = "charity"


class Income(Model):
    """What one member receives a month, as declared."""

    person: PersonRef
    kind: IncomeKind
    monthly: Yuan = Field(ge=0)


class Property(Model):
    """What a household owns, as declared."""

    deposits: Yuan = Field(Decimal(0), ge=0)
    cars: int = 0
    homes: int = 1
    homes_area_per_head_below_average: bool = True
    shops: int = 0
    company_capital: Yuan = Field(Decimal(0), ge=0)


class Household(Model):
    """The persons who live on one purse, and the units that handle their cases."""

    ref: HouseholdRef
    region: RegionCode = Field(description="National code of the place of the household register")
    county: UnitId = Field(description="Unit that confirms, for example CZ-JKQ for the economic zone")
    town: UnitId = Field(description="Town or street of the household register")
    local: bool = Field(True, description="The household register lies in this city")
    members: tuple[Member, ...] = Field(min_length=1)

    @property
    def applicant(self) -> Member:
        """The member who acts for the household."""
        return self.members[0]


class EmergencyCause(StrEnum):
    """Causes of emergency aid (domain 3.7)."""

    FIRE = "fire"
    TRAFFIC = "traffic accident"
    ILLNESS = "sudden illness"
    OTHER = "other accident"


class Emergency(Model):
    """Sudden hardship that is helped first and written up afterwards."""

    cause: EmergencyCause
    happened_on: date
    need: Yuan = Field(gt=0)


class Category(StrEnum):
    """Categories of recognition, in the order in which one application is classified (domain 2.9)."""

    DESTITUTE = "destitute"
    """特困人员救助供养"""
    LOW_INCOME = "low_income"
    """最低生活保障 低保"""
    SINGLE_PERSON = "single_person"
    """单人保"""
    LOW_INCOME_EDGE = "low_income_edge"
    """低保边缘家庭"""
    RIGID_SPENDING = "rigid_spending"
    """刚性支出困难家庭"""


class SupportPlace(StrEnum):
    """Where a destitute person wants to be supported: free to choose (社会救助暂行办法 art. 19)."""

    HOME = "home"
    """分散供养"""
    INSTITUTION = "institution"
    """集中供养"""


class Door(StrEnum):
    """Where an application came in (domain 3.2, 3.6)."""

    TOWN = "town counter"
    ONLINE = "online"
    GRID = "grid worker"
    ALERT = "early warning"
    ON_BEHALF = "town on behalf"
    """With a mandate of who cannot come."""
    PROACTIVE = "town proactively"
    """The town found somebody and starts by itself; signatures follow (社会救助暂行办法 art. 17)."""
    OTHER_AID = "other aid refused or ended"
    TRANSFER = "transfer from another town"
    PROVINCE = "elsewhere in the province"
    """省内通办: received at the residence, decided at the household register."""


class Authorisation(Model):
    """A member's signed consent to the means check (授权书); one for each counted member."""

    person: PersonRef
    signed_on: date


class Application(Model):
    """One application for all categories; classified by what the facts fit (一次申请、分类认定)."""

    number: ApplicationNumber
    submitted_on: date
    door: Door = Door.TOWN
    applied_for: Category | None = Field(Category.LOW_INCOME, description="None: emergency aid alone is asked for")
    household: Household
    incomes: tuple[Income, ...] = ()
    property: Property = Property()
    rigid_spending_12_months: Yuan = Field(Decimal(0), ge=0)
    authorisations: tuple[Authorisation, ...] = ()
    pledge_signed: bool = Field(False, description="Truth pledge on income and property")
    emergency: Emergency | None = None
    relative_of_staff: bool = Field(False, description="Registered separately; the county must visit")
    consents: tuple[str, ...] = Field((), description="Linked items that the household wants, by item id")
    support_place: SupportPlace | None = Field(
        None, description="Where destitute members want to be supported; None: not said, then at home"
    )
    transfer_consent: bool = Field(
        False, description="Agrees to be moved to a weaker category without new papers, should this one end"
    )
    alert: CaseId | None = Field(None, description="The early-warning case that led here")
    opened_for: CaseId | None = Field(None, description="Another case that waits for this one")
    representation: Representation | None = Field(None, description="Who acts for a household that cannot come")
    former: Former | None = Field(None, description="An earlier case, whose papers are not asked for again")
    residence: Lodging | None = Field(
        None, description="The household lives elsewhere in the province than where it is registered"
    )
