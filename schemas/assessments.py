"""What is the law asked, and what does it answer? Arguments and results of the recorded rules."""

from datetime import date
from decimal import Decimal

from schemas.alerts import Alert
from schemas.base import Model
from schemas.decisions import Decision
from schemas.entitlements import LinkedItem
from schemas.households import Application, Category
from schemas.identifiers import CaseId
from schemas.limits import Limit
from schemas.marriages import MaritalRecord
from schemas.means import MeansReport
from schemas.money import Yuan
from schemas.people import Spouse
from schemas.questions import DataItem, Reply


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


class Classification(Model):
    """Every category that was tested, in order, up to the first that fits."""

    decisions: tuple[Decision, ...]
    category: Category | None
    publicity: Limit | None = None

    @property
    def granted(self) -> Decision | None:
        """The decision on the category that fits."""
        return next((decision for decision in self.decisions if decision.granted), None)


class EmergencyRequest(Model):
    """May emergency aid be paid on a day, and how much?"""

    application: Application
    verified_need: Yuan
    on: date


class EmergencyAssessment(Model):
    """The decision on emergency aid, and what charity adds."""

    decision: Decision
    charity: Yuan = Decimal(0)


class ConsolidationRequest(Model):
    """What do the replies say beside the declaration?"""

    case: CaseId
    application: Application
    replies: tuple[Reply, ...]
    corrections: tuple[DataItem, ...] = ()
    version: int
    on: date


class RecognitionRequest(Model):
    """What follows from a confirmed category?"""

    application: Application
    category: Category
    decisions: tuple[Decision, ...]
    confirmed_on: date


class Recognition(Model):
    """Linked items, first month of payment, validity, and the letter."""

    items: tuple[LinkedItem, ...]
    first_month: date
    valid_to: date | None
    letter: str


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


class GradingRequest(Model):
    """How urgent is an alert?"""

    alert: Alert
    household_yearly_income: Yuan | None
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
