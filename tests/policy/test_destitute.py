"""Domain 3.6: self-care, obligors, school, samples, clerics and conduct."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import clerics, conduct, destitute, obligors
from policy.destitute import sample, stays, unable_to_work
from policy.figures import pack
from policy.self_care import tier
from schemas.conduct import Conduct
from schemas.daily_living import Activity, Findings, SelfCare
from schemas.households import Category
from schemas.obligors import Obligor
from schemas.people import Disability
from schemas.religious_residences import ReligiousResidence
from tests.policy.facts import ON, application, member, person

A = Activity
GANZHOU = pack("ganzhou")


@pytest.mark.parametrize(
    ("cannot", "expected", "money"),
    [
        pytest.param({A.WALK, A.BATHE, A.TOILET}, SelfCare.PARTLY_LOST, "491.00", id="AC-S1 three are lost"),
        pytest.param(set(), SelfCare.ABLE, "296.00", id="AC-S3 none is lost"),
        pytest.param({A.BATHE}, SelfCare.PARTLY_LOST, "491.00", id="one"),
        pytest.param({A.WALK, A.BATHE, A.TOILET, A.EAT}, SelfCare.FULLY_LOST, "982.00", id="four"),
        pytest.param(set(Activity), SelfCare.FULLY_LOST, "982.00", id="all six"),
    ],
)
def test_the_number_of_lost_activities_makes_the_tier(cannot, expected, money):
    found = tier(frozenset(cannot), ON)

    assert (found.tier, found.decision.amount) == (expected, Decimal(money))
    assert len(found.decision.conditions[0].facts) == 6


@given(st.frozensets(st.sampled_from(Activity)), st.sampled_from(Activity))
def test_losing_one_more_activity_is_never_better(cannot, another):
    order = list(SelfCare)

    assert order.index(tier(cannot, ON).tier) <= order.index(tier(cannot | {another}, ON).tier)


@pytest.mark.parametrize(
    ("born", "student", "expected"),
    [
        (date(2010, 3, 3), False, True),
        (date(2010, 3, 2), False, False),
        (date(2010, 3, 2), True, True),
        (date(2008, 3, 3), True, True),
        (date(2008, 3, 2), True, False),
    ],
    ids=["15", "16 at work", "16 at school", "17 at school", "18 at school"],
)
def test_a_destitute_minor_stays_so_at_school_until_eighteen(born, student, expected):
    assert stays(member(1, born=born, student=student), ON) is expected


@pytest.mark.parametrize(("student", "granted"), [(True, True), (False, False)])
def test_a_pupil_of_sixteen_is_not_recognised_anew_and_keeps_what_was_recognised(student, granted):
    pupil = (member(1, born=date(2010, 3, 2), student=student, own_obligor_able=False),)

    assert not destitute.entitlement(application(pupil), None, ON).granted
    assert destitute.continued(application(pupil), None, ON).granted is granted


def test_who_cannot_work_stays_destitute_anyway():
    assert all(stays(member(1, born=born), ON) for born in (date(1950, 1, 1), date(2015, 1, 1)))
    assert not unable_to_work(member(1, born=date(2009, 1, 1), student=True), ON)


def test_the_county_visits_a_share_of_the_confirmations_itself():
    assert [sample(count, ON) for count in (0, 1, 10, 11)] == [0, 1, 3, 4]
    assert sample(10, ON, pack("huaibei")) == 5


def obligor(**changed):
    facts = {"person": person(9), "born": date(1980, 1, 1), "category": Category.LOW_INCOME}
    return Obligor.model_validate(facts | changed)


@pytest.mark.parametrize(
    ("facts", "unable"),
    [
        pytest.param(obligor(category=Category.DESTITUTE), True, id="destitute himself"),
        pytest.param(obligor(born=date(1966, 3, 2)), True, id="low income and sixty"),
        pytest.param(obligor(born=date(1966, 3, 3)), False, id="low income and a day younger"),
        pytest.param(obligor(disability=Disability(kind="mental", grade=3)), True, id="low income, severely disabled"),
        pytest.param(obligor(born=date(1950, 1, 1), category=None), False, id="old but not poor"),
        pytest.param(obligor(category=None, absence="prison"), True, id="in prison"),
        pytest.param(obligor(category=None, absence="declared missing"), True, id="missing"),
        pytest.param(obligor(category=None, absence="prison", money=90000), True, id="money at the limit"),
        pytest.param(obligor(category=None, absence="prison", money="90000.01"), False, id="a cent above it"),
        pytest.param(
            obligor(category=None, absence="prison", money=180000, members=2), True, id="the limit is a head's"
        ),
        pytest.param(obligor(category=None, absence="prison", vehicle_price=15000), True, id="vehicle at the limit"),
        pytest.param(obligor(category=None, absence="prison", vehicle_price="15000.01"), False, id="a cent above"),
        pytest.param(obligor(category=None, absence="prison", homes=2), True, id="two small homes"),
        pytest.param(
            obligor(category=None, absence="prison", homes=2, homes_above_average=True), False, id="two large homes"
        ),
        pytest.param(obligor(category=None, absence="prison", company_capital=100000), False, id="a company"),
        pytest.param(obligor(category=None, absence="prison", company_capital="99999.99"), True, id="a small one"),
    ],
)
def test_who_cannot_support_anybody(facts, unable):
    assert obligors.unable(facts, ON).granted is unable
    assert obligors.unable(facts, ON, GANZHOU).granted is unable


@pytest.mark.parametrize(
    ("since", "income", "amount"),
    [
        pytest.param(date(2023, 3, 2), "400", "600.00", id="three years, poor"),
        pytest.param(date(2023, 3, 3), "400", None, id="a day less"),
        pytest.param(date(2000, 1, 1), "999.99", "0.01", id="a cent below the standard"),
        pytest.param(date(2000, 1, 1), "1000", None, id="at the standard"),
    ],
)
def test_a_needy_cleric_is_aided_as_a_household_of_one(since, income, amount):
    facts = ReligiousResidence(person=person(1), since=since, monthly_income=Decimal(income))

    assert clerics.entitlement(facts, ON).amount == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("kind", Conduct)
def test_conduct_counts_only_where_the_place_says_so(kind):
    assert conduct.conditions(frozenset({kind}), ON).granted
    assert not conduct.conditions(frozenset({kind}), ON, pack("zhenjiang")).granted
    assert conduct.conditions(frozenset(), ON, pack("zhenjiang")).granted


def test_all_conduct_that_counts_is_named():
    found = conduct.conditions(frozenset(Conduct), ON, pack("zhenjiang"))

    assert len(found.reasons) == len(Conduct)


@pytest.mark.parametrize(
    ("place", "tiers", "amount"),
    [
        pytest.param(None, [None], "1264.00", id="not arranged yet"),
        pytest.param("home", [SelfCare.PARTLY_LOST], "1755.00", id="at home, partly lost"),
        pytest.param("institution", [SelfCare.FULLY_LOST], "2561.25", id="in an institution, fully lost"),
        pytest.param("institution", [None], "1579.25", id="in an institution, not tested"),
        pytest.param("home", [SelfCare.ABLE, SelfCare.FULLY_LOST], "3806.00", id="each head has its own tier"),
    ],
)
def test_the_amount_follows_from_the_place_and_the_tiers(place, tiers, amount):
    old = date(1950, 1, 1)
    heads = tuple(
        member(number, born=old, own_obligor_able=False, self_care=tier) for number, tier in enumerate(tiers, 1)
    )

    decision = destitute.entitlement(application(heads, support_place=place), None, ON)

    assert (decision.granted, decision.amount) == (True, Decimal(amount))
    arranged = [one for one in decision.conditions if one.code == "support_arranged"]
    assert bool(arranged) is (place is not None)


def test_findings_of_fewer_than_six_activities_are_none():
    with pytest.raises(ValueError, match="not tested: bathe"):
        Findings(person=person(1), can={one: True for one in Activity if one is not A.BATHE})
