"""What may be joined to a marriage, for whom, and on whose consent? (domain 5.2, 5.3)"""

from datetime import date

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.decisions import Condition, Decision, Fact
from schemas.identifiers import ItemId
from schemas.marriages import SpouseKind
from schemas.people import IdType, Spouse

NOT_LINKABLE = numbers(
    "marriage", "not_linkable", lambda written: frozenset(IdType(kind) for kind in written.split(" | "))
)
NOT_LINKABLE_KINDS = numbers(
    "marriage", "not_linkable_kinds", lambda written: frozenset(SpouseKind(kind) for kind in written.split(" | "))
)
ARTICLE = "国办发〔2025〕24号(联办)"
MOVE_RULE = ("spouse_move", "夫妻投靠户口迁移")
CHANGE_RULE = ("register_change", "户口登记婚姻状况变更")
ITEM_RULE = ("marriage_item", "结婚联办事项")


def register_change(spouse: Spouse, on: date, pack: Pack = CZ_DEMO, *, interface: bool = True) -> Decision:
    """The household field follows the marriage base, unless the register cannot be reached from here."""
    return decision(CHANGE_RULE, on, (_linkable(spouse, on, pack), _reachable(spouse, interface=interface)))


def offered(item: ItemId, spouse: Spouse, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """An item is asked for those of the two to whom it can be linked."""
    linkable = _linkable(spouse, on, pack)
    return decision((f"{ITEM_RULE[0]}_{item.replace('-', '_')}", ITEM_RULE[1]), on, (linkable,))


def move(
    spouse: Spouse, on: date, pack: Pack = CZ_DEMO, *, wanted: bool, host_consents: bool, housing: bool
) -> Decision:
    """Only when chosen; the host of the register consents, and there is a home. A refusal leaves the marriage alone."""
    rows = (
        ("consent", wanted, "the spouse wants it", "应经本人选择并同意", "《个人信息保护法》第十三条"),
        ("host_consents", host_consents, "the head of the household consents", "应经迁入户户主同意", "户口迁移规定"),
        ("housing", housing, "there is a lawful and stable home", "应有合法稳定住所", "户口迁移规定"),
    )
    plain = tuple(
        condition(
            code,
            holds,
            (f"{text}: {spouse.ref}", text_zh),
            article,
            facts=(_told(code, spouse, holds=holds, source="declaration"),),
        )
        for code, holds, text, text_zh, article in rows
    )
    return decision(MOVE_RULE, on, (_linkable(spouse, on, pack), *plain))


def _linkable(spouse: Spouse, on: date, pack: Pack) -> Condition:
    return condition(
        "linkable",
        spouse.id_type not in NOT_LINKABLE.on(on, pack) and spouse.kind not in NOT_LINKABLE_KINDS.on(on, pack),
        (
            f"{spouse.ref} must be in a household register of the mainland: {spouse.id_type}, {spouse.kind}",
            "应为内地居民(现役军人、港澳台居民、外国人等不适用联办,由本人向有关部门办理)",
        ),
        ARTICLE,
        facts=(
            Fact(name=f"identity paper of {spouse.ref}", value=spouse.id_type, source="public-security"),
            Fact(name=f"spouse kind of {spouse.ref}", value=spouse.kind, source="declaration"),
        ),
        figures=(NOT_LINKABLE.figure(on, pack), NOT_LINKABLE_KINDS.figure(on, pack)),
    )


def _reachable(spouse: Spouse, *, interface: bool) -> Condition:
    return condition(
        "interface",
        interface,
        (
            f"the register of {spouse.household_region} must have an interface; else a certificate and guidance",
            "户籍地应已联通;未联通的,发给电子证明并告知办理方式",
        ),
        ARTICLE,
        facts=(_told("register_interface", spouse, holds=interface, source="public-security"),),
    )


def _told(code: str, spouse: Spouse, *, holds: bool, source: str) -> Fact:
    return Fact(name=f"{code.replace('_', ' ')} of {spouse.ref}", value="yes" if holds else "no", source=source)
