"""What does a fact, or a date, change in a household's rights? The assessment that people decide on."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.employment import RiseGround
from schemas.facts import Choice, LifeFact
from schemas.households import Application, Category
from schemas.identifiers import CaseId, PersonRef, UnitId
from schemas.means import MeansReport
from schemas.money import Yuan
from schemas.rights import Recovery, RightSpan, Standing
from schemas.snapshots import Snapshot


class Change(StrEnum):
    """What the assessment proposes; nothing happens before a person has decided."""

    NONE = "none"
    RAISED = "raise"
    LOWERED = "lower"
    ENDED = "end"
    MOVED = "move"
    """To a weaker or stronger category."""
    RESTORED = "restore"
    SUSPENDED = "suspend"
    """Nobody is there to be aided for now; it comes back by itself."""


class ReviewRequest(Model):
    """What is a household entitled to, with everything that is known on a day?"""

    standing: Standing
    on: date
    fresh: Snapshot | None = Field(None, description="The household as it was just found, not yet in the register")
    choices: tuple[Choice, ...] = Field((), description="Choices just made, not yet in the register")


class CoupleRequest(Model):
    """Which of the households in which the two stand counts the couple?"""

    fact: LifeFact
    standings: tuple[Standing, ...]


class TaperOffer(Model):
    """The county may grant a taper: from which month, for how many, with which amounts."""

    since: date
    ground: RiseGround
    months: int
    former: Yuan = Field(description="What was paid before, of which the taper pays its shares")
    total: Yuan


class CutOffer(Model):
    """The county may cut the own share of who refused work, once the household was heard."""

    person: PersonRef
    share: Yuan = Field(description="Yuan a month")
    fact: str = Field(description="Key of the report of the refused jobs")
    decision: Decision = Field(description="Open: whether there is a good reason, the household alone can say")


class Overpaid(Model):
    """A month in which more was received than is due by what is known now."""

    month: date
    paid: Yuan
    due: Yuan


class ReviewAssessment(Model):
    """The difference between what holds and what is due, from the first month that differs."""

    change: Change
    since: date | None = Field(None, description="First day of the first month that differs")
    spans: tuple[RightSpan, ...] = Field((), description="What holds from there on")
    before: Category | None = None
    after: Category | None = None
    amount_before: Yuan | None = None
    amount_after: Yuan | None = None
    adverse: bool = Field(False, description="In some month the household would have less, or a weaker category")
    could_move_to: Category | None = Field(None, description="A weaker category that fits, if the household agrees")
    taper: TaperOffer | None = None
    cut: CutOffer | None = None
    decisions: tuple[Decision, ...] = ()
    reasons: tuple[str, ...] = Field((), description="Codes of the facts that it follows from")
    overpaid: tuple[Overpaid, ...] = ()
    to_recover: Yuan = Field(description="Overpaid and not decided about yet; negative: decided, and not owed any more")
    benefit: str = Field(description="The benefit that was overpaid, or that is held")
    application: Application = Field(description="The household as it stands on the day, by references")
    obligors_unknown: tuple[PersonRef, ...] = Field(
        (), description="Of whom the county must find out whether somebody able is obliged to support them"
    )
    takeover: Snapshot | None = Field(None, description="The same household in its new town, which has to agree")

    @property
    def cut_share(self) -> Yuan | None:
        """What the county may cut because jobs were refused."""
        return self.cut.share if self.cut else None

    @property
    def new_town(self) -> UnitId | None:
        """Where the household lives now, while another town still handles it."""
        return self.takeover.application.household.town if self.takeover else None


class SnapshotRequest(Model):
    """A household as a check has just found it, to be kept by references."""

    case: CaseId
    application: Application
    report: MeansReport | None = None
    category: Category | None = None
    valid_to: date | None = None
    on: date
    first_month: date
    recognition: bool = False
    standing: Standing | None = Field(None, description="Of a household that is checked again")
    reason: str = Field("", description="Code: why it is checked again")
    fact: LifeFact | None = Field(None, description="For which fact it is checked again, if for one")


class PartedRequest(Model):
    """Who left the household by a divorce, and what are they told?"""

    standing: Standing
    fact: LifeFact
    on: date
    from_month: date


class PartedLetter(Model):
    """The offer to apply alone; without a person nobody left."""

    person: PersonRef | None = None
    text: str = ""


class ChangeLetterRequest(Model):
    """A change in writing: what holds from which month on, and why."""

    decisions: tuple[Decision, ...]
    on: date
    from_month: date | None = Field(None, description="None: nothing changes but how an overpayment comes back")
    ended: bool
    amount_before: Yuan | None = None
    held: tuple[RightSpan, ...] = Field((), description="What is paid from there on")
    overpaid: tuple[Overpaid, ...] = ()
    recovery: Recovery | None = Field(None, description="How the overpayment comes back")
    handed_over: bool = Field(False, description="The file went to a place outside the city, which can be asked now")
