"""Domain 3.4: the minimum living allowance, case by case."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import low_income
from policy.figures import pack
from policy.fraud import recovery
from policy.job_refusal import reduction
from policy.taper import taper
from schemas.decisions import Outcome
from schemas.households import IncomeKind, Property
from schemas.questions import ItemCode
from tests.policy.facts import DEMO_FROM, ON, PUBLISHED, application, family, incomes, item, reply, report

AMOUNTS = st.decimals(0, 5000, places=2)


def decided(*monthly, size=3, on=ON, works=False, **changed):
    return low_income.entitlement(application(family(size, works=works), incomes(*monthly), **changed), None, on)


@pytest.mark.parametrize(
    ("monthly", "works", "amount"),
    [
        pytest.param((1800, 600, 0), False, "600.00", id="AC-L1 per capita 800"),
        pytest.param((1800, 600, 0), True, "900.00", id="AC-L2 with work costs of one worker, per capita 700"),
        pytest.param((2000, 0, 0), False, "1000.00", id="AC-L3 exact to the cent"),
        pytest.param((3000, 0, 0), False, None, id="AC-L4 exactly at the standard is not below it"),
        pytest.param(("2999.99", 0, 0), False, "0.01", id="a cent below"),
        pytest.param((), False, "3000.00", id="no income at all"),
    ],
)
def test_the_difference_to_the_standard_is_paid(monthly, works, amount):
    decision = decided(*monthly, works=works)

    assert decision.amount == (None if amount is None else Decimal(amount))
    assert decision.granted is (amount is not None)
    assert str(decision.amount or "0.00")[-3] == "."


def test_every_failed_condition_is_named_with_its_article():
    rich = Property(deposits=Decimal(200000), cars=1, homes=3, shops=1, company_capital=Decimal(500000))

    decision = decided(9000, local=False, owned=rich)

    assert decision.outcome is Outcome.REFUSED
    assert [reason.code for reason in decision.reasons] == [
        "household_register", "income_below_standard", "property_money", "property_cars", "property_homes",
        "property_shops", "property_company",
    ]  # fmt: skip
    assert all(reason.article and reason.text_zh for reason in decision.reasons)


@pytest.mark.parametrize(
    ("on", "demo"), [pytest.param(PUBLISHED, True, id="property limits are demo"), (DEMO_FROM, True), (ON, True)]
)
def test_a_decision_that_uses_a_demonstration_figure_says_so(on, demo):
    assert decided(on=on).demo is demo


def test_a_day_before_the_standard_is_an_error():
    with pytest.raises(LookupError, match="2022-01-01"):
        decided(on=date(2021, 12, 31))


@pytest.mark.parametrize(
    ("deposits", "met"),
    [
        pytest.param("143999.00", True, id="AC-M1 below 4 x 12,000 x 3"),
        pytest.param("144000.00", False, id="AC-M1 strict at the limit"),
    ],
)
def test_money_is_limited_by_head(deposits, met):
    assert decided(owned=Property(deposits=Decimal(deposits))).granted is met


@pytest.mark.parametrize(
    ("presets", "size", "deposits", "met"),
    [
        (("zhenjiang",), 1, "28440.00", True),
        (("zhenjiang",), 1, "28440.01", False),
        (("shanghai",), 2, "66000.00", True),
        (("shanghai",), 2, "66000.01", False),
        (("shanghai",), 3, "90000.00", True),
        (("shanghai",), 3, "90000.01", False),
    ],
)
def test_other_places_limit_money_in_their_own_way(presets, size, deposits, met):
    claim = application(family(size), owned=Property(deposits=Decimal(deposits)))

    decision = low_income.entitlement(claim, None, ON, pack(*presets))

    assert next(one.met for one in decision.conditions if one.code == "property_money") is met


@pytest.mark.parametrize(
    ("owned", "code", "met"),
    [
        (Property(homes=2), "property_homes", True),
        (Property(homes=2, homes_area_per_head_below_average=False), "property_homes", False),
        (Property(homes=3), "property_homes", False),
        (Property(homes=0, shops=1), "property_shops", True),
        (Property(homes=1, shops=1), "property_shops", False),
        (Property(cars=1), "property_cars", False),
        (Property(company_capital=Decimal("100000.00")), "property_company", True),
        (Property(company_capital=Decimal("100000.01")), "property_company", False),
    ],
    ids=str,
)
def test_property_is_limited(owned, code, met):
    assert next(one.met for one in decided(owned=owned).conditions if one.code == code) is met


def test_a_car_that_only_the_register_knows_counts():
    found = report(reply(item(1, ItemCode.VEHICLE, text="苏D12345"), department="public-security"))

    decision = low_income.entitlement(application(), found, ON)

    assert [reason.code for reason in decision.reasons] == ["property_cars"]
    assert decision.reasons[0].facts[0].source == "public-security"


def test_what_two_members_own_together_counts_once():
    deed = "苏2009常州不动产权第0012345号"
    found = report(reply(item(1, ItemCode.HOME, text=deed), item(2, ItemCode.HOME, text=deed)))

    decision = low_income.entitlement(application(), found, ON)

    assert next(one.facts[0].value for one in decision.conditions if one.code == "property_homes") == "1"


def test_ac_l9_a_refuser_of_jobs_loses_only_his_own_share():
    assert reduction(Decimal("600.00"), 3, 3, ON).amount == Decimal("400.00")
    assert not reduction(Decimal("600.00"), 3, 2, ON).granted


def test_ac_l11_after_the_death_of_a_member_without_income_the_household_is_above_the_standard():
    claim = application(family(3), incomes(1800, 600))
    dead = report(reply(item(3, ItemCode.DEATH, as_of=date(2026, 5, 20)), department="health"))

    before = low_income.entitlement(claim, dead, date(2026, 5, 1))
    after = low_income.entitlement(claim, dead, date(2026, 6, 1))

    assert before.amount == Decimal("600.00")
    assert (after.outcome, [reason.code for reason in after.reasons]) == (Outcome.REFUSED, ["income_below_standard"])
    assert "1200.00" in after.reasons[0].text_zh


def test_ac_l12_what_was_obtained_by_fraud_is_returned_and_fined():
    found = recovery(Decimal("600.00") * 8, ON)

    assert [found.returned, found.fine_from, found.fine_to] == [Decimal(4800), Decimal(4800), Decimal(14400)]


def test_ac_t1_a_full_taper_pays_six_months_more():
    assert sum(taper(Decimal("600.00"), ON)) == 3600
    assert [str(month) for month in taper(Decimal("600.00"), ON, pack("stepped"))] == [
        "600.00", "600.00", "480.00", "480.00", "360.00", "360.00",
    ]  # fmt: skip


def test_a_household_whose_members_are_all_gone_receives_nothing():
    gone = report(reply(item(1, ItemCode.DEATH), department="health"))

    decision = low_income.entitlement(application(family(1)), gone, ON)

    assert [reason.code for reason in decision.reasons] == ["members_counted"]


def test_an_income_below_the_standard_by_a_fraction_of_a_cent_is_not_written_as_equal():
    text = next(one.text_zh for one in decided("2999.99").conditions if one.code == "income_below_standard")

    assert "999.9966" in text


@given(st.lists(AMOUNTS, min_size=3, max_size=3), st.decimals("0.01", 3000, places=2))
def test_more_income_never_raises_the_amount_and_no_amount_is_negative(amounts, more):
    before, after = decided(*amounts), decided(amounts[0] + more, *amounts[1:])

    assert (before.amount or 0) >= (after.amount or 0) >= 0


@given(AMOUNTS, AMOUNTS)
def test_declared_and_registered_income_of_the_same_amount_give_the_same(wage, pension):
    declared = application(family(2), (*incomes(wage), *incomes(0, pension, kind=IncomeKind.PENSION)))
    found = report(reply(item(1, ItemCode.WAGE, str(wage)), item(2, ItemCode.PENSION, str(pension))))

    by_word, by_register = (low_income.entitlement(declared, said, ON) for said in (None, found))

    assert by_word.amount == by_register.amount
