"""Do the commands of the rounds tell what was asked wrongly?"""

import pytest


@pytest.mark.parametrize("place", ["CZ-TN-LL", "XX"], ids=["a town", "no unit"])
def test_a_round_looks_at_a_county_or_at_all_of_them(onething, place):
    answer = onething("review", "round", "--county", place)

    assert answer.exit_code != 0
    assert place in answer.output
