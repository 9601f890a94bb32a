"""Domain 2.9 and 2.10: who is asked in the place of a source that stays silent, and for what alone."""

import pytest

from policy.substitutes import RANKS, substitutes
from registry.departments import DEPARTMENTS
from schemas.identifiers import DepartmentId
from schemas.questions import Topic


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        pytest.param(("natural-resources",), [("housing", ["signed_home"]), ("agriculture", ["home"])], id="houses"),
        pytest.param(("human-resources",), [("taxation", ["taxed_income", "employment"])], id="employment"),
        pytest.param(("human-resources", "taxation"), [], id="who is silent itself is asked for nobody"),
        pytest.param(("natural-resources", "housing"), [("agriculture", ["home"])], id="one of two is silent"),
        pytest.param(("financial-institutions",), [], id="nobody knows what banks do not say"),
        pytest.param((), [], id="nobody is silent"),
    ],
)
def test_the_second_rank_is_asked_for_what_it_may_know(missing, asked):
    found = substitutes(missing)

    assert [(each.department, [code.value for code in each.codes]) for each in found] == asked


def test_whoever_is_asked_in_another_s_place_answers_the_means_check():
    asked = {department for rank in RANKS for department in (rank.first, *(second for second, _ in rank.second))}

    assert all(Topic.MEANS in DEPARTMENTS[DepartmentId(department)].answers for department in asked)
