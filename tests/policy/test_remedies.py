"""Domain 2.8: was a remedy filed in time, from which month is paid back, and what does the household read?"""

from datetime import date
from decimal import Decimal

import pytest

from policy.remedies import admissibility, back_pay, due_month, new_decision, new_rights, told
from schemas.decisions import Outcome
from schemas.households import Category
from schemas.remedies import (
    AdmissibilityRequest,
    Contested,
    DueMonth,
    DueMonthRequest,
    Learnt,
    NewDecisionLetterRequest,
    NewDecisionRequest,
    NewRightRequest,
    RemedyPath,
    RemedyResult,
)
from schemas.rights import PaidMonth, RightSpan, RightState

RECONSIDERATION, COURT = RemedyPath.RECONSIDERATION, RemedyPath.COURT
LOW, EDGE = "low_income", "low_income_edge"


@pytest.mark.parametrize(
    ("path", "known_on", "filed_on", "in_time"),
    [
        pytest.param(RECONSIDERATION, date(2026, 3, 2), date(2026, 5, 6), True, id="day 60 is a holiday: day after"),
        pytest.param(RECONSIDERATION, date(2026, 3, 2), date(2026, 5, 7), False, id="one day late"),
        pytest.param(RECONSIDERATION, date(2026, 3, 4), date(2026, 3, 4), True, id="at once"),
        pytest.param(COURT, date(2026, 3, 2), date(2026, 9, 2), True, id="six months to the day"),
        pytest.param(COURT, date(2026, 3, 2), date(2026, 9, 3), False, id="six months and a day"),
        pytest.param(COURT, date(2025, 8, 31), date(2026, 2, 28), True, id="last day of a shorter month"),
    ],
)
def test_a_remedy_is_filed_in_time_or_late(path, known_on, filed_on, in_time):
    found = admissibility(AdmissibilityRequest(path=path, known_on=known_on, filed_on=filed_on, on=filed_on))

    assert found.granted is in_time
    assert found.conditions[0].figures


@pytest.mark.parametrize(
    ("category", "decided_on", "first", "last"),
    [
        pytest.param(Category.LOW_INCOME, date(2026, 3, 31), date(2026, 4, 1), None, id="month after the decision"),
        pytest.param(Category.DESTITUTE, date(2026, 12, 1), date(2027, 1, 1), None, id="across the year"),
        pytest.param(Category.LOW_INCOME_EDGE, date(2026, 3, 2), date(2026, 4, 1), None, id="without money as well"),
        pytest.param(Category.RIGID_SPENDING, date(2026, 3, 2), date(2026, 4, 1), date(2027, 3, 2), id="for a time"),
    ],
)
def test_it_is_paid_back_to_the_month_in_which_it_was_due_in_the_first_place(category, decided_on, first, last):
    found = due_month(DueMonthRequest(category=category, applied_on=date(2026, 2, 2), decided_on=decided_on))

    assert (found.first, found.last) == (first, last)


def right(benefit: str, first: date, amount: str | None = None, last: date | None = None, **more) -> RightSpan:
    return RightSpan(benefit=benefit, first=first, last=last, amount=Decimal(amount) if amount else None, **more)


APRIL, MAY, JULY, SEPTEMBER = (date(2026, month, 1) for month in (4, 5, 7, 9))


@pytest.mark.parametrize(
    ("contested", "category", "spans"),
    [
        pytest.param(Contested(), "low_income", [(LOW, "600.00", APRIL, None, "active")], id="nothing was held"),
        pytest.param(
            Contested(without=(right(LOW, SEPTEMBER, "550.00"),)), "low_income",
            [(LOW, "600.00", APRIL, date(2026, 8, 31), "active"), (LOW, "550.00", SEPTEMBER, None, "active")],
            id="a later recognition goes on as it was decided",
        ),
        pytest.param(
            Contested(without=(right(EDGE, SEPTEMBER),)), "low_income",
            [(LOW, "600.00", APRIL, date(2026, 8, 31), "active")], id="in another category: only the gap is filled",
        ),
        pytest.param(
            Contested(touched=(EDGE,)), "low_income",
            [(LOW, "600.00", APRIL, None, "active"), (EDGE, None, APRIL, None, "ended")],
            id="what was given in its place ends",
        ),
    ],
)  # fmt: skip
def test_a_right_that_is_granted_anew_fills_the_months_that_nobody_decided_about_since(contested, category, spans):
    found = new_rights(NewRightRequest(contested=contested, category=Category(category), amount=Decimal("600.00"),
                                       due=DueMonth(first=APRIL)))  # fmt: skip

    assert [_told(one) for one in found] == spans


