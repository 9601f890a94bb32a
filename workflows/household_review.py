"""How is one household reviewed? Assessed, heard when it would lose, decided by the county, entered, told."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from activities.civil_affairs import CivilAffairs
from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.assistance import AssistanceChangeProposed
from events.contracts.civil_affairs import AssistanceChangeAnswered
from registry.services import MEANS_CHECK, case_id
from schemas.assessments import MeansRequest
from schemas.cases import Role, Ruled
from schemas.facts import Choice, ChoiceKind, FactKind, LifeFact
from schemas.hearings import HearingGrounds, HearingSubject
from schemas.households import Application
from schemas.identifiers import HouseholdRef, OfficerId, UnitId
from schemas.means import MeansReport
from schemas.money import Yuan
from schemas.questions import DataItem, Errand
from schemas.reviews import Change, CutOffer, ReviewAssessment, ReviewRequest, SnapshotRequest
from schemas.rights import Recovery, RecoveryWay, Standing, StandingRequest
from schemas.snapshots import Snapshot
from workflows.hearing import Hearing
from workflows.meanwhile import MEANWHILE
from workflows.months import following
from workflows.obligors_asked import ObligorsAsked
from workflows.refused_again import RefusedAgain
from workflows.review_effects import ReviewEffects
from workflows.set_off import UNREAD, monthly
from workflows.takeover import Takeover
from workflows.turns import numbered
from workflows.verbs import Case

UNCHANGED, KEPT = "unchanged", "kept"
CHECKED = {"recheck", "evidence_gap", "data_differs", "source-corrected", "objection"}
"""Reasons for which the registers are asked again before anything is decided."""


OUTCOMES = {
    Change.NONE: "settled",
    Change.RAISED: "raised",
    Change.LOWERED: "lowered",
    Change.ENDED: "ended",
    Change.MOVED: "moved",
    Change.RESTORED: "restored",
    Change.SUSPENDED: "suspended",
}
HOUSEHOLD = OfficerId("household")
"""Who agreed, where the household itself did."""

RECOVERABLE = (RecoveryWay.SET_OFF, RecoveryWay.REPAID, RecoveryWay.WAIVED)


@dataclass
class Decided:
    """What people decided about the household, as it is entered at once."""

    ruling: Ruled
    assessed: ReviewAssessment
    choices: tuple[Choice, ...] = ()
    recovery: Recovery | None = None
    fresh: Snapshot | None = None


@dataclass
class HouseholdReview:
    """Nothing changes before a named person of the county has decided; silence decides nothing."""

    case: Case
    hearing: Hearing
    household: HouseholdRef
    reason: str
    fact: LifeFact | None = None
    turn: int = 1
    """How often the fact was told: what is entered or delivered again has a key of its own."""
    put: list[HearingGrounds] = field(default_factory=list, init=False)
    """What the household has read and could answer."""
    agreed_to_move: bool = field(default=False, init=False)
    taken_over: str | None = field(default=None, init=False)
    obligors: tuple[Choice, ...] = field(default=(), init=False)

    async def outcome(self) -> str:
        """Again from the beginning when something else was entered meanwhile; `unchanged` when there is nothing."""
        fresh: Snapshot | None = None
        while True:
            standing = await self._standing()
            if standing is None or not standing.snapshots:
                # nothing was recognised: benefits of single persons are other services' own
                again = RefusedAgain(self.case, self.household, self.reason, self.fact, self.turn)
                return await again.outcome() or UNCHANGED
            self.case.handled_by(standing.newest.application.household.town)
            if fresh is None and (self.reason in CHECKED or self._checked_on_it(standing)):
                fresh = await self._found_anew(standing)
            assessed = await self._assessed(standing, fresh)
            if await self._settled_first(standing, assessed):
                continue
            if (fresh is None or self._checked_on_it(standing)) and not _differs(assessed) and not self.obligors:
                await self._effects(standing).joined(standing, assessed)
                return self.taken_over or UNCHANGED
            grounds = self._unheard(assessed)
            if grounds is not None:
                corrected = await self._household_heard(standing, assessed, grounds)
                if corrected:
                    fresh = await self._found_anew(standing, corrected)
                continue
            decided = await self._decided(standing, assessed, fresh)
            if decided is None:
                fresh = await self._found_anew(standing)
                continue
            decided.choices += self.obligors
            if await self._effects(standing).entered(standing, decided):
                outcome = _outcome(decided)
                return self.taken_over or outcome if outcome == UNCHANGED else outcome

    async def _settled_first(self, standing: Standing, assessed: ReviewAssessment) -> bool:
        """Which town handles it, and who could support whom: then it is looked at anew."""
        if assessed.takeover is not None and self.taken_over is None:
            takeover = Takeover(self.case, standing, assessed.takeover, assessed.application, self.turn)
            self.taken_over = await takeover.outcome()
            return True
        if assessed.obligors_unknown:
            self.obligors += await ObligorsAsked(self.case, standing, assessed, self.turn).found()
            return True
        return False

    def _effects(self, standing: Standing) -> ReviewEffects:
        return ReviewEffects(self.case, self.household, self.fact, self._not_reviewed(standing), self.turn)

    def _checked_on_it(self, standing: Standing) -> bool:
        """What is taken back now, a register may have told the last check as well."""
        fact = self.fact
        return fact is not None and fact.revoked_by is not None and fact.happened_on <= standing.newest.holds_to

    def _wrong_word(self) -> LifeFact | None:
        """The fact that a register told wrongly: what it was told before must be found once more without it."""
        fact = self.fact
        wrong = fact is not None and (fact.revoked_by is not None or fact.kind is FactKind.SOURCE_CORRECTED)
        return fact if wrong else None

    async def _standing(self) -> Standing | None:
        return await self.case.ask(Rights.standing, StandingRequest(household=self.household, case=self.case.id))

    async def _assessed(self, standing: Standing, fresh: Snapshot | None, *choices: Choice) -> ReviewAssessment:
        assessed = await self.case.ask(Reviewing.assessment, ReviewRequest(
            standing=standing, on=self.case.today(), fresh=fresh, choices=(*self.obligors, *choices)))  # fmt: skip
        self.case.decisions[:] = assessed.decisions
        self.case.result(category=assessed.after, amount=assessed.amount_after)
        return assessed

    # ── what the registers say now ───────────────────────────────────────────────────────────────────────────────

    async def _found_anew(self, standing: Standing, corrected: tuple[DataItem, ...] = ()) -> Snapshot:
        """A means check of the household as it stands, under the authorisation that covers re-checks."""
        self.case.enter("checking", waiting_on="means check")
        turn = str(len(self.case.record.children) + 1)
        wrong = self._wrong_word()
        here, standing = standing.newest, standing.found_before(wrong.happened_on) if wrong else standing
        application = _in(here, await self._named(standing, turn))
        check = case_id(MEANS_CHECK, *self.case.id.split(":")[1:], self.case.record.service, turn)
        await self.case.open_case(MEANS_CHECK, check, MeansRequest(
            application=application, corrections=corrected, on=self.case.today()))  # fmt: skip
        await self.case.until(lambda: self.case.handovers(check) > 0)
        report = self.case.handed(MeansReport, check)
        newest = standing.newest
        return await self.case.ask(Reviewing.snapshot, SnapshotRequest(
            case=self.case.id, application=application, report=report, category=newest.category, on=self.case.today(),
            first_month=following(self.case.today()), valid_to=newest.valid_to, standing=standing, reason=self.reason,
            fact=self.fact))  # fmt: skip

    async def _named(self, standing: Standing, turn: str) -> Application:
        """The household as it stands now, with the names that the departments need and only the bureau keeps."""
        stands = (await self._assessed(standing, None)).application
        form = await self.case.ask(CivilAffairs.application_form, Errand(
            key=f"{self.case.id}/application_form/{turn}", case=self.case.id,
            details={"number": standing.newest.number}))  # fmt: skip
        wrong = self._wrong_word()
        if wrong is not None and wrong.happened_on <= standing.newest.holds_to:
            stands = stands.model_copy(update={"incomes": form.incomes, "property": form.property})
        names = {member.ref: member for member in form.household.members}
        members = tuple(
            member.model_copy(update={"name": names[member.ref].name, "id_number": names[member.ref].id_number})
            if member.ref in names
            else member
            for member in stands.household.members
        )
        household = stands.household.model_copy(update={"members": members})
        return stands.model_copy(update={"household": household})

    # ── the household and the county ─────────────────────────────────────────────────────────────────────────────

    def _unheard(self, assessed: ReviewAssessment) -> HearingGrounds | None:
        """What speaks against the household and was not put to it before; None when it has read all of it."""
        if not (assessed.adverse or _cut(assessed) or assessed.to_recover > 0):
            return None
        grounds = _grounds(assessed, self.case.today())
        return None if any(put.covers(grounds) for put in self.put) else grounds

    async def _household_heard(
        self, standing: Standing, assessed: ReviewAssessment, grounds: HearingGrounds
    ) -> tuple[DataItem, ...]:
        """Before anything to its disadvantage; what its proof corrected is looked at again."""
        late = self.case.told_again(AssistanceChangeAnswered, self._of_this_household) if self.hearing.turns else None
        if late is not None:
            return self._answered(late)
        self.put.append(grounds)
        clock = await self.hearing.opened(self.household, standing.newest.number, grounds)
        await self.case.announce(AssistanceChangeProposed(
            case=self.case.id, number=standing.newest.number, household=self.household,
            change=_proposed(assessed), until=clock.due.day))  # fmt: skip
        answer = await self.case.wait_for(
            AssistanceChangeAnswered, clock=clock, waiting_on="household: answer to the change",
            where=self._of_this_household,
        )  # fmt: skip
        return self._answered(answer) if answer is not None else ()

    def _of_this_household(self, said: AssistanceChangeAnswered) -> bool:
        return said.household == self.household

    def _answered(self, answer: AssistanceChangeAnswered) -> tuple[DataItem, ...]:
        """What the household proves; also an answer that came after its time counts."""
        self.agreed_to_move = answer.agrees_to_move
        proof = answer.corrected if answer.objects else ()
        self.case.answered_by_the_household(objects=answer.objects, statement=answer.statement, proved=bool(proof))
        return proof

    async def _decided(self, standing: Standing, assessed: ReviewAssessment, fresh: Snapshot | None) -> Decided | None:
        """The county's decision with the choices that it made; None when it wants the household checked again."""
        choices = self._agreed(assessed)
        if choices:
            assessed = await self._assessed(standing, fresh, *choices)
        self.case.enter("decision")
        county = standing.newest.application.household.county
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county, "review", "动态管理决定", _choices(assessed),
            proposal=_proposal(assessed),
        )  # fmt: skip
        if ruling.choice == "survey_again":
            return None
        chosen = self._chosen(ruling, assessed, standing)
        if ruling.choice == "keep":
            return Decided(ruling, _as_before(assessed), chosen, fresh=_kept(standing.newest, fresh))
        if chosen:
            choices = (*choices, *chosen)
            assessed = await self._assessed(standing, fresh, *choices)
        recovery = await self._recovery(assessed, county)
        return Decided(ruling, assessed, choices, recovery, fresh)

    def _agreed(self, assessed: ReviewAssessment) -> tuple[Choice, ...]:
        if not self.agreed_to_move or assessed.could_move_to is None or assessed.since is None:
            return ()
        return (self._choice(ChoiceKind.TRANSFER, since=assessed.since, by=HOUSEHOLD,
                             category=assessed.could_move_to),)  # fmt: skip

    def _chosen(self, ruling: Ruled, assessed: ReviewAssessment, standing: Standing) -> tuple[Choice, ...]:
        """What the county's word adds to the facts."""
        cut = _cut(assessed)
        facts = (cut.fact,) if cut else (self.fact.key,) if self.fact else self._not_reviewed(standing)
        common = {"by": ruling.officer, "facts": facts}
        if ruling.choice == "taper" and assessed.taper is not None:
            offer = assessed.taper
            return (self._choice(ChoiceKind.TAPER, since=offer.since, ground=offer.ground, amount=offer.former,
                                 **common),)  # fmt: skip
        if ruling.choice == "cut" and cut is not None:
            return (self._choice(ChoiceKind.SHARE_CUT, since=following(self.case.today()), person=cut.person,
                                 **common),)  # fmt: skip
        if ruling.choice == "keep" and facts:
            return (self._choice(ChoiceKind.KEPT, since=self.case.today(), **common),)
        return ()

    def _not_reviewed(self, standing: Standing) -> tuple[str, ...]:
        """What happened while an application was open: facts that had no review of their own."""
        newest = standing.newest
        return tuple(
            fact.key for fact in standing.facts
            if self.reason == MEANWHILE and newest.application.submitted_on <= fact.known_on <= newest.taken_on
        )  # fmt: skip

    def _choice(self, kind: ChoiceKind, **said: object) -> Choice:
        key = numbered(f"{kind}/{self.case.id}/{self.household}", self.turn)
        return Choice.model_validate({"key": key, "kind": kind, **said})

    async def _recovery(self, assessed: ReviewAssessment, county: UnitId) -> Recovery | None:
        """What was paid too much: whether and how it comes back is decided for itself, by another step."""
        if not assessed.to_recover:
            return None
        key = numbered(f"{self.case.id}/{self.household}/recovery", self.turn)
        if assessed.to_recover < 0:
            return Recovery(key=key, benefit=assessed.benefit, total=-assessed.to_recover, way=RecoveryWay.RELEASED)
        self.case.enter("recovery")
        while True:
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, county, "recovery", "多发救助金如何处理", tuple(RECOVERABLE),
                proposal=f"{assessed.to_recover}",
            )  # fmt: skip
            way, share = RecoveryWay(ruling.choice), monthly(ruling, assessed.to_recover)
            if way is RecoveryWay.SET_OFF and share is None:
                self.case.note(UNREAD)
                continue
            return Recovery(key=key, benefit=assessed.benefit, total=assessed.to_recover, way=way,
                            monthly=share if way is RecoveryWay.SET_OFF else None)  # fmt: skip


