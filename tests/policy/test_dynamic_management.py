"""Domain 3.5: checks, tapers, refused jobs, and the way down to a weaker category."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import low_income
from policy.figures import pack
from policy.job_refusal import reduction
from policy.reviews import continuation, outcome
from policy.taper import payment, schedule, taper
from policy.transfer import down
from schemas.decisions import Outcome
from schemas.employment import RiseGround, WorkExemption
from schemas.households import Category
from tests.policy.facts import ON, application, family, incomes

BEGAN = date(2026, 4, 1)
LOW = application(income=incomes(1800, 600))
RISEN = application(income=incomes(3900))
FORMER = low_income.entitlement(LOW, None, ON)
AMOUNTS = st.decimals("0.01", 3000, places=2)


def refused(on):
    return low_income.entitlement(RISEN, None, on)


@pytest.mark.parametrize(
    ("presets", "ground", "expected"),
    [
        pytest.param((), RiseGround.WORK, ["600.00"] * 6, id="AC-T1 full taper of six months"),
        pytest.param(
            pack("stepped"), RiseGround.WORK, ["600.00", "600.00", "480.00", "480.00", "360.00", "360.00"], id="stepped"
        ),
        pytest.param(pack("ganzhou"), RiseGround.PENSION, ["600.00"] * 6, id="Ganzhou, pension"),
        pytest.param(pack("ganzhou"), RiseGround.GRADUATE, ["600.00"] * 12, id="Ganzhou, graduate"),
        pytest.param(pack("ganzhou"), RiseGround.HARD_TO_PLACE, ["600.00"] * 24, id="Ganzhou, hard to place"),
        pytest.param(pack("ganzhou"), RiseGround.DISABLED, ["600.00"] * 36, id="Ganzhou, disabled"),
        pytest.param(pack("guangan"), RiseGround.DISABLED, ["600.00"] * 6, id="Guang'an: six months at most"),
    ],
)
def test_the_months_of_a_taper(presets, ground, expected):
    months = schedule(Decimal(600), BEGAN, ground, presets)

    assert [str(amount) for _, amount in months] == expected
    assert (months[0][0], len({month for month, _ in months})) == (BEGAN, len(expected))


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        pytest.param(date(2026, 4, 30), "600.00", id="AC-T1 first month"),
        pytest.param(date(2026, 9, 30), "600.00", id="AC-T1 sixth month"),
        pytest.param(date(2026, 10, 1), None, id="AC-T1 then nothing"),
    ],
)
def test_the_taper_is_paid_while_it_runs(on, amount):
    found = payment(Decimal(600), BEGAN, refused(on), on)

    assert found.amount == (None if amount is None else Decimal(amount))


def test_ac_t3_income_low_again_in_the_third_month_brings_the_ordinary_amount_without_an_application():
    again = low_income.entitlement(application(income=incomes(2100)), None, date(2026, 6, 1))

    found = payment(Decimal(600), BEGAN, again, date(2026, 6, 1))

    assert (found.granted, found.amount) == (True, Decimal("900.00"))
    assert found.conditions[0].code == "taper_cancelled"
    assert "无需重新申请" in found.conditions[0].text_zh


def test_ac_t4_a_silent_agency_stops_nothing_and_somebody_is_told():
    found = continuation(FORMER, date(2026, 3, 1), date(2026, 4, 20), answered=False)

    assert (found.outcome, found.amount) == (Outcome.GRANTED, Decimal("600.00"))
    assert [one.code for one in found.conditions] == ["no_clear_change", "review_overdue"]


@pytest.mark.parametrize(
    ("on", "answered", "codes"),
    [
        (date(2026, 3, 1), False, ["no_clear_change"]),
        (date(2026, 3, 2), False, ["no_clear_change", "review_overdue"]),
        (date(2026, 3, 2), True, ["no_clear_change"]),
    ],
    ids=["due today", "overdue", "answered"],
)
def test_without_a_clear_change_the_amount_stays_until_the_check(on, answered, codes):
    found = continuation(FORMER, date(2026, 3, 1), on, answered=answered)

    assert ([one.code for one in found.conditions], found.amount) == (codes, FORMER.amount)


def test_a_clear_change_is_decided_by_a_check_and_not_by_itself():
    assert continuation(FORMER, ON, ON, answered=True, changed=True).outcome is Outcome.UNDECIDED


def test_who_is_low_income_no_more_is_moved_down_with_consent_and_without_papers():
    edge, *more = down(RISEN, None, Category.LOW_INCOME, ON, consents=True)

    assert (edge.rule, edge.granted, more) == ("low_income_edge", True, [])
    assert not down(RISEN, None, Category.LOW_INCOME, ON, consents=False)[0].granted


def test_who_spends_too_much_goes_from_the_edge_to_rigid_spending():
    claim = application(family(2), incomes(5000), rigid_spending_12_months=Decimal(42000))

    found = down(claim, None, Category.LOW_INCOME, ON, consents=True)

    assert [(one.rule, one.granted) for one in found] == [("low_income_edge", False), ("rigid_spending", True)]
    assert [one.rule for one in down(claim, None, Category.LOW_INCOME_EDGE, ON, consents=True)] == ["rigid_spending"]


def test_the_outcome_of_a_check_names_what_may_follow():
    assert [one.rule for one in outcome(FORMER, FORMER, LOW, None, ON, consents=True)] == ["low_income"]
    assert [one.rule for one in outcome(FORMER, refused(ON), RISEN, None, ON, consents=True)] == [
        "low_income", "low_income_edge",
    ]  # fmt: skip


@pytest.mark.parametrize("exemption", WorkExemption)
def test_who_has_a_good_reason_loses_no_share(exemption):
    assert reduction(Decimal(600), 3, 3, ON, exemption=exemption).amount is None
    assert reduction(Decimal(600), 3, 3, ON).amount == Decimal("400.00")


@given(AMOUNTS, st.sampled_from(RiseGround), st.sampled_from([(), pack("stepped"), pack("ganzhou"), pack("guangan")]))
def test_a_taper_never_pays_more_than_before_and_never_rises(amount, ground, presets):
    paid = [one for _, one in schedule(amount, BEGAN, ground, presets)]

    assert all(before >= after >= 0 for before, after in zip([amount, *paid], paid, strict=False))


@given(AMOUNTS)
def test_the_plain_taper_is_the_schedule_of_work(amount):
    assert [one for _, one in schedule(amount, BEGAN)] == list(taper(amount, BEGAN))


@given(AMOUNTS, st.integers(1, 9), st.integers(0, 6))
def test_a_refuser_never_costs_the_others_anything(amount, members, refusals):
    left = reduction(amount, members, refusals, ON).amount

    assert left is None or 0 <= amount - left <= (amount / members) + Decimal("0.01")
