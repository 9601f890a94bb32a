"""Who is left of a household whose application is open? (domain 2.9)"""

from datetime import date

import pytest

from policy.meanwhile import situation
from schemas.applications import Situation, SituationRequest
from schemas.facts import FactKind, LifeFact
from schemas.people import Absence
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, application, person

ON = date(2026, 4, 1)
APPLIED = date(2026, 3, 2)


def fact(kind: FactKind, who: str = SPOUSE, on: date = date(2026, 3, 10), **more: object) -> LifeFact:
    return LifeFact.model_validate({
        "key": f"{kind}/{who}/{on}", "kind": kind, "person": who, "happened_on": on, "known_on": on,
        "source": "civil-affairs", "event": "e-1", **more,
    })  # fmt: skip


def found(*facts: LifeFact, **changed: object) -> Situation:
    return situation(SituationRequest(application=application("A-1", **changed), facts=facts, on=ON))


@pytest.mark.parametrize(
    ("facts", "members"),
    [
        pytest.param((), [APPLICANT, SPOUSE, CHILD], id="nothing happened"),
        pytest.param((fact(FactKind.DEATH),), [APPLICANT, CHILD], id="died"),
        pytest.param((fact(FactKind.DEATH, on=ON),), [APPLICANT, CHILD], id="died on the very day"),
        pytest.param((fact(FactKind.DEATH, on=date(2026, 4, 2)),), [APPLICANT, SPOUSE, CHILD], id="not yet"),
        pytest.param((fact(FactKind.DEATH, revoked_by="e-2"),), [APPLICANT, SPOUSE, CHILD], id="taken back"),
        pytest.param((fact(FactKind.DEATH, who="p-9"),), [APPLICANT, SPOUSE, CHILD], id="somebody else"),
        pytest.param((fact(FactKind.MOVED),), [APPLICANT, CHILD], id="left the city"),
        pytest.param((fact(FactKind.MOVED, town="CZ-TN-LL"),), [APPLICANT, SPOUSE, CHILD], id="moved within it"),
        pytest.param((fact(FactKind.MOVED, on=date(2025, 1, 1)),), [APPLICANT, SPOUSE, CHILD], id="before it applied"),
        pytest.param((fact(FactKind.JOB_STARTED),), [APPLICANT, SPOUSE, CHILD], id="for the review that follows"),
        pytest.param((fact(FactKind.DEATH, who=APPLICANT),), [SPOUSE, CHILD], id="the next one acts for it"),
    ],
)
def test_who_belongs_to_the_household_follows_from_what_happened_since_it_applied(facts, members):
    now = found(*facts)

    assert [member.ref for member in now.application.household.members] == members
    assert bool(now.left) is bool(now.letter) is (len(members) < 3)
    assert not now.nobody_left


def test_who_is_in_prison_stays_a_member_and_is_not_counted_until_released():
    entered, released = fact(FactKind.PRISON_ENTERED), fact(FactKind.PRISON_RELEASED, on=date(2026, 3, 20))

    assert found(entered).application.household.members[1].absence is Absence.PRISON
    assert (found(entered, released).left, found(entered, released).letter) == ((), "")


def test_an_application_whose_only_member_died_has_nobody_left_and_nobody_to_write_to():
    alone = {"members": [person(APPLICANT, "1958-03-15", "male", "applicant")]}

    now = found(fact(FactKind.DEATH, who=APPLICANT), household=alone)

    assert (now.nobody_left, now.letter) == (True, "")


def test_who_goes_on_is_told_where_to_apply_after_a_death_alone():
    assert "身后一件事" in found(fact(FactKind.DEATH)).letter
    assert "身后一件事" not in found(fact(FactKind.MOVED)).letter
