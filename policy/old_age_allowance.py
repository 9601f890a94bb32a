"""Old-age allowance (高龄津贴、尊老金): by bands of age, without an application (domain 7.1, 7.3)."""

from datetime import date
from decimal import Decimal

from policy.ages import age, birthday
from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, bands, numbers
from policy.months import after, month_of, span
from policy.paid_months import first_unpaid
from schemas.benefits import Benefit
from schemas.decisions import Condition, Decision, Fact
from schemas.elders import Elder
from schemas.money import cents

RULE = (Benefit.OLD_AGE_ALLOWANCE.value, "高龄津贴")
AMOUNTS = bands("old_age_allowance", "amounts", Decimal)
START = numbers("old_age_allowance", "start", int)
BACK_PAY = numbers("old_age_allowance", "back_pay", int)
ARTICLE = "《老年人权益保障法》第三十三条"


def entitlement(elder: Elder, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Local, of an age that has its band, alive; the amount is that of the highest band that has begun."""
    edges = [edge for edge, _ in AMOUNTS.on(on, pack).edges]
    begun = [edge for edge in edges if first_month(elder.born, int(edge), on, pack) <= on]
    amount = AMOUNTS.on(on, pack).at(begun[-1]) if begun else Decimal(0)
    conditions = (_local(elder), _of_age(elder, int(edges[0]), on, pack), _alive(elder, on, pack))
    return decision(RULE, on, conditions, cents(amount))


def first_month(born: date, years: int, on: date, pack: Pack = CZ_DEMO) -> date:
    """The first month of a band: the month of the birthday, or the next one, as the place says."""
    return after(month_of(birthday(born, years)), START.on(on, pack))


def back_pay(elder: Elder, discovered_on: date, pack: Pack = CZ_DEMO) -> tuple[tuple[date, Decimal], ...]:
    """Months before a late discovery, with their amounts; only the last ones, as many as the place allows."""
    edge = int(AMOUNTS.on(discovered_on, pack).edges[0][0])
    oldest = after(month_of(discovered_on), -BACK_PAY.on(discovered_on, pack))
    first = max(first_month(elder.born, edge, discovered_on, pack), oldest)
    last = after(month_of(discovered_on), -1)
    owed = ((month, entitlement(elder, month, pack).amount) for month in span(first, last))
    return tuple((month, amount) for month, amount in owed if amount)


def _local(elder: Elder) -> Condition:
    return condition(
        "household_register",
        elder.local,
        ("the household register must lie in this city", "应具有本市户籍"),
        ARTICLE,
        facts=(Fact(name="local register", value="yes" if elder.local else "no", source="public-security"),),
    )


def _of_age(elder: Elder, youngest: int, on: date, pack: Pack) -> Condition:
    begins = first_month(elder.born, youngest, on, pack)
    return condition(
        "of_age",
        begins <= on,
        (
            f"{youngest} full years; paid from {begins:%Y-%m} on",
            f"应年满{youngest}周岁(现{age(elder.born, on)}周岁),自{begins:%Y年%m月}起发放",
        ),
        ARTICLE,
        facts=(Fact(name="birth", value=str(elder.born), source="public-security"),),
        figures=(AMOUNTS.figure(on, pack), START.figure(on, pack)),
    )


def _alive(elder: Elder, on: date, pack: Pack) -> Condition:
    died = elder.died_on
    return condition(
        "alive",
        died is None or on < first_unpaid(Benefit.OLD_AGE_ALLOWANCE, died, pack, by=on),
        ("paid up to and with the month of death", "自死亡次月起停发"),
        ARTICLE,
        facts=(Fact(name="death", value=str(died or "none"), source="health"),),
    )
