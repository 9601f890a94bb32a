"""What does the citizen read? A letter made of the recorded decision: reasons, articles, facts, remedies."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from policy.figures import numbers, period
from policy.words import fact_zh
from schemas.decisions import Condition, Decision, Outcome
from schemas.households import Category
from schemas.limits import Limit, Unit

Kind = Literal["granted", "refused", "changed", "stopped"]

RECONSIDERATION = numbers("remedies", "reconsideration", period)
LAWSUIT = numbers("remedies", "lawsuit", period)
TITLES: dict[Kind, str] = {
    "granted": "社会救助审核确认告知书",
    "refused": "不予确认告知书",
    "changed": "社会救助待遇变更告知书",
    "stopped": "社会救助待遇终止告知书",
}
DEMO = "【演示数据】本告知书使用了未经公布的演示参数,不具有法律效力。"
_RESULTS = {Outcome.GRANTED: "符合条件", Outcome.REFUSED: "不符合条件", Outcome.UNDECIDED: "依现有信息尚不能认定"}
_MARKS = {True: "符合", False: "不符合", None: "待核实"}
_NUMBERS = "一二三四五六七八九十"
_MONTHLY = frozenset(Category)
_UNITS = {Unit.CALENDAR_DAYS: "日", Unit.MONTHS: "个月", Unit.WORKING_DAYS: "个工作日", Unit.HOURS: "小时"}


def letter(kind: Kind, decisions: tuple[Decision, ...], on: date, *, names: Mapping[str, str] | None = None) -> str:
    """What was granted, then every category that was not, with all reasons; `names` replaces references to persons."""
    if not decisions:
        raise ValueError("A letter tells a decision, and there is none.")
    in_order = sorted(decisions, key=lambda result: not result.granted)
    body = [line for number, result in zip(_NUMBERS, in_order, strict=False) for line in _decision(number, result)]
    demo = [DEMO] if any(result.demo for result in decisions) else []
    text = "\n".join([TITLES[kind], *demo, "", *body, *_remedies(on), "", f"{on.year}年{on.month}月{on.day}日"])
    for reference in sorted(names or {}, key=len, reverse=True):
        text = text.replace(reference, (names or {})[reference])
    return text


def untold(text: str, decisions: tuple[Decision, ...]) -> tuple[Condition, ...]:
    """Reasons of the trace that do not stand in the letter with their article; empty for a truthful letter."""
    reasons = (reason for decision in decisions for reason in decision.reasons)
    return tuple(reason for reason in reasons if reason.text_zh not in text or reason.article not in text)


def _decision(number: str, result: Decision) -> Iterator[str]:
    yield f"{number}、{result.rule_zh}:{_RESULTS[result.outcome]}"
    if result.amount is not None:
        yield f"  {'每月' if result.rule in _MONTHLY else ''}救助金额:{result.amount}元"
    yield "  理由:"
    for place, reason in enumerate(result.reasons, 1):
        yield f"  {place}. {reason.text_zh}({_MARKS[reason.met]};依据:{reason.article})"
    facts = dict.fromkeys(fact_zh(fact) for reason in result.reasons for fact in reason.facts)
    yield from ("  认定所依据的信息:", *(f"  - {fact}" for fact in facts)) if facts else ()


def _remedies(on: date) -> Iterator[str]:
    review, court = RECONSIDERATION.on(on), LAWSUIT.on(on)
    yield ""
    yield (
        f"如不服本决定,可以自知道本决定之日起{_length(review)}内依法申请行政复议({RECONSIDERATION.figure(on).law}),"
        f"或者自知道本决定之日起{_length(court)}内依法提起行政诉讼({LAWSUIT.figure(on).law})。"
    )
    yield "认为所依据的信息有误的,可以向受理机关提出异议并申请更正(《个人信息保护法》第四十六条)。"


def _length(limit: Limit) -> str:
    return f"{limit.value}{_UNITS[limit.unit]}"
