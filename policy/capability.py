"""How able is an elder? GB/T 42195-2022: points of four groups, and what makes the level worse (domain 7.2)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from policy.conditions import condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack, bands, numbers
from policy.procedure_limits import limit
from schemas.city_time import CITY_TIME
from schemas.decisions import Condition, Fact
from schemas.elders import Assessment, Capability, CapabilityResult

RULE = ("capability", "老年人能力评估")
LEVELS = bands("capability", "levels", Capability)
TOTAL = numbers("capability", "total", int)
ASSESSORS = numbers("capability", "assessors", int)
RISK_EVENTS = numbers("capability", "risk_events", int)
RISK_DAYS = numbers("capability", "risk_days", int)
ARTICLE = "GB/T 42195-2022"
LEVELS_ZH = {
    Capability.INTACT: "能力完好",
    Capability.MILD: "轻度失能",
    Capability.MODERATE: "中度失能",
    Capability.SEVERE: "重度失能",
    Capability.COMPLETE: "完全失能",
}


def assessment(facts: Assessment, on: date, pack: Pack = CZ_DEMO) -> CapabilityResult:
    """The level by points; a coma is complete at once; an illness of the mind or risks make it one level worse."""
    conditions = (
        _two_assessors(facts, pack),
        _points(facts, pack),
        _still_valid(facts, on, pack),
        *_adjustments(facts, pack),
    )
    result = decision(RULE, on, conditions)
    return CapabilityResult(
        level=level(facts, pack) if result.granted else None, decision=result, valid_to=valid_to(facts, pack)
    )


def level(facts: Assessment, pack: Pack = CZ_DEMO) -> Capability:
    """By the standard of the day of the assessment."""
    if facts.coma:
        return Capability.COMPLETE
    found = LEVELS.on(facts.assessed_on, pack).at(Decimal(facts.total))
    return found.worse if facts.dementia_or_mental_illness or _risky(facts, pack) else found


def valid_to(facts: Assessment, pack: Pack = CZ_DEMO) -> date:
    """The last day on which the result may be used."""
    day = facts.assessed_on
    start = datetime(day.year, day.month, day.day, tzinfo=CITY_TIME)
    return due(start, limit("capability_validity", day, pack)).day


def _recent(facts: Assessment, pack: Pack) -> int:
    """Risk events in the days before the assessment."""
    first = facts.assessed_on - timedelta(days=RISK_DAYS.on(facts.assessed_on, pack))
    return sum(first <= event <= facts.assessed_on for event in facts.risk_events)


def _risky(facts: Assessment, pack: Pack) -> bool:
    return _recent(facts, pack) >= RISK_EVENTS.on(facts.assessed_on, pack)


def _two_assessors(facts: Assessment, pack: Pack) -> Condition:
    needed = ASSESSORS.on(facts.assessed_on, pack)
    return condition(
        "assessors",
        len(set(facts.assessors)) >= needed,
        (f"{needed} assessors must assess together", f"应由{needed}名以上评估人员共同评估"),
        ARTICLE,
        facts=(Fact(name="assessors", value=str(len(set(facts.assessors))), source="civil-affairs"),),
        figures=(ASSESSORS.figure(facts.assessed_on, pack),),
    )


def _points(facts: Assessment, pack: Pack) -> Condition:
    day, most = facts.assessed_on, TOTAL.on(facts.assessed_on, pack)
    fits = facts.total <= most
    found = LEVELS.on(day, pack).at(Decimal(facts.total)) if fits else None
    text_zh = f"总分{facts.total}分(满分{most}分)" + (f",对应{LEVELS_ZH[found]}" if found else ",超出满分,应重新评估")
    return condition(
        "points",
        fits,
        (f"{facts.total} points of at most {most}: {found or 'impossible, assess again'}", text_zh),
        ARTICLE,
        facts=tuple(
            Fact(name=f"{name} points", value=str(points), source="civil-affairs", on=day)
            for name, points in (
                ("self-care", facts.self_care), ("mobility", facts.mobility), ("mental", facts.mental),
                ("perception", facts.perception),
            )
        ),
        figures=(LEVELS.figure(day, pack), TOTAL.figure(day, pack)),
    )  # fmt: skip


def _still_valid(facts: Assessment, on: date, pack: Pack) -> Condition:
    last = valid_to(facts, pack)
    return condition(
        "still_valid",
        facts.assessed_on <= on <= last,
        (f"assessed on {facts.assessed_on}, may be used until {last}", f"评估日期{facts.assessed_on},有效期至{last}"),
        ARTICLE,
        facts=(Fact(name="assessment", value=str(facts.assessed_on), source="civil-affairs", on=facts.assessed_on),),
    )


def _adjustments(facts: Assessment, pack: Pack) -> tuple[Condition, ...]:
    """What changed the level whatever the points; only what holds is told."""
    day = facts.assessed_on
    figures = (RISK_EVENTS.figure(day, pack), RISK_DAYS.figure(day, pack))
    rows = (
        ("coma", facts.coma, "in a coma: complete at once", "处于昏迷状态,直接评定为完全失能", ()),
        (
            "dementia", facts.dementia_or_mental_illness, "dementia or mental illness: one level worse",
            "经诊断患有认知障碍或者精神疾病,失能等级提高一级", (),
        ),
        (
            "care_risks", _risky(facts, pack), f"{_recent(facts, pack)} care-risk events: one level worse",
            f"近30日发生照护风险事件{_recent(facts, pack)}次,失能等级提高一级", figures,
        ),
    )  # fmt: skip
    return tuple(
        condition(
            code,
            met=True,
            texts=(text, text_zh),
            article=ARTICLE,
            facts=(Fact(name=code.replace("_", " "), value="yes", source="civil-affairs", on=day),),
            figures=cited,
        )
        for code, holds, text, text_zh, cited in rows
        if holds
    )
