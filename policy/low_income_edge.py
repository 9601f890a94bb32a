"""Low-income edge household (低保边缘家庭): between the standard and its multiple (domain 3.1)."""

from datetime import date
from decimal import Decimal

from policy import low_income
from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD, Purse, purse, replies_of
from policy.latest import latest
from policy.low_income import members_counted, per_capita
from policy.property import Belongings, Layer, belongings, property_conditions
from policy.work_costs import MINIMUM_WAGE
from schemas.decisions import Condition, Decision, Outcome
from schemas.households import Application, Category
from schemas.means import MeansReport
from schemas.money import cents

RULE = (Category.LOW_INCOME_EDGE.value, "低保边缘家庭")
MULTIPLE = numbers("low_income_edge", "multiple", Decimal)
CAP = numbers("low_income_edge", "cap", str)
ARTICLE = "民发〔2021〕57号(低保边缘家庭)"


@latest
def entitlement(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Not low income, but income a head below the multiple and property within the wider limits; pays nothing."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        household_register(application.household.local, application.household.region),
        members_counted(living),
        not_already("low_income", "最低生活保障", low_income.entitlement(application, report, on, pack)),
        *means_conditions(living, belongings(application.property, replies), on, pack),
    )
    return decision(RULE, on, conditions)


def means_conditions(living: Purse, owned: Belongings, on: date, pack: Pack = CZ_DEMO) -> tuple[Condition, ...]:
    """Income and property: the widest limits of any category that rests on income alone."""
    return (_income_below_multiple(living, on, pack), *property_conditions(Layer.EDGE, owned, living, on, pack))


def not_already(code: str, name_zh: str, other: Decision) -> Condition:
    """A household belongs to one category; the stronger one goes before."""
    return condition(
        f"not_{code}",
        None if other.outcome is Outcome.UNDECIDED else not other.granted,
        (f"the household must not fit {code}, which goes before", f"应不属于{name_zh}(属于的,优先按{name_zh}认定)"),
        "国办发〔2023〕39号",
    )


def _income_below_multiple(living: Purse, on: date, pack: Pack) -> Condition:
    multiple, head = MULTIPLE.on(on, pack), per_capita(living)
    limit, capped = STANDARD.on(on, pack) * multiple, CAP.on(on, pack) == "yes"
    if capped:
        limit = min(limit, MINIMUM_WAGE.on(on, pack))
    return condition(
        "income_below_multiple",
        living.below(limit),
        (
            f"monthly income a head of {head} yuan must be below {cents(limit)}",
            f"共同生活家庭成员月人均收入{head}元,应低于最低生活保障标准的{multiple.normalize():f}倍({cents(limit)}元)",
        ),
        ARTICLE,
        facts=living.facts,
        figures=(
            STANDARD.figure(on, pack),
            MULTIPLE.figure(on, pack),
            *((CAP.figure(on, pack), MINIMUM_WAGE.figure(on, pack)) if capped else ()),
        ),
    )
