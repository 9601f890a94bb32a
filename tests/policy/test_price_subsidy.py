"""Domain 12: when prices rise, how much a person, and one person once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.figures import pack
from policy.household import NOT_COUNTED
from policy.price_subsidy import entitlement, monthly, payees, run
from schemas.households import IncomeKind
from schemas.price_indices import GroupList, PriceGroup, PriceIndex
from tests.policy.facts import ON, person

FEBRUARY = date(2026, 2, 1)
RISES = st.decimals(-2, 12, places=1)


def index(cpi="0", scpi=None, food=None):
    plain = {"month": FEBRUARY, "published_on": date(2026, 3, 9)}
    rises = {"cpi": cpi, "scpi": scpi, "food": food}
    return PriceIndex.model_validate(plain | {name: rise for name, rise in rises.items() if rise is not None})


@pytest.mark.parametrize(
    ("presets", "found", "amount"),
    [
        pytest.param((), index("2.9"), "0.00", id="AC-P1 1,000 and 2.9 %"),
        pytest.param((), index("3.0"), "83.33", id="AC-P2 1,000 and 3.0 %"),
        pytest.param((), index("4.9"), "83.33", id="just below 5 %"),
        pytest.param((), index("5.0"), "125.00", id="AC-P4 1,000 and 5.0 %"),
        pytest.param((), index("2.1", "3.4"), "83.33", id="AC-P5 CPI 2.1, SCPI 3.4"),
        pytest.param(("huzhou",), index("3.0"), "95.42", id="AC-P7 1,145 at 3 to 5 %"),
        pytest.param(("suzhou",), index("4.9"), "96.25", id="AC-P7 1,155 at 3 to 5 %"),
        pytest.param((), index("2.9", "2.9", "20"), "0.00", id="food starts nothing in Jiangsu"),
        pytest.param(("fujian",), index("1.0", None, "6.0"), "125.00", id="food starts it in Fujian"),
        pytest.param(("wuhan",), index("1.0", "4.0", "5.5"), "40.00", id="Wuhan: the standard times the rise"),
        pytest.param(("wuhan",), index("3.2"), "32.00", id="Wuhan without an SCPI"),
        pytest.param(("rizhao",), index("3.0", "3.6"), "36.00", id="Rizhao: the standard times the rise"),
        pytest.param(("national-earlier",), index("3.4"), "0.00", id="the earlier line of 3.5"),
    ],
)
def test_the_subsidy_of_a_month(presets, found, amount):
    decision = entitlement(found, ON, pack(*presets))

    assert monthly(found, ON, pack(*presets)) == Decimal(amount)
    assert decision.granted is (Decimal(amount) > 0)
    assert decision.amount == (Decimal(amount) if decision.granted else None)


def test_fujian_pays_at_least_thirty():
    assert monthly(index("3.0"), ON, pack("fujian", "zhenjiang")) == Decimal("65.83")
    assert monthly(index("3.0"), ON, pack("fujian", "wuhan")) == Decimal("30.00")


def test_ac_p9_a_person_in_several_groups_is_paid_once_by_the_group_that_pays_first():
    lists = (
        GroupList(group=PriceGroup.VETERANS, persons=(person(1), person(2))),
        GroupList(group=PriceGroup.DISABLED, persons=(person(1),)),
        GroupList(group=PriceGroup.LOW_INCOME, persons=(person(1), person(3))),
    )

    assert payees(lists, ON) == {
        person(1): PriceGroup.LOW_INCOME,
        person(3): PriceGroup.LOW_INCOME,
        person(2): PriceGroup.VETERANS,
    }


def test_a_missing_list_holds_up_nobody_and_is_named():
    lists = (
        GroupList(group=PriceGroup.ORPHANS, persons=None),
        GroupList(group=PriceGroup.LOW_INCOME, persons=(person(1),)),
    )

    found = run(index("3.0"), lists, ON)

    assert (found.payees, found.missing) == ({person(1): PriceGroup.LOW_INCOME}, (PriceGroup.ORPHANS,))


def test_the_province_has_five_groups_and_the_city_ten():
    everybody = tuple(GroupList(group=group, persons=(person(number),)) for number, group in enumerate(PriceGroup))

    assert len(payees(everybody, ON)) == 10
    assert len(payees(everybody, ON, pack("jiangsu-minimum"))) == 5


def test_a_month_starts_once_in_a_city_and_a_month_below_the_lines_stops():
    again = entitlement(index("3.0"), ON, started=frozenset({FEBRUARY}))

    assert [reason.code for reason in again.reasons] == ["once_a_month"]
    assert [reason.code for reason in entitlement(index("2.9", "2.9"), ON).reasons] == ["prices_risen"]
    assert run(index("2.9"), (GroupList(group=PriceGroup.LOW_INCOME, persons=(person(1),)),), ON).payees == {}


def test_the_decision_tells_every_index_and_its_line():
    reason = entitlement(index("2.1", "3.4"), ON).reasons[0]

    assert "低收入居民基本生活费用价格指数同比涨幅3.4%(启动线3.0%)" in reason.text_zh
    assert {fact.name for fact in reason.facts} == {"cpi index", "scpi index"}
    assert all(fact.source == "development-reform" for fact in reason.facts)


def test_the_money_is_no_income():
    assert IncomeKind.TEMPORARY_AID in NOT_COUNTED


@given(RISES, RISES, st.decimals(0, 5, places=1))
def test_a_higher_rise_never_gives_less(cpi, scpi, more):
    before, after = (monthly(index(rise, scpi), ON) for rise in (cpi, cpi + more))

    assert 0 <= before <= after


@given(st.lists(st.tuples(st.sampled_from(PriceGroup), st.lists(st.integers(1, 9), max_size=5)), max_size=6))
def test_everybody_on_a_list_is_paid_exactly_once(rows):
    lists = tuple(GroupList(group=group, persons=tuple(map(person, numbers))) for group, numbers in rows)

    assert set(payees(lists, ON)) == {person(number) for _, numbers in rows for number in numbers}
