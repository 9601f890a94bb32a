"""What follows from a decision on subsidies? Announced, and told in writing; the payment runs pay by the rights."""

from typing import TYPE_CHECKING

from activities.civil_affairs import CivilAffairs
from activities.subsidy_law import SubsidyLaw
from activities.subsidy_office import SubsidyOffice
from events.contracts.disability import (
    DisabilitySubsidyChanged,
    DisabilitySubsidyEnded,
    DisabilitySubsidyRefused,
    DisabilitySubsidyStarted,
)
from events.contracts.envelope import Event
from schemas.disability import LetterKind, SubsidyChange, SubsidyLetterRequest, Turn
from schemas.facts import FactKind, LifeFact
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.questions import Errand
from workflows.verbs import Case

if TYPE_CHECKING:
    from workflows.subsidy_decision import Settlement

LETTERS = {
    Turn.STARTED: LetterKind.GRANTED, Turn.CHANGED: LetterKind.CHANGED, Turn.SUSPENDED: LetterKind.CHANGED,
    Turn.ENDED: LetterKind.STOPPED,
}  # fmt: skip


class SubsidyEffects:
    """Each once: events under the ids that the register has, letters and errands under the case's own keys."""

    def __init__(self, case: Case, person: PersonRef, household: HouseholdRef, fact: LifeFact | None) -> None:
        self.case = case
        self.person = person
        self.household = household
        self.fact = fact

    async def told(self, settled: "Settlement") -> None:
        """To the other offices, then to the person; who left the city is handed over to the place that pays next."""
        refused = tuple(change.model_copy(update={"decision": decision}) for change, decision in settled.refused)
        for change in (*settled.granted, *refused):
            event = self._refused(change) if change in refused else self._event(change)
            await self.case.announce_as(f"subsidy/{change.kind}", event)
        for kind in dict.fromkeys(LETTERS[change.turn] for change in settled.granted):
            await self._letter(kind, tuple(each for each in settled.granted if LETTERS[each.turn] is kind))
        if refused:
            await self._letter(LetterKind.REFUSED, refused)
        if self._left(settled.granted):
            await self._handed_over()

    async def _letter(self, kind: LetterKind, changes: tuple[SubsidyChange, ...]) -> None:
        letter = await self.case.ask(SubsidyLaw.letter, SubsidyLetterRequest(
            kind=kind, changes=changes, on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{kind}", case=self.case.id,
            details={"person": self.person, "kind": kind.value, "text": letter.text}))  # fmt: skip

    def _event(self, change: SubsidyChange) -> Event:
        about = {"case": self.case.id, "person": self.person, "household": self.household, "kind": change.kind}
        if change.turn is Turn.STARTED:
            return DisabilitySubsidyStarted.model_validate({
                **about, "from_month": change.since, "until": change.until, "instead_of": change.rivals})  # fmt: skip
        if change.turn in {Turn.CHANGED, Turn.SUSPENDED}:
            return DisabilitySubsidyChanged.model_validate({
                **about, "changed_from": change.since, "reasons": self._reasons(change)})  # fmt: skip
        return DisabilitySubsidyEnded.model_validate({
            **about, "ended_from": change.since, "reasons": self._reasons(change),
            "handed_over": self._left((change,))})  # fmt: skip

    def _refused(self, change: SubsidyChange) -> Event:
        return DisabilitySubsidyRefused(case=self.case.id, person=self.person, household=self.household,
                                        kind=change.kind, reasons=change.reasons)  # fmt: skip

    def _reasons(self, change: SubsidyChange) -> tuple[str, ...]:
        return (self.fact.kind.value,) if self.fact else change.reasons

    def _left(self, changes: tuple[SubsidyChange, ...]) -> bool:
        """The household register left the city, and the right with it."""
        moved = self.fact is not None and self.fact.kind is FactKind.MOVED and self.fact.town is None
        return moved and any(change.turn is Turn.ENDED for change in changes)

    async def _handed_over(self) -> None:
        """The next place pays from the month after, so that there is no gap."""
        region = self.fact.region if self.fact else None
        on = str(self.fact.happened_on) if self.fact else ""
        await self.case.ask(SubsidyOffice.hand_over_subsidies, Errand(
            key=f"{self.case.id}/hand_over", case=self.case.id,
            details={"person": self.person, "region": region or "", "on": on}))  # fmt: skip