def _in(here: Snapshot, application: Application) -> Application:
    """The household in the hands of the town that has it."""
    home = here.application.household
    place = {"region": home.region, "county": home.county, "town": home.town}
    return application.model_copy(update={"household": application.household.model_copy(update=place)})


def _kept(newest: Snapshot, fresh: Snapshot | None) -> Snapshot | None:
    """What the check found does not count; the next one has its day."""
    if fresh is None:
        return None
    same = {"as_before": True, "recognition": False, "known_to": newest.holds_to}
    return newest.model_copy(update={**same, "first_month": fresh.first_month, "review_due": fresh.review_due})


def _as_before(assessed: ReviewAssessment) -> ReviewAssessment:
    """The county leaves everything as it is: nothing of what was worked out is entered."""
    return assessed.model_copy(update={"change": Change.NONE, "since": None, "spans": (), "to_recover": Decimal(0)})


def _grounds(assessed: ReviewAssessment, on: date) -> HearingGrounds:
    """Every condition that is not met any more, once; without one, those from which the new amount follows."""
    cut = _cut(assessed)
    reasons = cut.decision.conditions if cut else [each for one in assessed.decisions for each in one.reasons]
    all_of_them = {reason.text_zh: reason for reason in reasons}
    failed = tuple(reason for reason in all_of_them.values() if reason.met is False)
    return HearingGrounds(
        subject=_subject(assessed), from_month=following(on) if cut else assessed.since, after=assessed.after,
        conditions=failed or tuple(all_of_them.values()), amount_before=assessed.amount_before,
        amount_after=_less(assessed.amount_after, cut), overpaid=assessed.overpaid if assessed.to_recover > 0 else (),
        to_recover=assessed.to_recover if assessed.to_recover > 0 else None,
    )  # fmt: skip


