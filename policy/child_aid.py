"""Keep of orphans and of children whom nobody brings up (孤儿、事实无人抚养儿童), domain 10.3. Never published."""

from datetime import date
from decimal import Decimal

from policy.ages import age, birthday
from policy.conditions import condition, decision
from policy.exclusions import not_excluded
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.months import full_months
from policy.paid_months import first_unpaid
from schemas.benefits import Benefit
from schemas.children import Child, Parent, ParentState
from schemas.decisions import Condition, Decision, Fact
from schemas.money import cents

ORPHAN_RULE = (Benefit.ORPHAN_AID.value, "孤儿基本生活保障")
UNATTENDED_RULE = (Benefit.UNATTENDED_CHILD_AID.value, "事实无人抚养儿童基本生活保障")
AMOUNTS = tables("child_aid", "amounts", Decimal)
DIFFERENCE = numbers("child_aid", "difference", str)
AGE_LIMIT = numbers("child_aid", "age_limit", int)
MONTHS = numbers("child_aid", "restriction_months", int)
ARTICLE = "孤儿和事实无人抚养儿童基本生活保障"
LOST = frozenset({ParentState.DEAD, ParentState.MISSING, ParentState.NOT_FOUND})
"""A parent who is no more, as far as the child is concerned."""

_TIMED = frozenset({ParentState.PRISON, ParentState.COMPULSORY_REHABILITATION, ParentState.RESTRICTED})
_LASTING = frozenset(
    {ParentState.SEVERELY_DISABLED, ParentState.SERIOUSLY_ILL, ParentState.REVOKED, ParentState.DEPORTED}
)
STATES_ZH = {
    ParentState.ABLE: "有抚养能力",
    ParentState.DEAD: "死亡",
    ParentState.MISSING: "宣告失踪",
    ParentState.NOT_FOUND: "查找不到",
    ParentState.SEVERELY_DISABLED: "重度残疾",
    ParentState.SERIOUSLY_ILL: "患重病",
    ParentState.PRISON: "服刑在押",
    ParentState.COMPULSORY_REHABILITATION: "强制隔离戒毒",
    ParentState.RESTRICTED: "被执行其他限制人身自由的措施",
    ParentState.LOST_CONTACT: "失去联系",
    ParentState.REVOKED: "被撤销监护资格",
    ParentState.DEPORTED: "被遣送(驱逐)出境",
}


