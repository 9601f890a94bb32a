"""Does a household's conduct speak against its need? Only where the place's own rule says so (domain 4.4)."""

from datetime import date

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.conduct import Conduct
from schemas.decisions import Decision, Fact

RULE = ("conduct", "家庭消费和行为审查")
ARTICLE = "《社会救助暂行办法》第九条、当地财产规定"


def _kinds(written: str) -> frozenset[Conduct]:
    return frozenset() if written == "none" else frozenset(Conduct(kind) for kind in written.split(" | "))


EXCLUDES = numbers("conduct", "excludes", _kinds)
CONDUCT_ZH = {
    Conduct.OVERSEAS_STUDY: "自费出国留学",
    Conduct.LUXURY_RENOVATION: "高标准装修住房",
    Conduct.NO_COOPERATION: "拒绝配合调查核对",
    Conduct.HIDDEN_FACTS: "隐瞒家庭人口、收入、财产",
    Conduct.PROPERTY_GIVEN_UP: "放弃应得财产或者收入",
    Conduct.SHOP_BOUGHT: "一年内购买非居住类房屋",
}


def conditions(found: frozenset[Conduct], on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted when nothing of what the household did is on the place's list; all that is, is named."""
    listed = EXCLUDES.on(on, pack)
    reasons = tuple(
        condition(
            kind.name.lower(),
            kind not in listed,
            (f"{kind}: {'excluded here' if kind in listed else 'no ground here'}", f"不得有:{CONDUCT_ZH[kind]}"),
            ARTICLE,
            facts=(Fact(name="conduct", value=kind, source="civil-affairs"),),
            figures=(EXCLUDES.figure(on, pack),),
        )
        for kind in Conduct
        if kind in found
    )
    nothing = condition("no_conduct", met=True, texts=("nothing was found", "未发现相关情形"), article=ARTICLE)
    return decision(RULE, on, reasons or (nothing,))
