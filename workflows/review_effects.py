"""What follows from a decided review? The register first, then the announcement, the letter, and further stops."""

import asyncio
from typing import TYPE_CHECKING

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
from schemas.assessments import ItemsEndedRequest
from schemas.facts import FactKind, LifeFact
from schemas.identifiers import HouseholdRef
from schemas.questions import Errand
from schemas.register_entries import DecidedRule, Signature
from schemas.reviews import Change, ChangeLetterRequest
from schemas.rights import ChangeEntry, Standing
from workflows.item_stops import ItemStops
from workflows.verbs import Case

if TYPE_CHECKING:
    from workflows.household_review import Decided


class ReviewEffects:
    """Entered once and wholly; when something else was entered meanwhile, nothing is, and people look again."""

    def __init__(self, case: Case, household: HouseholdRef, fact: LifeFact | None) -> None:
        self.case = case
        self.household = household
        self.fact = fact
        self.name = f"change/{household}"

    async def entered(self, standing: Standing, decided: "Decided") -> bool:
        """False when the ground has changed."""
        entry = self._entry(standing, decided)
        if not (await self.case.ask(Rights.enter_change, entry)).entered:
            self.case.note("决定期间另有登记,重新测算 something else was entered meanwhile; assessed again")
            return False
        event = self._event(standing, decided)
        if event is not None:
            await self.case.announce_as(self.name, event)
            await asyncio.gather(self._told(decided), self._stopped(standing, decided))
        return True

    def _entry(self, standing: Standing, decided: "Decided") -> ChangeEntry:
        ruling, assessed = decided.ruling, decided.assessed
        event = self.case.event_id(self.name)
        return ChangeEntry(
            case=self.case.id, household=self.household, on=self.case.today(), based_on=standing.version,
            signature=Signature(question=ruling.question, officer=ruling.officer, at=ruling.at), spans=assessed.spans,
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

    async def _told(self, decided: "Decided") -> None:
        assessed = decided.assessed
        if assessed.since is None:
            return
        letter = await self.case.ask(Reviewing.letter, ChangeLetterRequest(
            decisions=assessed.decisions, on=self.case.today(), from_month=assessed.since,
            ended=assessed.after is None))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{self.household}", case=self.case.id,
            details={"household": self.household, "kind": str(assessed.change), "text": letter.text}))  # fmt: skip

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
        await ItemStops(self.case, self.household, before.number).stopped(ended)
