"""Domain 11: what a shelter owes, and what is overtaken when somebody is identified."""

from datetime import date, datetime, timedelta

import pytest

from policy.identifiers import current, temporary_reference
from policy.shelter import admission, latest, standing
from schemas.city_time import CITY_TIME
from schemas.shelters import ShelterStay, ShelterTask
from tests.policy.facts import ON, person

ADMITTED = datetime(2026, 3, 2, 21, 30, tzinfo=CITY_TIME)
T = ShelterTask


def stay(**changed):
    return ShelterStay.model_validate({"person": person(1), "admitted_at": ADMITTED} | changed)


def after_days(days):
    return ADMITTED + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "begun"),
    [
        pytest.param(0, {T.PUBLIC_NOTICE, T.DNA_REQUEST}, id="on admission"),
        pytest.param(9, {T.PUBLIC_NOTICE, T.DNA_REQUEST}, id="day 9"),
        pytest.param(11, {T.PUBLIC_NOTICE, T.DNA_REQUEST, T.OVERSTAY}, id="after ten days"),
        pytest.param(32, {T.PUBLIC_NOTICE, T.DNA_REQUEST, T.OVERSTAY, T.RENEWED_NOTICE}, id="after a month"),
        pytest.param(
            93, {T.PUBLIC_NOTICE, T.DNA_REQUEST, T.OVERSTAY, T.RENEWED_NOTICE, T.SETTLEMENT},
            id="AC-F3 three months: settlement begins",
        ),
    ],
)  # fmt: skip
def test_what_falls_due_while_nobody_knows_who_somebody_is(days, begun):
    found = standing(stay(), after_days(days))

    assert set(found.due) == begun | {T.QUICK_SEARCH}
    assert found.withdrawn == ()


def test_ac_f2_identified_on_day_nine_means_handover_and_no_dna():
    found = standing(stay(identified_on=date(2026, 3, 11)), after_days(20))

    assert found.due == (T.QUICK_SEARCH, T.HANDOVER)
    assert T.DNA_REQUEST in found.withdrawn
    assert T.OVERSTAY not in found.withdrawn


def test_ac_f3_a_later_hit_reverses_the_settlement_and_merges_the_references():
    found = standing(stay(settled_on=date(2026, 6, 20), identified_on=date(2026, 9, 1)), after_days(200))
    temporary = temporary_reference("CZ-TN", date(2026, 3, 2), 7)

    assert {T.HANDOVER, T.REVERSAL} <= set(found.due)
    assert current(temporary, {temporary: "p-9"}) == "p-9"


def test_the_limits_run_from_the_admission():
    assert latest(T.PUBLIC_NOTICE, stay()) == ADMITTED + timedelta(hours=24)
    assert latest(T.DNA_REQUEST, stay()).date() == date(2026, 3, 12)


def test_a_minor_is_taken_into_temporary_guardianship():
    assert T.GUARDIANSHIP in standing(stay(minor=True), after_days(1)).due


@pytest.mark.parametrize(
    ("earlier", "reviewed"),
    [
        pytest.param((date(2026, 1, 5), date(2025, 10, 1)), True, id="three times in half a year"),
        pytest.param((date(2026, 1, 5),), False, id="twice"),
        pytest.param((date(2026, 1, 5), date(2025, 8, 1)), False, id="one of them too long ago"),
    ],
)
def test_who_comes_back_again_and_again_is_asked_why(earlier, reviewed):
    assert (T.CAUSE_REVIEW in standing(stay(earlier=earlier), after_days(0)).due) is reviewed


@pytest.mark.parametrize(
    ("changed", "failed"),
    [
        ({}, []),
        ({"voluntary": False}, ["voluntary"]),
        ({"details_given": False, "can_keep_oneself": True}, ["details_given", "without_means"]),
    ],
)
def test_a_qualified_person_is_taken_in_and_others_are_told_why_not(changed, failed):
    found = admission(stay(**changed), ON)

    assert [one.code for one in found.conditions if one.met is False] == failed
