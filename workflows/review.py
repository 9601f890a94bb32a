"""Review (动态管理): a fact or a date may change what a household is entitled to; people decide (domain 3.5, 15)."""

from temporalio import workflow

from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.assistance import AssistanceReviewDue
from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from events.contracts.envelope import Event
from registry.departments import DEPARTMENTS, HUMAN_RESOURCES, PUBLIC_SECURITY
from registry.services import REVIEW
from schemas.cases import CaseRecord, CaseStart, EventLine
from schemas.facts import FactKind, KnownPerson, LifeFact
from schemas.identifiers import HouseholdRef, QuestionId
from schemas.questions import Inquiry, Reply, Subject, Topic
from schemas.reviews import CoupleRequest
from schemas.rights import Concern, Concerned, FactEntry, StandingRequest
from workflows.end_asked import ASKED_FOR, GIVEN_UP, EndAsked
from workflows.facts import FACTS, OF_A_COUPLE, overtaken, told
from workflows.hearing import Hearing
from workflows.household_review import UNCHANGED, HouseholdReview
from workflows.item_given_up import ItemGivenUp
from workflows.meanwhile import MEANWHILE
from workflows.term_ends import TERM_ENDS, TermEnds
from workflows.turns import numbered
from workflows.verbs import Case

NOBODY = "nobody_concerned"
ASKED_FURTHER = {FactKind.JOB_STARTED, FactKind.PENSION_STARTED, FactKind.PROPERTY_ACQUIRED, FactKind.MARRIAGE}
"""Facts of which the office knows more than an event may tell."""


