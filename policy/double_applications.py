"""One person in two households or two cities: which application goes on until it is resolved? (domain 2.9)"""

from collections.abc import Iterable
from datetime import date

from policy.conditions import REASONED, condition, decision
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
    others = [one for one in listed if one.person == mine.person and one.household != mine.household]
    earlier = [one for one in others if (one.accepted_on, one.application) < (mine.accepted_on, mine.application)]
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
