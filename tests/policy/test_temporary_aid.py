"""Domain 3.7: emergency aid and spending aid."""

from datetime import date
from decimal import Decimal

import pytest

from policy import emergency, spending_aid
from policy.aid_letters import aid_letter
from schemas.households import Emergency, EmergencyCause
from schemas.local_ties import LocalTies
from tests.policy.facts import ON, application, family, incomes

SATURDAY = date(2026, 2, 28)


def struck(need="3000", cause=EmergencyCause.FIRE, **changed):
    hardship = Emergency(cause=cause, happened_on=SATURDAY, need=Decimal(need))
    return application(family(1), emergency=hardship, **changed)


@pytest.mark.parametrize(
    ("claim", "amount", "code"),
    [
        pytest.param(
            struck(local=False, region="410100"), "3000.00", "within_town_limit", id="AC-E1 no register needed"
        ),
        pytest.param(struck("4000"), "4000.00", "within_town_limit", id="at 4 x the standard"),
        pytest.param(
            struck("6000"), "4000.00", "county_decides_the_rest", id="above it the county decides on the rest"
        ),
    ],
)
def test_the_town_pays_the_need_up_to_its_limit(claim, amount, code):
    decision = emergency.entitlement(claim, SATURDAY)

    assert (decision.granted, decision.amount, decision.conditions[-1].code) == (True, Decimal(amount), code)


def test_ac_e1_no_means_are_looked_at():
    rich = struck(income=incomes(90000))

    assert emergency.entitlement(rich, SATURDAY).granted
    assert {one.code for one in emergency.entitlement(rich, SATURDAY).conditions} == {
        "hardship", "once_a_year", "within_town_limit",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("past", "granted"),
    [
        pytest.param(Emergency(cause="fire", happened_on=date(2026, 1, 5), need=Decimal(1)), False, id="same cause"),
        pytest.param(Emergency(cause="fire", happened_on=date(2025, 12, 31), need=Decimal(1)), True, id="last year"),
        pytest.param(Emergency(cause="sudden illness", happened_on=SATURDAY, need=Decimal(1)), True, id="other cause"),
    ],
)
def test_the_same_cause_is_aided_once_a_year(past, granted):
    assert emergency.entitlement(struck(), SATURDAY, earlier=(past,)).granted is granted


def test_without_a_hardship_there_is_no_emergency_aid():
    decision = emergency.entitlement(application(), ON)

    assert [reason.code for reason in decision.reasons] == ["hardship"]


@pytest.mark.parametrize(
    ("local", "match"),
    [pytest.param(False, "3000.00", id="AC-E5 charity doubles it"), pytest.param(True, "0", id="not for locals")],
)
def test_charity_matches_aid_to_people_from_elsewhere(local, match):
    assert emergency.charity_match(struck(local=local), Decimal(3000), ON) == Decimal(match)


@pytest.mark.parametrize(
    ("local", "residence", "insurance", "failed"),
    [
        pytest.param(False, 12, 5, ["insurance"], id="AC-E2 five months insured"),
        pytest.param(False, 6, 6, [], id="AC-E3 six months of both"),
        pytest.param(False, 5, 0, ["residence", "insurance"], id="both are named"),
        pytest.param(True, 0, 0, [], id="locals need neither"),
    ],
)
def test_spending_aid_asks_people_from_elsewhere_for_half_a_year(local, residence, insurance, failed):
    claim = application(family(2), incomes(5000), local=local, rigid_spending_12_months=Decimal(42000))
    ties = LocalTies(residence_months=residence, insurance_months=insurance)

    decision = spending_aid.entitlement(claim, None, ON, ties=ties)

    assert [one.code for one in decision.conditions if one.met is False] == failed
    assert decision.amount == (None if failed else Decimal(5000))


@pytest.mark.parametrize(
    ("claim", "offered"),
    [
        pytest.param(
            struck(region="320500"), ["emergency-aid", "charity-aid", "low-income"], id="AC-E2 sudden, Jiangsu"
        ),
        pytest.param(application(region="410100"), ["charity-aid"], id="AC-E2 not sudden, another province"),
    ],
)
def test_who_is_refused_is_offered_what_would_fit(claim, offered):
    assert [alternative.item for alternative in spending_aid.alternatives(claim)] == offered


@pytest.mark.parametrize(
    ("same_cause", "failed"),
    [
        pytest.param((), [], id="never"),
        pytest.param((date(2026, 1, 5),), ["cause_once"], id="this year"),
        pytest.param((date(2025, 12, 31),), [], id="last year"),
    ],
)
def test_one_cause_of_spending_is_aided_once_a_year(same_cause, failed):
    claim = application(family(2), incomes(5000), rigid_spending_12_months=Decimal(42000))

    decision = spending_aid.entitlement(claim, None, ON, ties=LocalTies(), earlier=same_cause, same_cause=same_cause)

    assert [one.code for one in decision.conditions if one.met is False] == failed


@pytest.mark.parametrize(
    ("need", "town", "county"),
    [("3000", "3000.00", "0.00"), ("4000", "4000.00", "0.00"), ("4000.01", "4000.00", "0.01")],
)
def test_the_town_pays_to_its_limit_and_the_county_decides_on_the_rest(need, town, county):
    hardship = Emergency(cause=EmergencyCause.FIRE, happened_on=SATURDAY, need=Decimal(need))

    assert emergency.shares(hardship, SATURDAY) == (Decimal(town), Decimal(county))


def test_a_letter_names_the_other_ways_and_the_notice_that_came_later():
    claim = struck(region="320500", local=False)
    refused = spending_aid.entitlement(claim, None, ON, ties=LocalTies())
    granted = emergency.entitlement(struck(), SATURDAY)

    other_ways = aid_letter("refused", (refused,), ON, offered=spending_aid.alternatives(claim))
    afterwards = aid_letter("granted", (granted,), SATURDAY, deferred=True)

    assert other_ways.endswith("一、遭遇突发困难,可申请急难型临时救助(依据:《社会救助暂行办法》第四十七条)\n"
                               "  二、可申请慈善救助(依据:《慈善法》第五十九条)\n"
                               "  三、可通过省内通办向户籍地申请(依据:社会救助省内通办)")  # fmt: skip
    assert "个人信息处理告知" not in other_ways
    assert "第十八条第二款" in afterwards
