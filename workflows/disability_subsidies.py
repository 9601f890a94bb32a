"""Two disability subsidies (残疾人两项补贴): asked for anywhere or offered, adjusted by every fact (domain 9)."""

from temporalio import workflow

from activities.subsidies import Subsidies
from events.contracts.assistance import (
    AssistanceIdentityChanged,
    AssistanceIdentityConfirmed,
    AssistanceIdentityEnded,
)
from events.contracts.bereavement import DeathConfirmed, DeathRevoked, DeathSuspected
from events.contracts.disability import (
    END_ASKED,
    DisabilityApplicationWithdrawn,
    DisabilityReviewDue,
    DisabilitySubsidyApplied,
    DisabilitySubsidyGivenUp,
    InjuryNursingEnded,
    InjuryNursingGranted,
    OrphanAidEnded,
    OrphanAidGranted,
)
from events.contracts.envelope import Event
from events.contracts.facts import (
    DisabilityCertificateChanged,
    FactRevoked,
    HouseholdRegisterMoved,
    JobEnded,
    JobStarted,
    PensionStarted,
    PrisonEntered,
    PrisonReleased,
    SourceCorrected,
)
from events.contracts.marriage import DivorceRegistered, MarriageRegistered, MarriageVoided
from registry.services import DISABILITY, case_id, key_of
from schemas.cases import CaseRecord, CaseStart
from schemas.disability import ClaimRequest, HouseholdRequest, PersonRequest
from schemas.facts import LifeFact
from schemas.identifiers import CaseId, PersonRef
from workflows.facts import overtaken, told
from workflows.subsidy_application import SubsidyApplications
from workflows.subsidy_decision import UNCHANGED
from workflows.subsidy_review import NOBODY, SubsidyOffer, SubsidyReview
from workflows.verbs import Case

LISTED = "listed"
IDENTITIES = (AssistanceIdentityConfirmed, AssistanceIdentityChanged, AssistanceIdentityEnded)
OF_A_COUPLE = (MarriageRegistered, DivorceRegistered, MarriageVoided)
FACTS = (
    DeathSuspected, DeathConfirmed, DeathRevoked, DisabilityCertificateChanged, PrisonEntered, PrisonReleased,
    HouseholdRegisterMoved, JobStarted, JobEnded, PensionStarted, OrphanAidGranted, OrphanAidEnded,
    InjuryNursingGranted, InjuryNursingEnded, SourceCorrected, FactRevoked, *OF_A_COUPLE,
)  # fmt: skip
"""What can change a subsidy; a couple's fact changes the means of both."""


@workflow.defn(name=DISABILITY.id)
class DisabilitySubsidies:
    """An application, an offer, or a fact about a person or a household; the same months whatever came first.

    People decide every start, change and end; no subsidy without somebody's word, and silence refuses nothing.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, DISABILITY)
        self.below = start.request is not None

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        if self.below:
            return await self._looked_at(self.case.request(PersonRequest))
        if self.case.id.endswith(f":{END_ASKED}"):
            return await self._end_asked(await self.case.opened(DisabilityApplicationWithdrawn))
        event = await self.case.opened(
            DisabilitySubsidyApplied, DisabilityReviewDue, DisabilitySubsidyGivenUp, *IDENTITIES, *FACTS
        )
        if isinstance(event, DisabilitySubsidyApplied):
            return await SubsidyApplications(self.case, event.application).outcome()
        if isinstance(event, DisabilityReviewDue | DisabilitySubsidyGivenUp):
            return await self._asked_for(event)
        if isinstance(event, IDENTITIES):
            return await self._listed(event)
        return await self._happened(event)

    async def _looked_at(self, request: PersonRequest) -> str:
        """For a case above: what the person holds, or what the person is offered."""
        self.case.on_day(request.on)
        if request.end_of is not None:
            return await self._claim_ended(request.end_of)
        if request.offer:
            return await SubsidyOffer(self.case, request).outcome()
        return await SubsidyReview(self.case, request.person, request.reason).outcome()

    async def _asked_for(self, event: DisabilityReviewDue | DisabilitySubsidyGivenUp) -> str:
        """By a round, or by the person."""
        self.case.on_day(event.reported_on)
        if isinstance(event, DisabilityReviewDue):
            return await SubsidyReview(self.case, event.person, event.reason).outcome()
        return await SubsidyReview(self.case, event.person, event.fact).outcome(event.kinds, event.on)

    async def _end_asked(self, event: Event) -> str:
        """An application that was taken back when it had been decided: what it alone brought ends (domain 2.9)."""
        if not isinstance(event, DisabilityApplicationWithdrawn):
            raise TypeError(f"{event.type} asks for no end.")
        return await self._claim_ended(case_id(DISABILITY, event.number))

    async def _claim_ended(self, of: CaseId) -> str:
        """A person decides whether what this claim alone brought ends."""
        claim = await self.case.ask(Subsidies.claimed, ClaimRequest(case=of))
        if claim is None:
            return NOBODY
        return await SubsidyReview(self.case, claim.person, END_ASKED).outcome(claim.kinds, of=claim.case)

    async def _listed(
        self, event: AssistanceIdentityConfirmed | AssistanceIdentityChanged | AssistanceIdentityEnded
    ) -> str:
        """Every disabled member of a household, each in a case of its own; those open no further ones but offers."""
        listed = await self.case.ask(Subsidies.listed, HouseholdRequest(
            household=event.household, members=tuple(map(PersonRef, event.members)), case=self.case.id,
            after=event.case))  # fmt: skip
        await self._each(listed.persons, event.fact)
        return LISTED if listed.persons else NOBODY

    async def _happened(self, event: Event) -> str:
        """About a person, or a couple; what an office corrects while people decide is looked at when they have.

        Of a couple nothing can be corrected but that they are one.
        """
        fact, wrong = self._told(event)
        if isinstance(event, OF_A_COUPLE):
            await self._each((event.first, event.second), fact.kind)
            return LISTED
        review = SubsidyReview(self.case, fact.person, fact.kind, fact=fact, instead_of=wrong)
        outcome = await review.outcome()
        while (again := self.case.told_again(type(event))) is not None:
            found = await review.told_again(*self._told(again))
            outcome = outcome if found in {UNCHANGED, NOBODY} else found
        return outcome

    def _told(self, event: Event) -> tuple[LifeFact, LifeFact | None]:
        """The fact, and the one in whose place it stands; the case stands on its day."""
        line = self.case.arrived(event)
        fact = told(event, line)
        self.case.on_day(fact.known_on)
        return fact, overtaken(event, line)

    async def _each(self, persons: tuple[PersonRef, ...], reason: str) -> None:
        for person in persons:
            below = case_id(DISABILITY, *key_of(self.case.id), person)
            request = PersonRequest(person=person, reason=reason, on=self.case.today())
            await self.case.open_case(DISABILITY, below, request)
