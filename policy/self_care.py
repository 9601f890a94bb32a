"""How far can a person care for herself? Six activities, three tiers, and the care money of each (domain 3.6)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, bands, tables
from schemas.daily_living import Activity, SelfCare, SelfCareResult
from schemas.decisions import Fact
from schemas.money import cents

RULE = ("self_care", "生活自理能力评估")
TIERS = bands("self_care", "tiers", SelfCare)
CARE_MONEY = tables("self_care", "care_money", Decimal)
ARTICLE = "特困人员认定办法"
TIERS_ZH = {
    SelfCare.ABLE: "具备生活自理能力",
    SelfCare.PARTLY_LOST: "部分丧失生活自理能力",
    SelfCare.FULLY_LOST: "完全丧失生活自理能力",
}
_ACTIVITIES_ZH = {
    Activity.EAT: "自主吃饭",
    Activity.DRESS: "自主穿衣",
    Activity.GET_UP: "自主上下床",
    Activity.TOILET: "自主如厕",
    Activity.WALK: "室内自主行走",
    Activity.BATHE: "自主洗澡",
}


def care_money(found: SelfCare, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """Yuan a month for a tier."""
    return cents(CARE_MONEY.on(on, pack)[found.replace(" ", "_")])


def tier(cannot: frozenset[Activity], on: date, pack: Pack = CZ_DEMO) -> SelfCareResult:
    """By the number of activities that the person cannot do."""
    found = TIERS.on(on, pack).at(Decimal(len(cannot)))
    lost_zh = "、".join(_ACTIVITIES_ZH[one] for one in Activity if one in cannot) or "无"
    money = care_money(found, on, pack)
    reason = condition(
        "activities_lost",
        met=True,
        texts=(
            f"{len(cannot)} of {len(Activity)} activities are lost: {found}",
            f"不能完成{len(cannot)}项({lost_zh}),评估为{TIERS_ZH[found]},照料护理标准{money}元",
        ),
        article=ARTICLE,
        facts=tuple(
            Fact(
                name=f"can {one.name.lower().replace('_', ' ')}",
                value="no" if one in cannot else "yes",
                source="civil-affairs",
            )
            for one in Activity
        ),
        figures=(TIERS.figure(on, pack), CARE_MONEY.figure(on, pack)),
    )
    return SelfCareResult(tier=found, decision=decision(RULE, on, (reason,), money))
