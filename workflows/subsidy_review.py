"""What does a fact change for a person who draws disability subsidies, and what can be offered? (domain 9.2, 15)"""

from datetime import date

from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.subsidies import Subsidies
from activities.subsidy_law import SubsidyLaw
from registry.regions import county_of
from registry.services import DISABILITY, case_id
from schemas.cases import Role
from schemas.disability import (
    ClaimEntry,
    ClaimWay,
    NoteEntry,
    PersonRequest,
    Subsidy,
    SubsidyAssessment,
    SubsidyClaim,
    SubsidyFile,
    SubsidyFinding,
    SubsidyRequest,
    SubsidyRuling,
)
from schemas.facts import FactKind, LifeFact
from schemas.identifiers import CaseId, PersonRef, UnitId
from workflows.subsidy_checks import SubsidyChecks
from workflows.subsidy_choice import SubsidyChoice
from workflows.subsidy_decision import UNCHANGED, SubsidyDecision
from workflows.turns import numbered
from workflows.verbs import Case

NOBODY, NOT_LOCAL, NOTHING = "nobody_concerned", "not_local", "nothing_to_offer"
DECLINED, OFFERED = "declined", "offer_open"
TAKEOVER, TAKEN_OVER = "takeover", "taken_over"
MERGED = "merged_duplicate"
CHECKED = {"data_differs", "source-corrected", "marriage", "marriage-ended"}
"""Reasons for which the offices are asked again before anything is decided."""


class SubsidyReview:
    """One person and one reason; the fact is noted first, and rights follow from all facts together.

    With a day that takes the place of a wrong one, the wrong one is noted before it, as taken back.
    """

    def __init__(
        self, case: Case, person: PersonRef, reason: str, *, fact: LifeFact | None = None,
        instead_of: LifeFact | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self.person = person
        self.reason = reason
        self.fact = fact
        self.instead_of = instead_of
        self.turn = 1
        """How often the fact was told by now."""
        self.checks = SubsidyChecks(case, person)

    async def outcome(
        self, given_up: tuple[Subsidy, ...] = (), since: date | None = None, of: CaseId | None = None
    ) -> str:
        """Decided when a right is another one; offered when one could be drawn that nobody asked for."""
        self.case.withdrawable = False
        self.case.addressee = {"person": self.checks.person}
        file = await self.checks.file()
        if not (file.claimed or self._certified(file)):
            return NOBODY
        await self._noted()
        if file.town is not None:
            self.case.handled_by(file.town)
        if self.reason in CHECKED and file.claimed:
            await self.checks.found_anew(file)
        wish = self._wish(file, given_up, since or self.case.today(), of)
        decision = SubsidyDecision(self.case, self.checks, fact=self.fact, wish=wish, turn=self.turn)
        outcome = await decision.outcome() if file.claimed else UNCHANGED
        outcome = await self._taken_over() or outcome
        if not given_up:
            await self._offered(decision)
        return outcome

    async def told_again(self, fact: LifeFact, instead_of: LifeFact | None) -> str:
        """What the office says of it now, noted, decided and told under keys of its own."""
        self.turn += 1
        self.fact, self.instead_of = fact, instead_of
        return await self.outcome()

    def _certified(self, file: SubsidyFile) -> bool:
        """A certificate is announced, or was before, or the household was found with a disabled member."""
        kinds = [fact.kind for fact in file.facts if fact.revoked_by is None]
        announced = self.fact is not None and self.fact.kind is FactKind.DISABILITY_CHANGED
        return announced or FactKind.DISABILITY_CHANGED in kinds or file.disability is not None

    async def _noted(self) -> None:
        for fact in filter(None, (self.instead_of, self.fact)):
            await self.case.ask(Subsidies.enter, NoteEntry(case=self.case.id, person=self.person, fact=fact))

    def _wish(
        self, file: SubsidyFile, given_up: tuple[Subsidy, ...], since: date, of: CaseId | None
    ) -> SubsidyRuling | None:
        """What the person gives up, which counts once the county has not kept it."""
        if not given_up or file.household is None:
            return None
        return SubsidyRuling(case=self.case.id, person=self.person, household=file.household, on=since,
                             given_up=given_up, of=of)  # fmt: skip

    # ── within the city: another county goes on paying, without a gap ────────────────────────────────────────────

    async def _taken_over(self) -> str | None:
        """The old county pays until the new one has taken over; nothing of the right changes."""
        town = self.fact.town if self.fact and self.fact.kind is FactKind.MOVED and not self.fact.revoked_by else None
        file = await self.checks.file()
        held = [span for span in file.rights if span.last is None or span.last >= self.case.today()]
        if town is None or file.household is None or not held or county_of(town) == file.county:
            return None
        self.case.enter("handover")
        await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county_of(town), "handover", "迁入地接续发放两项补贴", ("take_over",),
        )  # fmt: skip
        if not _lives_in(town, await self.checks.file()):
            self.case.note(f"已再次迁移,{town} 不再接续 moved on, or not at all: {town} takes nothing over")
            return None
        ruling = SubsidyRuling(case=self.case.id, person=self.person, household=file.household,
                               on=self.case.today(), town=town, county=county_of(town))  # fmt: skip
        await self.case.ask(Subsidies.enter, NoteEntry(
            case=self.case.id, person=self.person, household=file.household, ruling=ruling,
            part=numbered(TAKEOVER, self.turn)))  # fmt: skip
        self.case.handled_by(town)
        return TAKEN_OVER

    # ── proactive ────────────────────────────────────────────────────────────────────────────────────────────────

    async def _offered(self, decision: SubsidyDecision) -> None:
        """What nobody asked for is offered in a case of its own, once a month; what becomes certain, once more."""
        assessed = await decision.assessed(await self.checks.file())
        if not assessed.possible:
            return
        request = PersonRequest(person=self.person, reason=self.reason, on=self.case.today(), offer=assessed.possible)
        offer = case_id(DISABILITY, "offer", self.person, _named(assessed), f"{self.case.today():%Y-%m}")
        try:
            await self.case.open_case(DISABILITY, offer, request)
        except WorkflowAlreadyStartedError:
            self.case.note(f"本月已告知 offered this month already: {offer}")


