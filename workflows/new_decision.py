"""How is a decision made anew that fell? By a person of the county who did not make it, with back pay (domain 2.8)."""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.remedies import Remedies
from activities.remedy_law import RemedyLaw
from activities.reviewing import Reviewing
from activities.rights import Rights
from registry.services import ASSISTANCE, MEANS_CHECK, case_id, key_of, service_of
from schemas.assessments import Classification, ClassificationRequest, MeansRequest
from schemas.cases import Role, Ruled
from schemas.decisions import Decision
from schemas.facts import Choice, ChoiceKind, LifeFact
from schemas.households import Application, Category
from schemas.identifiers import UnitId
from schemas.means import MeansReport
from schemas.money import Yuan
from schemas.questions import Errand
from schemas.remedies import (
    Anew,
    Contested,
    ContestedRequest,
    DueMonth,
    DueMonthRequest,
    NewDecisionRequest,
    NewRightRequest,
    Ordered,
)
from schemas.reviews import ReviewRequest, SnapshotRequest
from schemas.rights import FactsRequest, Recovery, RecoveryWay, RightSpan, Standing, StandingRequest
from schemas.snapshots import Snapshot
from workflows.new_decision_effects import Decided, NewDecisionEffects
from workflows.verbs import Case

AS_ASSESSED, AS_ORDERED, RESTORE, AGAINST = "as_assessed", "as_ordered", "restore", "refuse_again"
OUTCOMES = {AS_ASSESSED: "granted_anew", AS_ORDERED: "granted_anew", RESTORE: "restored", AGAINST: "refused_anew"}


@dataclass
class Ground:
    """On what a person decides anew: the household as an application, and what the law says of it now."""

    application: Application | None = None
    report: MeansReport | None = None
    assessed: Classification | None = None

    @property
    def category(self) -> Category | None:
        """What the law would grant."""
        return self.assessed.category if self.assessed else None