@pytest.mark.parametrize(
    ("without", "spans"),
    [
        pytest.param((right(LOW, APRIL, "600.00"),), [(LOW, "600.00", JULY, None, "active")], id="as it was before"),
        pytest.param(
            (right(LOW, APRIL, "600.00", date(2026, 8, 31)), right(LOW, SEPTEMBER, "650.00")),
            [(LOW, "600.00", JULY, date(2026, 8, 31), "active"), (LOW, "650.00", SEPTEMBER, None, "active")],
            id="what was decided later stays",
        ),
        pytest.param((), [(LOW, None, JULY, None, "ended")], id="what only the fallen decision gave ends"),
    ],
)  # fmt: skip
def test_a_change_that_fell_leaves_what_would_hold_without_it(without, spans):
    found = new_rights(NewRightRequest(contested=Contested(touched=(LOW,), since=JULY, without=without)))

    assert [_told(one) for one in found] == spans


def _told(one: RightSpan) -> tuple[str, str | None, date, date | None, str]:
    return one.benefit, str(one.amount) if one.amount is not None else None, one.first, one.last, one.state.value


def paid(month: date, amount: str, person: str | None = None) -> PaidMonth:
    return PaidMonth.model_validate({"benefit": LOW, "person": person, "month": month, "amount": amount})


@pytest.mark.parametrize(
    ("spans", "payments", "owed"),
    [
        pytest.param((right(LOW, APRIL, "600.00"),), (), "2400.00", id="four months"),
        pytest.param((right(LOW, APRIL, "600.00"),), (paid(MAY, "600.00"),), "1800.00", id="one was paid"),
        pytest.param((right(LOW, APRIL, "600.00"),), (paid(MAY, "700.00"),), "1800.00", id="too much sets off nothing"),
        pytest.param((right(LOW, APRIL, "600.00"),), (paid(MAY, "9.00", "p-1"),), "2400.00", id="another's benefit"),
        pytest.param((right(LOW, APRIL, "600.00", date(2026, 5, 31)),), (), "1200.00", id="until it ended"),
        pytest.param((right(LOW, SEPTEMBER, "600.00"),), (), "0.00", id="not begun"),
        pytest.param((right(EDGE, APRIL),), (), "0.00", id="a recognition without money"),
        pytest.param((right(LOW, APRIL, "600.00", state=RightState.SUSPENDED),), (), "0.00", id="suspended"),
    ],
)
def test_back_pay_is_every_month_that_is_due_and_was_not_paid(spans, payments, owed):
    assert back_pay(spans, payments, JULY) == Decimal(owed)


@pytest.mark.parametrize("grants", [True, False])
def test_a_new_decision_cites_the_one_that_fell_and_is_a_person_s(grants):
    found = new_decision(NewDecisionRequest(
        path=COURT, result=RemedyResult.REVOKED, of_case="assistance:A-1", on=JULY, grants=grants,
        category=Category.LOW_INCOME, amount=Decimal("600.00")))  # fmt: skip

    assert found.outcome is (Outcome.GRANTED if grants else Outcome.REFUSED)
    assert (found.rule, found.amount) == (LOW, Decimal("600.00") if grants else None)
    assert [condition.code for condition in found.conditions] == ["decision_fell", "decided_anew"]
    assert "《行政诉讼法》" in found.conditions[0].article


def test_the_letter_tells_what_fell_what_is_paid_back_and_how_to_contest_it_again():
    decision = new_decision(NewDecisionRequest(
        path=COURT, result=RemedyResult.REVOKED, of_case="assistance:A-1", on=JULY, grants=True,
        category=Category.LOW_INCOME, amount=Decimal("600.00")))  # fmt: skip

    text = told(NewDecisionLetterRequest(
        path=COURT, result=RemedyResult.REVOKED, decisions=(decision,), on=JULY, spans=(right(LOW, APRIL, "600.00"),),
        once=Decimal("1000.00"), reasons="判决认定房屋已拆除"))  # fmt: skip

    said = ("原决定已经行政诉讼撤销", "截至本月共计2400.00元", "一次性支付1000.00元", "判决认定房屋已拆除",
            "自2026年4月起", "行政复议")  # fmt: skip
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize(
    ("learnt", "said"),
    [(Learnt.LATE_ANSWER, "有关部门补充答复"), (Learnt.CORRECTED, "来源部门更正了所依据的信息")],
)
def test_a_refusal_whose_ground_changed_is_decided_anew_without_a_remedy(learnt, said):
    decision = new_decision(NewDecisionRequest(
        learnt=learnt, of_case="assistance:A-1", on=JULY, grants=False, category=Category.LOW_INCOME))  # fmt: skip

    text = told(NewDecisionLetterRequest(learnt=learnt, decisions=(decision,), on=JULY))

    assert said in decision.conditions[0].text_zh
    assert said in text
    assert "已重新核对,仍不符合条件" in text


def test_nothing_is_decided_anew_for_no_reason():
    with pytest.raises(ValueError, match="neither"):
        new_decision(NewDecisionRequest(of_case="assistance:A-1", on=JULY, grants=True))
