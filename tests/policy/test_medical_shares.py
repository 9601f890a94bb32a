"""Domain 6.4: insurer, aid and person."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.medical_shares import medical_shares
from tests.policy.facts import ON


@pytest.mark.parametrize(
    ("self_pay", "aided", "insurer", "aid", "own"),
    [
        pytest.param("15000", False, 0, 0, 15000, id="AC-H1 ordinary"),
        pytest.param("15000", True, 9000, 4800, 1200, id="AC-H1 recipient of aid"),
        pytest.param("130000", False, 69000, 0, 61000, id="AC-H3 ordinary"),
        pytest.param("130000", True, 92000, 30400, 7600, id="AC-H3 recipient of aid"),
        pytest.param("20000", False, 0, 0, 20000, id="at the edge"),
        pytest.param("20001", False, Decimal("0.60"), 0, Decimal("20000.40"), id="a yuan above it"),
        pytest.param("0", True, 0, 0, 0, id="nothing"),
        pytest.param("5000000", True, 3988000, 100000, 912000, id="aid ends at its cap"),
    ],
)
def test_self_pay_is_divided_by_bands(self_pay, aided, insurer, aid, own):
    shares = medical_shares(Decimal(self_pay), ON, aided=aided)

    assert (shares.insurer, shares.aid, shares.own) == (insurer, aid, own)


@given(st.decimals(0, 900000, places=2), st.booleans())
def test_the_parts_make_the_whole_and_none_is_negative(self_pay, aided):
    shares = medical_shares(self_pay, ON, aided=aided)

    assert shares.insurer + shares.aid + shares.own == self_pay
    assert min(shares.insurer, shares.aid, shares.own) >= 0
