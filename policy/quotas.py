"""How much of what the city planned for elders is still to be given, district by district? (work plan, domain 7.1)"""

from datetime import date

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers, tables
from schemas.decisions import Decision, Fact
from schemas.identifiers import UnitId

RULE = ("care_bed", "家庭养老床位")
CARE_BEDS = tables("quotas", "care_beds", int)
HOME_SERVICES = numbers("quotas", "home_services", int)
HOME_ADAPTATIONS = numbers("quotas", "home_adaptations", int)
ARTICLE = "常州市2025年民政工作要点"


def care_bed(unit: UnitId, given: int, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted while the district has beds of its quota left; a district without a quota has none."""
    quota = CARE_BEDS.on(on, pack).get(unit, 0)
    reason = condition(
        "quota_left",
        given < quota,
        (f"{given} of {quota} beds of {unit} are given", f"年度计划{quota}张,已建{given}张,应有余额"),
        ARTICLE,
        facts=(Fact(name="beds given", value=str(given), source="civil-affairs"),),
        figures=(CARE_BEDS.figure(on, pack),),
    )
    return decision(RULE, on, (reason,))


def city_quotas(on: date, pack: Pack = CZ_DEMO) -> dict[str, int]:
    """What the whole city plans for the year."""
    return {
        "care beds": sum(CARE_BEDS.on(on, pack).values()),
        "home services": HOME_SERVICES.on(on, pack),
        "home adaptations": HOME_ADAPTATIONS.on(on, pack),
    }
