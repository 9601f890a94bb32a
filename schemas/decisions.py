"""Why was it granted or refused? Conditions with article, facts with source, figures with law."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.money import Yuan


class Fact(Model):
    """A fact that a condition used: value, who said it, and for which day."""

    name: str
    value: str
    source: str
    on: date | None = None


class Figure(Model):
    """A figure of the law that a condition applied."""

    name: str
    value: str
    law: str
    source: str
    since: date
    demo: bool = Field(False, description="No published local value was found; a demonstration value")


class Condition(Model):
    """One condition of a rule. `met` is None when the facts do not tell."""

    code: str
    text: str
    text_zh: str
    met: bool | None
    article: str
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()


class Outcome(StrEnum):
    """What a rule says. Only people decide rights: this is the assessment that they decide on."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    """A condition cannot be judged from the facts at hand."""


class Decision(Model):
    """The result of one rule on one day, with everything that a court could ask for."""

    rule: str
    rule_zh: str
    on: date
    outcome: Outcome
    amount: Yuan | None = Field(None, description="Yuan a month, where the rule gives money")
    conditions: tuple[Condition, ...]
    rules_version: str
    demo: bool = Field(False, description="Uses at least one demonstration figure")

    @property
    def granted(self) -> bool:
        """Every condition holds."""
        return self.outcome is Outcome.GRANTED

    @property
    def reasons(self) -> tuple[Condition, ...]:
        """The conditions that carry the outcome: all failed ones, or all that cannot be judged, or all.

        All of them too when a person granted what a rule alone refuses: the person's ground is one of them.
        """
        if self.granted:
            return self.conditions
        failed = tuple(condition for condition in self.conditions if condition.met is False)
        unknown = tuple(condition for condition in self.conditions if condition.met is None)
        return failed or unknown or self.conditions

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the reasons, each once, in order."""
        return tuple(dict.fromkeys(reason.article for reason in self.reasons))
