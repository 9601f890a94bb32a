"""Which benefits are not drawn together? One table for all of them (domain 3.6, 7.1, 7.3, 8.1, 9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from policy.benefit_names import NAMES
from policy.conditions import condition
from policy.paid_months import first_unpaid
from schemas.benefits import Benefit, Drawn
from schemas.decisions import Condition, Fact
from schemas.money import cents


class Manner(Enum):
    """How two benefits exclude each other."""

    BARS = "the benefit that is drawn bars the other"
    HIGHER = "the higher of the two is paid"


@dataclass(frozen=True)
class Exclusion:
    """Whoever draws the one does not draw the other, or draws the higher of the two; since when, by which act."""

    drawn: Benefit
    sought: Benefit
    manner: Manner
    since: date
    article: str


_DISABLED = "残疾人两项补贴制度(不重复享受)"
_VOUCHER = "中度以上失能老年人养老服务消费补贴(不适用人员)"
_DESTITUTE = "民发〔2021〕43号"
_FUNERAL = "《社会保险法》第四十九条"
_AID, _FROM_2026 = date(2021, 7, 1), date(2025, 7, 1)
_BARS, _HIGHER = Manner.BARS, Manner.HIGHER
_FUNERALS = (Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL, Benefit.UNEMPLOYMENT_FUNERAL)

TABLE = (
    Exclusion(Benefit.DESTITUTE, Benefit.LOW_INCOME, _BARS, _AID, "《社会救助暂行办法》第九条、第十四条"),
    Exclusion(Benefit.DESTITUTE, Benefit.DISABILITY_LIVING, _BARS, _AID, _DISABLED),
    Exclusion(Benefit.DESTITUTE, Benefit.DISABILITY_NURSING, _BARS, _AID, _DISABLED),
    Exclusion(Benefit.DESTITUTE, Benefit.CARE_VOUCHER, _BARS, _FROM_2026, _VOUCHER),
    Exclusion(Benefit.DESTITUTE, Benefit.ELDER_SERVICE, _BARS, _AID, _DESTITUTE),
    Exclusion(Benefit.DESTITUTE, Benefit.ELDER_NURSING, _BARS, _AID, _DESTITUTE),
    Exclusion(Benefit.DESTITUTE, Benefit.CONCENTRATED_CARE, _BARS, _AID, _DESTITUTE),
    Exclusion(Benefit.INJURY_NURSING, Benefit.DISABILITY_LIVING, _BARS, _AID, _DISABLED),
    Exclusion(Benefit.INJURY_NURSING, Benefit.DISABILITY_NURSING, _BARS, _AID, _DISABLED),
    Exclusion(Benefit.ORPHAN_AID, Benefit.DISABILITY_LIVING, _BARS, _AID, _DISABLED),
    Exclusion(Benefit.ORPHAN_AID, Benefit.DESTITUTE, _BARS, _AID, _DESTITUTE),
    Exclusion(Benefit.ORPHAN_AID, Benefit.UNATTENDED_CHILD_AID, _BARS, _AID, "孤儿和事实无人抚养儿童基本生活保障"),
    Exclusion(Benefit.ELDER_NURSING, Benefit.DISABILITY_NURSING, _HIGHER, _AID, _DISABLED),
    Exclusion(Benefit.CADRE_NURSING, Benefit.DISABILITY_NURSING, _HIGHER, _AID, _DISABLED),
    Exclusion(Benefit.ELDER_SERVICE, Benefit.DISABILITY_LIVING, _HIGHER, _AID, _DISABLED),
    Exclusion(Benefit.CARE_INSURANCE, Benefit.ELDER_NURSING, _HIGHER, _AID, "当地长期护理保险规定 [P]"),
    Exclusion(Benefit.CONCENTRATED_CARE, Benefit.CARE_VOUCHER, _BARS, _FROM_2026, _VOUCHER),
    Exclusion(Benefit.HOME_CARE_PROGRAMME, Benefit.CARE_VOUCHER, _BARS, _FROM_2026, _VOUCHER),
    Exclusion(Benefit.INSTITUTIONAL_FUNERAL, Benefit.FUNERAL_WAIVER, _BARS, _AID, "常政规〔2012〕14号"),
    *(
        Exclusion(one, other, _HIGHER, _AID, _FUNERAL)
        for place, one in enumerate(_FUNERALS)
        for other in _FUNERALS[place + 1 :]
    ),
)  # fmt: skip
"""Every exclusion, each pair once; `HIGHER` works both ways."""


def between(one: Benefit, other: Benefit, on: date) -> Exclusion | None:
    """The exclusion that holds between two benefits on a day, whichever of them is drawn."""
    pairs = ((row, {row.drawn, row.sought}) for row in TABLE if row.since <= on)
    return next((row for row, pair in pairs if pair == {one, other}), None)


def not_excluded(sought: Benefit, amount: Decimal, drawn: Iterable[Drawn], on: date) -> tuple[Condition, ...]:
    """A condition for each benefit that is drawn and could exclude the one that is sought, from the month after on."""
    found = ((other, between(sought, other.benefit, on)) for other in drawn)
    return tuple(_judged(sought, amount, other, row, on) for other, row in found if row and _matters(row, sought))


def paid(drawn: Iterable[Drawn], on: date) -> tuple[Drawn, ...]:
    """What is left when every exclusion has been applied: who bars stays; of two the higher, of equals the first."""
    left = tuple(drawn)
    rows = tuple(row for row in TABLE if row.since <= on and {row.drawn, row.sought} <= {one.benefit for one in left})
    left = tuple(one for one in left if not _barred(one.benefit, rows))
    kept: list[Benefit] = []
    for one in sorted(left, key=lambda one: -one.monthly):
        if not any(between(one.benefit, other, on) for other in kept):
            kept.append(one.benefit)
    return tuple(one for one in left if one.benefit in kept)


def _barred(benefit: Benefit, rows: tuple[Exclusion, ...]) -> bool:
    """A benefit that is barred itself bars no other."""
    barring = (row.drawn for row in rows if row.manner is _BARS and row.sought is benefit)
    return any(not _barred(other, rows) for other in barring)


def _matters(row: Exclusion, sought: Benefit) -> bool:
    return row.manner is _HIGHER or row.sought is sought


def _judged(sought: Benefit, amount: Decimal, other: Drawn, row: Exclusion, on: date) -> Condition:
    (name, name_zh), (mine, mine_zh) = NAMES[other.benefit], NAMES[sought]
    begun = other.since is None or on >= first_unpaid(sought, other.since, by=on)
    texts = {
        _BARS: (f"{mine} is not drawn beside {name}", f"享受{name_zh}的,自次月起不享受{mine_zh}"),
        _HIGHER: (f"of {mine} and {name} the higher is paid", f"{mine_zh}与{name_zh}择高享受,不重复享受"),
    }
    value = f"{other.benefit}, {cents(other.monthly)}"
    return condition(
        f"not_with_{other.benefit}",
        not begun or (row.manner is _HIGHER and amount > other.monthly),
        texts[row.manner],
        row.article,
        facts=(Fact(name="other benefit", value=value, source="civil-affairs", on=other.since),),
    )
