"""Which event opens which case, and which case does it inform? The one table of all chaining."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from events.contracts.assistance import (
    AssistanceClosed,
    AssistanceIdentityChanged,
    AssistanceIdentityConfirmed,
    AssistanceIdentityEnded,
    AssistanceReviewDue,
)
from events.contracts.bereavement import DeathConfirmed, DeathMerged, DeathRevoked, DeathSuspected
from events.contracts.civil_affairs import (
    AssistanceAidFoundInvented,
    AssistanceApplicationSubmitted,
    AssistanceApplicationWithdrawn,
    AssistanceChangeAnswered,
    AssistanceConsentWithdrawn,
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
    AssistanceItemRequested,
    AssistanceObjectionRaised,
    AssistancePapersSupplied,
    AssistanceRoundDue,
    AssistanceSpendingAidApplied,
    CareChangeReported,
    MarriageBooked,
    MarriageBookingCancelled,
    MarriageItemConsentWithdrawn,
)
from events.contracts.departments import QuestionAnswered
from events.contracts.disability import (
    DisabilityApplicationWithdrawn,
    DisabilityDecidedElsewhere,
    DisabilityOfferAnswered,
    DisabilityReviewDue,
    DisabilitySubsidyApplied,
    DisabilitySubsidyGivenUp,
    InjuryNursingEnded,
    InjuryNursingGranted,
    OrphanAidEnded,
    OrphanAidGranted,
)
from events.contracts.early_warning import AlertHelpArranged, MedicalSelfPayThresholdCrossed
from events.contracts.envelope import Event
from events.contracts.facts import (
    BirthRegistered,
    CareReassessed,
    DisabilityCertificateChanged,
    FactRevoked,
    HouseholdRegisterMoved,
    JobEnded,
    JobsRefused,
    JobStarted,
    PensionStarted,
    PrisonEntered,
    PrisonReleased,
    PropertyAcquired,
    SourceCorrected,
    StandardChanged,
    SupportPlaceChanged,
)
from events.contracts.funerals import (
    CremationBooked,
    CremationDone,
    FamilyRequested,
    FuneralHeld,
    FuneralReleased,
    FuneralSettled,
)
from events.contracts.grid import GridLeadReported
from events.contracts.health import DeathDoubted, DeathIdentified, DeathReported, DeathReportRevoked
from events.contracts.marriage import DivorceRegistered, MarriageRegistered, MarriageVoided
from events.contracts.marriage_papers import (
    DivorceApplicationWithdrawn,
    DivorceApplied,
    DivorceJudged,
    MarriageDisputed,
    MarriageEvidenceIssued,
    MarriagePapersSupplied,
    MarriageRegisteredOffline,
    MarriageStatementMade,
)
from events.contracts.payments import PaymentReturned, PaymentRunDue
from events.contracts.remedies import RemedyDecided, RemedyFiled
from registry.services import (
    AID_RECOVERY,
    ASSISTANCE,
    BEREAVEMENT,
    CARE_REVIEW,
    DISABILITY,
    DISABILITY_ROUND,
    DIVORCE,
    EARLY_WARNING,
    ITEM_REQUEST,
    MARRIAGE,
    MARRIAGE_CORRECTION,
    PAYMENT,
    REMEDY,
    REVIEW,
    REVIEW_ROUND,
    SPENDING_AID,
    Service,
    case_id,
    service_of,
)
from schemas.identifiers import CaseId

MAX_DEPTH = 12
"""A chain of cases longer than this is stopped visibly: its next event goes to the dead letters."""


@dataclass(frozen=True)
class Trigger:
    """An event type and what it does: open a case under a business key, or inform the open one.

    An early bird that keeps opens the case that it belongs to and waits in it for the event that opens it.
    """

    on: type[Event]
    service: Service | None
    """None: the case id itself says which service it belongs to."""
    key: tuple[str, ...]
    """Fields of the event that form the business key; for an informed case possibly the case id itself."""
    opens: bool
    keeps: bool = True
    """False: the event presupposes its case; without one it goes to the dead letters."""
    when: Callable[[Event], bool] | None = None
    why: str = ""
    again: tuple[str, ...] = ()
    """Further fields of the key: each opens one more case when those before it have closed without this event."""
    afterwards: tuple[Service, tuple[str, ...]] | None = None
    """The case of another service, and its key, that opens in the same situation."""

    def case(self, event: Event) -> CaseId:
        """The case that this event concerns."""
        return _case(self.service, self.key, event) if self.service else CaseId(str(getattr(event, self.key[0])))

    def next_cases(self, event: Event) -> tuple[CaseId, ...]:
        """The cases that it may open, each when those before have closed; none when a closed case is the end of it."""
        if self.afterwards is not None:
            service, key = self.afterwards
            return (_case(service, key, event),)
        if self.service is None:
            return ()
        longer = range(1, len(self.again) + 1)
        return tuple(_case(self.service, (*self.key, *self.again[:fields]), event) for fields in longer)

    def concerns(self, event: Event) -> bool:
        """The event is of the type and the condition holds."""
        return type(event) is self.on and (self.when is None or self.when(event))


def _case(service: Service, key: tuple[str, ...], event: Event) -> CaseId:
    return case_id(service, *(str(getattr(event, field)) for field in key))


def _opens(on: type[Event], service: Service, *key: str, why: str, again: tuple[str, ...] = ()) -> Trigger:
    return Trigger(on, service, key, opens=True, why=why, again=again)


def _informs(
    on: type[Event], service: Service, *key: str, why: str, when: Callable[[Event], bool] | None = None
) -> Trigger:
    return Trigger(on, service, key, opens=False, when=when, why=why)


def _presupposes(on: type[Event], key: str, why: str, when: Callable[[Event], bool] | None = None) -> Trigger:
    return Trigger(on, None, (key,), opens=False, keeps=False, when=when, why=why)


def _for_an_alert(event: Event) -> bool:
    return isinstance(event, AssistanceClosed) and event.alert is not None


def _of(service: Service) -> Callable[[Event], bool]:
    """The number that it names is that of an application of this procedure."""

    def concerns(event: Event) -> bool:
        elsewhere = isinstance(event, AssistanceObjectionRaised) and event.posted_by is not None
        return getattr(event, "service", None) == service.id and not elsewhere

    return concerns


def _to_a_posting(event: Event) -> bool:
    return isinstance(event, AssistanceObjectionRaised) and event.posted_by is not None


FACT = ("fact", "person", "on")
"""A fact's own key: announced again under another id, it is the same case while that is open."""

