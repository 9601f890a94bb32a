"""Can the application be accepted? What is missing can be supplied once; what bars keeps it out (domain 2.9, 3.3)."""

from collections.abc import Iterator
from datetime import date

from policy import mandates, papers, province
from policy.conditions import condition
from policy.household import counted_members
from policy.identifiers import citizen_number
from policy.offers import OFFERED
from schemas.decisions import Condition, Fact
from schemas.entitlements import Completeness
from schemas.households import Application
from schemas.people import IdType

AUTHORISATION = "authorisation"
"""Code of the one lack that bars acceptance when it outlives the correction notice."""


def completeness(application: Application, on: date, *, corrected: bool = False) -> Completeness:
    """All lacks at once; an authorisation still withheld after the correction means not accepted, not refused.

    A town that starts by itself accepts first, and collects the signatures afterwards: they bar nobody.
    """
    signatures = (*_pledge(application), *_authorisations(application, on))
    afterwards = mandates.signed_afterwards(application)
    lacks = (
        *(() if afterwards else signatures),
        *_identities(application),
        *_unknown_items(application),
        *mandates.lacks(application, on),
        *province.lacks(application, on),
        *papers.lacks(application),
    )
    elsewhere = tuple(province.bars(application, on))
    barred = tuple(lack for lack in lacks if corrected and lack.code == AUTHORISATION)
    return Completeness(
        missing=tuple(lack for lack in lacks if lack not in barred),
        barred=(*barred, *elsewhere),
        later=signatures if afterwards else (),
        elsewhere=bool(elsewhere),
        guidance=_guidance((*barred, *elsewhere)),
    )


def _guidance(barred: tuple[Condition, ...]) -> str:
    """What is told to who is not accepted; the officer's own reasons stand beside it."""
    lines = (f"{reason.text_zh}(依据:{reason.article})" for reason in barred)
    return "\n".join(("社会救助申请不予受理告知书", "", *lines, "不予受理不影响您再次提出申请。"))


def _pledge(application: Application) -> Iterator[Condition]:
    if not application.pledge_signed:
        yield condition(
            "pledge",
            False,
            ("the truth pledge on income and property must be signed", "应签署家庭收入、财产状况真实性承诺书"),
            "《社会救助暂行办法》第十一条",
        )


def _authorisations(application: Application, on: date) -> Iterator[Condition]:
    """Art. 58: the check needs the consent of every counted member; a guardian signs for a minor."""
    signed = {authorisation.person for authorisation in application.authorisations if authorisation.signed_on <= on}
    for member in counted_members(application, (), on):
        if member.ref not in signed:
            yield condition(
                AUTHORISATION,
                False,
                (
                    f"member {member.ref} must authorise the means check",
                    f"家庭成员{member.ref}应签署家庭经济状况核对授权书(未成年人由监护人签署)",
                ),
                "《社会救助暂行办法》第五十八条",
                facts=(Fact(name=f"authorisation of {member.ref}", value="none", source="declaration"),),
            )


def _identities(application: Application) -> Iterator[Condition]:
    """A wrong number is corrected; a number that is not known is looked up, not asked for."""
    for member in application.household.members:
        if member.id_type is IdType.CITIZEN and member.id_number and not citizen_number(member.id_number).valid:
            yield condition(
                "identity_number",
                False,
                (
                    f"the citizen number of member {member.ref} must be valid",
                    f"家庭成员{member.ref}的公民身份号码应有效",
                ),
                "GB 11643-1999",
                facts=(Fact(name=f"citizen number of {member.ref}", value="invalid", source="declaration"),),
            )


def _unknown_items(application: Application) -> Iterator[Condition]:
    for item in application.consents:
        if item not in OFFERED:
            yield condition(
                "linked_item",
                False,
                (f"{item!r} is not a linked item", f"所选联办事项“{item}”不存在,应重新选择"),
                "国办发〔2025〕24号",
            )
