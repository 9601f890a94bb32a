"""What stops when somebody dies, from when, on whose word, and what waits? (domain 8.2, 2.9)

Stops follow the day of death, whenever the message came, and never wait for the funeral. One source alone suspends;
two independent ones stop for good. A person reported dead by mistake gets everything back in one batch.
"""

from collections.abc import Iterable
from datetime import date

from policy import arrears
from policy.benefit_names import NAMES
from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.paid_months import STOP, first_unpaid
from schemas.benefits import Arrears, Benefit, Entitled, Payment
from schemas.deaths import Branch, Death, DeathKind, DeathSource, Disposal
from schemas.decisions import Condition, Decision, Fact

SOURCES_NEEDED = numbers("after_death", "sources_to_stop", int)
ARTICLE = "个人身后“一件事”实施方案"
AUTOMATIC, ON_REQUEST, REQUIRED, INFORMATION = "automatic", "on request", "required", "information only"
_CREMATION = frozenset({"funeral", "cremation-certificate"})
_FUNERAL = _CREMATION | {"funeral-waiver"}
_BRANCHES = (
    ("funeral", "殡仪服务与火化预约", ON_REQUEST, "《殡葬管理条例》"),
    ("funeral-waiver", "惠民殡葬基本服务费减免", AUTOMATIC, "常政规〔2012〕14号"),
    ("cremation-certificate", "出具火化证明", AUTOMATIC, "《殡葬管理条例》"),
    ("register-cancellation", "注销户口、缴销身份证", REQUIRED, "《户口登记条例》第八条"),
    ("benefit-stops", "停发低保、特困、高龄、残疾人等待遇", AUTOMATIC, ARTICLE),
    ("pension", "停发养老金及遗属待遇、个人账户余额", ON_REQUEST, "《社会保险法》第十七条、第四十九条"),
    ("medical-insurance", "停保及医保个人账户余额", ON_REQUEST, ARTICLE),
    ("housing-fund", "住房公积金提取", ON_REQUEST, ARTICLE),
    ("driving-licence", "注销驾驶证", ON_REQUEST, ARTICLE),
    ("cards-and-certificates", "残疾人证、敬老卡等证卡注销", AUTOMATIC, ARTICLE),
    ("heirs-guide", "银行、不动产继承告知", INFORMATION, ARTICLE),
)


def stop(death: Death, benefit: Benefit, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted: stop for good from the month after the death. Undecided: suspend until a second source speaks."""
    name, name_zh = NAMES[benefit]
    return decision(
        (f"stop_{benefit}", f"停发{name_zh}"),
        on,
        (_dated(death, benefit, (name, name_zh), pack), _told_twice(death, on, pack)),
    )


def stops(death: Death, drawn: Iterable[Benefit], on: date, pack: Pack = CZ_DEMO) -> tuple[Decision, ...]:
    """A decision for each benefit of the dead that ends by a death."""
    ends = STOP.on(on, pack)
    return tuple(stop(death, benefit, on, pack) for benefit in drawn if benefit in ends)


def branches(death: Death) -> tuple[Branch, ...]:
    """Everything that follows; only what needs the body waits when the funeral is contested."""
    return tuple(
        Branch(
            item=item, item_zh=item_zh, kind=kind, ready=not (death.funeral_contested and item in _FUNERAL),
            article=article,
        )
        for item, item_zh, kind, article in _BRANCHES if _follows(item, death)
    )  # fmt: skip


def _follows(item: str, death: Death) -> bool:
    """No cremation without a body that is to be cremated; of a stillborn child nothing else was ever begun."""
    if death.stillborn and item not in _FUNERAL:
        return False
    if death.kind is DeathKind.MISSING and item in _FUNERAL:
        return False
    return death.disposal is Disposal.CREMATION or item not in _CREMATION


def restored(history: Iterable[Entitled], payments: Iterable[Payment], until: date) -> Arrears:
    """The death was reported by mistake: every entitlement goes on as before, and what was not paid is paid."""
    return arrears.settlement(history, payments, until)


def _dated(death: Death, benefit: Benefit, names: tuple[str, str], pack: Pack) -> Condition:
    name, name_zh = names
    day = death.on
    month = first_unpaid(benefit, day, pack) if day else None
    when, when_zh = (f"from {month:%Y-%m} on", f"自{month:%Y年%m月}起停发") if month else ("", "死亡日期尚未查明")
    return condition(
        "death_dated",
        True if day else None,
        (f"{name} stops {when or 'when the day of death is known'}", f"{name_zh}:{when_zh}"),
        ARTICLE,
        facts=(Fact(name="death", value=str(day or "unknown"), source="health", on=day),),
        figures=(STOP.figure(day, pack),) if day else (),
    )


def _told_twice(death: Death, on: date, pack: Pack) -> Condition:
    needed, found = SOURCES_NEEDED.on(on, pack), len(set(death.sources) - {DeathSource.RELATIVE})
    return condition(
        "independent_sources",
        True if found >= needed else None,
        (
            f"{found} independent sources; {needed} stop for good, fewer suspend",
            f"独立来源{found}个,满{needed}个的终止,不足的先行中止、不作终止",
        ),
        REASONED,
        facts=(Fact(name="death sources", value=", ".join(sorted(set(death.sources))) or "none", source="health"),),
        figures=(SOURCES_NEEDED.figure(on, pack),),
    )
