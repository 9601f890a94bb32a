"""Domain 2.8, 3.5: what is paid from when to when, why, how an overpayment comes back, and what is heard anew."""

from datetime import date
from decimal import Decimal

import pytest

from policy.change_letters import NAMES, RECOVERY_TITLE, WAYS, letter
from policy.letters import reason_line, remedies
from schemas.facts import Choice, ChoiceKind, FactKind
from schemas.hearings import HearingGrounds, HearingSubject
from schemas.households import Category
from schemas.reviews import ChangeLetterRequest, Overpaid, ReviewAssessment
from schemas.rights import Recovery, RecoveryWay
from tests.policy.lives import HEAD, JULY, JUNE, MAY, assessed, fact, job, standing, taper
from tests.workflows.applications import SPOUSE

ON = date(2026, 5, 20)
YUAN = Decimal("600.00")
REFUSED = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 5, 6), refusals=3)
CUT = Choice(key="share-cut/review:1", kind=ChoiceKind.SHARE_CUT, since=JUNE, by=HEAD, person=SPOUSE,
             facts=(REFUSED.key,))  # fmt: skip
RISEN = job(SPOUSE, date(2026, 5, 6), "3500.00")
OVERPAID = (Overpaid(month=JUNE, paid=YUAN, due=Decimal("0.00")),)


def told(found: ReviewAssessment, **more: object) -> str:
    return letter(ChangeLetterRequest.model_validate({
        "decisions": found.decisions, "on": ON, "from_month": found.since, "ended": found.after is None,
        "amount_before": found.amount_before, "held": found.spans, **more}))  # fmt: skip


def recovery(way: RecoveryWay) -> Recovery:
    monthly = Decimal("100.00") if way is RecoveryWay.SET_OFF else None
    return Recovery(key="r", benefit="low_income", total=YUAN, way=way, monthly=monthly)


def test_a_cut_share_is_told_with_its_reason_and_the_sum_that_is_paid():
    found = assessed(ON, standing(REFUSED, choices=(CUT,)))
    text = told(found)

    assert "原待遇:每月600.00元。" in text
    assert "最低生活保障:自2026年6月起,每月400.00元。" in text
    assert "每月救助金额:600.00元" not in text
    assert all(reason_line(reason) in text for decision in found.decisions for reason in decision.reasons)


def test_a_taper_is_told_with_its_months_and_the_end_after_them():
    text = told(assessed(ON, standing(RISEN, choices=(taper(JUNE, "600.00"),))))

    assert "自2026年6月起按本告知书执行。" in text
    assert "最低生活保障:2026年6月至2026年11月,渐退期,每月600.00元。" in text
    assert "最低生活保障:自2026年12月起,停止发放。" in text
    assert "因就业收入超过标准,渐退期自2026年06月至2026年11月" in text


def test_a_plain_end_is_said_once():
    text = told(assessed(ON, standing(RISEN)))

    assert text.count("停止发放") == 1
    assert "自2026年6月起停止发放。" in text


def test_a_sum_that_is_paid_stands_with_its_decision():
    text = told(assessed(ON, standing(job(SPOUSE, date(2026, 5, 6), "600.00"))))

    assert "  每月救助金额:300.00元" in text
    assert "自2026年6月起,每月300.00元。" in text


@pytest.mark.parametrize("way", RecoveryWay)
def test_an_overpayment_is_told_also_where_nothing_else_changes(way: RecoveryWay):
    found = assessed(ON, standing()).model_copy(update={"since": None})
    text = told(found, recovery=recovery(way), overpaid=OVERPAID)

    assert text.startswith(RECOVERY_TITLE)
    assert WAYS[way].format(total="600.00", monthly="100.00") in text
    assert ("2026年6月:已发600.00元,应发0.00元。" in text) is (way is not RecoveryWay.RELEASED)
    assert all(line in text for line in remedies(ON))


def test_an_overpayment_stands_in_the_letter_of_the_end():
    text = told(assessed(ON, standing(RISEN)), recovery=recovery(RecoveryWay.REPAID), overpaid=OVERPAID)

    assert "多发,本次处理600.00元" in text
    assert "请退回600.00元。" in text


def test_every_category_has_its_name():
    assert set(NAMES) == set(Category)


(FAILED,) = (one for one in assessed(ON, standing(RISEN)).decisions if one.rule == "low_income")
PUT = HearingGrounds(subject=HearingSubject.CHANGE, conditions=FAILED.reasons, from_month=JUNE,
                     after=Category.LOW_INCOME, amount_before=Decimal(600), amount_after=Decimal(300))  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "covered"),
    [
        ({}, True),
        ({"amount_after": Decimal("300.01")}, True),
        ({"amount_after": Decimal("299.99")}, False),
        ({"amount_before": Decimal("1400.00"), "amount_after": Decimal("700.00")}, False),
        ({"after": None, "amount_after": None}, False),
        ({"after": Category.LOW_INCOME_EDGE, "amount_after": None}, False),
        ({"from_month": JULY}, True),
        ({"from_month": MAY}, False),
        ({"to_recover": Decimal(600)}, False),
        ({"conditions": (FAILED.reasons[0].model_copy(update={"text_zh": "另一项"}),)}, False),
    ],
    ids=["same", "a cent more", "a cent less", "greater loss", "end", "weaker", "later", "earlier", "money", "reason"],
)  # fmt: skip
def test_who_has_read_something_is_heard_again_only_on_what_is_new_or_worse(changed: dict[str, object], covered: bool):
    assert PUT.covers(PUT.model_copy(update=changed)) is covered


def test_who_was_told_of_the_end_and_of_the_money_has_read_the_worst():
    worst = PUT.model_copy(update={"after": None, "amount_after": None, "to_recover": Decimal(600)})

    assert worst.covers(PUT)
    assert worst.covers(worst.model_copy(update={"to_recover": Decimal(1200)}))