class SubsidyOffer:
    """Listed by the county, agreed to by the person, decided as any application (主动办)."""

    def __init__(self, case: Case, request: PersonRequest) -> None:
        self.case = case
        self.request = request
        self.checks = SubsidyChecks(case, request.person)

    async def outcome(self) -> str:
        """The day of the listing is the day of the application, once the person has agreed."""
        file = await self.checks.file()
        finding = await self.checks.asked(file)
        if finding is None or self.checks.town is None or not finding.local:
            return NOT_LOCAL
        self.case.handled_by(self.checks.town)
        offers = await self._due(file, finding)
        if not offers:
            return NOTHING
        wanted = await SubsidyChoice(self.case, self.request.person).wanted(offers, self.checks.town)
        if wanted is None:
            return OFFERED
        if not wanted:
            return DECLINED
        claim = SubsidyClaim(
            case=self.case.id, person=self.request.person, household=finding.household, on=self.request.on,
            way=ClaimWay.OFFERED, kinds=wanted, town=self.checks.town, county=county_of(self.checks.town),
        )  # fmt: skip
        self.case.if_withdrawn(lambda: self.checks.declined(claim))
        claimed = await self.case.ask(Subsidies.claim, ClaimEntry(case=self.case.id, claim=claim))
        if claimed.by is not None:
            self.case.note(f"同一补贴已在办理 asked for already, and decided there: {claimed.by}")
            return MERGED
        await self.checks.noted(finding)
        return await SubsidyDecision(self.case, self.checks, claim=claim).outcome()

    async def _due(self, file: SubsidyFile, finding: SubsidyFinding) -> tuple[Subsidy, ...]:
        """What of it is due by what the offices say; nothing is noted of who has not agreed."""
        by_data = file.model_copy(update={"findings": (*file.findings, finding), "household": finding.household})
        assessed = await self.case.ask(SubsidyLaw.assessment, SubsidyRequest(file=by_data, on=self.case.today()))
        return tuple(kind for kind in assessed.offers if kind in self.request.offer)


def _lives_in(town: UnitId, file: SubsidyFile) -> bool:
    """By the newest move that stands."""
    moves = [fact for fact in file.facts if fact.kind is FactKind.MOVED and fact.revoked_by is None]
    return bool(moves) and max(moves, key=lambda one: (one.happened_on, one.known_on)).town == town


def _named(assessed: SubsidyAssessment) -> str:
    """What only the offices can tell has another name, because they may say that nothing of it is due."""
    return "+".join(
        f"{'' if kind in assessed.offers else 'possibly-'}{kind.value.removeprefix('disability_')}"
        for kind in assessed.possible
    )
