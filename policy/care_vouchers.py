"""Care vouchers (中度以上失能老年人养老服务消费补贴): a share of the price, up to a cap a month (domain 7.1, 7.3)."""

from datetime import date
from decimal import Decimal

from policy.ages import age
from policy.capability import LEVELS_ZH
from policy.conditions import condition, decision
from policy.exclusions import not_excluded
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.months import after, month_of
from policy.paid_months import first_unpaid
from schemas.benefits import Benefit
from schemas.decisions import Condition, Decision, Fact
from schemas.elders import Capability, CareBills, Elder
from schemas.money import cents

RULE = (Benefit.CARE_VOUCHER.value, "养老服务消费补贴")
AGE = numbers("elder_care", "age", int)
SHARES = tables("elder_care", "voucher_shares", Decimal)
CAP = numbers("elder_care", "voucher_cap", Decimal)
LEAST_LEVEL = numbers("elder_care", "voucher_level", Capability)
MONTHS = numbers("elder_care", "voucher_months", int)
CENTRAL_SHARE = tables("elder_care", "voucher_central_share", Decimal)
ARTICLE = "中度以上失能老年人养老服务消费补贴"


def entitlement(elder: Elder, bills: CareBills, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Sixty, living here, moderately disabled or worse, and in none of the programmes that are paid already."""
    conditions = (
        _running(on, pack),
        _old_enough(elder, on, pack),
        _lives_here(elder),
        _disabled_enough(elder, on, pack),
        _alive(elder, on, pack),
        *not_excluded(Benefit.CARE_VOUCHER, Decimal(0), elder.drawn, on),
        _price(bills, on, pack),
    )
    return decision(RULE, on, conditions, amount(bills, on, pack))


def amount(bills: CareBills, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The share of each bill, together at most the cap."""
    shares = SHARES.on(on, pack)
    return min(cents(bills.home * shares["home"] + bills.institution * shares["institution"]), CAP.on(on, pack))


def usable(issued: date, on: date) -> bool:
    """A voucher serves in its own calendar month; nothing is carried over."""
    return month_of(issued) == month_of(on)


def first_without(tekun_confirmed_on: date, pack: Pack = CZ_DEMO) -> date:
    """The first month without vouchers after a confirmation that excludes them."""
    return first_unpaid(Benefit.CARE_VOUCHER, tekun_confirmed_on, pack)


def funding(paid: Decimal, zone: str, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, Decimal]:
    """What the central and the local government bear, by part of the country; together exactly what was paid."""
    central = cents(paid * CENTRAL_SHARE.on(on, pack)[zone])
    return central, paid - central


def _running(on: date, pack: Pack) -> Condition:
    """The programme runs for a number of calendar months from its first day here."""
    ends = after(month_of(SHARES.figure(on, pack).since), MONTHS.on(on, pack))
    return condition(
        "programme_runs",
        on < ends,
        (f"the programme runs until the month before {ends:%Y-%m}", f"政策实施期至{after(ends, -1):%Y年%m月}止"),
        ARTICLE,
        figures=(MONTHS.figure(on, pack),),
    )


def _old_enough(elder: Elder, on: date, pack: Pack) -> Condition:
    needed = AGE.on(on, pack)
    return condition(
        "of_age",
        age(elder.born, on) >= needed,
        (f"at least {needed} full years old", f"应年满{needed}周岁,现{age(elder.born, on)}周岁"),
        ARTICLE,
        facts=(Fact(name="birth", value=str(elder.born), source="public-security"),),
        figures=(AGE.figure(on, pack),),
    )


def _lives_here(elder: Elder) -> Condition:
    return condition(
        "lives_here",
        elder.lives_here,
        ("the elder must live in the area", "应在本地居住"),
        ARTICLE,
        facts=(Fact(name="lives here", value="yes" if elder.lives_here else "no", source="civil-affairs"),),
    )


def _disabled_enough(elder: Elder, on: date, pack: Pack) -> Condition:
    least = LEAST_LEVEL.on(on, pack)
    return condition(
        "disabled_enough",
        None if elder.level is None else elder.level.at_least(least),
        (
            f"assessed as {least} or worse; found: {elder.level or 'not assessed'}",
            f"能力评估应为{LEVELS_ZH[least]}以上,结果为{LEVELS_ZH[elder.level] if elder.level else '尚未评估'}",
        ),
        ARTICLE,
        facts=(Fact(name="capability", value=elder.level or "unknown", source="civil-affairs"),),
        figures=(LEAST_LEVEL.figure(on, pack),),
    )


def _alive(elder: Elder, on: date, pack: Pack) -> Condition:
    died = elder.died_on
    return condition(
        "alive",
        died is None or on < first_unpaid(Benefit.CARE_VOUCHER, died, pack, by=on),
        ("vouchers end with the month of death", "自死亡次月起停发"),
        ARTICLE,
        facts=(Fact(name="death", value=str(died or "none"), source="health"),),
    )


def _price(bills: CareBills, on: date, pack: Pack) -> Condition:
    shares, cap = SHARES.on(on, pack), CAP.on(on, pack)
    return condition(
        "services_used",
        bills.home + bills.institution > 0,
        (
            f"{shares['home']} of {bills.home}, {shares['institution']} of {bills.institution}, at most {cap}",
            f"居家社区服务{cents(bills.home)}元、机构服务{cents(bills.institution)}元,每月最高抵扣{cap}元",
        ),
        ARTICLE,
        facts=(
            Fact(name="home care bill", value=str(cents(bills.home)), source="civil-affairs"),
            Fact(name="institution bill", value=str(cents(bills.institution)), source="civil-affairs"),
        ),
        figures=(SHARES.figure(on, pack), CAP.figure(on, pack)),
    )
