"""What is paid on after income rose above the standard? (渐退、缓退, domain 3.5)"""

from datetime import date
from decimal import Decimal

from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.household import STANDARD
from policy.months import after, month_of, span
from schemas.decisions import Condition, Decision, Fact
from schemas.employment import RiseGround
from schemas.money import cents

RULE = ("taper", "低保渐退")
STEPS = numbers("taper", "steps", lambda written: tuple(Decimal(step) for step in written.split()))
LENGTHS = tables("taper", "lengths", int)
ARTICLE = "民发〔2021〕57号(渐退期)"
GROUNDS_ZH = {
    RiseGround.WORK: "就业",
    RiseGround.PENSION: "领取养老金",
    RiseGround.GRADUATE: "毕业生就业",
    RiseGround.HARD_TO_PLACE: "就业困难人员就业",
    RiseGround.DISABLED: "残疾人就业",
}


def taper(amount: Decimal, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, ...]:
    """The amounts of the months of the taper; afterwards nothing."""
    return tuple(cents(amount * step) for step in STEPS.on(on, pack))


def schedule(
    amount: Decimal, began_on: date, ground: RiseGround = RiseGround.WORK, pack: Pack = CZ_DEMO
) -> tuple[tuple[date, Decimal], ...]:
    """Month by month: the steps, as long as the ground lasts; a longer taper goes on with the last step."""
    steps, length = STEPS.on(began_on, pack), LENGTHS.on(began_on, pack)[_key(ground)]
    shares = (*steps, *(steps[-1] for _ in range(length)))[:length]
    first = month_of(began_on)
    months = span(first, after(first, length - 1)) if length else iter(())
    return tuple((month, cents(amount * share)) for month, share in zip(months, shares, strict=True))


def payment(
    former: Decimal,
    began_on: date,
    current: Decision,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    ground: RiseGround = RiseGround.WORK,
) -> Decision:
    """The month's payment: the taper's; the ordinary one without a new application when income is low again."""
    if current.granted:
        return decision(RULE, on, (_low_again(current), *current.conditions), current.amount)
    amounts = dict(schedule(former, began_on, ground, pack))
    month = month_of(on)
    return decision(RULE, on, (_within(amounts, month, ground, began_on, pack),), amounts.get(month))


def _key(ground: RiseGround) -> str:
    return ground.name.lower()


def _low_again(current: Decision) -> Condition:
    return condition(
        "taper_cancelled",
        met=True,
        texts=(
            f"income is low again: {current.amount} yuan without a new application",
            f"收入再次低于标准,终止渐退并按{current.amount}元恢复发放,无需重新申请",
        ),
        article=REASONED,
    )


def _within(amounts: dict[date, Decimal], month: date, ground: RiseGround, began_on: date, pack: Pack) -> Condition:
    last = max(amounts, default=began_on)
    return condition(
        "within_the_taper",
        month in amounts,
        (
            f"the taper runs from {began_on:%Y-%m} to {last:%Y-%m}",
            f"因{GROUNDS_ZH[ground]}收入超过标准,渐退期自{began_on:%Y年%m月}至{last:%Y年%m月}",
        ),
        ARTICLE,
        facts=(Fact(name="income rose", value=ground, source="human-resources", on=began_on),),
        figures=(STEPS.figure(began_on, pack), LENGTHS.figure(began_on, pack), STANDARD.figure(began_on, pack)),
    )
