"""Money for survivors of the insured (遗属待遇): 人社部发〔2021〕18号, Social Insurance Act art. 49 (domain 8.2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.benefit_names import NAMES
from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, bands, numbers
from schemas.benefits import Benefit
from schemas.deaths import FuneralMoney, FuneralMoneyOffer, SurvivorMoney, Survivors
from schemas.decisions import Condition, Fact
from schemas.money import cents

RULE = ("survivor_money", "遗属待遇")
INCOME = numbers("after_death", "survivor_income", Decimal)
MONTHS = bands("after_death", "survivor_months", int)
MORE_AFTER = numbers("after_death", "survivor_more_after", int)
YEARS_COUNTED = numbers("after_death", "survivor_years_counted", int)
PENSIONER_MONTHS = numbers("after_death", "survivor_months_pensioner", int)
FUNERAL_MONTHS = numbers("after_death", "funeral_months", int)
FUNERALS = (Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL, Benefit.UNEMPLOYMENT_FUNERAL)
ARTICLE = "人社部发〔2021〕18号"
_YEAR = 12


def entitlement(survivors: Survivors, on: date, pack: Pack = CZ_DEMO) -> SurvivorMoney:
    """By the law of the day of death: funeral money, and a lump sum by years of contribution and of pension."""
    died = survivors.died_on
    count = months(survivors.contribution_years, survivors.pension_years, died, pack)
    chosen = survivors.chosen or (survivors.schemes[0] if len(survivors.schemes) == 1 else None)
    from_pension = not survivors.schemes or chosen is Benefit.PENSION_FUNERAL
    funeral = _money(FUNERAL_MONTHS.on(died, pack), died, pack) if from_pension else Decimal("0.00")
    lump_sum = _money(count, died, pack)
    conditions = (
        _died(survivors, on),
        _one_funeral_money(survivors, chosen),
        _lump_sum(survivors, count, lump_sum, funeral, pack),
    )
    result = decision(RULE, on, conditions, funeral + lump_sum)
    if not result.granted:
        return SurvivorMoney(decision=result)
    return SurvivorMoney(funeral=funeral, lump_sum=lump_sum, months=count, decision=result)


def offer(survivors: Survivors, named: Iterable[FuneralMoney], pack: Pack = CZ_DEMO) -> FuneralMoneyOffer:
    """Every funeral money that is due, the highest shown: that of the pension by its own law, others as named."""
    sums = {one.benefit: one.amount for one in named}
    sums |= {Benefit.PENSION_FUNERAL: _money(FUNERAL_MONTHS.on(survivors.died_on, pack), survivors.died_on, pack)}
    moneys = tuple(FuneralMoney(benefit=each, amount=sums.get(each, Decimal(0))) for each in survivors.schemes)
    return FuneralMoneyOffer(moneys=moneys, highest=max(moneys, key=lambda one: one.amount).benefit)


def months(contribution_years: int, pension_years: int | None, on: date, pack: Pack = CZ_DEMO) -> int:
    """Months of the lump sum; of a pensioner one less for each year drawn, down to the least."""
    counted = min(contribution_years, YEARS_COUNTED.on(on, pack))
    count = MONTHS.on(on, pack).at(Decimal(counted)) + max(counted - MORE_AFTER.on(on, pack), 0)
    if pension_years is None:
        return count
    return max(count - pension_years, PENSIONER_MONTHS.on(on, pack))


def _money(count: int, on: date, pack: Pack) -> Decimal:
    """A number of months of last year's disposable income; exact until the end."""
    return cents(count * INCOME.on(on, pack) / _YEAR)


def _died(survivors: Survivors, on: date) -> Condition:
    return condition(
        "died",
        survivors.died_on <= on,
        ("the insured person must have died", "参保人员应已死亡"),
        ARTICLE,
        facts=(Fact(name="death", value=str(survivors.died_on), source="health", on=survivors.died_on),),
    )


def _one_funeral_money(survivors: Survivors, chosen: Benefit | None) -> Condition:
    """Art. 49: due under several insurances, the family chooses one; nobody chooses for it."""
    names = [NAMES[scheme] for scheme in survivors.schemes]
    fits = chosen is None or not survivors.schemes or chosen in survivors.schemes
    open_choice = bool(survivors.schemes) and chosen is None
    return condition(
        "one_funeral_money",
        None if open_choice else fits,
        (
            f"of several funeral moneys the family chooses one: {', '.join(name for name, _ in names) or 'one only'}",
            f"同时符合多项丧葬补助金领取条件的,由遗属选择其一领取({'、'.join(zh for _, zh in names) or '仅一项'})",
        ),
        "《社会保险法》第四十九条",
        facts=(Fact(name="chosen funeral money", value=chosen or "none", source="declaration"),),
    )


def _lump_sum(survivors: Survivors, count: int, lump_sum: Decimal, funeral: Decimal, pack: Pack) -> Condition:
    died, years = survivors.died_on, survivors.contribution_years
    drawn = "none" if survivors.pension_years is None else str(survivors.pension_years)
    figures = (INCOME, MONTHS, MORE_AFTER, YEARS_COUNTED, PENSIONER_MONTHS, FUNERAL_MONTHS)
    return condition(
        "lump_sum",
        met=True,
        texts=(
            f"{years} years of contribution give {count} months: {lump_sum} yuan, and {funeral} yuan funeral money",
            f"缴费年限{years}年,抚恤金{count}个月,计{lump_sum}元;丧葬补助金{funeral}元",
        ),
        article=ARTICLE,
        facts=(
            Fact(name="contribution years", value=str(years), source="human-resources"),
            Fact(name="pension years", value=drawn, source="human-resources"),
        ),
        figures=tuple(figure.figure(died, pack) for figure in figures),
    )
