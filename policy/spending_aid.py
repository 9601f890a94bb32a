"""Spending aid (临时救助 支出型): necessary spending beyond means, after a means check (domain 3.7)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import purse, replies_of
from policy.property import Layer, belongings, property_conditions
from policy.rigid_spending import income_ordinary, spending_rigid
from schemas.decisions import Condition, Decision, Fact
from schemas.entitlements import LinkedItem
from schemas.households import Application
from schemas.identifiers import ItemId
from schemas.local_ties import LocalTies
from schemas.means import MeansReport
from schemas.money import cents

RULE = ("spending_aid", "临时救助(支出型)")
RESIDENCE = numbers("temporary_aid", "residence_months", int)
INSURANCE = numbers("temporary_aid", "insurance_months", int)
TIMES = numbers("temporary_aid", "times_a_year", int)
CITY_LIMIT = numbers("temporary_aid", "city_limit", Decimal)
SPENDING_LIMIT = numbers("temporary_aid", "spending_limit", Decimal)
ARTICLE = "《社会救助暂行办法》第四十七条"
_RULES = "常州市临时救助规定"
_PROVINCE = "32"


def entitlement(
    application: Application,
    report: MeansReport | None,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    ties: LocalTies,
    earlier: tuple[date, ...] = (),
    same_cause: tuple[date, ...] = (),
) -> Decision:
    """Local, or half a year of residence and insurance here; ordinary means; spending beyond them."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        *_ties(application, ties, on, pack),
        *_not_too_often(earlier, on, pack),
        *_cause_once(same_cause, on),
        income_ordinary(living, on, pack),
        spending_rigid(application, living, on, pack),
        *property_conditions(Layer.EDGE, belongings(application.property, replies), living, on, pack),
    )
    return decision(RULE, on, conditions, payable(application, on, pack))


def payable(application: Application, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What the household had to spend, up to the limit of this aid."""
    return cents(min(application.rigid_spending_12_months, SPENDING_LIMIT.on(on, pack)))


def city_aid(left: Decimal, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What the city adds when a household is still in hardship after the district's aid."""
    return cents(min(max(left, Decimal(0)), CITY_LIMIT.on(on, pack)))


def alternatives(application: Application) -> tuple[LinkedItem, ...]:
    """What is offered to a household that is refused: emergency aid if it is sudden, charity, its own place."""
    province = application.household.region.startswith(_PROVINCE)
    rows = (
        (
            "emergency-aid",
            application.emergency is not None,
            "the hardship is sudden",
            "遭遇突发困难,可申请急难型临时救助",
            ARTICLE,
        ),
        ("charity-aid", True, "open to everybody in need", "可申请慈善救助", "《慈善法》第五十九条"),
        (
            "low-income",
            province,
            "the home town decides, this town receives",
            "可通过省内通办向户籍地申请",
            "社会救助省内通办",
        ),
    )
    return tuple(
        LinkedItem(item=ItemId(item), condition=condition("offered", met=True, texts=(text, text_zh), article=article))
        for item, fits, text, text_zh, article in rows
        if fits
    )


def _not_too_often(earlier: tuple[date, ...], on: date, pack: Pack) -> tuple[Condition, ...]:
    """Only a household that was aided before is asked."""
    this_year, most = sum(day.year == on.year for day in earlier), TIMES.on(on, pack)
    if not earlier:
        return ()
    return (
        condition(
            "times_a_year",
            this_year < most,
            (f"aided {this_year} times this year; at most {most}", f"本年度已救助{this_year}次,一年不超过{most}次"),
            "临时救助办法",
            facts=(Fact(name="earlier aid", value=str(this_year), source="civil-affairs"),),
            figures=(TIMES.figure(on, pack),),
        ),
    )


def _cause_once(same_cause: tuple[date, ...], on: date) -> tuple[Condition, ...]:
    """Only a household that was aided for the same before is asked."""
    this_year = [day for day in same_cause if day.year == on.year]
    if not same_cause:
        return ()
    return (
        condition(
            "cause_once",
            not this_year,
            ("the same cause is aided once in a calendar year", "同一事由一个自然年度内救助一次"),
            "临时救助办法",
            facts=tuple(
                Fact(name="earlier aid for the cause", value="yes", source="civil-affairs", on=day) for day in this_year
            ),
        ),
    )


def _ties(application: Application, ties: LocalTies, on: date, pack: Pack) -> tuple[Condition, ...]:
    if application.household.local:
        return ()
    rows = (
        ("residence", RESIDENCE, ties.residence_months, "在本市居住"),
        ("insurance", INSURANCE, ties.insurance_months, "在本市参加社会保险"),
    )
    return tuple(
        condition(
            code,
            months >= figure.on(on, pack),
            (
                f"{months} months of {code}; at least {figure.on(on, pack)}",
                f"{name}{months}个月,应满{figure.on(on, pack)}个月",
            ),
            _RULES,
            facts=(Fact(name=f"{code} months", value=str(months), source="human-resources"),),
            figures=(figure.figure(on, pack),),
        )
        for code, figure, months, name in rows
    )
