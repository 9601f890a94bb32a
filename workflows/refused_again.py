"""What follows when the ground of a refusal changes? It is looked at again; what the law grants a person decides."""

from dataclasses import dataclass

from activities.civil_affairs import CivilAffairs
from activities.remedies import Remedies
from activities.remedy_law import RemedyLaw
from schemas.facts import LifeFact
from schemas.identifiers import HouseholdRef
from schemas.remedies import Anew, Learnt, NewDecisionLetterRequest, RefusedApplication, RefusedRequest
from workflows.new_decision import Ground, NewDecision
from workflows.new_decision_effects import told_anew
from workflows.verbs import Case


@dataclass
class RefusedAgain:
    """Nobody has to complain because an office answered late, or put right what it had said (domain 2.9)."""

    case: Case
    household: HouseholdRef
    reason: str
    fact: LifeFact | None = None
    turn: int = 1

    async def outcome(self) -> str | None:
        """None when the refusal stands, or there is none; the household is told whenever it was looked at again."""
        learnt = self._learnt()
        if learnt is None:
            return None
        refused = await self.case.ask(Remedies.refused, RefusedRequest(case=self.case.id, household=self.household))
        if refused.of_case is None or not self._rested_on_it(refused):
            return None
        anew = Anew(household=self.household, of_case=refused.of_case, known_on=refused.on or self.case.today(),
                    learnt=learnt, turn=self.turn)  # fmt: skip
        decision = NewDecision(self.case, anew)
        ground = await decision.looked_at_again()
        if ground.application is not None:
            self.case.handled_by(ground.application.household.town)
        if ground.category is not None:
            return await decision.decided_on(ground)
        await self._told(anew, ground)
        return None

    def _learnt(self) -> Learnt | None:
        """A fact that is taken back, a register may have told the check as well."""
        if self.fact is not None and self.fact.revoked_by is not None:
            return Learnt.CORRECTED
        return Learnt(self.reason) if self.reason in set(Learnt) else None

    def _rested_on_it(self, refused: RefusedApplication) -> bool:
        """What was wrong only from a later day on changed nothing of it."""
        return self.fact is None or refused.on is None or self.fact.happened_on <= refused.on

    async def _told(self, anew: Anew, ground: Ground) -> None:
        letter = await self.case.ask(RemedyLaw.letter, NewDecisionLetterRequest(
            learnt=anew.learnt, on=self.case.today(),
            decisions=ground.assessed.decisions if ground.assessed else ()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, told_anew(self.case, anew, letter))
