"""Price subsidy (价格临时补贴): when prices rise, how much a person, and one person once (domain 12)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, bands, numbers, tables
from policy.household import STANDARD
from schemas.decisions import Condition, Decision, Fact
from schemas.identifiers import PersonRef
from schemas.money import cents
from schemas.price_indices import GroupList, PriceGroup, PriceIndex, PriceRun

RULE = ("price_subsidy", "价格临时补贴")
TRIGGER = tables("price_subsidy", "trigger", Decimal)
DIVISORS = bands("price_subsidy", "divisors", Decimal)
FORMULA = numbers("price_subsidy", "formula", str)
MINIMUM = numbers("price_subsidy", "minimum", Decimal)
GROUPS = numbers("price_subsidy", "groups", lambda written: tuple(PriceGroup(group) for group in written.split(" | ")))
ARTICLE = "苏发改收费发〔2021〕1306号"
_TIMES = "standard times the rise"
_NAMES_ZH = {"cpi": "居民消费价格指数", "scpi": "低收入居民基本生活费用价格指数", "food": "食品价格指数"}
_PERCENT = Decimal(100)


def entitlement(
    index: PriceIndex, on: date, pack: Pack = CZ_DEMO, *, started: frozenset[date] = frozenset()
) -> Decision:
    """Any index at its line starts the month, once in a city; when none is, nothing is paid for that month."""
    conditions = (_risen(index, on, pack), _once(index, started))
    return decision(RULE, on, conditions, monthly(index, on, pack))


def monthly(index: PriceIndex, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """A person's subsidy of the month to the cent; nothing below the lines."""
    reached = _reached(index, on, pack)
    if not reached:
        return Decimal("0.00")
    standard, divisors = STANDARD.on(on, pack), DIVISORS.on(on, pack)
    if FORMULA.on(on, pack) == _TIMES:
        amount = standard * _rises(index).get("scpi", index.cpi) / _PERCENT
    else:
        amount = standard / divisors.at(max(*reached.values(), divisors.edges[0][0]))
    return cents(max(amount, MINIMUM.on(on, pack)))


def run(
    index: PriceIndex,
    lists: Iterable[GroupList],
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    started: frozenset[date] = frozenset(),
) -> PriceRun:
    """The month's run: every listed person once, under the group that pays first; a missing list holds up nobody."""
    handed_in = tuple(lists)
    missing = tuple(one.group for one in handed_in if one.persons is None)
    result = entitlement(index, on, pack, started=started)
    return PriceRun(decision=result, payees=payees(handed_in, on, pack) if result.granted else {}, missing=missing)


def payees(lists: Iterable[GroupList], on: date, pack: Pack = CZ_DEMO) -> dict[PersonRef, PriceGroup]:
    """Who is paid under which group; groups that this place does not compensate are left out."""
    order = GROUPS.on(on, pack)
    known = sorted((one for one in lists if one.group in order), key=lambda one: order.index(one.group))
    found: dict[PersonRef, PriceGroup] = {}
    for one in known:
        for person in one.persons or ():
            found.setdefault(person, one.group)
    return found


def _rises(index: PriceIndex) -> dict[str, Decimal]:
    said = {"cpi": index.cpi, "scpi": index.scpi, "food": index.food}
    return {name: rise for name, rise in said.items() if rise is not None}


def _reached(index: PriceIndex, on: date, pack: Pack) -> Mapping[str, Decimal]:
    """The indices at or above their lines."""
    rises = _rises(index)
    return {name: rises[name] for name, line in TRIGGER.on(on, pack).items() if rises.get(name, line - 1) >= line}


def _risen(index: PriceIndex, on: date, pack: Pack) -> Condition:
    lines, rises = TRIGGER.on(on, pack), _rises(index)
    told = ", ".join(f"{name} {rises.get(name, 'not told')} of {line}" for name, line in lines.items())
    told_zh = ",".join(
        f"{_NAMES_ZH[name]}同比涨幅{rises.get(name, '—')}%(启动线{line}%)" for name, line in lines.items()
    )
    return condition(
        "prices_risen",
        bool(_reached(index, on, pack)),
        (f"an index must have risen to its line, in percent: {told}", f"至少一项应达到启动条件:{told_zh}"),
        ARTICLE,
        facts=tuple(
            Fact(name=f"{name} index", value=str(rise), source="development-reform", on=index.published_on)
            for name, rise in rises.items()
        ),
        figures=tuple(figure.figure(on, pack) for figure in (TRIGGER, FORMULA, DIVISORS, MINIMUM, STANDARD)),
    )


def _once(index: PriceIndex, started: frozenset[date]) -> Condition:
    return condition(
        "once_a_month",
        index.month not in started,
        (f"{index.month:%Y-%m} is started once in a city", f"同一城市{index.month:%Y年%m月}只启动一次"),
        ARTICLE,
        facts=(Fact(name="index month", value=f"{index.month:%Y-%m}", source="development-reform"),),
    )