REVIEWED: tuple[tuple[type[Event], tuple[str, ...], str], ...] = (
    (AssistanceReviewDue, ("reason", "household", "due_on"), "the household's check is due"),
    (DeathSuspected, FACT, "suspended, if nobody else is there, until it is confirmed"),
    (DeathConfirmed, FACT, "household re-counted, or ended next month"),
    (DeathRevoked, FACT, "everything restored, with back pay"),
    (BirthRegistered, ("fact", "child", "on"), "one member more; twins are two"),
    (MarriageRegistered, ("fact", "first", "on"), "household re-checked: one of the two"),
    (MarriageRegistered, ("fact", "second", "on"), "household re-checked: the other one"),
    (DivorceRegistered, ("fact", "first", "on"), "household split: one of the two"),
    (DivorceRegistered, ("fact", "second", "on"), "household split: the other one"),
    (MarriageVoided, ("fact", "first", "on"), "never married: one of the two"),
    (MarriageVoided, ("fact", "second", "on"), "never married: the other one"),
    (JobStarted, FACT, "taper test"),
    (JobEnded, FACT, "income fell"),
    (PensionStarted, FACT, "income rose"),
    (JobsRefused, FACT, "cut of the own share"),
    (PrisonEntered, FACT, "member leaves"),
    (PrisonReleased, FACT, "member returns"),
    (HouseholdRegisterMoved, FACT, "transfer, or end at the month's end"),
    (PropertyAcquired, FACT, "property beside its limits"),
    (DisabilityCertificateChanged, FACT, "single-person aid, deduction, ability to work"),
    (CareReassessed, FACT, "care money by another tier"),
    (SupportPlaceChanged, FACT, "the standard of another place"),
    (SourceCorrected, FACT, "decided on a wrong value: decided again"),
    (FactRevoked, FACT, "the fact never was: restored"),
)
"""What leads to a review of a household: an event, the key of its case, and what is looked at (domain 15)."""


