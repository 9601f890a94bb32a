"""Care of poor elders: subsidies for services, for nursing and for care in a home (domain 7.1). Amounts are [P]."""

from datetime import date
from decimal import Decimal

from policy.ages import age
from policy.capability import LEVELS_ZH
from policy.conditions import condition, decision
from policy.exclusions import not_excluded
from policy.figures import CZ_DEMO, Pack, numbers, tables
from schemas.benefits import Benefit, Drawn
from schemas.decisions import Condition, Decision, Fact, Figure
from schemas.elders import Elder
from schemas.households import Category
from schemas.money import cents

SERVICE_RULE = (Benefit.ELDER_SERVICE.value, "养老服务补贴")
NURSING_RULE = (Benefit.ELDER_NURSING.value, "老年人护理补贴")
CARE_RULE = (Benefit.CONCENTRATED_CARE.value, "经济困难失能老年人集中照护补助")
AGE = numbers("elder_care", "age", int)
ADVANCED_AGE = numbers("elder_care", "advanced_age", int)
SERVICE = numbers("elder_care", "service_subsidy", Decimal)
NURSING = tables("elder_care", "nursing_subsidy", Decimal)
CARE = tables("elder_care", "concentrated_care", Decimal)
COMBINED_CAP = numbers("elder_care", "combined_cap", Decimal)
ADAPTATION_CAP = numbers("elder_care", "home_adaptation_cap", Decimal)
ADVANCED = "advanced"
ARTICLES = {
    Benefit.ELDER_SERVICE: "《老年人权益保障法》第三十七条",
    Benefit.ELDER_NURSING: "《老年人权益保障法》第三十条",
    Benefit.CONCENTRATED_CARE: "经济困难失能老年人集中照护服务政策",
}
_POOR = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON})


def service(elder: Elder, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Services for every elder of a low-income household."""
    benefit, amount = Benefit.ELDER_SERVICE, SERVICE.on(on, pack)
    conditions = (*_common(benefit, elder, on, pack, SERVICE.figure(on, pack)), *_beside(benefit, elder, amount, on))
    return decision(SERVICE_RULE, on, conditions, cents(amount))


def nursing(elder: Elder, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Nursing for poor elders who cannot care for themselves, by level."""
    benefit, table = Benefit.ELDER_NURSING, NURSING.on(on, pack)
    amount = table.get(elder.level or "", Decimal(0))
    conditions = (
        *_common(benefit, elder, on, pack, NURSING.figure(on, pack)),
        _level(benefit, elder, table),
        *_beside(benefit, elder, amount, on),
    )
    return decision(NURSING_RULE, on, conditions, cents(amount))


def concentrated(elder: Elder, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Care in a home: completely disabled; since 2025 moderately, or of advanced age."""
    benefit, table = Benefit.CONCENTRATED_CARE, CARE.on(on, pack)
    amount = care_amount(elder, on, pack)
    conditions = (
        *_common(benefit, elder, on, pack, CARE.figure(on, pack), ADVANCED_AGE.figure(on, pack)),
        _in_a_home(elder),
        _level(benefit, elder, table, old=_advanced(elder, on, pack) and ADVANCED in table),
        *_beside(benefit, elder, amount, on),
    )
    return decision(CARE_RULE, on, conditions, cents(amount))


def care_amount(elder: Elder, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """By level; of advanced age alone, its own amount; whichever is more."""
    table = CARE.on(on, pack)
    by_level = table.get(elder.level or "", Decimal(0))
    return max(by_level, table.get(ADVANCED, Decimal(0))) if _advanced(elder, on, pack) else by_level


def combined(drawn: tuple[Drawn, ...], on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What all care subsidies of one poor elder come to, at most the cap."""
    return min(cents(sum((one.monthly for one in drawn), Decimal(0))), COMBINED_CAP.on(on, pack))


def adaptation(cost: Decimal, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, Decimal]:
    """For adapting a home: what is subsidised and what the household pays; the real cost if that is lower."""
    subsidised = cents(min(cost, ADAPTATION_CAP.on(on, pack)))
    return subsidised, cents(cost) - subsidised


def _advanced(elder: Elder, on: date, pack: Pack) -> bool:
    return age(elder.born, on) >= ADVANCED_AGE.on(on, pack)


def _common(benefit: Benefit, elder: Elder, on: date, pack: Pack, *figures: Figure) -> tuple[Condition, ...]:
    article, needed = ARTICLES[benefit], AGE.on(on, pack)
    return (
        condition(
            "household_register", elder.local,
            ("the household register must lie in this city", "应具有本市户籍"), article,
            facts=(Fact(name="local register", value="yes" if elder.local else "no", source="public-security"),),
        ),
        condition(
            "of_age", age(elder.born, on) >= needed,
            (f"at least {needed} full years old", f"应年满{needed}周岁,现{age(elder.born, on)}周岁"), article,
            facts=(Fact(name="birth", value=str(elder.born), source="public-security"),),
            figures=(AGE.figure(on, pack),),
        ),
        condition(
            "low_income_household", elder.category in _POOR,
            ("of a low-income household", "应属于最低生活保障家庭"), article,
            facts=(Fact(name="recognised category", value=elder.category or "none", source="civil-affairs"),),
            figures=figures,
        ),
    )  # fmt: skip


def _level(benefit: Benefit, elder: Elder, table: dict[str, Decimal], *, old: bool = False) -> Condition:
    found = LEVELS_ZH[elder.level] if elder.level else "尚未评估"
    levels = ", ".join(table)
    levels_zh = "、".join(name for level, name in LEVELS_ZH.items() if level in table)
    if ADVANCED in table:
        levels_zh = f"{levels_zh},或者达到高龄"
    met = True if old else None if elder.level is None else elder.level in table
    return condition(
        "disabled_enough",
        met,
        (f"one of {levels}; found: {elder.level or 'not assessed'}", f"能力评估应为{levels_zh};结果为{found}"),
        ARTICLES[benefit],
        facts=(Fact(name="capability", value=elder.level or "unknown", source="civil-affairs"),),
    )


def _in_a_home(elder: Elder) -> Condition:
    return condition(
        "in_institution",
        elder.in_institution,
        ("lives in a home by own choice", "应自愿入住养老机构"),
        ARTICLES[Benefit.CONCENTRATED_CARE],
        facts=(Fact(name="in institution", value="yes" if elder.in_institution else "no", source="civil-affairs"),),
    )


def _beside(benefit: Benefit, elder: Elder, amount: Decimal, on: date) -> tuple[Condition, ...]:
    return not_excluded(benefit, amount, elder.drawn, on)
