"""Domain 3.8: which items does a change bring, and to whom? To those alone to whom they were not owed before it."""

from datetime import date

import pytest

from policy.item_requests import gained
from schemas.identifiers import ItemId
from schemas.item_requests import ItemsGained
from schemas.rights import Standing
from tests.policy.lives import APRIL, MAY, assessed, birth, standing

ON = APRIL.replace(day=20)
BORN = birth(date(2026, 4, 12))
PREMIUM, SCHOOL = ItemId("medical-premium-aid"), ItemId("school-aid")


def brought(known: Standing, *facts: str) -> dict[str, tuple[str, ...]]:
    told = ItemsGained(standing=known, assessed=assessed(ON, known), facts=facts, on=ON)
    return {each.item: each.persons for each in gained(told).items}


def test_a_newborn_alone_is_owed_what_the_others_were_owed_before():
    known = standing(BORN).model_copy(update={"items": (PREMIUM, SCHOOL)})

    assert brought(known, BORN.key) == {PREMIUM: ("p-baby",)}


def test_what_was_known_before_brings_nothing_new():
    """Another review, of another fact, asks nobody again for the same child."""
    assert brought(standing(BORN), "job-started/p-0002/2026-04-14") == {}


def test_what_happened_while_the_application_was_open_counts_as_new_when_it_is_reviewed():
    assert brought(standing(BORN), "another", BORN.key) == {PREMIUM: ("p-baby",)}


@pytest.mark.parametrize("state", ["given_up", "items"])
def test_neither_what_was_given_up_nor_what_goes_on_is_asked_for_at_a_restoration(state):
    known = standing(rights=()).model_copy(update={state: (SCHOOL,)})

    assert assessed(ON, known).before is None
    assert SCHOOL not in brought(known)
    assert PREMIUM in brought(known)


def test_an_optional_item_that_ended_is_wanted_again_and_one_that_is_given_once_is_not():
    known = standing(rights=(), consents=["charity-aid"]).model_copy(update={"ended": (ItemId("legal-aid"),)})

    assert {"legal-aid", PREMIUM, SCHOOL} == set(brought(known))


def test_an_item_of_another_category_that_ended_is_not_wanted_again():
    """Employment aid hangs on the category: what the law gives by itself needs nobody's wish, and no wish gives it."""
    weaker = assessed(ON, standing()).model_copy(update={"before": None, "after": "low_income_edge"})
    known = standing().model_copy(update={"ended": (ItemId("employment-aid"),)})
    told = ItemsGained(standing=known, assessed=weaker, on=ON)

    assert {each.item for each in gained(told).items} == {PREMIUM, SCHOOL}


def test_the_owner_is_told_from_which_month_on():
    known = standing(BORN)
    told = ItemsGained(standing=known, assessed=assessed(ON, known), facts=(BORN.key,), on=ON)

    assert (gained(told).valid_from, gained(told).valid_to) == (MAY, None)
