"""What is known of somebody's disability subsidies? Who asked when, what offices found, and what people decided."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.benefits import Benefit, Drawn
from schemas.certificates import DisabilityCertificate
from schemas.decisions import Decision
from schemas.facts import LifeFact
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, PersonRef, RegionCode, UnitId
from schemas.money import Yuan
from schemas.people import Disability, Person
from schemas.questions import Reply
from schemas.rights import PaidMonth, Recovery, RightSpan


class Subsidy(StrEnum):
    """The two subsidies for disabled persons; the values are those of the benefits."""

    LIVING = "disability_living"
    """困难残疾人生活补贴"""
    NURSING = "disability_nursing"
    """重度残疾人护理补贴"""


BOTH = (Subsidy.LIVING, Subsidy.NURSING)


class Filer(StrEnum):
    """Who may apply (domain 9.2, step 1)."""

    SELF = "self"
    GUARDIAN = "guardian"
    INSTITUTION = "institution"
    """For its residents."""


class SubsidyApplication(Model):
    """An application for the two subsidies, made anywhere in the country; the home place decides."""

    number: ApplicationNumber
    submitted_on: date = Field(description="At whatever counter; the month of this day is the first that can be paid")
    person: Person
    household: HouseholdRef
    kinds: tuple[Subsidy, ...] = Field(BOTH, min_length=1, description="What is applied for")
    certificate: str = Field("", description="Number of the disability certificate")
    declared: Disability | None = Field(None, description="Kind and grade as the certificate shows them")
    filed_by: Filer = Field(Filer.SELF, description="Who applies")
    filer: PersonRef | None = Field(None, description="The guardian, or who acts for the institution")
    received_by: UnitId | None = Field(None, description="The town of this city that received it; null: elsewhere")
    received_region: RegionCode = Field(description="Where it was received")
    home_region: RegionCode = Field(description="Where the household register lies")
    home: UnitId | None = Field(None, description="Town of the household register, where that lies in this city")
    transferred_on: date | None = Field(
        None, description="Handed over on this day by the place that paid until then, and pays to the end of its month"
    )


class ClaimWay(StrEnum):
    """How somebody came to ask."""

    APPLIED = "applied"
    OFFERED = "offered"
    """Listed by the county; the person agreed."""
    TRANSFERRED = "transferred"
    """Handed over by another place, without a gap."""


class SubsidyClaim(Model):
    """Somebody asked for subsidies on a day; who asked once need not ask again while the certificate holds."""

    case: CaseId
    person: PersonRef
    household: HouseholdRef
    on: date
    way: ClaimWay = ClaimWay.APPLIED
    kinds: tuple[Subsidy, ...]
    town: UnitId
    county: UnitId


class SubsidyFinding(Model):
    """What the offices said of a person on a day; what they say is dated by itself where they know the day."""

    case: CaseId
    person: PersonRef
    household: HouseholdRef
    on: date
    certificate: DisabilityCertificate | None = Field(None, description="None: there is none")
    local: bool = Field(True, description="The household register lies in this city")
    works: bool | None = Field(None, description="None: nobody knows")
    pension: bool | None = Field(None, description="None: nobody knows")
    income_per_head: Yuan | None = None
    several_disabled: bool = False
    kept_by_aged_parents: bool = False
    major_disease: bool = False
    care_months: int = Field(6, ge=0)
    drawn: tuple[Drawn, ...] = ()
    in_custody: bool | None = Field(None, description="None: nobody knows")
    custody_since: date | None = None
    died_on: date | None = Field(None, description="As the police register says: one source, no confirmed death")
    missing: tuple[str, ...] = Field((), description="Offices that did not answer; their silence refuses nobody")


class FindingRequest(Model):
    """What do the answers of the offices come to?"""

    case: CaseId
    person: PersonRef
    household: HouseholdRef
    on: date
    replies: tuple[Reply, ...]
    application: SubsidyApplication | None = None
    former: SubsidyFinding | None = Field(None, description="What was found before, where an office is silent now")


class SubsidyRuling(Model):
    """What people decided in a case, as far as later months depend on it."""

    case: CaseId
    person: PersonRef
    household: HouseholdRef
    on: date
    declined: tuple[Subsidy, ...] = Field(
        (), description="What of this case's claim counts for nothing: taken back, refused, or not chosen"
    )
    given_up: tuple[Subsidy, ...] = Field((), description="No longer wanted from the month after")
    of: CaseId | None = Field(None, description="The claim that is given up; None: every one until that day")
    set_aside: tuple[str, ...] = Field((), description="Keys of facts that count for nothing, whatever is told of them")
    kept_against: tuple[LifeFact, ...] = Field(
        (), description="Facts, as they were told, that the county found not to count here; another word on them counts"
    )
    town: UnitId | None = Field(None, description="The town that handles the person from now on")
    county: UnitId | None = None


class SubsidyFile(Model):
    """All that the register knows for deciding about one person's subsidies."""

    person: PersonRef
    household: HouseholdRef | None = Field(None, description="In whose file the rights stand; None: nobody knows any")
    version: int | None = Field(None, description="Version of the household's standing; None: nothing is known")
    claims: tuple[SubsidyClaim, ...] = ()
    findings: tuple[SubsidyFinding, ...] = ()
    rulings: tuple[SubsidyRuling, ...] = ()
    facts: tuple[LifeFact, ...] = Field((), description="About this person, also those that were taken back")
    recognised: tuple[RightSpan, ...] = Field((), description="As what the person's households were recognised, when")
    rights: tuple[RightSpan, ...] = Field((), description="The person's subsidies as they hold now")
    paid: tuple[PaidMonth, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    deciding: CaseId | None = Field(None, description="The claim that is being decided; others count once decided")
    disability: Disability | None = Field(None, description="As the household was found, where nobody has asked yet")
    town: UnitId | None = Field(None, description="Who handles the person now")
    county: UnitId | None = None

    @property
    def newest(self) -> SubsidyFinding | None:
        """What was found last."""
        return max(enumerate(self.findings), key=lambda one: (one[1].on, one[0]), default=(0, None))[1]

    @property
    def claimed(self) -> bool:
        """Somebody asked once, whatever became of it."""
        return bool(self.claims)


class SubsidyRequest(Model):
    """What is a person entitled to, with everything that is known on a day?"""

    file: SubsidyFile
    on: date
    claim: CaseId | None = Field(None, description="The claim that is being decided")
    declined: tuple[Subsidy, ...] = Field((), description="What the person did not choose of it")
    wish: SubsidyRuling | None = Field(None, description="What the person gives up, if the county follows it")


class FileRequest(Model):
    """Whose file is read, for which case?"""

    person: PersonRef
    case: CaseId


class HouseholdRequest(Model):
    """Whose subsidies may depend on what a household was recognised as?"""

    household: HouseholdRef
    members: tuple[PersonRef, ...]
    case: CaseId
    after: CaseId | None = Field(None, description="The case whose entry was announced, and must be there")


class Listed(Model):
    """Members who have asked for a subsidy, or are known to be disabled."""

    persons: tuple[PersonRef, ...] = ()


class ClaimEntry(Model):
    """A claim that is to be noted."""

    case: CaseId
    claim: SubsidyClaim


class ClaimRequest(Model):
    """What did a case claim?"""

    case: CaseId


class Claimed(Model):
    """Whether a claim stands; `by` asks for the same already, from as early on."""

    by: CaseId | None = None


class NoteEntry(Model):
    """What a case notes of a person: what was found, what happened, what people decided."""

    case: CaseId
    person: PersonRef
    household: HouseholdRef | None = None
    finding: SubsidyFinding | None = None
    number: int = Field(1, description="Which finding of the case it is")
    ruling: SubsidyRuling | None = None
    part: str = Field("", description="Which of the rulings of the case, where it makes more than one")
    fact: LifeFact | None = None


class Turn(StrEnum):
    """What becomes of a right; nothing happens before a person has decided."""

    NONE = "none"
    STARTED = "started"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    """One source alone says that the person died: not paid for now."""
    ENDED = "ended"
    REFUSED = "refused"
    """Asked for, and due in no month."""
    UNCLEAR = "unclear"
    """Asked for, and what is known does not tell whether it is due; no missing answer refuses anybody."""


class SubsidyChange(Model):
    """One subsidy: what holds beside what is due, from the first month that differs."""

    kind: Subsidy
    turn: Turn
    since: date | None = Field(None, description="First day of the first month that differs")
    until: date | None = Field(None, description="Last day of what is due; None: it goes on, or nothing is due")
    before: Yuan | None = None
    after: Yuan | None = None
    spans: tuple[RightSpan, ...] = Field((), description="What holds from `since` on")
    decision: Decision | None = Field(None, description="The rule on the first month that differs, or on the claim")
    less: bool = Field(False, description="In some month the person would have less")
    rivals: tuple[Benefit, ...] = Field((), description="Benefits of the same kind, of which the higher is paid")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Codes of what carries the decision."""
        return tuple(reason.code for reason in self.decision.reasons) if self.decision else ()


class Overpayment(Model):
    """What arrived of one subsidy beyond what is due, and people have not decided about yet."""

    kind: Subsidy
    months: tuple[date, ...]
    total: Yuan = Field(description="Negative: decided to be recovered, and not owed any more")
    goes_on: bool = Field(False, description="The subsidy is paid next month, so that something can be kept of it")


class SubsidyAssessment(Model):
    """What people decide on: the differences, what was paid too much, and what could be offered."""

    changes: tuple[SubsidyChange, ...]
    overpaid: tuple[Overpayment, ...] = ()
    offers: tuple[Subsidy, ...] = Field((), description="Due from now on if the person asked, and nobody has asked")
    possible: tuple[Subsidy, ...] = Field((), description="The same, with what only the offices can tell")
    unclear: tuple[str, ...] = Field((), description="Codes of conditions that cannot be judged from what is known")

    @property
    def differing(self) -> tuple[SubsidyChange, ...]:
        """What would change a right."""
        turns = {Turn.STARTED, Turn.CHANGED, Turn.SUSPENDED, Turn.ENDED}
        return tuple(each for each in self.changes if each.turn in turns)

    @property
    def refused(self) -> tuple[SubsidyChange, ...]:
        """What was asked for and is due in no month."""
        return tuple(change for change in self.changes if change.turn is Turn.REFUSED)

    @property
    def open(self) -> tuple[SubsidyChange, ...]:
        """What was asked for and cannot be judged."""
        return tuple(change for change in self.changes if change.turn is Turn.UNCLEAR)

    @property
    def nothing(self) -> bool:
        """Everything is as it should be."""
        return not self.differing and not self.overpaid


class PersonRequest(Model):
    """Whose subsidies are looked at, and why, in a case that another one opens."""

    person: PersonRef
    reason: str
    on: date
    offer: tuple[Subsidy, ...] = Field((), description="What is offered; empty: what is held is looked at")
    end_of: CaseId | None = Field(None, description="The case whose claim was taken back when it had been decided")


class LetterKind(StrEnum):
    """What a letter tells."""

    GRANTED = "granted"
    REFUSED = "refused"
    CHANGED = "changed"
    STOPPED = "stopped"


class SubsidyLetterRequest(Model):
    """What was decided, to be told in writing with every reason and the remedies."""

    kind: LetterKind
    changes: tuple[SubsidyChange, ...]
    on: date
    reasons: str = Field("", description="The county's own words, where it decided against the assessment")


class Unaltered(StrEnum):
    """How a case ends in which somebody asked for something, and no right changed."""

    UNCHANGED = "unchanged"
    """Nothing of what is held differs from what is due."""
    KEPT = "kept"
    """The county left everything as it was."""


class UnalteredLetterRequest(Model):
    """What is held and stays, to be told in writing to who asked."""

    end: Unaltered
    kinds: tuple[Subsidy, ...] = Field(description="What was asked for, or given up")
    changes: tuple[SubsidyChange, ...] = Field(description="As they were assessed, with what carries each right")
    rights: tuple[RightSpan, ...]
    declined: tuple[Subsidy, ...] = Field((), description="What the person chose not to draw")
    given_up: bool = Field(False, description="An end was asked for, and not a subsidy")
    reasons: str = Field("", description="The county's own words, where it kept the right")
    on: date


class NoDecision(StrEnum):
    """How an application ends without a decision on it."""

    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged_duplicate"
    """The same is asked for in another case, which decides."""


class NoDecisionLetterRequest(Model):
    """Why an application was not decided, to be told in writing."""

    end: NoDecision
    reasons: str = Field(description="The town's own words, or the case that decides")
    on: date


class OfferLetterRequest(Model):
    """What somebody could draw, to be told in writing."""

    kinds: tuple[Subsidy, ...]
    until: date
    instead_of: tuple[Benefit, ...] = ()
    on: date


class RefusalRequest(Model):
    """What the assessment would grant and a person refuses."""

    decision: Decision
    reasons: str
