"""A household that no longer fits one category is moved to the next that it fits, without new papers (domain 3.5)."""

from datetime import date

from policy import low_income_edge, rigid_spending
from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Category
from schemas.means import MeansReport

ARTICLE = "国办发〔2023〕39号"
_WEAKER = {
    Category.LOW_INCOME_EDGE: low_income_edge.entitlement,
    Category.RIGID_SPENDING: rigid_spending.entitlement,
}
_ORDER = tuple(Category)


def down(
    application: Application,
    report: MeansReport | None,
    ended: Category,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    consents: bool,
) -> tuple[Decision, ...]:
    """Weaker categories in order, up to and with the first whose own conditions hold; consent is one of them."""
    found: list[Decision] = []
    for category, entitlement in _WEAKER.items():
        if _ORDER.index(category) <= _ORDER.index(ended):
            continue
        tested = entitlement(application, report, on, pack)
        conditions = (*tested.conditions, _consent(consents=consents))
        found.append(decision((tested.rule, tested.rule_zh), on, conditions, tested.amount))
        if tested.granted:
            break
    return tuple(found)


def _consent(*, consents: bool) -> Condition:
    return condition(
        "consent_to_transfer",
        consents,
        ("the household must agree to be moved; no new papers", "经本人同意直接转入,不再重复提交材料"),
        ARTICLE,
        facts=(Fact(name="consent to transfer", value="yes" if consents else "no", source="declaration"),),
    )
