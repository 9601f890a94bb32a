"""Rigid-spending hardship (刚性支出困难家庭): income above the edge, eaten by spending that cannot be put off (3.1)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from policy import destitute, low_income, low_income_edge
from policy.bounds import bound
from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD, Purse, purse, replies_of
from policy.low_income import members_counted
from policy.low_income_edge import not_already
from policy.property import Layer, belongings, property_conditions
from policy.sources import DECLARATION
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Category
from schemas.means import MeansReport
from schemas.money import cents

RULE = (Category.RIGID_SPENDING.value, "刚性支出困难家庭")
RATIO = numbers("rigid_spending", "ratio", bound)
FORM = numbers("rigid_spending", "form", str)
REST_MULTIPLE = numbers("rigid_spending", "rest_multiple", Decimal)
DISPOSABLE_INCOME = numbers("rigid_spending", "disposable_income", Decimal)
ARTICLE = "刚性支出困难家庭认定办法"
_MONTHS = 12


def entitlement(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """None of the stronger categories, ordinary income and property, and spending beyond the local ratio."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        household_register(application.household.local, application.household.region),
        members_counted(living),
        *_stronger(application, report, on, pack),
        income_ordinary(living, on, pack),
        spending_rigid(application, living, on, pack),
        *property_conditions(Layer.EDGE, belongings(application.property, replies), living, on, pack),
    )
    return decision(RULE, on, conditions)


def income_ordinary(living: Purse, on: date, pack: Pack = CZ_DEMO) -> Condition:
    """Income a head below last year's local disposable income."""
    limit = DISPOSABLE_INCOME.on(on, pack)
    yearly = living.per_capita * _MONTHS
    written = cents(Decimal(yearly.numerator) / yearly.denominator)
    return condition(
        "income_below_disposable_income",
        yearly < Fraction(limit),
        (
            f"yearly income a head of {written} yuan must be below last year's local disposable income of {limit}",
            f"家庭年人均收入{written}元,应低于上年度当地居民人均可支配收入{limit}元",
        ),
        ARTICLE,
        facts=living.facts,
        figures=(DISPOSABLE_INCOME.figure(on, pack),),
    )


def spending_rigid(application: Application, living: Purse, on: date, pack: Pack = CZ_DEMO) -> Condition:
    """Rigid spending of the twelve months before the application against twelve months' income, by either form."""
    by_rest = FORM.on(on, pack) == "what is left"
    return (_rest_small if by_rest else _share_large)(application, living, on, pack)


def _rest_small(application: Application, living: Purse, on: date, pack: Pack) -> Condition:
    """What is left a head and month must be below a multiple of the standard."""
    spent, heads = application.rigid_spending_12_months, max(len(living.members), 1)
    limit = REST_MULTIPLE.on(on, pack) * STANDARD.on(on, pack)
    left = max(living.income * _MONTHS - spent, Decimal(0)) / (_MONTHS * heads)
    return condition(
        "rest_below_multiple",
        max(living.income * _MONTHS - spent, Decimal(0)) < limit * _MONTHS * heads,
        (
            f"what is left a head and month of {cents(left)} yuan must be below {cents(limit)}",
            f"扣除刚性支出后月人均收入{cents(left)}元,应低于{cents(limit)}元",
        ),
        ARTICLE,
        facts=(Fact(name="rigid spending", value=str(cents(spent)), source=DECLARATION), *living.facts),
        figures=(FORM.figure(on, pack), REST_MULTIPLE.figure(on, pack), STANDARD.figure(on, pack)),
    )


def _share_large(application: Application, living: Purse, on: date, pack: Pack) -> Condition:
    spent, income, ratio = application.rigid_spending_12_months, living.income * _MONTHS, RATIO.on(on, pack)
    percent = f"{ratio.value * 100:.0f}%"
    english, chinese = ratio.words
    return condition(
        "spending_above_ratio",
        ratio.holds(spent, ratio.value * income),
        (
            f"rigid spending of {cents(spent)} yuan must be {english} {percent} of the yearly income {cents(income)}",
            f"申请前12个月刚性支出{cents(spent)}元,应{chinese}家庭年收入{cents(income)}元的{percent}",
        ),
        ARTICLE,
        facts=(Fact(name="rigid spending", value=str(cents(spent)), source=DECLARATION), *living.facts),
        figures=(RATIO.figure(on, pack),),
    )


def _stronger(application: Application, report: MeansReport | None, on: date, pack: Pack) -> tuple[Condition, ...]:
    others = [(low_income, "最低生活保障"), (low_income_edge, "低保边缘家庭")]
    if destitute.could_fit(application, report, on):
        others.insert(0, (destitute, "特困人员"))
    return tuple(
        not_already(rule.RULE[0], name_zh, rule.entitlement(application, report, on, pack)) for rule, name_zh in others
    )