@workflow.defn(name=REVIEW.id)
class Review:
    """One fact about one person, or one household whose check is due; every household that it concerns, in turn.

    The fact is entered first, and rights follow from all facts together: whatever comes late, doubled, in another
    order or is taken back ends in the same register.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, REVIEW)
        self.hearing = Hearing(self.case)
        self.turn = 0
        """How often the fact was told by now."""

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        event = await self.case.opened(AssistanceReviewDue, *GIVEN_UP, *FACTS)
        self.case.withdrawable = False
        if isinstance(event, AssistanceConsentWithdrawn) and event.item is not None:
            return await ItemGivenUp.by(self.case, event).outcome()
        if isinstance(event, GIVEN_UP):
            return await EndAsked.by(self.case, event).outcome()
        if isinstance(event, AssistanceReviewDue):
            self.case.on_day(event.reported_on)
            return await self._due(event)
        return await self._happened(event)

    async def _due(self, event: AssistanceReviewDue) -> str:
        """By the word of the household, by the end of its time, or because its check is due."""
        if event.reason in ASKED_FOR:
            return await EndAsked(self.case, event.household, event.reason).outcome()
        if event.reason == TERM_ENDS:
            return await TermEnds(self.case, event.household).outcome()
        self.turn = 1
        couples = await self._couples(event.household) if event.reason == MEANWHILE else ()
        outcome = await HouseholdReview(self.case, self.hearing, event.household, reason=event.reason).outcome()
        for fact, others in couples:
            await self._reviewed(others, fact)
        return outcome

    async def _happened(self, event: Event) -> str:
        """What the office says once more while people decide is looked at when they have."""
        self.case.on_day(told(event, self.case.arrived(event)).known_on)
        outcome = await self._learnt(event)
        while (again := self.case.told_again(type(event))) is not None:
            found = await self._learnt(again)
            outcome = outcome if found in {UNCHANGED, NOBODY} else found
        return outcome

    async def _learnt(self, event: Event) -> str:
        """The fact is entered, and whoever it concerns is reviewed."""
        self.turn += 1
        line = self.case.arrived(event)
        fact = told(event, line)
        found = await self._concerned(fact)
        if not any(one.households or one.applications for one in found):
            await self._kept_of_a_stranger(event, fact, line)
            return NOBODY
        fact = await self._counted_once(await self._asked_further(fact), found)
        await self._entered(overtaken(event, line), fact)
        if any(one.applications for one in found):
            found, fact = await self._counted_now(fact)  # an application may have been decided meanwhile
        for application in dict.fromkeys(each for one in found for each in one.applications):
            self.case.note(f"申请办理中,事实已登记 an application is open and will see the fact: {application}")
        return await self._reviewed(self._mine(event, found), fact)

    async def _kept_of_a_stranger(self, event: Event, fact: LifeFact, line: EventLine) -> None:
        """A birth or a marriage may be told after the death of who came with it; nothing else of a stranger is kept."""
        if fact.kind is FactKind.DEATH:
            await self._entered(overtaken(event, line), fact)

    async def _entered(self, *facts: LifeFact | None) -> None:
        for fact in filter(None, facts):
            await self.case.ask(Rights.enter_fact, FactEntry(case=self.case.id, fact=fact))

    async def _concerned(self, fact: LifeFact) -> tuple[Concerned, ...]:
        """By each of the two, where a fact has two."""
        persons = [ref for ref in (fact.person, fact.other) if ref is not None]
        asked = (Concern(person=ref, on=fact.happened_on) for ref in persons)
        return tuple([await self.case.ask(Rights.concerned, one) for one in asked])

    async def _counted_once(self, fact: LifeFact, found: tuple[Concerned, ...]) -> LifeFact:
        """Two persons of two recognised households who marry are counted in one of them."""
        married = fact.kind is FactKind.MARRIAGE and fact.revoked_by is None
        households = dict.fromkeys(each for one in found for each in one.households)
        if not married or not all(one.households for one in found) or len(households) == 1:
            return fact
        asked = [StandingRequest(household=each, case=self.case.id) for each in households]
        standings = [await self.case.ask(Rights.standing, one) for one in asked]
        known = tuple(one for one in standings if one is not None)
        return await self.case.ask(Reviewing.counted_once, CoupleRequest(fact=fact, standings=known))

    async def _counted_now(self, fact: LifeFact) -> tuple[tuple[Concerned, ...], LifeFact]:
        """By whoever is recognised now; whoever is later finds the fact entered."""
        found = await self._concerned(fact)
        counted = await self._counted_once(fact, found)
        if counted != fact:
            await self._entered(counted)
        return found, counted

    async def _couples(self, household: HouseholdRef) -> tuple[tuple[LifeFact, tuple[HouseholdRef, ...]], ...]:
        """Weddings during the application, where both stand in recognised households now, with the other households."""
        standing = await self.case.ask(Rights.standing, StandingRequest(household=household, case=self.case.id))
        couples: list[tuple[LifeFact, tuple[HouseholdRef, ...]]] = []
        for fact in standing.facts if standing is not None else ():
            if fact.kind is FactKind.MARRIAGE and fact.revoked_by is None and fact.lives_in is None:
                found, counted = await self._counted_now(fact)
                if counted.lives_in is not None:
                    others = dict.fromkeys(each for one in found for each in one.households if each != household)
                    couples.append((counted, tuple(others)))
        return tuple(couples)

    def _mine(self, event: Event, found: tuple[Concerned, ...]) -> tuple[HouseholdRef, ...]:
        """Of a couple each has a case: nobody is heard, or decided about, twice for the same fact."""
        if not isinstance(event, OF_A_COUPLE):
            return tuple(dict.fromkeys(each for one in found for each in one.households))
        one, other = found
        if one.person in self.case.id.split(":"):
            return one.households
        return tuple(each for each in other.households if each not in set(one.households))

    async def _reviewed(self, households: tuple[HouseholdRef, ...], fact: LifeFact) -> str:
        """The outcome of the household that changed last; each is decided on by itself."""
        outcome = UNCHANGED
        for household in households:
            found = await HouseholdReview(
                self.case, self.hearing, household, reason=fact.kind, fact=fact, turn=self.turn
            ).outcome()
            outcome = found if found != UNCHANGED else outcome
        return outcome

    async def _asked_further(self, fact: LifeFact) -> LifeFact:
        """Sums and dates that events never carry; without an answer the fact counts with what is known."""
        if fact.kind not in ASKED_FURTHER or fact.revoked_by is not None:
            return fact
        self.case.enter("asking the source", waiting_on="the office that announced the fact")
        offices = (PUBLIC_SECURITY.id, HUMAN_RESOURCES.id) if fact.kind is FactKind.MARRIAGE else (fact.source,)
        persons = tuple(Subject(ref=ref) for ref in (fact.person, fact.other) if ref is not None)
        replies = await self.case.ask_all(
            *(self._inquiry(office, persons, fact) for office in offices), waiting_on="details of the fact"
        )
        items = tuple(item for reply in replies for item in reply.items)
        return fact.model_copy(update={"items": items, "persons": _persons(replies) or fact.persons})

    def _inquiry(self, office: str, persons: tuple[Subject, ...], fact: LifeFact) -> Inquiry:
        department = DEPARTMENTS[office]  # type: ignore[index]  # one of the registry's own ids
        return Inquiry(
            id=QuestionId(numbered(f"{self.case.id}/{Topic.FACT_DETAILS}/{department.id}", self.turn)),
            department=department.id, topic=Topic.FACT_DETAILS, subjects=persons,
            limit=department.answers[Topic.FACT_DETAILS],
            details={"fact": fact.kind, "on": str(fact.happened_on)}, legal_basis="社会救助暂行办法第十三条",
        )  # fmt: skip


def _persons(replies: tuple[Reply, ...]) -> tuple[KnownPerson, ...]:
    """Each once, whoever of the offices names them."""
    said = [KnownPerson.model_validate(each) for reply in replies for each in reply.result.get("persons", ())]
    return tuple({person.ref: person for person in said}.values())
