"""Which benefits are not drawn together? One table, read both ways."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.benefit_names import NAMES
from policy.exclusions import TABLE, Manner, between, not_excluded, paid
from schemas.benefits import Benefit, Drawn
from tests.policy.facts import ON

B = Benefit
DRAWN = st.lists(
    st.builds(Drawn, benefit=st.sampled_from(Benefit), monthly=st.decimals(0, 3000, places=2)),
    max_size=6,
    unique_by=lambda one: one.benefit,
)


def drawn(*pairs):
    return tuple(Drawn(benefit=benefit, monthly=Decimal(amount)) for benefit, amount in pairs)


@pytest.mark.parametrize(
    ("have", "left"),
    [
        pytest.param([(B.DESTITUTE, 1264), (B.LOW_INCOME, 600)], {B.DESTITUTE}, id="destitute ends low income"),
        pytest.param(
            [(B.DESTITUTE, 1264), (B.DISABILITY_LIVING, 350), (B.DISABILITY_NURSING, 130)], {B.DESTITUTE},
            id="destitute: neither disability subsidy",
        ),
        pytest.param(
            [(B.DISABILITY_LIVING, 350), (B.DISABILITY_NURSING, 130), (B.LOW_INCOME, 650)],
            {B.DISABILITY_LIVING, B.DISABILITY_NURSING, B.LOW_INCOME}, id="both disability subsidies beside low income",
        ),
        pytest.param(
            [(B.ELDER_NURSING, 160), (B.DISABILITY_NURSING, 130)], {B.ELDER_NURSING}, id="the higher nursing money"
        ),
        pytest.param(
            [(B.ELDER_NURSING, 80), (B.DISABILITY_NURSING, 130)], {B.DISABILITY_NURSING}, id="the other one is higher"
        ),
        pytest.param(
            [(B.ORPHAN_AID, 2000), (B.DESTITUTE, 1264), (B.DISABILITY_NURSING, 130)],
            {B.ORPHAN_AID, B.DISABILITY_NURSING}, id="an orphan is not destitute, so nursing goes on",
        ),
        pytest.param(
            [(B.CARE_INSURANCE, 300), (B.ELDER_NURSING, 200), (B.DISABILITY_NURSING, 100)],
            {B.CARE_INSURANCE, B.DISABILITY_NURSING}, id="who falls away excludes nobody",
        ),
        pytest.param(
            [(B.PENSION_FUNERAL, 10000), (B.INJURY_FUNERAL, 12000), (B.UNEMPLOYMENT_FUNERAL, 9000)],
            {B.INJURY_FUNERAL}, id="one funeral money of three",
        ),
        pytest.param(
            [(B.CONCENTRATED_CARE, 1500), (B.CARE_VOUCHER, 800)], {B.CONCENTRATED_CARE}, id="care in a home: no voucher"
        ),
        pytest.param(
            [(B.HOME_CARE_PROGRAMME, 500), (B.CARE_VOUCHER, 800)], {B.HOME_CARE_PROGRAMME}, id="home care: no voucher"
        ),
        pytest.param(
            [(B.INSTITUTIONAL_FUNERAL, 5000), (B.FUNERAL_WAIVER, 1500)], {B.INSTITUTIONAL_FUNERAL},
            id="who has funeral money has no waiver",
        ),
        pytest.param([(B.LOW_INCOME, 600), (B.OLD_AGE_ALLOWANCE, 50)], {B.LOW_INCOME, B.OLD_AGE_ALLOWANCE}, id="both"),
    ],
)  # fmt: skip
def test_what_is_left_when_every_exclusion_is_applied(have, left):
    assert {one.benefit for one in paid(drawn(*have), ON)} == left


@pytest.mark.parametrize("row", TABLE, ids=[f"{one.drawn} and {one.sought}" for one in TABLE])
def test_every_row_is_told_with_its_article_and_holds_both_ways(row):
    (condition,) = not_excluded(row.sought, Decimal(1), drawn((row.drawn, 2)), ON)

    assert condition.met is False
    assert condition.article == row.article
    assert NAMES[row.sought][1] in condition.text_zh
    assert [between(row.drawn, row.sought, ON), between(row.sought, row.drawn, ON)] == [row, row]
    assert between(row.drawn, row.sought, date(2020, 1, 1)) is None


def test_no_pair_stands_in_the_table_twice_and_nobody_excludes_himself():
    pairs = [frozenset((each.drawn, each.sought)) for each in TABLE]

    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)


def test_every_benefit_has_a_name_in_both_languages():
    assert set(NAMES) == set(Benefit)
    assert all(english and chinese for english, chinese in NAMES.values())


def test_seeking_what_bars_the_other_is_no_obstacle():
    assert not_excluded(B.DESTITUTE, Decimal(1264), drawn((B.LOW_INCOME, 600)), ON) == ()


@given(DRAWN)
def test_applying_the_exclusions_twice_changes_nothing_more(have):
    left = paid(have, ON)

    assert paid(left, ON) == left
    assert set(left) <= set(have)


@given(DRAWN)
def test_what_is_left_excludes_nothing_of_itself(have):
    left = [one.benefit for one in paid(have, ON)]

    assert all(between(one, other, ON) is None for one, other in combinations(left, 2))


@given(DRAWN)
def test_nobody_who_draws_something_is_left_with_nothing(have):
    assert bool(paid(have, ON)) is bool(have)


def test_both_manners_are_used():
    assert {row.manner for row in TABLE} == set(Manner)
