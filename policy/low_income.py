"""Minimum living allowance (最低生活保障): 社会救助暂行办法 arts. 9-13, 民发〔2021〕57号 (domain 3.1, 3.4)."""

from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from policy import class_support
from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack
from policy.household import STANDARD, Purse, purse, replies_of
from policy.latest import latest
from policy.property import Layer, belongings, property_conditions
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Category
from schemas.means import MeansReport
from schemas.money import cents

_HIDDEN = Decimal("0.0001")
RULE = (Category.LOW_INCOME.value, "最低生活保障")


@latest
def entitlement(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Art. 9: income a head below the standard, property within the limits. Art. 12: the difference is paid."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        household_register(application.household.local, application.household.region),
        members_counted(living),
        income_below_standard(living, on, pack),
        *property_conditions(Layer.LOW_INCOME, belongings(application.property, replies), living, on, pack),
        *class_support.supported(living, on, pack),
    )
    return decision(RULE, on, conditions, class_support.amount(living, on, pack))


def members_counted(living: Purse) -> Condition:
    """Somebody must be left to receive the aid."""
    return _somebody(len(living.members))


@lru_cache(maxsize=64)
def _somebody(heads: int) -> Condition:
    return condition(
        "members_counted",
        heads > 0,
        (f"{heads} members are counted; at least one must be", f"计入共同生活家庭成员{heads}人,应至少1人"),
        "民发〔2021〕57号 第二章",
        facts=(Fact(name="counted members", value=str(heads), source="declaration"),),
    )


def income_below_standard(living: Purse, on: date, pack: Pack = CZ_DEMO) -> Condition:
    """Art. 9: strictly below; a household exactly at the standard is not."""
    standard, head = STANDARD.on(on, pack), per_capita(living)
    return condition(
        "income_below_standard",
        living.below(standard),
        (
            f"monthly income a head of {head} yuan must be below the standard of {standard}",
            f"共同生活家庭成员月人均收入{head}元,应低于最低生活保障标准{standard}元",
        ),
        "《社会救助暂行办法》第九条",
        facts=living.facts,
        figures=(STANDARD.figure(on, pack), *((living.work_cost_figure,) if living.work_costs else ())),
    )


@latest
def per_capita(living: Purse) -> Decimal:
    """Income a head as it is written: to the cent, or further where the cents would hide a difference."""
    head = living.net / living.heads
    written = cents(head)
    return written if written * living.heads == living.net else head.quantize(_HIDDEN, rounding=ROUND_DOWN)
