"""One person in two applications: which goes on until it is resolved? Two households, two cities, or twice (2.9)."""

from collections.abc import Iterable
from datetime import date

from policy.conditions import REASONED, condition, decision
from policy.letters import day_zh
from schemas.decisions import Condition, Decision, Fact
from schemas.double_applications import Standing
from schemas.identifiers import ApplicationNumber

RULE = ("double_application", "重复申请核查")


def conditions(application: ApplicationNumber, standings: Iterable[Standing], on: date) -> Decision:
    """Granted for the application that was accepted first; a later one is blocked, person by person."""
    listed = [one for one in standings if one.accepted_on <= on and (one.closed_on is None or one.closed_on > on)]
    mine = [one for one in listed if one.application == application]
    reasons = tuple(_first(one, listed) for one in mine)
    nobody = condition("no_person_counted", met=True, texts=("nobody stands twice", "无重复申请人员"), article=REASONED)
    return decision(RULE, on, reasons or (nobody,))


def _first(mine: Standing, listed: list[Standing]) -> Condition:
    others = [one for one in listed if one.person == mine.person and one.application != mine.application]
    earlier = [one for one in others if _order(one) < _order(mine)]
    return condition(
        "first_accepted",
        not earlier,
        (
            f"{mine.person} stands in {len(earlier)} applications that were accepted before",
            f"{mine.person}应未被先受理的申请计入,现有{len(earlier)}件;核实前后受理的申请暂缓办理",
        ),
        REASONED,
        facts=tuple(
            Fact(name=f"application of {one.person}", value=one.application, source="civil-affairs", on=one.accepted_on)
            for one in (mine, *others)
        ),
    )


def merged(application: ApplicationNumber, into: Iterable[ApplicationNumber], on: date) -> str:
    """What a household reads whose application goes on under another number: nothing is refused."""
    others = "、".join(dict.fromkeys(into))
    lines = (
        "申请合并办理告知书",
        "",
        f"您的申请(编号{application})与在先受理的申请(编号{others})涉及同一家庭成员,经核实合并至在先申请办理。",
        "合并办理不是不予受理或者不予确认,您的权利不受影响;在先申请办结后,您可以再次提出申请。",
        "",
        day_zh(on),
    )
    return "\n".join(lines)


def _order(one: Standing) -> tuple[date, bool, ApplicationNumber]:
    """By the day of acceptance; of two on one day, the one that counts the person already was first."""
    return one.accepted_on, not one.counts, one.application