COUPLE = ("fact", "first", "on")
RECOGNISED = (AssistanceIdentityConfirmed, AssistanceIdentityChanged, AssistanceIdentityEnded)
SUBSIDISED: tuple[tuple[type[Event], tuple[str, ...], str], ...] = (
    (DisabilitySubsidyApplied, ("number",), "subsidies asked for, at any counter"),
    (DisabilitySubsidyGivenUp, FACT, "a subsidy is no longer wanted"),
    (DisabilityReviewDue, ("reason", "person", "due_on"), "a round found a difference"),
    (DisabilityCertificateChanged, FACT, "subsidies start, change or end; what nobody asked for is offered"),
    (AssistanceIdentityConfirmed, ("fact", "category", "household", "valid_from"), "living subsidy; both end (特困)"),
    (AssistanceIdentityChanged, ("fact", "category", "household", "changed_from"), "other members are counted"),
    (AssistanceIdentityEnded, ("fact", "category", "household", "ended_from"), "living subsidy ends, or on what else"),
    (DeathSuspected, FACT, "both pause until it is confirmed, or taken back"),
    (DeathConfirmed, FACT, "both end with the month"),
    (DeathRevoked, FACT, "both restored, with back pay"),
    (PrisonEntered, FACT, "both stop"),
    (PrisonReleased, FACT, "both go on"),
    (HouseholdRegisterMoved, FACT, "handed over without a gap"),
    (JobStarted, FACT, "no-income test"),
    (JobEnded, FACT, "no-income test"),
    (PensionStarted, FACT, "no-income test"),
    (OrphanAidGranted, FACT, "living subsidy ends"),
    (OrphanAidEnded, FACT, "living subsidy goes on"),
    (InjuryNursingGranted, FACT, "both end"),
    (InjuryNursingEnded, FACT, "both go on"),
    (MarriageRegistered, COUPLE, "income-group test of both"),
    (DivorceRegistered, COUPLE, "income-group test of both"),
    (MarriageVoided, COUPLE, "income-group test of both"),
    (SourceCorrected, FACT, "decided on a wrong value: decided again"),
    (FactRevoked, FACT, "the fact never was: restored"),
)
"""What opens a case of disability subsidies: an event, the key of its case, and why (domain 9.2, 15)."""


def _subsidised() -> tuple[Trigger, ...]:
    opened = (Trigger(event, DISABILITY, key, opens=True, why=why, again=_told_again(event))
              for event, key, why in SUBSIDISED)  # fmt: skip
    return (
        *opened,
        Trigger(DisabilityApplicationWithdrawn, DISABILITY, ("number",), opens=False,
                why="application taken back; later, a request to end", afterwards=(DISABILITY, ("number", "asks"))),
        _informs(DisabilityDecidedElsewhere, DISABILITY, "number", why="the home place outside the city decided"),
        _presupposes(DisabilityOfferAnswered, "case", why="the person answered an offer, or chose"),
        Trigger(StandardChanged, DISABILITY_ROUND, ("standard", "on"), opens=True, when=_of_the_subsidies,
                why="amounts by the new standard"),
    )  # fmt: skip


def _told_again(event: type[Event]) -> tuple[str, ...]:
    """Under what a new case opens when the first has closed.

    An office may correct what it told of a fact, or tell again what it took back. A household's rights may change twice
    from the same month on, and its check may be found due twice on one day.
    """
    if event in RECOGNISED or event is AssistanceReviewDue:
        return ("case",)
    return () if event is DisabilitySubsidyApplied else ("reported_on",)


def _of_the_subsidies(event: Event) -> bool:
    """The subsidies are shares of the low-income standard, or have a rate of their own."""
    return isinstance(event, StandardChanged) and event.standard in {
        "low_income", "disability_living", "disability_nursing",
    }  # fmt: skip


def _reviews() -> tuple[Trigger, ...]:
    return tuple(
        Trigger(event, REVIEW, key, opens=True, why=why, again=_told_again(event)) for event, key, why in REVIEWED
    )


