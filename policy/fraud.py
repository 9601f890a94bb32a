"""What follows from aid obtained by false statements? 社会救助暂行办法 art. 68 (domain 2.8, 3.4, 3.7)."""

from datetime import date
from decimal import Decimal

from policy.benefit_names import NAMES
from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack, tables
from schemas.benefits import Benefit, Drawn
from schemas.decisions import Condition, Decision, Fact
from schemas.money import cents
from schemas.settlements import Recovery

RULE = ("fraud", "骗取社会救助的处理")
FINE = tables("remedies", "fine", Decimal)


def recovery(received: Decimal, on: date, pack: Pack = CZ_DEMO) -> Recovery:
    """All of it is returned; a person sets the fine within the bounds."""
    multiples = FINE.on(on, pack)
    return Recovery(
        returned=cents(received),
        fine_from=cents(received * multiples["from"]),
        fine_to=cents(received * multiples["up_to"]),
    )


def consequence(
    obtained: Benefit, received: Decimal, others: tuple[Drawn, ...], on: date, pack: Pack = CZ_DEMO
) -> Decision:
    """The aid that was obtained stops and is returned; other aid is looked at again and never stops by itself."""
    found = recovery(received, on, pack)
    name, name_zh = NAMES[obtained]
    conditions = (
        condition(
            "obtained_by_false_statements",
            met=True,
            texts=(
                (
                    f"{name} was obtained by false statements: {found.returned} yuan are returned, "
                    f"a person sets a fine from {found.fine_from} to {found.fine_to} yuan"
                ),
                (
                    f"采取虚报、隐瞒、伪造等手段骗取{name_zh},责令退回{found.returned}元,"
                    f"可以处{found.fine_from}元以上{found.fine_to}元以下的罚款"
                ),
            ),
            article="《社会救助暂行办法》第六十八条",
            facts=(Fact(name="obtained amount", value=str(found.returned), source="finance"),),
            figures=(FINE.figure(on, pack),),
        ),
        *(_untouched(other) for other in others),
    )
    return decision(RULE, on, conditions, found.returned)


def _untouched(other: Drawn) -> Condition:
    name, name_zh = NAMES[other.benefit]
    return condition(
        "other_aid_goes_on",
        met=True,
        texts=(
            f"{name} goes on; it is checked again and stops by a decision of its own only",
            f"{name_zh}不因此自动停止,另行复核后依法决定",
        ),
        article=REASONED,
    )
