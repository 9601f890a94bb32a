"""Who pays what is left? Medical aid by category above a deductible, then charity (国办发〔2021〕42号, domain 6.4)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.medical_shares import AID_CAP
from policy.rigid_spending import DISPOSABLE_INCOME
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Category
from schemas.money import cents

RULE = ("medical_aid", "医疗救助")
CHARITY_RULE = ("charity_medical", "慈善助医")
DEDUCTIBLE = tables("medical_aid", "deductible", Decimal)
RATE = tables("medical_aid", "rate", Decimal)
CHARITY_CAP = numbers("medical_aid", "charity_cap", Decimal)
CHARITY_SHARE = numbers("medical_aid", "charity_share", Decimal)
ARTICLE = "国办发〔2021〕42号"
_CHARITY_FOR = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON, Category.LOW_INCOME_EDGE})
_NONE = Decimal("0.00")


def aid(cost: Decimal, category: Category | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Compliant cost after insurance: the rate of the category above its deductible, up to the yearly cap."""
    above = cost - deductible(category, on, pack) if category else Decimal(0)
    amount = min(above * RATE.on(on, pack)[category], AID_CAP.on(on, pack)) if category else Decimal(0)
    return decision(RULE, on, (_recognised(category), _above(cost, category, on, pack)), cents(max(amount, Decimal(0))))


def deductible(category: Category, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """A share of the yearly disposable income a head; nothing for the destitute and low-income households."""
    return DEDUCTIBLE.on(on, pack)[category] * DISPOSABLE_INCOME.on(on, pack)


def charity(own_cost: Decimal, category: Category | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """What charity adds for any disease of a low-income or edge household, up to its yearly cap."""
    amount = cents(min(own_cost * CHARITY_SHARE.on(on, pack), CHARITY_CAP.on(on, pack)))
    reason = condition(
        "low_income_or_edge",
        category in _CHARITY_FOR,
        (
            f"of a low-income or edge household; own cost {cents(own_cost)}",
            f"应属于低保、低保边缘等对象;个人负担{cents(own_cost)}元",
        ),
        "《慈善法》第五十九条、慈善助医项目",
        facts=(Fact(name="own cost", value=str(cents(own_cost)), source="medical-insurance"),),
        figures=(CHARITY_SHARE.figure(on, pack), CHARITY_CAP.figure(on, pack)),
    )
    return decision(CHARITY_RULE, on, (reason,), amount)


def _recognised(category: Category | None) -> Condition:
    return condition(
        "recognised",
        category is not None,
        ("a recognised household; others apply with a means check", "应属于救助对象;其他重病患者可依申请认定"),
        ARTICLE,
        facts=(Fact(name="recognised category", value=category or "none", source="civil-affairs"),),
    )


def _above(cost: Decimal, category: Category | None, on: date, pack: Pack) -> Condition:
    least = deductible(category, on, pack) if category else _NONE
    return condition(
        "above_deductible",
        cost > least,
        (
            f"cost after insurance {cents(cost)} must be above the deductible {cents(least)}",
            f"基本医保、大病保险报销后合规费用{cents(cost)}元,应高于起付标准{cents(least)}元",
        ),
        ARTICLE,
        facts=(Fact(name="cost after insurance", value=str(cents(cost)), source="medical-insurance"),),
        figures=tuple(figure.figure(on, pack) for figure in (DEDUCTIBLE, RATE, AID_CAP, DISPOSABLE_INCOME)),
    )
