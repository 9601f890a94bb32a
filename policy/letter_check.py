"""Is a letter true? Held against its trace: everything that carries the decision is told, and nothing else is."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from policy.letters import (
    DEMO,
    HEADINGS,
    OPENINGS,
    TITLES,
    Kind,
    amount_line,
    day_zh,
    named,
    reason_line,
    remedies,
    result_line,
    turn,
    untold,
)
from policy.words import fact_zh
from schemas.decisions import Decision

_PLACE = re.compile(r"^  \d+\. ")


def complaints(
    text: str,
    kind: Kind,
    decisions: tuple[Decision, ...],
    on: date,
    *,
    names: Mapping[str, str] | None = None,
    before: Decision | None = None,
    from_month: date | None = None,
) -> tuple[str, ...]:
    """What is wrong with a letter; nothing for one that says what the record says."""
    lines = text.split("\n")
    owed = {TITLES[kind], OPENINGS[kind], *turn(kind, before, from_month), *remedies(on), day_zh(on)}
    owed |= {DEMO} if any(result.demo for result in decisions) else set()
    owed |= {amount_line(result) for result in decisions if result.amount is not None}
    allowed = {named(line, names) for line in (*owed, *HEADINGS, "", *_told(decisions))}
    missing = [f"it does not say: {line}" for line in sorted(owed) if named(line, names) not in lines]
    missing += [f"it keeps a reason back: {reason.text_zh}" for reason in untold(text, decisions, names)]
    invented = [f"the record does not say: {line}" for line in lines if _PLACE.sub("", line) not in allowed]
    return (*_at_odds(kind, decisions), *missing, *invented)


def _told(decisions: tuple[Decision, ...]) -> Iterator[str]:
    in_order = sorted(decisions, key=lambda result: not result.granted)
    for number, result in enumerate(in_order, 1):
        yield result_line(number, result)
        for reason in result.reasons:
            yield reason_line(reason)
            yield from (f"  - {fact_zh(fact)}" for fact in reason.facts)


def _at_odds(kind: Kind, decisions: tuple[Decision, ...]) -> Iterator[str]:
    granted = any(result.granted for result in decisions)
    if granted and kind == "refused":
        yield "it refuses what the record grants"
    if not granted and kind in {"granted", "changed"}:
        yield "it grants what the record refuses"
