"""Which papers of an earlier case serve a new one? No second paper set (domain 2.9, 3.5)."""

from collections.abc import Iterator

from policy.conditions import REASONED, condition
from schemas.decisions import Condition, Fact
from schemas.households import Application, Door


def taken_over(application: Application, former: Application) -> Application:
    """Signatures of the members of both, and the pledge: the household filed them, and files again by itself."""
    signed = {each.person for each in application.authorisations}
    members = {member.ref for member in application.household.members}
    known = tuple(each for each in former.authorisations if each.person in members - signed)
    return application.model_copy(update={
        "authorisations": (*application.authorisations, *known),
        "pledge_signed": application.pledge_signed or former.pledge_signed,
    })  # fmt: skip


def lacks(application: Application) -> Iterator[Condition]:
    """Who moves names the town that pays until now: it hands the papers over, and ends with the month."""
    former = application.former
    if application.door is Door.TRANSFER and (former is None or former.town is None):
        yield condition(
            "former_case",
            False,
            ("the former town and its case must be named", "应注明迁出地乡镇(街道)和原救助案件"),
            REASONED,
            facts=(Fact(name="former case", value=former.case if former else "none", source="declaration"),),
        )