def _less(amount: Yuan | None, cut: CutOffer | None) -> Yuan | None:
    return amount - cut.share if amount is not None and cut else amount


def _subject(assessed: ReviewAssessment) -> HearingSubject:
    if assessed.since is None and _cut(assessed) is None:
        return HearingSubject.RECOVERY
    return HearingSubject.CHANGE if assessed.after else HearingSubject.ENDING


def _proposed(assessed: ReviewAssessment) -> str:
    """As the announcement names it."""
    if _subject(assessed) is HearingSubject.RECOVERY:
        return HearingSubject.RECOVERY.value
    return Change.LOWERED.value if _cut(assessed) else assessed.change.value


def _cut(assessed: ReviewAssessment) -> CutOffer | None:
    """Put to the county only where nothing else changes: what does goes first, and this is offered again."""
    return assessed.cut if assessed.since is None else None


def _differs(assessed: ReviewAssessment) -> bool:
    """Something is there to be decided."""
    return assessed.since is not None or bool(assessed.to_recover) or assessed.cut_share is not None


def _choices(assessed: ReviewAssessment) -> tuple[str, ...]:
    """The ordinary answer first: what the law proposes, or may grant."""
    if assessed.taper is not None:
        return ("taper", assessed.change.value, "keep", "survey_again")
    if assessed.since is not None:
        return (assessed.change.value, "keep", "survey_again")
    if _cut(assessed) is not None:
        return ("cut", "keep", "survey_again")
    return ("settle", "survey_again")


def _proposal(assessed: ReviewAssessment) -> str:
    """What was held and what would be, as the county reads it."""
    before, after = (f"{category or '-'} {amount or ''}".strip() for category, amount in (
        (assessed.before, assessed.amount_before), (assessed.after, assessed.amount_after)))  # fmt: skip
    return f"{before} → {after}"


def _outcome(decided: Decided) -> str:
    named = {"keep": KEPT, "taper": "tapered", "cut": "cut"}
    choice = decided.ruling.choice
    if choice in named:
        return named[choice]
    return UNCHANGED if choice == "settle" and not decided.assessed.to_recover else OUTCOMES[decided.assessed.change]