def orphan(child: Child, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Both parents dead, declared missing, or not to be found."""
    amount = keep(child, on, pack)
    conditions = (
        *_child(child, on, pack),
        *(_lost(parent) for parent in child.parents),
        *not_excluded(Benefit.ORPHAN_AID, amount, child.drawn, on),
    )
    return decision(ORPHAN_RULE, on, conditions, amount)


def unattended(child: Child, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Both parents unable to care, or one lost and the other unable; with both lost the child is an orphan."""
    amount = keep(child, on, pack)
    conditions = (
        *_child(child, on, pack),
        *(_unable(parent, on, pack) for parent in child.parents),
        _not_both_lost(child),
        *not_excluded(Benefit.UNATTENDED_CHILD_AID, amount, child.drawn, on),
    )
    return decision(UNATTENDED_RULE, on, conditions, amount)


def keep(child: Child, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """By where the child lives; less what else it draws, where the place pays the difference only."""
    amount = AMOUNTS.on(on, pack)["institution" if child.in_institution else "dispersed"]
    others = sum((one.monthly for one in child.drawn if one.benefit is Benefit.LOW_INCOME), Decimal(0))
    less = others if DIFFERENCE.on(on, pack) == "yes" else Decimal(0)
    return cents(max(amount - less, Decimal(0)))


def hard_case(child: Child, on: date, pack: Pack = CZ_DEMO) -> Decimal | None:
    """Of a seriously ill or disabled child who is neither; None where the place has no such amount."""
    return AMOUNTS.on(on, pack).get("ill_or_disabled") if child.ill_or_disabled else None


def unable(parent: Parent, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Lost; or in a state that lasts; or kept away for long enough: the whole term counts, not what is left of it."""
    if parent.state in LOST | _LASTING:
        return True
    if parent.since is None:
        return False
    needed = MONTHS.on(on, pack)
    if parent.state in _TIMED:
        serving = parent.since <= on and (parent.until is None or on < parent.until)
        return serving and (parent.until is None or full_months(parent.since, parent.until) >= needed)
    away = full_months(parent.since, on) >= needed
    return parent.state is ParentState.LOST_CONTACT and parent.police_record and away


def ends(child: Child, happened_on: date, on: date, pack: Pack = CZ_DEMO) -> date:
    """The first month without keep: the month after the fact, or after the birthday that ends childhood."""
    limit = AGE_LIMIT.on(on, pack)
    return first_unpaid(Benefit.ORPHAN_AID, min(happened_on, birthday(child.born, limit)), pack, by=on)


def _child(child: Child, on: date, pack: Pack) -> tuple[Condition, ...]:
    limit = AGE_LIMIT.on(on, pack)
    return (
        condition(
            "household_register", child.local,
            ("the household register must lie in this city", "应具有本市户籍"), ARTICLE,
            facts=(Fact(name="local register", value="yes" if child.local else "no", source="public-security"),),
        ),
        condition(
            "minor", age(child.born, on) < limit,
            (f"the child must be below {limit} years", f"应未满{limit}周岁,现{age(child.born, on)}周岁"), ARTICLE,
            facts=(Fact(name="birth", value=str(child.born), source="public-security"),),
            figures=(AGE_LIMIT.figure(on, pack), AMOUNTS.figure(on, pack)),
        ),
        condition(
            "not_adopted", child.adopted_on is None or child.adopted_on > on,
            ("the child may not have been adopted", "应未被依法收养"), ARTICLE,
            facts=(Fact(name="adoption", value=str(child.adopted_on or "none"), source="civil-affairs"),),
        ),
    )  # fmt: skip


def _lost(parent: Parent) -> Condition:
    return condition(
        "parent_lost",
        parent.state in LOST,
        (
            f"parent {parent.person} must be dead, missing or not to be found: {parent.state}",
            f"父母({parent.person})应已死亡、宣告失踪或者查找不到,现为:{STATES_ZH[parent.state]}",
        ),
        ARTICLE,
        facts=_state(parent),
    )


def _unable(parent: Parent, on: date, pack: Pack) -> Condition:
    months = MONTHS.on(on, pack)
    return condition(
        "parent_unable",
        unable(parent, on, pack),
        (
            f"parent {parent.person} must be lost or unable to care (for {months} months if it ends): {parent.state}",
            _unable_zh(parent, months),
        ),
        ARTICLE,
        facts=_state(parent),
        figures=(MONTHS.figure(on, pack),),
    )


def _unable_zh(parent: Parent, months: int) -> str:
    states = f"重残、重病、服刑等限制人身自由{months}个月以上、失联{months}个月以上等情形"
    return f"父母({parent.person})应已死亡、失踪,或者属于{states},现为:{STATES_ZH[parent.state]}"


def _not_both_lost(child: Child) -> Condition:
    both = all(parent.state in LOST for parent in child.parents)
    return condition(
        "not_an_orphan",
        not both,
        ("a child who lost both parents is an orphan", "父母均死亡、失踪的,按孤儿保障"),
        ARTICLE,
        facts=tuple(fact for parent in child.parents for fact in _state(parent)),
    )


def _state(parent: Parent) -> tuple[Fact, ...]:
    term = f"{parent.since or 'unknown'}, {parent.until or 'open'}"
    known = (Fact(name=f"parent state of {parent.person}", value=parent.state, source=parent.source, on=parent.since),)
    if parent.state in _TIMED | {ParentState.LOST_CONTACT}:
        return (*known, Fact(name=f"term of {parent.person}", value=term, source=parent.source, on=parent.since))
    return known
