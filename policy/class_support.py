"""Who of a low-income household is given more? Support by class (分类施保, domain 3.4): in full, or the difference."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from policy.ages import age
from policy.conditions import condition
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.household import STANDARD, Purse
from schemas.decisions import Condition, Fact
from schemas.money import cents
from schemas.people import Member


@dataclass(frozen=True)
class Support:
    """How a class is supported, for example `full 1.20` or `difference 1.20` of the standard."""

    full: bool
    share: Decimal


def support(written: str) -> Support:
    """A class as the number files write it."""
    manner, _, share = written.partition(" ")
    if manner not in {"full", "difference"}:
        raise ValueError(f"{written!r} is neither in full nor the difference.")
    return Support(manner == "full", Decimal(share))


UPLIFT = tables("low_income", "uplift", support)
ELDER_AGE = numbers("linked_items", "elder_age", int)
ADULT_AGE = numbers("linked_items", "adult_age", int)
ARTICLE = "分类施保规定"
PLAIN = Support(full=False, share=Decimal(1))
_CLASSES_ZH = {"ill": "重病患者", "old": "老年人", "minor": "未成年人", "single": "独居人员"}


def amount(living: Purse, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """Art. 12: the difference to the standard for every member; by class to more than the standard, or in full."""
    standard = STANDARD.on(on, pack)
    if not _uplifted(on, pack):
        return cents(standard * len(living.members) - living.net)
    whole = sum((_share(member, living, on, pack) for member in living.members), Fraction(0))
    return cents(Decimal(whole.numerator) / whole.denominator)


def supported(living: Purse, on: date, pack: Pack = CZ_DEMO) -> tuple[Condition, ...]:
    """Who is supported by class, where the place does so."""
    if not _uplifted(on, pack):
        return ()
    found = [(member, kind) for member in living.members if (kind := _class(member, living, on, pack))]
    told = "、".join(f"{member.ref}:{_CLASSES_ZH[kind]}" for member, kind in found) or "无"
    return (
        condition(
            "class_support",
            met=True,
            texts=(f"{len(found)} members are supported by class", f"分类施保对象:{told}"),
            article=ARTICLE,
            facts=tuple(
                Fact(name=f"class of {member.ref}", value=kind, source="declaration") for member, kind in found
            ),
            figures=(UPLIFT.figure(on, pack),),
        ),
    )


@lru_cache(maxsize=1 << 10)
def _uplifted(on: date, pack: Pack) -> bool:
    return any(one != PLAIN for one in UPLIFT.on(on, pack).values())


def _class(member: Member, living: Purse, on: date, pack: Pack) -> str | None:
    """The class that gives most; illness goes first."""
    years = age(member.born, on)
    fits = {
        "ill": member.major_disease,
        "old": years >= ELDER_AGE.on(on),
        "minor": years < ADULT_AGE.on(on),
        "single": len(living.members) == 1,
    }
    return next((kind for kind in UPLIFT.on(on, pack) if fits.get(kind)), None)


def _share(member: Member, living: Purse, on: date, pack: Pack) -> Fraction:
    kind = _class(member, living, on, pack)
    rule = UPLIFT.on(on, pack)[kind] if kind else PLAIN
    whole = Fraction(rule.share) * Fraction(STANDARD.on(on, pack))
    return whole if rule.full else whole - living.per_capita