DEATHS: tuple[tuple[type[Event], bool, str], ...] = (
    (DeathReported, True, "a source says that somebody died"),
    (CremationDone, True, "a cremation record, with a certificate or without"),
    (DeathMerged, True, "an unknown dead person is known now"),
    (DeathReportRevoked, False, "the report was wrong: everything restored"),
    (DeathDoubted, False, "somebody lives who is said to be dead"),
    (CremationBooked, False, "cremation booked by 96444 or the app"),
    (FuneralHeld, False, "the family objects, or an autopsy is pending"),
    (FuneralReleased, False, "the funeral may go on"),
    (FuneralSettled, False, "the bill: waiver at settlement"),
)
"""What opens, or informs, the case after a death (domain 8)."""


def _after_death() -> tuple[Trigger, ...]:
    """When the case has closed, the day of the death opens another; when that has too, the day of the word itself."""
    said = (
        Trigger(event, BEREAVEMENT, ("person",), opens=opens, why=why,
                again=("death", "reported_on") if "reported_on" in event.model_fields else ("death",))
        for event, opens, why in DEATHS
    )  # fmt: skip
    asked = Trigger(FamilyRequested, BEREAVEMENT, ("person",), opens=False, why="the family asks for what is due",
                    again=("request",))  # fmt: skip
    return (*said, _informs(DeathIdentified, BEREAVEMENT, "reference", why="an unknown body is identified"), asked)


ENDING = (REVIEW, ("asks", "household", "number"))
"""What is taken back after everything was decided is a request to end it (domain 2.9)."""


def _of_the_check(service: Service) -> Callable[[Event], bool]:
    def of_the_check(event: Event) -> bool:
        return isinstance(event, AssistanceConsentWithdrawn) and event.item is None and _of(service)(event)

    return of_the_check


def _of_an_item(event: Event) -> bool:
    """Aid for spending links no items."""
    return isinstance(event, AssistanceConsentWithdrawn) and event.item is not None and _of(ASSISTANCE)(event)


def _said_of_an_application(service: Service) -> tuple[Trigger, ...]:
    """What a household, or its neighbours, can say of either kind of application."""
    rows: tuple[tuple[type[Event], str], ...] = (
        (AssistanceCorrectionSupplied, "missing papers came"),
        (AssistanceObjectionRaised, "objection in publicity"),
        (AssistanceFindingsAnswered, "household answered the findings"),
        (AssistanceApplicationWithdrawn, "application taken back"),
    )
    told = tuple(_informs(event, service, "number", when=_of(service), why=why) for event, why in rows)
    if service is not ASSISTANCE:
        return told
    return tuple(replace(each, afterwards=ENDING) if each.on is AssistanceApplicationWithdrawn else each
                 for each in told)  # fmt: skip


