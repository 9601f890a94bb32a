"""What is the law asked, and what does it answer? Arguments and results of the recorded rules."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.alerts import Alert
from schemas.base import Model
from schemas.daily_living import Findings, SelfCare
from schemas.decisions import Decision
from schemas.entitlements import LinkedItem
from schemas.hardships import Hardship
from schemas.households import Application, Category, Emergency
from schemas.identifiers import CaseId, DepartmentId, ItemId, PersonRef, UnitId
from schemas.limits import Limit
from schemas.marriages import MaritalRecord
from schemas.means import MeansReport, Substitute
from schemas.money import Yuan
from schemas.people import Spouse
from schemas.questions import DataItem, Reply
from schemas.snapshots import Snapshot


class CompletenessRequest(Model):
    """Is the application complete on a day, and was the one correction already asked for?"""

    application: Application
    on: date
    corrected: bool = False


class ClassificationRequest(Model):
    """Which categories do the facts fit on a day?"""

    application: Application
    report: MeansReport | None
    on: date
    case: CaseId | None = Field(None, description="Whose confirmation may be looked at by the county")


class Classification(Model):
    """Every category that was tested, in order, up to the first that fits."""

    decisions: tuple[Decision, ...]
    category: Category | None
    publicity: Limit | None = None
    by_the_town: bool = Field(False, description="The county lets its towns confirm")
    spot_check: bool = Field(False, description="The county looks at this confirmation itself")

    @property
    def granted(self) -> Decision | None:
        """The decision on the category that fits."""
        return next((decision for decision in self.decisions if decision.granted), None)


class EmergencyRequest(Model):
    """May emergency aid be paid on a day, and how much?"""

    application: Application
    verified_need: Yuan
    on: date
    earlier: tuple[Emergency, ...] = Field((), description="Hardships for which these persons were helped before")


class EmergencyAssessment(Model):
    """The decision on emergency aid, what the town may pay whatever it says, and what others add."""

    decision: Decision
    payable: Yuan = Field(Decimal(0), description="Up to the town's limit; a person may allow it in special cases")
    rest: Yuan = Field(Decimal(0), description="Above the town's limit: the county decides")
    charity: Yuan = Field(Decimal(0), description="To the town's part, where the rule matches it")
    charity_to_rest: Yuan = Decimal(0)


class ConsolidationRequest(Model):
    """What do the replies say beside the declaration?"""

    case: CaseId
    application: Application
    replies: tuple[Reply, ...]
    corrections: tuple[DataItem, ...] = ()
    substituted: tuple[Substitute, ...] = ()
    version: int
    on: date


class RecognitionRequest(Model):
    """What follows from a confirmed category?"""

    application: Application
    category: Category
    decisions: tuple[Decision, ...]
    confirmed_on: date
    given: tuple[ItemId, ...] = Field((), description="Items that the household got in this case already")
    case: CaseId
    report: MeansReport | None = None


class Recognition(Model):
    """Linked items, first month of payment, validity, the letter, and the household as it was found."""

    snapshot: Snapshot

    items: tuple[LinkedItem, ...]
    first_month: date
    valid_to: date | None
    letter: str


class ItemsEndedRequest(Model):
    """Which granted items have lost their condition by a fact of a day?"""

    before: Application
    category_before: Category | None
    after: Application | None = Field(None, description="None: nobody is left of the household")
    category_after: Category | None = None
    granted: tuple[ItemId, ...]
    dead: tuple[PersonRef, ...] = Field((), description="Members who died; whoever else is gone has left")
    recognised_on: date | None = Field(None, description="When `before` was found; None: when it was submitted")
    on: date = Field(description="The day of the fact")


class SelfCareRequest(Model):
    """Which tier of self-care do the findings give, for each person?"""

    findings: tuple[Findings, ...]
    on: date


class SelfCareGrades(Model):
    """The tier of each person, with why."""

    tiers: dict[PersonRef, SelfCare]
    decisions: tuple[Decision, ...]


class LetterRequest(Model):
    """A refusal in writing, with every reason."""

    decisions: tuple[Decision, ...]
    on: date


class Letter(Model):
    """The text that the citizen reads."""

    text: str


class MarriageRequest(Model):
    """May these two persons marry on a day?"""

    spouses: tuple[Spouse, Spouse]
    records: tuple[MaritalRecord, ...]
    on: date
    office: UnitId | None = None
    voluntary: bool | None = Field(None, description="What the registrar found who asked the two; null before")


class GradingRequest(Model):
    """How urgent is an alert, or what a grid worker saw?"""

    alert: Alert | None
    household_yearly_income: Yuan | None
    hardship: Hardship | None = None
    on: date


class LimitsRequest(Model):
    """Which limits hold for the steps of a procedure on a day?"""

    steps: tuple[str, ...]
    on: date


class Limits(Model):
    """A limit for each step."""

    limits: dict[str, Limit]


class MeansRequest(Model):
    """What a means check is opened for: whose household, and what its sources corrected since."""

    application: Application
    corrections: tuple[DataItem, ...] = ()
    on: date | None = Field(None, description="The day on which the case above stands; None: today")


class SubstitutesRequest(Model):
    """Which departments have not answered a means check?"""

    missing: tuple[DepartmentId, ...]


class Substitutes(Model):
    """Who else may know what they do not say."""

    substitutes: tuple[Substitute, ...]
