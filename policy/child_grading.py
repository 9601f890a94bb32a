"""How endangered is a child? Three kinds of risk, four colours; the worst kind counts (三色四阶, domain 10.2)."""

from collections.abc import Mapping
from datetime import date

from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from schemas.children import ChildGrade, Colour, RiskKind
from schemas.decisions import Condition, Decision, Fact

RULE = ("child_grading", "困境儿童分级")
CLEAN_VISITS = numbers("child_protection", "clean_visits", int)
ARTICLE = "困境儿童分级管理规则"
COLOURS_ZH = {Colour.GREEN: "绿色", Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.RED: "红色"}
KINDS_ZH = {RiskKind.GUARDIANSHIP: "监护风险", RiskKind.PHYSICAL: "生理风险", RiskKind.BEHAVIOUR: "行为风险"}


def grading(risks: Mapping[RiskKind, Colour], on: date, pack: Pack = CZ_DEMO) -> ChildGrade:
    """The colour of the worst kind, and how often the child is visited for it."""
    colour = max(risks.values(), key=list(Colour).index, default=Colour.GREEN)
    reasons = tuple(_kind(kind, found) for kind, found in risks.items()) or (_no_risk(),)
    return ChildGrade(
        colour=colour,
        decision=decision(RULE, on, reasons),
        visits=limit(f"child_visit_{colour}", on, pack),
        after_change=limit("child_visit_after_change", on, pack) if colour is Colour.RED else None,
    )


def change(
    former: Colour, proposed: Colour, on: date, pack: Pack = CZ_DEMO, *, assessed: bool = False, clean_visits: int = 0
) -> Decision:
    """Up at once, by any worker; down only after the town's supervisor assessed it and visits found nothing."""
    if not former.above(proposed):
        texts = (f"{former} to {proposed}: at once", f"由{COLOURS_ZH[former]}调整为{COLOURS_ZH[proposed]},立即生效")
        return decision(RULE, on, (condition("at_once", met=True, texts=texts, article=REASONED),))
    needed = CLEAN_VISITS.on(on, pack)
    return decision(
        RULE,
        on,
        (
            condition(
                "assessed_by_supervisor",
                assessed,
                ("the town's supervisor must have assessed the child", "下调等级应经儿童督导员评估"),
                REASONED,
                facts=(Fact(name="supervisor assessment", value="yes" if assessed else "no", source="civil-affairs"),),
            ),
            condition(
                "clean_visits",
                clean_visits >= needed,
                (f"{clean_visits} visits without a finding; {needed} are needed", f"连续{needed}次走访无异常方可下调"),
                REASONED,
                facts=(Fact(name="clean visits", value=str(clean_visits), source="civil-affairs"),),
                figures=(CLEAN_VISITS.figure(on, pack),),
            ),
        ),
    )


def _kind(kind: RiskKind, colour: Colour) -> Condition:
    return condition(
        f"{kind}_risk",
        met=True,
        texts=(f"{kind}: {colour}", f"{KINDS_ZH[kind]}:{COLOURS_ZH[colour]}"),
        article=ARTICLE,
        facts=(Fact(name="risk", value=f"{kind} risk, {colour}", source="civil-affairs"),),
    )


def _no_risk() -> Condition:
    return condition("no_risk", met=True, texts=("no risk was found", "未发现风险"), article=ARTICLE)
