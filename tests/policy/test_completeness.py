"""Domain 2.9, 4.1: can the application be accepted?"""

from datetime import timedelta

import pytest

from policy.completeness import completeness
from schemas.households import Authorisation
from schemas.people import Absence, IdType
from tests.policy.facts import ON, application, family, member, person

SIGNED_BY_WIFE = (Authorisation(person=person(1), signed_on=ON),)


def test_a_complete_application_lacks_nothing():
    assert completeness(application(), ON).complete


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        pytest.param(application(pledge_signed=False), ["pledge"], id="pledge"),
        pytest.param(application(family(2), authorisations=SIGNED_BY_WIFE), ["authorisation"], id="authorisation"),
        pytest.param(
            application(family(1), authorisations=(Authorisation(person=person(1), signed_on=ON + timedelta(1)),)),
            ["authorisation"], id="signed for tomorrow",
        ),
        pytest.param(application(family(1, id_number="110105194912310021")), ["identity_number"], id="number"),
        pytest.param(application(consents=("moon-landing",)), ["linked_item"], id="an item that does not exist"),
        pytest.param(
            application(family(2), authorisations=(), pledge_signed=False),
            ["pledge", "authorisation", "authorisation"], id="all lacks at once",
        ),
    ],
)  # fmt: skip
def test_all_lacks_are_told_at_once(claim, missing):
    found = completeness(claim, ON)

    assert [lack.code for lack in found.missing] == missing
    assert not found.complete
    assert found.barred == ()
    assert all(lack.article for lack in found.missing)


def test_ac_m5_an_authorisation_withheld_after_the_correction_bars_acceptance():
    claim = application(family(2), authorisations=SIGNED_BY_WIFE, pledge_signed=False)

    found = completeness(claim, ON, corrected=True)

    assert [lack.code for lack in found.barred] == ["authorisation"]
    assert [lack.code for lack in found.missing] == ["pledge"]
    assert "p-2" in found.barred[0].text_zh


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"id_number": None}, id="a number that is not known is looked up"),
        pytest.param({"id_number": "81000019800101001X", "id_type": IdType.HONG_KONG_MACAO_TAIWAN}, id="permit"),
        pytest.param({"id_number": "T-1", "id_type": IdType.TEMPORARY}, id="temporary reference"),
        pytest.param({"id_number": "32049919850704004x"}, id="AC-I7 lower case"),
    ],
)
def test_persons_without_an_ordinary_number_can_apply(changed):
    assert completeness(application(family(1, **changed)), ON).complete


def test_who_is_not_counted_need_not_sign():
    claim = application((*family(1), member(2, absence=Absence.MISSING)), authorisations=SIGNED_BY_WIFE)

    assert completeness(claim, ON).complete
