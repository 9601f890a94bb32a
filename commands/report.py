"""What does a run leave for machines? Cases with their decisions and reasons, dead letters, and the verdicts."""

from datetime import date
from typing import Any

from pydantic import Field

from registry.services import SERVICES
from schemas.base import Model
from schemas.cases import Asked, CaseRecord, ClockLine, EventLine, Ruled
from schemas.decisions import Condition, Decision, Fact, Figure
from schemas.identifiers import CaseId, EventId
from schemas.money import Yuan


class Reason(Model):
    """A condition that carries a decision, with its article."""

    code: str
    text: str
    text_zh: str
    met: bool | None
    article: str

    @classmethod
    def of(cls, condition: Condition) -> "Reason":
        return cls.model_validate(condition.model_dump(include=set(cls.model_fields)))


class DecisionReport(Model):
    """What a rule said on a day, why, and from which facts and figures."""

    rule: str
    rule_zh: str
    on: date
    outcome: str
    amount: Yuan | None
    articles: tuple[str, ...]
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    rules_version: str
    demo: bool

    @classmethod
    def of(cls, decision: Decision) -> "DecisionReport":
        return cls(
            **decision.model_dump(include={"rule", "rule_zh", "on", "outcome", "amount", "rules_version", "demo"}),
            articles=decision.articles,
            reasons=tuple(Reason.of(reason) for reason in decision.reasons),
            facts=tuple(dict.fromkeys(fact for each in decision.conditions for fact in each.facts)),
            figures=tuple(dict.fromkeys(figure for each in decision.conditions for figure in each.figures)),
        )


class CaseReport(Model):
    """A case as a machine reads it."""

    id: CaseId
    service: str
    service_zh: str
    scenario: str = ""
    status: str
    stage: str
    outcome: str | None
    category: str | None
    amount: Yuan | None
    evidence_gap: bool
    opened_by: EventId | None
    parent: CaseId | None
    children: tuple[CaseId, ...]
    decisions: tuple[DecisionReport, ...]
    rulings: tuple[Ruled, ...]
    departments: tuple[Asked, ...] = Field(description="Who was asked for what, and how each answered")
    events_read: tuple[EventLine, ...]
    events_announced: tuple[EventLine, ...]
    clocks: tuple[ClockLine, ...]
    notes: tuple[str, ...]
    link: str | None = None

    @classmethod
    def of(cls, record: CaseRecord, *, scenario: str = "", link: str | None = None) -> "CaseReport":
        same = ("service", "status", "stage", "outcome", "category", "amount", "evidence_gap", "opened_by", "parent",
                "children", "rulings", "clocks", "notes")  # fmt: skip
        return cls(
            **{name: getattr(record, name) for name in same},
            id=record.case,
            service_zh=SERVICES[record.service].name_zh,
            scenario=scenario,
            decisions=tuple(DecisionReport.of(decision) for decision in record.decisions),
            departments=record.asked,
            events_read=record.read,
            events_announced=record.announced,
            link=link,
        )


class VerdictReport(Model):
    """Whether a scenario ended as it should."""

    scenario: str
    title: str
    as_expected: bool
    cases: tuple[CaseId, ...]
    differences: tuple[str, ...]


class RunReport(Model):
    """Everything that a run showed."""

    as_expected: bool
    seconds: float
    city_day: float | None
    scenarios: tuple[VerdictReport, ...]
    cases: tuple[CaseReport, ...]
    dead_letters: tuple[dict[str, Any], ...]
