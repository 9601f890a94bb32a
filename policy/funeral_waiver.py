"""Waiver of basic funeral fees (惠民殡葬): 常政规〔2012〕14号 (domain 8.2)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.benefits import Benefit
from schemas.deaths import Funeral
from schemas.decisions import Condition, Decision, Fact
from schemas.money import cents

RULE = (Benefit.FUNERAL_WAIVER.value, "惠民殡葬基本服务费减免")
CAP = numbers("after_death", "waiver_cap", Decimal)
GROUPS = numbers("after_death", "waiver_groups", lambda written: tuple(written.split(" | ")))
ARTICLE = "常政规〔2012〕14号"


def entitlement(funeral: Funeral, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Cremated here, of a group that is covered, and no employer pays; the destitute pay nothing at all."""
    conditions = (
        condition(
            "cremated_here",
            funeral.cremated_here,
            ("the cremation must have taken place in a hall of this city", "应在本市殡仪馆火化"),
            ARTICLE,
            facts=(_fact("cremated here", funeral.cremated_here, "civil-affairs"),),
        ),
        _covered(funeral, on, pack),
        condition(
            "no_institutional_money",
            None if funeral.institutional_money is None else not funeral.institutional_money,
            ("nobody may be entitled to funeral money of an institution", "应未享受机关事业单位丧葬费待遇"),
            ARTICLE,
            facts=(_fact("institutional funeral money", funeral.institutional_money, "human-resources"),),
        ),
        _up_to_the_cap(funeral, on, pack),
    )
    return decision(RULE, on, conditions, waived(funeral, on, pack))


def waived(funeral: Funeral, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The bill of basic services up to the cap, which does not bind for the destitute."""
    return cents(funeral.bill if funeral.destitute else min(funeral.bill, CAP.on(on, pack)))


def _covered(funeral: Funeral, on: date, pack: Pack) -> Condition:
    groups = GROUPS.on(on, pack)
    return condition(
        "covered_group",
        _any(funeral.local, funeral.destitute, funeral.group in groups),
        (
            f"registered here, destitute, or of a group that needs no register: {', '.join(groups)}",
            "应为本市户籍人员、特困人员,或者未落户婴儿、福利机构儿童、驻军等规定人员",
        ),
        ARTICLE,
        facts=(
            _fact("local register", funeral.local, "public-security"),
            Fact(name="funeral group", value=funeral.group or "none", source="civil-affairs"),
        ),
        figures=(GROUPS.figure(on, pack),),
    )


def _up_to_the_cap(funeral: Funeral, on: date, pack: Pack) -> Condition:
    amount, cap = waived(funeral, on, pack), CAP.on(on, pack)
    limit = ("all basic services", "基本服务费全部") if funeral.destitute else (f"at most {cap}", f"上限{cap}元")
    return condition(
        "basic_services",
        met=True,
        texts=(
            f"basic services of {cents(funeral.bill)} yuan; {amount} are waived ({limit[0]})",
            f"基本服务费{cents(funeral.bill)}元,减免{amount}元({limit[1]})",
        ),
        article=ARTICLE,
        facts=(Fact(name="funeral bill", value=str(cents(funeral.bill)), source="civil-affairs"),),
        figures=() if funeral.destitute else (CAP.figure(on, pack),),
    )


def _any(*grounds: bool | None) -> bool | None:
    """One ground is enough; where none is known to hold, an unknown one leaves it open."""
    return True if True in grounds else None if None in grounds else False


def _fact(name: str, value: bool | None, source: str) -> Fact:  # noqa: FBT001 - the fact itself
    return Fact(name=name, value="unknown" if value is None else "yes" if value else "no", source=source)
