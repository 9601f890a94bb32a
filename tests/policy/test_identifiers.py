"""Domain 2.4: numbers of persons and organisations."""

from datetime import date

import pytest

from policy.identifiers import citizen_number, valid_credit_code
from schemas.people import Sex


@pytest.mark.parametrize(
    ("number", "sex", "born"),
    [
        pytest.param("11010519491231002X", Sex.FEMALE, date(1949, 12, 31), id="AC-I1 example of the standard"),
        pytest.param("320499195803150012", Sex.MALE, date(1958, 3, 15), id="AC-I3"),
        pytest.param("32049919850704004X", Sex.FEMALE, date(1985, 7, 4), id="AC-I4"),
        pytest.param("320499200412310078", Sex.MALE, date(2004, 12, 31), id="AC-I5"),
        pytest.param("32049919850704004x", Sex.FEMALE, date(1985, 7, 4), id="AC-I7 lower case"),
        pytest.param(" 320499 19850704 004X ", Sex.FEMALE, date(1985, 7, 4), id="spaces as people write them"),
    ],
)
def test_a_valid_number_tells_sex_and_birth(number, sex, born):
    found = citizen_number(number)

    assert (found.valid, found.sex, found.born) == (True, sex, born)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("110105194912310021", id="AC-I2 wrong check character"),
        *(pytest.param(f"32049920041331007{check}", id=f"AC-I6 month 13, check {check}") for check in "0123456789X"),
        pytest.param("32049920050229001X", id="no 29 February in that year"),
        pytest.param("32049919580315001", id="one digit short"),
        pytest.param("3204991958031500120", id="one digit too many"),
        pytest.param("３２０４９９１９５８０３１５００１２", id="full-width digits"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_invalid_number_tells_nothing(number):
    found = citizen_number(number)

    assert (found.valid, found.sex, found.born) == (False, None, None)


@pytest.mark.parametrize("area", ["320421", "320483", "320422", "320482", "320423", "320405", "999999"])
def test_no_area_is_ever_rejected(area):
    body = f"{area}19580315001"
    assert any(citizen_number(body + check).valid for check in "0123456789X")


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        pytest.param("91350100M000100Y43", True, id="AC-I8 example of the standard"),
        pytest.param("51320400MJ0000001F", True, id="AC-I9 social group"),
        pytest.param("52320412MJ0000002U", True, id="AC-I10 private non-enterprise"),
        pytest.param("53320400MJ0000003O", False, id="AC-I11 letter O"),
        pytest.param("51320400mj0000001f", True, id="lower case"),
        pytest.param("51320400MJ0000002F", False, id="wrong check character"),
    ],
)
def test_an_organisation_code_is_checked(code, valid):
    assert valid_credit_code(code) is valid
