"""What follows from a decision on subsidies? Announced, and told in writing; the payment runs pay by the rights."""

from dataclasses import dataclass

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
from schemas.cases import Ruled
from schemas.decisions import Decision
from schemas.disability import (
    LetterKind,
    SubsidyAssessment,
    SubsidyChange,
    SubsidyFile,
    SubsidyLetterRequest,
    Turn,
    UnalteredLetterRequest,
)
from schemas.facts import FactKind, LifeFact
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.questions import Errand
from schemas.rights import Recovery
from workflows.turns import numbered
from workflows.verbs import Case

LETTERS = {
    Turn.STARTED: LetterKind.GRANTED, Turn.CHANGED: LetterKind.CHANGED, Turn.SUSPENDED: LetterKind.CHANGED,
    Turn.ENDED: LetterKind.STOPPED,
}  # fmt: skip


@dataclass
class Settlement:
    """What the county decided, as it is entered at once."""

    file: SubsidyFile
    assessed: SubsidyAssessment
    ruling: Ruled
    recoveries: tuple[Recovery, ...] = ()
    refused: tuple[tuple[SubsidyChange, Decision], ...] = ()
    """What was asked for and is not granted, with the reasons that the person reads."""

    @property
    def granted(self) -> tuple[SubsidyChange, ...]:
        """What changes; nothing where the county refused."""
        return () if self.ruling.choice == "refuse" else self.assessed.differing


class SubsidyEffects:
    """Each once: events under the ids that the register has, letters and errands under the case's own keys."""

    def __init__(
        self, case: Case, person: PersonRef, household: HouseholdRef, fact: LifeFact | None, turn: int = 1
    ) -> None:  # fmt: skip
        self.case = case
        self.person = person
        self.household = household
        self.fact = fact
        self.turn = turn

    async def told(self, settled: Settlement) -> None:
        """To the other offices, then to the person; who left the city is handed over to the place that pays next."""
        refused = tuple(change.model_copy(update={"decision": decision}) for change, decision in settled.refused)
        for change in (*settled.granted, *refused):
            event = self._refused(change) if change in refused else self._event(change)
            await self.case.announce_as(numbered(f"subsidy/{change.kind}", self.turn), event)
        for kind in dict.fromkeys(LETTERS[change.turn] for change in settled.granted):
            await self._letter(kind, tuple(each for each in settled.granted if LETTERS[each.turn] is kind))
        if refused:
            await self._letter(LetterKind.REFUSED, refused)
        if self._left(settled.granted):
            await self._handed_over()

    async def unaltered(self, request: UnalteredLetterRequest) -> None:
        """To who asked for something that changes nothing."""
        letter = await self.case.ask(SubsidyLaw.unaltered, request)
        await self._delivered(request.end.value, letter.text)

    async def _letter(self, kind: LetterKind, changes: tuple[SubsidyChange, ...]) -> None:
        letter = await self.case.ask(SubsidyLaw.letter, SubsidyLetterRequest(
            kind=kind, changes=changes, on=self.case.today()))  # fmt: skip
        await self._delivered(kind.value, letter.text)

    async def _delivered(self, kind: str, text: str) -> None:
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=numbered(f"{self.case.id}/notice/{kind}", self.turn), case=self.case.id,
            details={"person": self.person, "kind": kind, "text": text}))  # fmt: skip

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
            key=numbered(f"{self.case.id}/hand_over", self.turn), case=self.case.id,
            details={"person": self.person, "region": region or "", "on": on}))  # fmt: skip
