"""How is a rule's result put together? Every condition with its article; what fails or is unknown decides."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from policy import RULES_VERSION
from schemas.decisions import Condition, Decision, Fact, Figure, Outcome

REASONED = "本系统规则 [R]"
"""The article of a condition for which no act was found."""


def condition(
    code: str,
    met: bool | None,  # noqa: FBT001 - a condition is its code and whether it holds
    texts: tuple[str, str],
    article: str,
    *,
    facts: tuple[Fact, ...] = (),
    figures: tuple[Figure, ...] = (),
) -> Condition:
    """One condition; the texts (English, Chinese) say what is required and what is found, held or not."""
    text, text_zh = texts
    return Condition(code=code, text=text, text_zh=text_zh, met=met, article=article, facts=facts, figures=figures)


def outcome(conditions: tuple[Condition, ...]) -> Outcome:
    """One failed condition refuses; otherwise one unknown leaves it open; otherwise it is granted."""
    results = {condition.met for condition in conditions}
    if False in results:
        return Outcome.REFUSED
    return Outcome.UNDECIDED if None in results else Outcome.GRANTED


def decision(
    rule: tuple[str, str], on: date, conditions: tuple[Condition, ...], amount: Decimal | None = None
) -> Decision:
    """The decision that the conditions carry; only a granted one has an amount."""
    result = outcome(conditions)
    return Decision(
        rule=rule[0],
        rule_zh=rule[1],
        on=on,
        outcome=result,
        amount=amount if result is Outcome.GRANTED else None,
        conditions=conditions,
        rules_version=RULES_VERSION,
        demo=any(figure.demo for condition in conditions for figure in condition.figures),
    )


@lru_cache(maxsize=1024)
def household_register(local: bool, region: str) -> Condition:  # noqa: FBT001 - the fact that is judged
    """Basic living aid goes to households registered here; others are served through their own place."""
    return condition(
        "household_register",
        local,
        ("the household must be registered in this city", "申请家庭应具有本市户籍"),
        "《社会救助暂行办法》第九条、第十一条",
        facts=(Fact(name="household register", value=region, source="declaration"),),
    )
