"""Emergency aid (临时救助 急难型): helped first, written up afterwards, whoever it is (domain 3.7)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Emergency, EmergencyCause
from schemas.money import cents

RULE = ("emergency_aid", "临时救助(急难型)")
TOWN_LIMIT = numbers("temporary_aid", "town_limit", Decimal)
MINIMUM = numbers("temporary_aid", "minimum", Decimal)
CHARITY_RATIO = numbers("temporary_aid", "charity_ratio", Decimal)
ARTICLE = "《社会救助暂行办法》第四十七条"
CAUSES = {
    EmergencyCause.FIRE: "火灾",
    EmergencyCause.TRAFFIC: "交通事故",
    EmergencyCause.ILLNESS: "突发重大疾病",
    EmergencyCause.OTHER: "其他意外事件",
}


def entitlement(
    application: Application, on: date, pack: Pack = CZ_DEMO, *, earlier: tuple[Emergency, ...] = ()
) -> Decision:
    """Only the hardship counts: no register, no residence, no means. The town pays the need up to its limit."""
    hardship = application.emergency
    if hardship is None:
        return decision(RULE, on, (_none_named(),))
    limit = town_limit(on, pack)
    conditions = (_sudden(hardship, on), _first_this_year(hardship, earlier, on), _town_pays(hardship, limit, on, pack))
    return decision(RULE, on, conditions, shares(hardship, on, pack)[0])


def town_limit(on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What a town may pay by itself, of either kind of temporary aid."""
    return cents(TOWN_LIMIT.on(on, pack) * STANDARD.on(on, pack))


def shares(hardship: Emergency, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, Decimal]:
    """What the town pays at once, and what the county decides on."""
    need, limit = max(hardship.need, MINIMUM.on(on, pack)), town_limit(on, pack)
    return cents(min(need, limit)), cents(max(need - limit, Decimal(0)))


def charity_match(application: Application, amount: Decimal, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What charity is asked to add for people from elsewhere; nothing for the city's own."""
    return Decimal(0) if application.household.local else cents(amount * CHARITY_RATIO.on(on, pack))


def _none_named() -> Condition:
    return condition(
        "hardship", met=False, texts=("a hardship must be named", "应说明所遭遇的突发困难"), article=ARTICLE
    )


def _sudden(hardship: Emergency, on: date) -> Condition:
    cause = CAUSES[hardship.cause]
    return condition(
        "hardship",
        hardship.happened_on <= on,
        (
            f"sudden hardship by {hardship.cause} on {hardship.happened_on}",
            f"因{cause}({hardship.happened_on})遭遇突发困难",
        ),
        ARTICLE,
        facts=(Fact(name="cause", value=hardship.cause, source="declaration", on=hardship.happened_on),),
    )


def _first_this_year(hardship: Emergency, earlier: tuple[Emergency, ...], on: date) -> Condition:
    """Unless a person finds the case special."""
    again = [past for past in earlier if past.cause == hardship.cause and past.happened_on.year == on.year]
    return condition(
        "once_a_year",
        not again,
        (
            "the same cause is aided once in a calendar year, unless the case is special",
            "同一事由一个自然年度内原则上救助一次,特殊情形除外",
        ),
        "临时救助办法",
        facts=tuple(
            Fact(name="earlier aid for the cause", value=past.cause, source="civil-affairs", on=past.happened_on)
            for past in again
        ),
    )


def _town_pays(hardship: Emergency, limit: Decimal, on: date, pack: Pack) -> Condition:
    """Above the town's limit the need is not refused: the town pays up to it, the county decides on the rest."""
    need, rest = cents(hardship.need), cents(max(hardship.need - limit, Decimal(0)))
    figures = (TOWN_LIMIT.figure(on, pack), STANDARD.figure(on, pack), MINIMUM.figure(on, pack))
    facts = (Fact(name="need", value=str(need), source="declaration"),)
    text, text_zh = (
        f"need of {need} yuan; the town pays up to {cents(limit)}",
        f"救助需求{need}元,乡镇(街道)审批限额{cents(limit)}元",
    )
    code = "county_decides_the_rest" if rest else "within_town_limit"
    if rest:
        text, text_zh = f"{text}, the county decides on {rest}", f"{text_zh},超出部分{rest}元由县级民政部门审批"
    return condition(code, met=True, texts=(text, text_zh), article="临时救助办法", facts=facts, figures=figures)
