"""Can an obligor support? Who is destitute, old or disabled and poor, missing or in prison cannot (domain 3.6, 4.4)."""

from datetime import date
from decimal import Decimal

from policy.ages import age
from policy.bounds import bound
from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD
from policy.single_person import severe
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Category
from schemas.money import cents
from schemas.obligors import Obligor

RULE = ("able_obligor", "法定义务人履行义务能力")
OLD_AGE = numbers("obligors", "old_age", int)
MONEY = numbers("obligors", "money", bound)
INCOME = numbers("obligors", "disposable_income", Decimal)
VEHICLE = numbers("obligors", "vehicle", bound)
HOMES = numbers("obligors", "homes", int)
CAPITAL = numbers("obligors", "company_capital", bound)
ARTICLE = "民发〔2021〕43号"
_POOR = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON})


def unable(obligor: Obligor, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted when nobody can expect support: by what the obligor is, and by what the obligor's family owns."""
    return decision(RULE, on, (_by_circumstances(obligor, on, pack), *_by_property(obligor, on, pack)))


def _by_circumstances(obligor: Obligor, on: date, pack: Pack) -> Condition:
    old = OLD_AGE.on(on, pack)
    weak = age(obligor.born, on) >= old or severe(obligor.disability, on)
    poor = obligor.category in _POOR
    unable_ = obligor.category is Category.DESTITUTE or (poor and weak) or obligor.absence is not None
    return condition(
        "cannot_support",
        unable_,
        (
            f"obligor {obligor.person} must be destitute, or poor and old or severely disabled, or gone",
            f"义务人({obligor.person})应为特困人员,或者{old}周岁以上、重度残疾的低保对象,或者失踪、服刑等",
        ),
        ARTICLE,
        facts=(
            Fact(name=f"birth of {obligor.person}", value=str(obligor.born), source="public-security"),
            Fact(
                name=f"recognised category of {obligor.person}", value=obligor.category or "none",
                source="civil-affairs",
            ),
            Fact(name=f"absence of {obligor.person}", value=obligor.absence or "none", source="justice"),
        ),
        figures=(OLD_AGE.figure(on, pack),),
    )  # fmt: skip


def _by_property(obligor: Obligor, on: date, pack: Pack) -> tuple[Condition, ...]:
    """Property beyond these limits says that the obligor could support after all."""
    money, vehicle, capital = MONEY.on(on, pack), VEHICLE.on(on, pack), CAPITAL.on(on, pack)
    most_money = money.value * INCOME.on(on, pack) * obligor.members
    most_vehicle = vehicle.value * STANDARD.on(on, pack)
    homes = HOMES.on(on, pack)
    many_homes = obligor.homes >= homes and obligor.homes_above_average
    rows = (
        ("obligor_money", money.holds(obligor.money, most_money), obligor.money,
         f"money {money.words[0]} {cents(most_money)}", f"家庭货币财产应{money.words[1]}{cents(most_money)}元",
         "financial-institutions", (MONEY, INCOME)),
        ("obligor_vehicle", vehicle.holds(obligor.vehicle_price, most_vehicle), obligor.vehicle_price,
         f"vehicle {vehicle.words[0]} {cents(most_vehicle)}",
         f"非经营性车辆、船舶、工程机械价格应{vehicle.words[1]}{cents(most_vehicle)}元",
         "public-security", (VEHICLE, STANDARD)),
        ("obligor_homes", not many_homes, obligor.homes,
         f"fewer than {homes} homes above the average", f"超过人均面积的住房应少于{homes}套",
         "natural-resources", (HOMES,)),
        ("obligor_company", capital.holds(obligor.company_capital), obligor.company_capital,
         f"company capital {capital.words[0]} {capital.value}",
         f"企业认缴出资额应{capital.words[1]}{cents(capital.value)}元", "market-regulation", (CAPITAL,)),
    )  # fmt: skip
    return tuple(
        condition(
            code,
            holds,
            (text, text_zh),
            "当地义务人财产规定",
            facts=(Fact(name=f"{code.replace('_', ' ')} of {obligor.person}", value=str(value), source=source),),
            figures=tuple(figure.figure(on, pack) for figure in figures),
        )
        for code, holds, value, text, text_zh, source, figures in rows
    )