TRIGGERS: tuple[Trigger, ...] = (
    _opens(AssistanceApplicationSubmitted, ASSISTANCE, "number", why="application at any door"),
    _opens(AlertHelpArranged, ASSISTANCE, "number", why="application made after an alert"),
    *_said_of_an_application(ASSISTANCE),
    _opens(AssistanceSpendingAidApplied, SPENDING_AID, "number", why="spending beyond the household's means"),
    *_said_of_an_application(SPENDING_AID),
    _opens(AssistanceAidFoundInvented, AID_RECOVERY, "number", "kind", why="heard, and recovered by a person's word"),
    _presupposes(AssistanceObjectionRaised, "posted_by", when=_to_a_posting, why="objection where it was posted"),
    Trigger(
        AssistanceConsentWithdrawn,
        ASSISTANCE,
        ("number",),
        opens=False,
        when=_of_the_check(ASSISTANCE),
        why="authorisation taken back: check stopped, data sealed; later, a request to end",
        afterwards=ENDING,
    ),
    _informs(
        AssistanceConsentWithdrawn,
        SPENDING_AID,
        "number",
        when=_of_the_check(SPENDING_AID),
        why="authorisation taken back: check stopped, data sealed",
    ),
    Trigger(
        AssistanceConsentWithdrawn,
        ASSISTANCE,
        ("number",),
        opens=False,
        when=_of_an_item,
        why="one item no longer wanted",
        afterwards=(REVIEW, ("asks", "household", "item", "on")),
    ),
    _informs(AssistancePapersSupplied, ASSISTANCE, "number", why="papers of emergency aid came"),
    _opens(AssistanceItemRequested, ITEM_REQUEST, "number", why="one more item of the list is wanted"),
    *_after_death(),
    _opens(MarriageBooked, MARRIAGE, "booking", why="registration booked"),
    _informs(MarriageBookingCancelled, MARRIAGE, "booking", why="booking cancelled"),
    _informs(MarriageItemConsentWithdrawn, MARRIAGE, "booking", why="one linked item no longer wanted"),
    _informs(MarriagePapersSupplied, MARRIAGE, "booking", why="missing papers came"),
    _opens(MarriageRegisteredOffline, MARRIAGE, "booking", why="registered on paper, entered later"),
    _opens(DivorceApplied, DIVORCE, "number", why="both applied for divorce"),
    _informs(DivorceApplicationWithdrawn, DIVORCE, "number", why="one of the two took back"),
    _opens(DivorceJudged, DIVORCE, "number", why="a court divorced"),
    _opens(MarriageDisputed, MARRIAGE_CORRECTION, "certificate", again=("by",), why="a registration is disputed"),
    _opens(
        MarriageEvidenceIssued,
        MARRIAGE_CORRECTION,
        "certificate",
        again=("number",),
        why="an authority issued a paper on a registration",
    ),
    _presupposes(MarriageStatementMade, "case", why="one of the two was heard"),
    _opens(
        MedicalSelfPayThresholdCrossed,
        EARLY_WARNING,
        "person",
        "scene",
        "year",
        again=("line",),
        why="a line was crossed",
    ),
    _opens(
        GridLeadReported,
        EARLY_WARNING,
        "person",
        "scene",
        "year",
        again=("number",),
        why="a grid worker saw somebody in need",
    ),
    _opens(CareChangeReported, CARE_REVIEW, "change", "person", "on", why="tested again in ten working days"),
    *_reviews(),
    *_subsidised(),
    _opens(AssistanceRoundDue, REVIEW_ROUND, "kind", "on", "where", why="checks are due"),
    _opens(StandardChanged, REVIEW_ROUND, "kind", "on", "where", why="recompute, with arrears"),
    _opens(PaymentRunDue, PAYMENT, "run", why="a month, or a special occasion, is to be paid"),
    _opens(PaymentReturned, PAYMENT, "payment", "attempt", why="owed again, whether its run is open or closed"),
    _presupposes(AssistanceChangeAnswered, "case", why="household answered a proposed change"),
    _opens(
        RemedyFiled,
        REMEDY,
        "household",
        "of_case",
        "path",
        again=("number",),
        why="decision contested: marked, made anew when it falls",
    ),
    _informs(RemedyDecided, REMEDY, "household", "of_case", "path", why="reconsideration or court has ended"),
    _presupposes(QuestionAnswered, "case", why="a department answered late or by event"),
    _presupposes(AssistanceClosed, "alert", when=_for_an_alert, why="help is settled: close the loop"),
)


OPENS_AT_MOST: dict[type[Event], int] = {
    **dict.fromkeys((MarriageRegistered, DivorceRegistered, MarriageVoided), 3),
    **dict.fromkeys((DeathSuspected, DeathConfirmed, DeathRevoked, DisabilityCertificateChanged), 2),
    **dict.fromkeys((PrisonEntered, PrisonReleased, HouseholdRegisterMoved), 2),
    **dict.fromkeys((JobStarted, JobEnded, PensionStarted), 2),
    **dict.fromkeys((SourceCorrected, FactRevoked, StandardChanged), 2),
}
"""How many cases one event may open: the household's review and the person's subsidies; of a couple, a review each.

Every other event opens one at most.
"""


def reactions(event: Event) -> tuple[tuple[CaseId, Service, Trigger], ...]:
    """Every case that the event opens or informs, with its service. LookupError for an unknown case id."""
    found = ((trigger.case(event), trigger) for trigger in TRIGGERS if trigger.concerns(event))
    return tuple((case, trigger.service or service_of(case), trigger) for case, trigger in found)
