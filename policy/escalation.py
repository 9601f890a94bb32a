"""Who is told when nobody takes up an alert, and when does somebody count as unreachable? (domain 6.3)"""

from collections.abc import Iterable
from datetime import date, datetime

from policy.conditions import REASONED, condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from schemas.alerts import Grade
from schemas.decisions import Decision, Fact
from schemas.hardships import AlertLevel, Visit

RULE = ("alert_escalation", "预警逾期升级")
ATTEMPTS = numbers("early_warning", "visit_attempts", int)
ARTICLE = "国办发〔2023〕39号"
_LEVELS_ZH = {AlertLevel.TOWN: "镇(街道)", AlertLevel.COUNTY: "县级民政部门", AlertLevel.CITY: "市级民政部门"}


def level(grade: Grade, dispatched_at: datetime, now: datetime, pack: Pack = CZ_DEMO) -> AlertLevel:
    """The town; when its first contact is late the county; when the loop is not closed in time the city."""
    contact, closed = (due(dispatched_at, limit(f"alert_{grade}_{step}", dispatched_at.date(), pack)).at
                       for step in ("contact", "closed"))  # fmt: skip
    if now < contact:
        return AlertLevel.TOWN
    return AlertLevel.COUNTY if now < closed else AlertLevel.CITY


def escalation(grade: Grade, dispatched_at: datetime, now: datetime, pack: Pack = CZ_DEMO) -> Decision:
    """Granted when somebody above the town is told."""
    told = level(grade, dispatched_at, now, pack)
    reason = condition(
        "town_silent",
        told is not AlertLevel.TOWN,
        (f"{grade} alert, dispatched {dispatched_at:%Y-%m-%d}: {told}", f"预警逾期未处置,由{_LEVELS_ZH[told]}督办"),
        ARTICLE,
        facts=(Fact(name="dispatched", value=f"{dispatched_at:%Y-%m-%d %H:%M}", source="civil-affairs"),),
    )
    return decision(RULE, now.date(), (reason,))


def unreachable(visits: Iterable[Visit], on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Enough attempts on different days, all in vain; then the police are asked to check."""
    found, needed = tuple(visits), ATTEMPTS.on(on, pack)
    days = {visit.on for visit in found if visit.on <= on}
    met = any(visit.met for visit in found)
    reason = condition(
        "attempts_on_different_days",
        len(days) >= needed and not met,
        (
            f"{len(days)} days of {needed} in vain",
            f"不同日期上门{len(days)}次(应满{needed}次)均未见到本人,转请公安核查",
        ),
        REASONED,
        facts=tuple(
            Fact(name="visit", value="yes" if visit.met else "no", source="civil-affairs", on=visit.on)
            for visit in found
        ),
        figures=(ATTEMPTS.figure(on, pack),),
    )
    return decision(("unreachable", "失联核查"), on, (reason,))


def suppressed(*, covered: bool, aided_for_the_same_cost: bool, on: date) -> Decision:
    """Granted when no visit is needed: recognised already and aided for this very cost. A person may grade anew."""
    rows = (
        ("covered", covered, "the household is recognised already", "家庭已纳入救助保障"),
        ("aided", aided_for_the_same_cost, "aided for the same cost", "同一费用已获得救助"),
    )
    conditions = tuple(
        condition(
            code,
            holds,
            (text, text_zh),
            ARTICLE,
            facts=(Fact(name=code, value="yes" if holds else "no", source="civil-affairs"),),
        )
        for code, holds, text, text_zh in rows
    )
    return decision(("alert_suppressed", "预警信息合并处理"), on, conditions)