class NewDecision:
    """What compels a new decision says not which: that is for a person, who reads the judgment or the new answer."""

    def __init__(self, case: Case, anew: Anew) -> None:
        self.case = case
        self.anew = anew
        self.contested = Contested()

    async def made(self) -> str:
        """Whatever the law says now, a person decides."""
        return await self.decided_on(await self.looked_at_again())

    async def looked_at_again(self) -> Ground:
        """Who decided what, and what the registers and the law say now."""
        self.contested = await self.case.ask(Remedies.contested, ContestedRequest(
            case=self.case.id, household=self.anew.household, of_case=self.anew.of_case))  # fmt: skip
        return await self._ground()

    async def decided_on(self, ground: Ground) -> str:
        """Again when something else about the household was entered meanwhile."""
        while True:
            standing = await self.case.ask(Rights.standing, StandingRequest(
                household=self.anew.household, case=self.case.id))  # fmt: skip
            ruling = await self._ruled(ground)
            decided = await self._decided(ruling, ground, standing)
            if decided is not None and await NewDecisionEffects(self.case, self.anew).done(decided):
                return OUTCOMES[ruling.choice]

    # ── on what ground ───────────────────────────────────────────────────────────────────────────────────────────

    async def _ground(self) -> Ground:
        """An application is looked at again by all registers; a change of rights is weighed by the judgment alone."""
        if service_of(self.anew.of_case) != ASSISTANCE:
            return Ground()
        number = key_of(self.anew.of_case)[0]
        form = f"{self.case.id}/application_form/{number}"
        application = await self.case.ask(CivilAffairs.application_form, Errand(
            key=form, case=self.case.id, details={"number": number}))  # fmt: skip
        self.case.enter("checking", waiting_on="means check")
        earlier = len(self.case.record.children)
        turn = (str(earlier + 1),) if earlier else ()
        check = case_id(MEANS_CHECK, *key_of(self.case.id), self.case.record.service, *turn)
        await self.case.open_case(MEANS_CHECK, check, MeansRequest(application=application))
        await self.case.until(lambda: self.case.handovers(check) > 0)
        report = self.case.handed(MeansReport, check)
        assessed = await self.case.ask(Law.classification, ClassificationRequest(
            application=application, report=report, on=self._day()))  # fmt: skip
        self.case.decisions[:] = [*self.case.decisions[:1], *assessed.decisions]
        return Ground(application, report, assessed)

    async def _ruled(self, ground: Ground) -> Ruled:
        """The question waits for a person of the county, however long it takes."""
        self.case.enter("new decision")
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self._county(ground), "new_decision", "依判决、复议决定或者新的答复重新作出决定",
            self._choices(ground), not_by=self.contested.officers, proposal=ground.category or self.anew.result,
        )  # fmt: skip

    def _county(self, ground: Ground) -> UnitId:
        if self.anew.county is not None:
            return self.anew.county
        if ground.application is None:
            raise ValueError(f"Case {self.case.id} names no county, and {self.anew.of_case} is no application.")
        return ground.application.household.county

    def _choices(self, ground: Ground) -> tuple[str, ...]:
        if self.anew.learnt:
            return (AS_ASSESSED, AGAINST)  # nobody has ordered anything
        if self._restorable():
            return (RESTORE, AS_ORDERED, AGAINST)
        return (AS_ASSESSED, AS_ORDERED, AGAINST) if ground.category else (AS_ORDERED, AGAINST)

    def _restorable(self) -> bool:
        """It changed what was held before; an application had nothing before it."""
        return service_of(self.anew.of_case) != ASSISTANCE and self.contested.since is not None

    # ── what follows from the ruling ─────────────────────────────────────────────────────────────────────────────

    async def _decided(self, ruling: Ruled, ground: Ground, standing: Standing | None) -> Decided | None:
        """None when the ruling cannot be carried out as it was sent; it is asked for again."""
        if ruling.choice == RESTORE:
            return await self._restored(ruling, standing)
        if ruling.choice == AGAINST:
            refused = ground.assessed.decisions if ground.assessed and not ground.category else ()
            decisions = refused or (await self._decision(ground.category, None, grants=False),)
            return Decided(ruling, standing, decisions, application=ground.application)
        if ruling.choice == AS_ASSESSED:
            return await self._assessed(ruling, ground, standing)
        return await self._ordered(ruling, ground, standing)

    async def _restored(self, ruling: Ruled, standing: Standing | None) -> Decided:
        """As if it had not been decided: rights, recoveries, and the fact on which it rested counts no more."""
        spans = await self._new_rights()
        facts = tuple(
            fact.key
            for fact in (standing.facts if standing else ())
            if self._named_for(fact) or self._cut_for(fact, standing)
        )
        kept = Choice(key=f"{ChoiceKind.KEPT}/{self.case.id}", kind=ChoiceKind.KEPT, since=self.case.today(),
                      by=ruling.officer, facts=facts)  # fmt: skip
        released = tuple(
            Recovery(key=f"{self.case.id}/{each.key}", benefit=each.benefit, person=each.person, total=each.total,
                     way=RecoveryWay.RELEASED)
            for each in self.contested.recoveries if each.way is not RecoveryWay.RELEASED
        )  # fmt: skip
        decision = await self._decision(None, None, grants=True)
        return Decided(ruling, standing, (decision,), spans, choices=(kept,) if facts else (), released=released)

    def _cut_for(self, fact: LifeFact, standing: Standing | None) -> bool:
        """A share was cut for it by the decision that fell, whatever had opened the review."""
        return any(
            choice.kind is ChoiceKind.SHARE_CUT and fact.key in choice.facts and f"/{self.anew.of_case}/" in choice.key
            for choice in (standing.choices if standing else ())
        )

    def _named_for(self, fact: LifeFact) -> bool:
        """The review whose decision fell was opened by this fact, or by a later word about it."""
        persons = (ref for ref in (fact.person, fact.other) if ref is not None)
        return any(f":{fact.kind}:{ref}:{fact.happened_on}:" in f"{self.anew.of_case}:" for ref in persons)

    async def _assessed(self, ruling: Ruled, ground: Ground, standing: Standing | None) -> Decided | None:
        """Month by month by the law, from the month in which it would have been due in the first place."""
        if ground.application is None or ground.assessed is None or ground.category is None:
            return None
        due = await self._due(ground.application, ground.category)
        found = await self._found(ground.application, ground.report, ground.category, due)
        before = standing or await self._never_recognised(ground.application)
        snapshots = tuple(sorted((*before.snapshots, found), key=lambda one: one.first_month))
        now = await self.case.ask(Reviewing.assessment, ReviewRequest(
            standing=before.model_copy(update={"snapshots": snapshots}), on=self.case.today()))  # fmt: skip
        granted = ground.assessed.granted
        self.case.result(category=ground.category, amount=granted.amount if granted else None)
        return Decided(ruling, standing, (granted,) if granted else (), now.spans, application=ground.application,
                       category=ground.category, snapshot=found)  # fmt: skip

    async def _never_recognised(self, application: Application) -> Standing:
        """What has happened to them since counts all the same."""
        persons = tuple(member.ref for member in application.household.members)
        known = await self.case.ask(Rights.facts_of, FactsRequest(case=self.case.id, persons=persons))
        return Standing(household=self.anew.household, version=0, snapshots=(), facts=known.facts)

    async def _ordered(self, ruling: Ruled, ground: Ground, standing: Standing | None) -> Decided | None:
        """What the judgment or the review body says, as the officer writes it down."""
        order = self._order(ruling)
        if order is None:
            return None
        spans: tuple[RightSpan, ...] = ()
        found: Snapshot | None = None
        if order.category is not None:
            due = await self._due(ground.application, order.category)
            spans = await self._new_rights(order.category, order.amount, due)
            if ground.application is not None:
                found = await self._found(ground.application, ground.report, order.category, due)
        decision = await self._decision(order.category, order.amount, grants=True)
        self.case.result(category=order.category, amount=order.amount)
        return Decided(ruling, standing, (decision,), spans, application=ground.application, category=order.category,
                       snapshot=found, once=order.once)  # fmt: skip

    def _order(self, ruling: Ruled) -> Ordered | None:
        try:
            order = Ordered.model_validate(ruling.details)
        except ValidationError:
            order = Ordered()
        if order.category is None and order.once is None:
            self.case.note("决定内容不完整 details need category and amount, or once; the question is put again")
            return None
        return order

    async def _due(self, application: Application | None, category: Category) -> DueMonth:
        applied_on = application.submitted_on if application else self._day()
        return await self.case.ask(RemedyLaw.due_month, DueMonthRequest(
            category=category, applied_on=applied_on, decided_on=self._day()))  # fmt: skip

    async def _found(
        self, application: Application, report: MeansReport | None, category: Category, due: DueMonth
    ) -> Snapshot:
        """The household as it should have been found then."""
        return await self.case.ask(Reviewing.snapshot, SnapshotRequest(
            case=self.case.id, application=application, report=report, category=category, on=self._day(),
            first_month=due.first, valid_to=due.last, recognition=True))  # fmt: skip

    async def _new_rights(
        self, category: Category | None = None, amount: Yuan | None = None, due: DueMonth | None = None
    ) -> tuple[RightSpan, ...]:
        rights = await self.case.ask(RemedyLaw.new_rights, NewRightRequest(
            contested=self.contested, category=category, amount=amount, due=due))  # fmt: skip
        return rights.spans

    async def _decision(self, category: Category | None, amount: Yuan | None, *, grants: bool) -> Decision:
        return await self.case.ask(RemedyLaw.new_decision, NewDecisionRequest(
            path=self.anew.path, result=self.anew.result, learnt=self.anew.learnt, of_case=self.anew.of_case,
            on=self.case.today(), grants=grants, category=category, amount=amount))  # fmt: skip

    def _day(self) -> date:
        """The day of the decision that fell; where nobody knows it, the day on which the household heard of it."""
        return self.contested.on or self.anew.known_on
