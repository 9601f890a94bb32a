"""What follows from a decided review? The register first, then the announcement, the letter, and further stops."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from activities.application_law import ApplicationLaw
from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.assistance import (
    AssistanceIdentityChanged,
    AssistanceIdentityConfirmed,
    AssistanceIdentityEnded,
)
from events.contracts.envelope import Event
from schemas.applications import HandoverRequest
from schemas.assessments import ItemsEndedRequest
from schemas.facts import FactKind, LifeFact
from schemas.identifiers import HouseholdRef
from schemas.item_requests import ItemsGained
from schemas.questions import Errand
from schemas.register_entries import DecidedRule, Signature
from schemas.reviews import Change, ChangeLetterRequest, PartedRequest, ReviewAssessment
from schemas.rights import ChangeEntry, Standing
from workflows.household_letters import HouseholdLetters
from workflows.item_requests import ItemRequests
from workflows.item_stops import ItemStops
from workflows.turns import numbered, part
from workflows.verbs import Case

if TYPE_CHECKING:
    from workflows.household_review import Decided

GAINS = frozenset({FactKind.BIRTH, FactKind.MARRIAGE, FactKind.PRISON_RELEASED, FactKind.DISABILITY_CHANGED})
"""Facts by which somebody may be owed an item more, also where the household has less money than before."""

JOINED = frozenset({FactKind.BIRTH, FactKind.MARRIAGE})
"""Facts by which the household has a member more."""


class ReviewEffects:
    """Entered once and wholly; when something else was entered meanwhile, nothing is, and people look again."""

    def __init__(
        self, case: Case, household: HouseholdRef, fact: LifeFact | None, unreviewed: Sequence[str] = (), turn: int = 1
    ) -> None:
        self.case = case
        self.household = household
        self.fact = fact
        self.facts = (fact.key,) if fact else tuple(unreviewed)
        self.turn = turn
        self.name = numbered(f"change/{household}", turn)

    async def entered(self, standing: Standing, decided: "Decided") -> bool:
        """False when the ground has changed."""
        entry = self._entry(standing, decided)
        if not (await self.case.ask(Rights.enter_change, entry)).entered:
            self.case.note("决定期间另有登记,重新测算 something else was entered meanwhile; assessed again")
            return False
        event = self._event(standing, decided)
        if event is not None:
            await self.case.announce_as(self.name, event)
            await asyncio.gather(
                self._told(decided), self._items(standing, decided), self._handed_over(standing, decided.assessed),
                self._parted_told(standing, decided.assessed),
            )  # fmt: skip
        else:
            await self._told(decided)
        return True

    def _entry(self, standing: Standing, decided: "Decided") -> ChangeEntry:
        ruling, assessed = decided.ruling, decided.assessed
        event = self.case.event_id(self.name)
        return ChangeEntry(
            case=self.case.id, household=self.household, part=part(self.turn), on=self.case.today(),
            based_on=standing.version, signature=Signature.of(ruling), spans=assessed.spans,
            event=event, choices=decided.choices, snapshot=decided.fresh, recovery=decided.recovery,
            members=tuple(member.ref for member in assessed.application.household.members),
            decisions=tuple(DecidedRule(decision=each, event=event) for each in assessed.decisions),
        )  # fmt: skip

    def _event(self, standing: Standing, decided: "Decided") -> Event | None:
        """What the others must know; None when nothing of the rights has changed."""
        assessed = decided.assessed
        if assessed.since is None:
            return None
        household = assessed.application.household
        about = {"case": self.case.id, "number": standing.newest.number, "household": self.household,
                 "members": tuple(member.ref for member in household.members)}  # fmt: skip
        reasons = (self.fact.kind,) if self.fact else assessed.reasons
        if assessed.before is not None and assessed.after is not assessed.before:
            return AssistanceIdentityEnded.model_validate({
                **about, "category": assessed.before, "ended_from": assessed.since, "reasons": reasons,
                "moved_to": assessed.after})  # fmt: skip
        if assessed.after is None:
            return None
        if assessed.change is Change.RESTORED:
            return AssistanceIdentityConfirmed.model_validate({
                **about, "category": assessed.after, "valid_from": assessed.since})  # fmt: skip
        return AssistanceIdentityChanged.model_validate({
            **about, "category": assessed.after, "changed_from": assessed.since, "reasons": reasons})  # fmt: skip

    async def _parted_told(self, standing: Standing, assessed: ReviewAssessment) -> None:
        """Who left by a divorce may apply alone: told in the person's name, beside the household's own letter."""
        fact = self.fact
        if fact is None or fact.kind is not FactKind.MARRIAGE_ENDED or fact.revoked_by or assessed.since is None:
            return
        letter = await self.case.ask(Reviewing.parted_letter, PartedRequest(
            standing=standing, fact=fact, on=self.case.today(), from_month=assessed.since))  # fmt: skip
        if letter.person is None:
            return
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=numbered(f"{self.case.id}/notice/{letter.person}", self.turn), case=self.case.id,
            details={"person": letter.person, "kind": "apply_alone", "text": letter.text}))  # fmt: skip

    async def _told(self, decided: "Decided") -> None:
        """What changes, and what was decided about an overpayment, also where nothing else changes."""
        assessed = decided.assessed
        if assessed.since is None and decided.recovery is None:
            return
        letter = await self.case.ask(Reviewing.letter, ChangeLetterRequest(
            decisions=assessed.decisions, on=self.case.today(), from_month=assessed.since,
            ended=assessed.before is not None and assessed.after is None, amount_before=assessed.amount_before,
            held=assessed.spans, overpaid=assessed.overpaid, recovery=decided.recovery,
            handed_over=self._left_the_city()))  # fmt: skip
        kind = str(assessed.change) if assessed.since else "recovery"
        await HouseholdLetters(self.case, self.household, self.turn).delivered(kind, letter.text)

    def _left_the_city(self) -> bool:
        fact = self.fact
        return fact is not None and fact.kind is FactKind.MOVED and fact.town is None and fact.revoked_by is None

    async def _handed_over(self, standing: Standing, assessed: ReviewAssessment) -> None:
        """The new place gets the package of who left the city, and may aid from the month after (domain 2.9)."""
        fact = self.fact
        if fact is None or not self._left_the_city():
            return
        months = await self.case.ask(ApplicationLaw.handover, HandoverRequest(on=fact.happened_on))
        await self.case.ask(CivilAffairs.hand_over_household, Errand(
            key=numbered(f"{self.case.id}/hand_over_household/{self.household}", self.turn), case=self.case.id,
            details={"number": standing.newest.number, "household": self.household, "person": fact.person,
                     "region": fact.region or "", "last_month": str(months.last_of_old),
                     "first_month": str(months.first_of_new), "ended": assessed.after is None}))  # fmt: skip

    async def _items(self, standing: Standing, decided: "Decided") -> None:
        """One after the other: what each owner said stands beside its own event."""
        await self._stopped(standing, decided)
        await self._gained(standing, decided.assessed)

    async def joined(self, standing: Standing, assessed: ReviewAssessment) -> None:
        """A category without money is the same with a member more: nobody has to decide, but the member has items."""
        fact = self.fact
        if fact is not None and fact.kind in JOINED and fact.revoked_by is None and assessed.amount_after is None:
            await self._gained(standing, assessed)

    async def _gained(self, standing: Standing, assessed: ReviewAssessment) -> None:
        """What the law owes since the change, or owes again, is asked for by itself."""
        if not self._may_gain(assessed):
            return
        meant = await self.case.ask(Law.items_gained, ItemsGained(
            standing=standing, assessed=assessed, facts=self.facts, on=self.case.today()))  # fmt: skip
        if meant.category is not None and meant.valid_from is not None:
            items = ItemRequests(self.case, meant.application, part=numbered(self.household, self.turn))
            await items.settled(meant.category, meant.items, meant.valid_from, meant.valid_to)

    def _may_gain(self, assessed: ReviewAssessment) -> bool:
        """After a loss nobody is asked, unless a fact of it brings somebody an item all the same."""
        fact = self.fact
        if assessed.after is None:
            return False
        return not assessed.adverse or (fact is not None and (fact.revoked_by is not None or fact.kind in GAINS))

    async def _stopped(self, standing: Standing, decided: "Decided") -> None:
        """Linked items whose condition is gone; each owner decides on its own."""
        if not standing.items:
            return
        before, after = standing.newest, decided.assessed.application
        dead = (self.fact.person,) if self.fact and self.fact.kind is FactKind.DEATH else ()
        ended = await self.case.ask(Law.items_ended, ItemsEndedRequest(
            before=before.application, category_before=decided.assessed.before, after=after,
            category_after=decided.assessed.after, granted=standing.items, dead=dead, recognised_on=before.taken_on,
            on=self.fact.happened_on if self.fact else self.case.today()))  # fmt: skip
        await ItemStops(self.case, self.household, before.number, self.turn).stopped(ended)
