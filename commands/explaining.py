"""How is a decision shown to a person? Each condition with its article, the facts, the figures and their sources."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from commands.words import Trouble, say
from policy.catalogue import Listed
from policy.explanation import Explanation, WrongFacts, explanation
from policy.letters import Kind, letter, monthly
from policy.packs import pack_of
from schemas.city_time import CITY_TIME
from schemas.decisions import Condition, Decision, Fact, Figure

Answer = TypeVar("Answer")

_MARKS = {True: ("met      ", ""), False: ("not met  ", "red"), None: ("unknown  ", "yellow")}


def explained(rule: str, facts: Path, on: date, region: str) -> tuple[Explanation, str]:
    """What the rule says, and the letter that tells it."""
    try:
        written = facts.read_bytes()
    except OSError as unread:
        raise Trouble(f"The facts {facts} cannot be read: {unread.strerror}.") from None
    try:
        found = told(lambda: explanation(rule, written, on, pack_of(region)))
    except WrongFacts as wrong:
        lines = "\n".join(f"  {trouble}" for trouble in wrong.troubles)
        raise Trouble(f"{facts} holds no facts for {rule}:\n{lines}") from None
    kind: Kind = "granted" if any(decision.granted for decision in found.decisions) else "refused"
    return found, letter(kind, found.decisions, on)


def told(asked: Callable[[], Answer]) -> Answer:
    """The answer; what the law does not know is told as trouble."""
    try:
        return asked()
    except WrongFacts:
        raise
    except (LookupError, ValueError, ArithmeticError) as refused:
        raise Trouble(str(refused.args[0] if refused.args else refused)) from None


def day_of(written: str | None) -> date:
    """The day, or today in China."""
    if written is None:
        return datetime.now(CITY_TIME).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Trouble(f"{written!r} is no day; write it as 2026-03-02.") from None


def show(decision: Decision) -> None:
    """The whole decision, in the order in which the law asks."""
    say(f"\n{decision.rule_zh} · {decision.rule} on {decision.on}: {decision.outcome}{_amount(decision)}", "bold")
    if decision.demo:
        say("demo values: at least one figure was never published; this has no legal force", "yellow")
    for condition in decision.conditions:
        mark, style = _MARKS[condition.met]
        say(f"{mark}{condition.text}", style)
        for line in _below(condition):
            say(f"         {line}")


def marks(row: Listed, today: date) -> str:
    """What a reader must know of a figure before trusting it."""
    return ", ".join([*(["demo"] if row.figure.demo else []), *(["stale"] if row.stale(today) else [])])


def _below(condition: Condition) -> Iterator[str]:
    yield condition.text_zh
    yield f"law     {condition.article} ({condition.code})"
    yield from (f"fact    {_fact(fact)}" for fact in condition.facts)
    yield from (f"figure  {_figure(figure)}" for figure in condition.figures)


def _fact(fact: Fact) -> str:
    return f"{fact.name} = {fact.value} · {fact.source}{f', {fact.on}' if fact.on else ''}"


def _figure(figure: Figure) -> str:
    demo = " · demo" if figure.demo else ""
    return f"{figure.name} = {figure.value} · {figure.law} · since {figure.since} · {figure.source}{demo}"


def _amount(decision: Decision) -> str:
    if decision.amount is None:
        return ""
    return f", {decision.amount} yuan{' a month' if monthly(decision) else ''}"
