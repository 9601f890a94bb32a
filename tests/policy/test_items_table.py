"""Domain 3.10: each of the 32 items has an owner, a condition, a question, a limit, a result, and an end."""

import pytest

from policy.offers import OFFERED, RECOGNISED, Offer, Recognised
from registry.departments import CIVIL_AFFAIRS, MEMBERS
from registry.items import ITEMS, item
from schemas.entitlements import Detail, Grant, StopGround
from schemas.households import Category
from schemas.questions import Topic
from tools.items_page import PATH, pages

RULED: dict[str, Offer | Recognised] = {**OFFERED, **RECOGNISED}


def test_there_are_thirty_two_items_of_fourteen_departments():
    assert len(ITEMS) == len(RULED) == 32
    assert set(ITEMS) == set(RULED)
    assert {one.owner.id for one in ITEMS.values()} == {department.id for department in MEMBERS}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_has_owner_condition_question_limit_result_and_end(name):
    asked, ruled = item(name), RULED[name]

    assert Topic.LINKED_ITEM in asked.owner.answers
    assert Topic.LINKED_ITEM_STOP in asked.owner.answers
    assert ruled.text_zh
    assert ruled.article
    assert asked.answers_within.value > 0
    assert asked.answers_within.law
    assert asked.stops_within.law
    assert asked.gives in Grant
    assert bool(ruled.ends) is (asked.gives is not Grant.ONCE and name != "funeral-waiver")


@pytest.mark.parametrize("name", ITEMS)
def test_what_hangs_on_a_category_ends_with_it_and_what_does_not_goes_on(name):
    if name in RECOGNISED:
        assert RULED[name].ends == {StopGround.IDENTITY_ENDED, StopGround.CATEGORY_CHANGED}
        return
    owed, ends = OFFERED[name].owed, OFFERED[name].ends

    assert (StopGround.CATEGORY_CHANGED in ends) is bool(owed and ends)


@pytest.mark.parametrize("name", OFFERED)
def test_a_question_says_no_more_than_its_item_needs(name):
    said = set(item(name).shares)
    of_hardship = {Detail.CAUSE, Detail.HAPPENED_ON, Detail.NEED}

    assert len(said) == len(item(name).shares)
    assert said.isdisjoint(of_hardship) or name == "emergency-aid"
    assert Detail.CATEGORY in said or not OFFERED[name].owed or name in {"emergency-aid", "disability-nursing"}
    assert (Detail.MEMBERS in said) is (name in {"public-housing", "rent-subsidy"})


def test_the_recognitions_cover_every_category_once():
    covered = [category for each in RECOGNISED.values() for category in each.categories]

    assert sorted(covered) == sorted(Category)
    assert all(item(name).owner is CIVIL_AFFAIRS for name in RECOGNISED)


def test_an_item_with_a_limit_of_its_own_says_where_it_comes_from():
    own = {str(name): str(one.own_limit) for name, one in ITEMS.items() if one.own_limit and name not in RECOGNISED}

    assert own["emergency-aid"] == "24 hours"
    assert own["legal-aid"] == "7 calendar days"
    assert own["child-protection"] == "15 working days"
    assert all(item(name).answers_within.law for name in own)


def test_the_page_has_a_row_for_every_item():
    rows = [line for line in pages()[PATH].splitlines() if line.startswith("| ")][2:]

    assert [f"`{name}`" in row for name, row in zip(ITEMS, rows, strict=True)] == [True] * 32
