"""Does a household own too much? Local limits on money, cars, homes, shops and companies (domain 4.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policy.bounds import Bound, bound
from policy.conditions import condition
from policy.figures import CZ_DEMO, Entry, Pack, bands, numbers
from policy.household import STANDARD, Purse
from policy.latest import latest
from policy.sources import DECLARATION, Replies, money, read, reported_by, things
from schemas.decisions import Condition, Fact
from schemas.households import Property
from schemas.money import cents
from schemas.questions import ItemCode


class Layer(StrEnum):
    """Which column of the limits applies."""

    LOW_INCOME = "low_income"
    EDGE = "edge"
    """Edge of low income, and rigid spending."""


MONEY = {layer: bands("property", f"money_{layer}", bound) for layer in Layer}
CARS = {layer: numbers("property", f"cars_{layer}", int) for layer in Layer}
CHEAP_CARS = numbers("property", "cheap_cars_edge", int)
HOMES = numbers("property", "homes", int)
SMALL_HOMES = numbers("property", "small_homes", int)
SHOPS = numbers("property", "shops", int)
COMPANY_CAPITAL = numbers("property", "company_capital", Decimal)

MONEY_CODES = (ItemCode.DEPOSIT, ItemCode.SECURITIES, ItemCode.INSURANCE_VALUE)
_REGISTERS: dict[str, tuple[ItemCode, ...]] = {
    "money": MONEY_CODES,
    "cars": (ItemCode.VEHICLE,),
    "homes": (ItemCode.HOME, ItemCode.SIGNED_HOME),
    "shops": (ItemCode.SHOP,),
    "company capital": (ItemCode.COMPANY_CAPITAL,),
}
_ARTICLE = "《社会救助暂行办法》第九条"
_MONTHS = 12
_UNITS: dict[str, Callable[[Decimal], Decimal]] = {
    "yuan": lambda _standard: Decimal(1),
    "monthly standards": lambda standard: standard,
    "yearly standards": lambda standard: standard * _MONTHS,
}
_DECLARED = dict.fromkeys(_REGISTERS, DECLARATION)


@dataclass(frozen=True)
class Belongings:
    """What the household owns: the greater of what registers find and what it declares itself."""

    money: Decimal
    cars: int
    homes: int
    small: bool
    shops: int
    company_capital: Decimal
    sources: dict[str, str]

    def fact(self, name: str, value: Decimal | int) -> Fact:
        """One holding with its source."""
        return Fact(name=name, value=str(value), source=self.sources[name])


@latest
def belongings(declared: Property, replies: Replies) -> Belongings:
    """A register that knows less than the household admits does not make it poorer."""
    replies = read(replies)
    return Belongings(
        money=max(declared.deposits, money(replies, *MONEY_CODES)),
        cars=max(declared.cars, things(replies, ItemCode.VEHICLE)),
        homes=max(declared.homes, things(replies, ItemCode.HOME), things(replies, ItemCode.SIGNED_HOME)),
        small=declared.homes_area_per_head_below_average,
        shops=max(declared.shops, things(replies, ItemCode.SHOP)),
        company_capital=max(declared.company_capital, money(replies, ItemCode.COMPANY_CAPITAL)),
        sources={name: reported_by(replies, *wanted) for name, wanted in _REGISTERS.items()} if replies else _DECLARED,
    )


@latest
def property_conditions(
    layer: Layer, owned: Belongings, purse: Purse, on: date, pack: Pack = CZ_DEMO
) -> tuple[Condition, ...]:
    """Every limit of the layer; all that fail are named."""
    entries = (CARS[layer].entry(on, pack), CHEAP_CARS.entry(on, pack) if layer is Layer.EDGE else None,
               (SMALL_HOMES if owned.small else HOMES).entry(on, pack), SHOPS.entry(on, pack),
               COMPANY_CAPITAL.entry(on, pack))  # fmt: skip
    return _money(layer, owned, purse, on, pack), *_things(owned, *entries)


@latest
def _things(
    owned: Belongings,
    cars: Entry[int],
    cheap_cars: Entry[int] | None,
    homes: Entry[int],
    shops: Entry[int],
    capital: Entry[Decimal],
) -> tuple[Condition, ...]:
    """Everything but the money, by the figures that hold."""
    return _cars(owned, cars, cheap_cars), _homes(owned, homes), _shops(owned, shops), _company(owned, capital)


def _money(layer: Layer, owned: Belongings, purse: Purse, on: date, pack: Pack) -> Condition:
    heads = max(len(purse.members), 1)
    rule = MONEY[layer].on(on, pack).at(Decimal(heads))
    limit = _per_head(rule, on, pack) * heads
    english, chinese = rule.words
    return condition(
        "property_money",
        rule.holds(owned.money, limit),
        (
            f"money of {cents(owned.money)} yuan must be {english} {cents(limit)} for {heads} members",
            f"家庭货币财产{cents(owned.money)}元,应{chinese}{cents(limit)}元(按{heads}人计)",
        ),
        _ARTICLE,
        facts=(owned.fact("money", cents(owned.money)),),
        figures=(MONEY[layer].figure(on, pack), STANDARD.figure(on, pack)),
    )


def _per_head(rule: Bound, on: date, pack: Pack) -> Decimal:
    return rule.value * _UNITS[rule.unit](STANDARD.on(on, pack))


def _cars(owned: Belongings, limit: Entry[int], cheap: Entry[int] | None) -> Condition:
    allowed = limit.value
    perhaps = allowed + (cheap.value if cheap else 0)
    met = True if owned.cars <= allowed else None if owned.cars <= perhaps else False
    return condition(
        "property_cars",
        met,
        (
            f"{owned.cars} cars; {allowed} allowed, {perhaps - allowed} more if cheap (its price decides)",
            f"家庭名下机动车{owned.cars}辆,允许{allowed}辆;另有{perhaps - allowed}辆须核实价格后认定",
        )
        if perhaps > allowed
        else (f"{owned.cars} cars; {allowed} allowed", f"家庭名下机动车{owned.cars}辆,允许{allowed}辆"),
        _ARTICLE,
        facts=(owned.fact("cars", owned.cars),),
        figures=(limit.cited,),
    )


def _homes(owned: Belongings, limit: Entry[int]) -> Condition:
    allowed = limit.value
    area = Fact(name="area per head not above average", value="yes" if owned.small else "no", source=DECLARATION)
    return condition(
        "property_homes",
        owned.homes <= allowed,
        (f"{owned.homes} homes; {allowed} allowed", f"家庭名下住房{owned.homes}套,允许{allowed}套"),
        _ARTICLE,
        facts=(owned.fact("homes", owned.homes), area),
        figures=(limit.cited,),
    )


def _shops(owned: Belongings, limit: Entry[int]) -> Condition:
    allowed = limit.value + (1 if not owned.homes else 0)
    return condition(
        "property_shops",
        owned.shops <= allowed,
        (f"{owned.shops} shops; {allowed} allowed", f"家庭名下非居住类房屋{owned.shops}处,允许{allowed}处"),
        _ARTICLE,
        facts=(owned.fact("shops", owned.shops), owned.fact("homes", owned.homes)),
        figures=(limit.cited,),
    )


def _company(owned: Belongings, entry: Entry[Decimal]) -> Condition:
    limit = entry.value
    return condition(
        "property_company",
        owned.company_capital <= limit,
        (
            f"subscribed capital of {cents(owned.company_capital)} yuan must be at most {cents(limit)}",
            f"家庭成员认缴出资额{cents(owned.company_capital)}元,应不高于{cents(limit)}元",
        ),
        _ARTICLE,
        facts=(owned.fact("company capital", cents(owned.company_capital)),),
        figures=(entry.cited,),
    )
