"""What does the person say? To an offer without application, and to two benefits of one kind (主动服务、择高享受)."""

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.subsidy_law import SubsidyLaw
from events.contracts.disability import DisabilityOfferAnswered, DisabilitySubsidyOffered
from schemas.assessments import LimitsRequest
from schemas.benefits import Benefit
from schemas.cases import Role
from schemas.disability import OfferLetterRequest, Subsidy, SubsidyAssessment, Turn
from schemas.identifiers import PersonRef, UnitId
from schemas.questions import Errand
from workflows.verbs import Case
from workflows.waiting import Clock


class SubsidyChoice:
    """No subsidy without the person's or the guardian's word; silence refuses nothing, and chooses the higher."""

    def __init__(self, case: Case, person: PersonRef) -> None:
        self.case = case
        self.person = person
        self.answer: DisabilityOfferAnswered | None = None

    async def declined(self, assessed: SubsidyAssessment) -> tuple[Subsidy, ...]:
        """Of a subsidy that takes the place of another benefit: what the person does not want instead of it."""
        instead = [change for change in assessed.changes if change.turn is Turn.STARTED and change.rivals]
        if not instead:
            return ()
        kinds = tuple(change.kind for change in instead)
        rivals = tuple(rival for change in instead for rival in change.rivals)
        self.case.enter("choice of the person")
        clock = await self._put("disability_choice", kinds, rivals)
        answered = await self.case.within(clock, lambda: self.answer is not None, waiting_on="person: choice")
        if not answered or self.answer is None:
            return ()
        return tuple(kind for kind in kinds if kind not in self.answer.wanted)

    async def wanted(self, kinds: tuple[Subsidy, ...], town: UnitId) -> tuple[Subsidy, ...] | None:
        """What the person wants of an offer; None when nobody could be met, and the offer stands."""
        self.case.enter("offer")
        clock = await self._put("disability_offer", kinds)
        if not await self.case.within(clock, lambda: self.answer is not None, waiting_on="person: answer to the offer"):
            return await self._called_on(kinds, town)
        return self._answered(kinds)

    async def _called_on(self, kinds: tuple[Subsidy, ...], town: UnitId) -> tuple[Subsidy, ...] | None:
        """Nobody answered: the town calls on the person, unless the answer comes first."""
        self.case.enter("call on the person")
        ruling = await self.case.decided_by(
            Role.TOWN_OFFICER, town, "agreement", "上门确认是否享受补贴", ("agrees", "declines", "not_met"),
            unless=lambda: self.answer is not None,
        )  # fmt: skip
        if ruling is None:
            return self._answered(kinds)
        return {"agrees": kinds, "declines": ()}.get(ruling.choice)

    def _answered(self, kinds: tuple[Subsidy, ...]) -> tuple[Subsidy, ...]:
        wanted = self.answer.wanted if self.answer else ()
        return tuple(kind for kind in kinds if kind in wanted)

    async def _put(self, step: str, kinds: tuple[Subsidy, ...], instead_of: tuple[Benefit, ...] = ()) -> Clock:
        """Told in writing, with the day until which the word is expected."""
        limits = (await self.case.ask(Law.limits, LimitsRequest(steps=(step,), on=self.case.today()))).limits
        clock = await self.case.started(step.removeprefix("disability_"), limits[step])
        self.case.on(DisabilityOfferAnswered, self._hears)
        await self.case.announce(DisabilitySubsidyOffered(
            case=self.case.id, person=self.person, kinds=kinds, instead_of=instead_of,
            until=clock.due.day))  # fmt: skip
        letter = await self.case.ask(SubsidyLaw.offer, OfferLetterRequest(
            kinds=kinds, until=clock.due.day, instead_of=instead_of, on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{step}", case=self.case.id,
            details={"person": self.person, "kind": step, "text": letter.text}))  # fmt: skip
        return clock

    def _hears(self, answer: DisabilityOfferAnswered) -> None:
        self.answer = self.answer or answer
