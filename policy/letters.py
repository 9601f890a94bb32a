"""What does the citizen read? A letter made of the recorded decision: reasons, articles, facts, remedies."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from policy.figures import numbers, period
from policy.words import fact_zh
from schemas.decisions import Condition, Decision, Outcome
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
OPENINGS: dict[Kind, str] = {
    "granted": "经审核,您的申请符合条件,现予确认。",
    "refused": "经审核,您的申请不符合条件,现不予确认,理由如下。",
    "changed": "因您的家庭情况或者法定标准发生变化,现变更您的待遇,理由如下。",
    "stopped": "现终止您的待遇,理由如下。",
}
DEMO = "【演示数据】本告知书使用了未经公布的演示参数,不具有法律效力。"
HEADINGS = ("  理由:", "  认定所依据的信息:")
RESULTS = {Outcome.GRANTED: "符合条件", Outcome.REFUSED: "不符合条件", Outcome.UNDECIDED: "依现有信息尚不能认定"}
MARKS = {True: "符合", False: "不符合", None: "待核实"}
CORRECTION = "认为所依据的信息有误的,可以向受理机关提出异议并申请更正(《个人信息保护法》第四十六条)。"
HANDED_OVER = (
    "户籍迁出本市的,原申请材料和待遇发放情况已移交迁入地民政部门;迁出人员可以向迁入地乡镇人民政府(街道办事处)申请社会救助,"
    "并请其调取移交的材料。"
)
_DIGITS = "零一二三四五六七八九"
RETURNED = frozenset({"arrears", "fraud"})
"""Rules whose amount is given back."""

ONCE = RETURNED | {
    "emergency_aid",
    "spending_aid",
    "survivor_money",
    "funeral_waiver",
    "medical_aid",
    "charity_medical",
    "price_subsidy",
    "price_subsidy_run",
}
"""Rules that pay or take once, or for one month alone; every other amount is one of each month."""

_UNITS = {Unit.CALENDAR_DAYS: "日", Unit.MONTHS: "个月", Unit.WORKING_DAYS: "个工作日", Unit.HOURS: "小时"}


def letter(  # noqa: PLR0913  what a letter tells is what the law asks of it
    kind: Kind,
    decisions: tuple[Decision, ...],
    on: date,
    *,
    names: Mapping[str, str] | None = None,
    before: Decision | None = None,
    from_month: date | None = None,
    handed_over: bool = False,
    held: Sequence[str] = (),
    more: Sequence[str] = (),
) -> str:
    """What was granted, then every category that was not, with all reasons; `names` replaces references to persons.

    A change or an end tells what was paid `before`, and `from_month` on what holds instead; `handed_over`, who is asked
    for aid after the register left the city. What is `held` from there on stands before the reasons, `more` after them.
    """
    if not decisions:
        raise ValueError("A letter tells a decision, and there is none.")
    in_order = sorted(decisions, key=lambda result: not result.granted)
    body = [line for number, result in enumerate(in_order, 1) for line in _decision(number, result)]
    demo = [DEMO] if any(result.demo for result in decisions) else []
    head = [TITLES[kind], *demo, "", OPENINGS[kind], *turn(kind, before, from_month), *held]
    moved = [HANDED_OVER] if handed_over else []
    return named("\n".join([*head, *body, *more, *moved, "", *remedies(on), "", day_zh(on)]), names)


def untold(text: str, decisions: tuple[Decision, ...], names: Mapping[str, str] | None = None) -> tuple[Condition, ...]:
    """Reasons of the trace that do not stand in the letter with their article; empty for a truthful letter."""
    reasons = (reason for decision in decisions for reason in decision.reasons)
    return tuple(reason for reason in reasons if named(reason.text_zh, names) not in text or reason.article not in text)


def named(text: str, names: Mapping[str, str] | None) -> str:
    """The text with persons called by their names."""
    for reference in sorted(names or {}, key=len, reverse=True):
        text = text.replace(reference, (names or {})[reference])
    return text


def result_line(number: int, result: Decision) -> str:
    """Which rule, and what it says."""
    return f"{numeral(number)}、{result.rule_zh}:{RESULTS[result.outcome]}"


def monthly(result: Decision) -> bool:
    """The amount is paid every month."""
    return result.rule not in ONCE


def amount_line(result: Decision) -> str:
    """How much, and whether it comes every month or is given back."""
    if result.rule in RETURNED:
        return f"  应退还金额:{result.amount}元"
    return f"  {'每月' if monthly(result) else ''}救助金额:{result.amount}元"


def reason_line(reason: Condition) -> str:
    """A condition, whether it holds, and by which article."""
    return f"{reason.text_zh}({MARKS[reason.met]};依据:{reason.article})"


def turn(kind: Kind, before: Decision | None, from_month: date | None) -> list[str]:
    """What was paid until now, and since when no longer."""
    ends = "停止发放" if kind == "stopped" else "按本告知书执行"
    was = [f"原待遇:{before.rule_zh},每月{before.amount}元。"] if before else []
    since = [f"自{month_zh(from_month)}起{ends}。"] if from_month else []
    return [*was, *since]


def remedies(on: date) -> list[str]:
    """Where the citizen can turn, and until when."""
    review, court = RECONSIDERATION.on(on), LAWSUIT.on(on)
    appeal = (
        f"如不服本决定,可以自知道本决定之日起{length(review)}内依法申请行政复议({RECONSIDERATION.figure(on).law}),"
        f"或者自知道本决定之日起{length(court)}内依法提起行政诉讼({LAWSUIT.figure(on).law})。"
    )
    return [appeal, CORRECTION]


def apply_alone(on: date, from_month: date) -> str:
    """To who left a household by a divorce: that they may apply on their own, and bring nothing that is known."""
    lines = [
        "离婚后社会救助告知书", "",
        f"因您的婚姻关系已经解除,自{month_zh(from_month)}起,您不再计入原家庭的社会救助。",
        "您可以以本人名义向户籍所在地乡镇人民政府(街道办事处)提出社会救助申请;已经掌握的材料无需重复提交。", "",
        *remedies(on), "", day_zh(on),
    ]  # fmt: skip
    return "\n".join(lines)


def day_zh(on: date) -> str:
    """A day as letters write it."""
    return f"{on.year}年{on.month}月{on.day}日"


def month_zh(month: date) -> str:
    """A month as letters write it."""
    return f"{month.year}年{month.month}月"


def length(limit: Limit) -> str:
    """A limit as letters write it."""
    return f"{limit.value}{_UNITS[limit.unit]}"


def law_of(limit: Limit) -> str:
    """The act of a limit, without the marks by which its source is known here."""
    return limit.law.partition(" [")[0]


def numeral(number: int) -> str:
    """One to ninety-nine in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")  # noqa: PLR2004


def _decision(number: int, result: Decision) -> Iterator[str]:
    yield result_line(number, result)
    if result.amount is not None:
        yield amount_line(result)
    yield HEADINGS[0]
    for place, reason in enumerate(result.reasons, 1):
        yield f"  {place}. {reason_line(reason)}"
    facts = dict.fromkeys(fact_zh(fact) for reason in result.reasons for fact in reason.facts)
    yield from (HEADINGS[1], *(f"  - {fact}" for fact in facts)) if facts else ()
