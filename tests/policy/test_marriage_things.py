"""Domain 5.1, 5.3, 5.4: kin, divorce, linked items and false registrations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import divorce, kinship, marriage_items, revocation
from policy.divorce import Stage
from schemas.decisions import Outcome
from schemas.kinship import Kinship
from schemas.people import IdType, Spouse
from schemas.registrations import Evidence, RegistrationDispute
from tests.policy.facts import ON, person


@pytest.mark.parametrize(
    ("first", "second", "blood", "allowed"),
    [
        pytest.param(0, 1, True, False, id="parent and child"),
        pytest.param(0, 2, True, False, id="grandparent and grandchild"),
        pytest.param(0, 4, True, False, id="direct kin however far"),
        pytest.param(1, 1, True, False, id="siblings, full or half"),
        pytest.param(1, 2, True, False, id="uncle and niece, aunt and nephew"),
        pytest.param(2, 2, True, False, id="AC-G2 first cousins"),
        pytest.param(2, 3, True, True, id="a cousin's child"),
        pytest.param(3, 3, True, True, id="second cousins"),
        pytest.param(1, 3, True, True, id="great-uncle and grand-niece"),
        pytest.param(1, 1, False, True, id="step siblings"),
        pytest.param(0, 1, False, True, id="in-laws"),
    ],
)
def test_which_relatives_may_marry(first, second, blood, allowed):
    kin = Kinship(first=first, second=second, blood=blood)

    assert kinship.conditions(kin, ON).granted is allowed


@given(st.integers(0, 6), st.integers(0, 6), st.booleans())
def test_kinship_is_the_same_from_both_sides_and_one_generation_more_is_never_nearer(first, second, blood):
    def prohibited(one, other):
        return kinship.prohibited(Kinship(first=one, second=other, blood=blood), ON)

    assert prohibited(first, second) is prohibited(second, first)
    if first and second:
        assert prohibited(first, second) or not prohibited(first + 1, second)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        pytest.param(date(2026, 3, 2), Stage.WITHDRAWAL, id="AC-G3 the day of the application"),
        pytest.param(date(2026, 4, 1), Stage.WITHDRAWAL, id="AC-G3 the thirtieth day: still married"),
        pytest.param(date(2026, 4, 2), Stage.COLLECTION, id="the first day of collection"),
        pytest.param(date(2026, 5, 6), Stage.COLLECTION, id="the last day, moved over Labour Day"),
        pytest.param(date(2026, 5, 7), Stage.LAPSED, id="deemed withdrawn"),
    ],
)
def test_the_stages_of_a_divorce_by_agreement(on, stage):
    applied = date(2026, 3, 2)

    assert divorce.stage(applied, on) is stage
    assert divorce.conditions(applied, on, together=True, same_office=True).granted is (stage is Stage.COLLECTION)


def test_both_collect_at_the_office_of_the_application():
    found = divorce.conditions(date(2026, 3, 2), date(2026, 4, 2), together=False, same_office=False)

    assert [reason.code for reason in found.reasons] == ["both_in_person", "same_office"]


@given(st.dates(date(2021, 6, 1), date(2026, 6, 1)), st.integers(0, 80))
def test_a_divorce_only_moves_forward(applied, days):
    order = list(Stage)
    today = date.fromordinal(applied.toordinal() + days)
    tomorrow = date.fromordinal(applied.toordinal() + days + 1)

    assert order.index(divorce.stage(applied, today)) <= order.index(divorce.stage(applied, tomorrow))


def spouse(**changed):
    facts = {"ref": person(1), "name": "某", "born": date(1995, 1, 1), "sex": "female"}
    return Spouse.model_validate(facts | {"household_region": "320411", "household_unit": "某派出所"} | changed)


@pytest.mark.parametrize(
    ("id_type", "interface", "failed"),
    [
        (IdType.CITIZEN, True, []),
        (IdType.CITIZEN, False, ["interface"]),
        (IdType.HONG_KONG_MACAO_TAIWAN, True, ["linkable"]),
        (IdType.FOREIGN_PERMANENT, False, ["linkable", "interface"]),
    ],
)
def test_the_register_follows_where_it_can_be_reached(id_type, interface, failed):
    found = marriage_items.register_change(spouse(id_type=id_type), ON, interface=interface)

    assert [one.code for one in found.conditions if one.met is False] == failed


@pytest.mark.parametrize(
    ("wanted", "host", "housing", "failed"),
    [
        (True, True, True, []),
        (False, True, True, ["consent"]),
        (True, False, False, ["host_consents", "housing"]),
    ],
)
def test_a_spouse_moves_on_choice_with_the_hosts_consent_and_a_home(wanted, host, housing, failed):
    found = marriage_items.move(spouse(), ON, wanted=wanted, host_consents=host, housing=housing)

    assert [one.code for one in found.conditions if one.met is False] == failed


def dispute(*kinds, **changed):
    evidence = tuple(Evidence(kind=kind, number=f"文{place}号", on=ON) for place, kind in enumerate(kinds))
    facts = {"certificate": "J320411-2000-000001", "evidence": evidence, "reviewed": True, "notified_on": ON}
    return RegistrationDispute.model_validate(facts | {"heard": True} | changed)


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        pytest.param(dispute("judicial suggestion"), [], id="a court's suggestion"),
        pytest.param(dispute("procuratorial suggestion"), [], id="a procuratorate's suggestion"),
        pytest.param(dispute("police finding"), [], id="a police finding"),
        pytest.param(dispute("request of a person"), ["document_of_an_authority"], id="a mere request"),
        pytest.param(dispute(), ["document_of_an_authority"], id="nothing: the case waits without a limit"),
        pytest.param(dispute("police finding", heard=False), ["heard"], id="not heard"),
        pytest.param(
            dispute("police finding", reviewed=False, notified_on=None), ["reviewed", "notified"], id="two steps open"
        ),
    ],
)
def test_a_false_registration_is_revoked_on_documents_and_after_hearing(facts, open_):
    found = revocation.conditions(facts, ON)

    assert [one.code for one in found.conditions if one.met is None] == open_
    assert found.outcome is (Outcome.UNDECIDED if open_ else Outcome.GRANTED)


def test_before_the_guidance_of_2021_there_is_no_such_revocation():
    with pytest.raises(LookupError, match="2021-11-18"):
        revocation.conditions(dispute(), date(2021, 11, 17))
