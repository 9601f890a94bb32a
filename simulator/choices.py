"""How do the people who decide decide? The ordinary way, unless a scenario tells otherwise."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from pydantic import Field

from registry.officers import officers
from schemas.base import Model
from schemas.cases import Ask, Ruling
from schemas.identifiers import OfficerId

REASONS = "材料齐全,事实清楚,符合规定"


class Choice(Model):
    """What is decided when a question of a case comes up; the second entry counts for its second time, and so on."""

    case: str
    question: str
    choice: str | None = Field(None, description="None: the first choice, which is the ordinary way")
    reasons: str = REASONS
    evidence_gap: bool = False
    officer: OfficerId | None = Field(None, description="Who tries first, even without the power to")
    delay_days: float = 0.0
    details: dict[str, Any] = Field(default_factory=dict)


class Choices:
    """All that the scenarios say of decisions."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._choices = tuple(choices)

    def of(self, case: str, question: str, turn: int) -> Choice:
        """What is decided at the nth time (from 0) that this question of the case is put."""
        told = [each for each in self._choices if each.question == question and fnmatchcase(case, each.case)]
        return told[turn] if turn < len(told) else Choice(case=case, question=question)


def officer_for(ask: Ask, choice: Choice, barred: Iterable[OfficerId]) -> OfficerId | None:
    """Somebody with the role in the unit who is not barred; None when nobody is left."""
    excluded = set(barred)
    if choice.officer and choice.officer not in excluded:
        return choice.officer
    entitled = (officer.id for officer in officers(ask.role, ask.unit))
    return next((id_ for id_ in entitled if id_ not in excluded | set(ask.not_by)), None)


def ruling(ask: Ask, choice: Choice, officer: OfficerId) -> Ruling:
    """The decision as it is sent in."""
    return Ruling(
        question=ask.question,
        choice=choice.choice or ask.choices[0],
        officer=officer,
        reasons=choice.reasons,
        evidence_gap=choice.evidence_gap,
        details=choice.details,
    )
