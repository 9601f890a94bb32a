"""Which benefits are not drawn together? One table for all of them (domain 3.6, 7.1, 7.3, 8.1, 9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from policy.conditions import condition
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


NAMES: dict[Benefit, tuple[str, str]] = {
    Benefit.DESTITUTE: ("support for the destitute", "特困人员救助供养"),
    Benefit.LOW_INCOME: ("minimum living allowance", "最低生活保障"),
    Benefit.DISABILITY_LIVING: ("living subsidy for disabled persons", "困难残疾人生活补贴"),
    Benefit.DISABILITY_NURSING: ("nursing subsidy for disabled persons", "重度残疾人护理补贴"),
    Benefit.INJURY_NURSING: ("nursing money of work injury", "工伤生活护理费"),
    Benefit.CADRE_NURSING: ("nursing money of retired cadres", "离休干部护理费"),
    Benefit.OLD_AGE_ALLOWANCE: ("old-age allowance", "高龄津贴"),
    Benefit.ELDER_SERVICE: ("service subsidy for elders", "养老服务补贴"),
    Benefit.ELDER_NURSING: ("nursing subsidy for elders", "老年人护理补贴"),
    Benefit.CONCENTRATED_CARE: ("aid for care in a home", "经济困难失能老年人集中照护补助"),
    Benefit.HOME_CARE_PROGRAMME: ("home care programme", "居家和社区基本养老服务提升行动"),
    Benefit.CARE_VOUCHER: ("care voucher", "养老服务消费补贴"),
    Benefit.CARE_INSURANCE: ("long-term care insurance", "长期护理保险待遇"),
    Benefit.ORPHAN_AID: ("keep of an orphan", "孤儿基本生活费"),
    Benefit.UNATTENDED_CHILD_AID: ("keep of an unattended child", "事实无人抚养儿童基本生活补贴"),
    Benefit.PRICE_SUBSIDY: ("price subsidy", "价格临时补贴"),
    Benefit.PENSION_FUNERAL: ("funeral money of the pension", "基本养老保险丧葬补助金"),
    Benefit.INJURY_FUNERAL: ("funeral money of work injury", "工伤保险丧葬补助金"),
    Benefit.UNEMPLOYMENT_FUNERAL: ("funeral money of unemployment", "失业保险丧葬补助金"),
    Benefit.INSTITUTIONAL_FUNERAL: ("funeral money of an institution", "机关事业单位丧葬费"),
    Benefit.FUNERAL_WAIVER: ("waiver of basic funeral fees", "惠民殡葬基本服务费减免"),
}
"""Each benefit in English and Chinese."""

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
    """A condition for each benefit that is drawn and could exclude the one that is sought."""
    found = ((other, between(sought, other.benefit, on)) for other in drawn)
    return tuple(_judged(sought, amount, other, row) for other, row in found if row and _matters(row, sought))


def paid(drawn: Iterable[Drawn], on: date) -> tuple[Drawn, ...]:
    """What is left when every exclusion has been applied: who bars stays; of two the higher, of equals the first."""
    left = tuple(drawn)
    barred = {row.sought for row in _rows(left, on) if row.manner is _BARS}
    left = tuple(one for one in left if one.benefit not in barred)
    lower = {_lower(row, left) for row in _rows(left, on)}
    return tuple(one for one in left if one.benefit not in lower)


def _rows(drawn: tuple[Drawn, ...], on: date) -> tuple[Exclusion, ...]:
    benefits = {one.benefit for one in drawn}
    return tuple(row for row in TABLE if row.since <= on and {row.drawn, row.sought} <= benefits)


def _lower(row: Exclusion, drawn: tuple[Drawn, ...]) -> Benefit:
    pair = [one for one in drawn if one.benefit in (row.drawn, row.sought)]
    return min(reversed(pair), key=lambda one: one.monthly).benefit


def _matters(row: Exclusion, sought: Benefit) -> bool:
    return row.manner is _HIGHER or row.sought is sought


def _judged(sought: Benefit, amount: Decimal, other: Drawn, row: Exclusion) -> Condition:
    (name, name_zh), (mine, mine_zh) = NAMES[other.benefit], NAMES[sought]
    bars = row.manner is _BARS
    text = f"{mine} is not drawn beside {name}" if bars else f"of {mine} and {name} the higher is paid"
    text_zh = f"已享受{name_zh}的,不享受{mine_zh}" if bars else f"{mine_zh}与{name_zh}择高享受"
    return condition(
        f"not_with_{other.benefit}",
        not bars and amount > other.monthly,
        (f"{text}: {cents(amount)} against {cents(other.monthly)} yuan", text_zh) if not bars else (text, text_zh),
        row.article,
        facts=(Fact(name="other benefit", value=f"{other.benefit}, {cents(other.monthly)}", source="civil-affairs"),),
    )
