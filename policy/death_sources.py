"""Is somebody dead, and since when? Two independent sources; where they differ a person decides (domain 8.2, 2.10)."""

from collections.abc import Iterable
from datetime import date

from policy.after_death import SOURCES_NEEDED
from policy.authorities import authority
from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack
from schemas.death_assessments import DeathFinding, DeathRequest
from schemas.deaths import Attestation, DeathKind, DeathSource
from schemas.decisions import Condition, Fact
from schemas.registers import RegisterField, Statement

RULE = ("death", "死亡认定")
ARTICLE = "个人身后“一件事”实施方案"
OFFICES = {
    DeathSource.CERTIFICATE: "health",
    DeathSource.POLICE: "public-security",
    DeathSource.COURT: "courts",
    DeathSource.CONSULAR: "public-security",
    DeathSource.CREMATION: "civil-affairs",
}
"""Under which name of the ranking each source speaks."""

NOT_FOR_HEALTH = frozenset({DeathKind.UNCLEAR, DeathKind.MISSING, DeathKind.ABROAD})
"""Kinds that no certificate of a medical institution attests; it only tells the police of them."""


def finding(request: DeathRequest, pack: Pack = CZ_DEMO) -> DeathFinding:
    """Granted: the death stands, on the first of the days. Undecided: suspend, and let people look."""
    days = _days(request)
    attesting = tuple(one for one in request.attested if attests(one))
    conditions = (_identified(request), _one_day(request, days), _independent(attesting, request.on, pack))
    return DeathFinding(decision=decision(RULE, request.on, conditions), days=days)


def attests(one: Attestation) -> bool:
    """Said by an office that may attest a death of this kind; a relative's word starts questions and ends none."""
    if one.source is DeathSource.CERTIFICATE:
        return one.kind not in NOT_FOR_HEALTH
    return one.source is not DeathSource.RELATIVE


def _days(request: DeathRequest) -> tuple[date, ...]:
    """The day that a person chose, or that of the highest-ranking source; then every other that was stated."""
    stated = tuple(
        Statement(source=OFFICES[one.source], value=str(one.on), on=one.reported_on)
        for one in request.attested
        if one.source in OFFICES
    )
    first = request.decided_day or date.fromisoformat(authority(RegisterField.DEATH, stated).decides.value)
    return first, *sorted({one.on for one in request.attested} - {first})


def _identified(request: DeathRequest) -> Condition:
    return condition(
        "identified",
        True if request.identified else None,
        ("it must be known who died", "应查明死者身份"),
        REASONED,
        facts=(Fact(name="identified", value="yes" if request.identified else "no", source="public-security"),),
    )


def _one_day(request: DeathRequest, days: tuple[date, ...]) -> Condition:
    agreed = len(days) == 1 or request.decided_day is not None
    return condition(
        "one_day",
        True if agreed else None,
        (
            f"the sources must agree on the day, or a person decides: {', '.join(map(str, days))}",
            f"各来源记载的死亡日期应一致,不一致的由承办人员认定({'、'.join(map(str, days))})",
        ),
        REASONED,
        facts=tuple(
            Fact(name="death", value=str(one.on), source=OFFICES.get(one.source, "declaration"), on=one.reported_on)
            for one in request.attested
        ),
    )


def _independent(attesting: Iterable[Attestation], on: date, pack: Pack) -> Condition:
    sources = {one.source for one in attesting}
    needed = SOURCES_NEEDED.on(on, pack)
    return condition(
        "independent_sources",
        True if len(sources) >= needed else None,
        (
            f"{len(sources)} independent sources; {needed} stop for good, fewer suspend",
            f"独立来源{len(sources)}个,满{needed}个的终止,不足的先行中止、不作终止",
        ),
        ARTICLE,
        facts=(Fact(name="death sources", value=", ".join(sorted(sources)) or "none", source="health"),),
        figures=(SOURCES_NEEDED.figure(on, pack),),
    )
