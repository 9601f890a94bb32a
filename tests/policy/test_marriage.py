"""Domain 5.1, 5.5: may these two marry today?"""

from datetime import date

import pytest

from policy import marriage
from schemas.decisions import Outcome
from schemas.marriages import MaritalRecord
from schemas.people import Spouse
from tests.policy.facts import person

ON = date(2026, 5, 20)
BEFORE, SINCE = date(2025, 5, 9), date(2025, 5, 10)
LOCAL, ELSEWHERE = "320412", "340104"


def bride(**changed):
    plain = {"born": date(1998, 7, 16), "sex": "female", "household_region": LOCAL}
    return Spouse.model_validate({"ref": person(1), "name": "某", "household_unit": "某派出所"} | plain | changed)


def groom(**changed):
    return bride(
        **{"ref": person(2), "born": date(1996, 2, 27), "sex": "male", "household_region": ELSEWHERE} | changed
    )


def record(number, **changed):
    known = {"person": person(number), "married": False, "identity_matches": True, "id_valid": True}
    return MaritalRecord.model_validate(known | changed)


def decided(first=None, second=None, *, records=None, on=ON, voluntary=True):
    records = (record(1), record(2)) if records is None else records
    return marriage.conditions(first or bride(), second or groom(), records, on, voluntary=voluntary)


def test_two_who_meet_every_condition_may_marry():
    assert decided().granted


@pytest.mark.parametrize(
    ("changed", "failed"),
    [
        pytest.param({"first": bride(born=date(2006, 5, 20))}, [], id="twentieth birthday of the bride"),
        pytest.param({"first": bride(born=date(2006, 5, 21))}, ["of_age"], id="its eve"),
        pytest.param({"second": groom(born=date(2004, 5, 20))}, [], id="twenty-second birthday of the groom"),
        pytest.param({"second": groom(born=date(2004, 5, 21))}, ["of_age"], id="its eve, groom"),
        pytest.param({"first": bride(kin=True)}, ["no_prohibited_kin"], id="AC-G2 first cousins"),
        pytest.param({"records": (record(1), record(2, married=True))}, ["no_spouse"], id="has a spouse"),
        pytest.param(
            {"records": (record(1), record(2, married=True, divorce_pending=True))}, ["no_spouse"],
            id="AC-G3 divorce pending is still married",
        ),
        pytest.param({"records": (record(1, identity_matches=False), record(2))}, ["identity_matches"], id="identity"),
        pytest.param({"records": (record(1), record(2, id_valid=False))}, ["id_valid"], id="expired card"),
        pytest.param({"second": groom(sex="female")}, ["man_and_woman"], id="a man and a woman"),
        pytest.param(
            {"first": bride(born=date(2010, 1, 1), kin=True), "records": (record(1, married=True), record(2))},
            ["of_age", "no_spouse", "no_prohibited_kin"], id="every failed condition is named",
        ),
    ],
)  # fmt: skip
def test_what_stands_against_a_marriage_is_named(changed, failed):
    decision = decided(**changed)

    assert [one.code for one in decision.conditions if one.met is False] == failed
    assert decision.granted is (not failed)


def test_before_anybody_has_asked_the_two_the_marriage_is_open_for_that_alone():
    decision = decided(voluntary=None)

    assert decision.outcome is Outcome.UNDECIDED
    assert [each.code for each in decision.reasons] == ["voluntary"]


def test_nobody_marries_who_does_not_want_to():
    decision = decided(voluntary=False)

    (reason,) = decision.reasons
    assert decision.outcome is Outcome.REFUSED
    assert (reason.code, reason.article) == ("voluntary", "《民法典》第一千零四十六条")


@pytest.mark.parametrize(
    ("on", "first", "granted"),
    [
        pytest.param(BEFORE, bride(household_region=ELSEWHERE), False, id="AC-G4 old rules, nobody local"),
        pytest.param(BEFORE, bride(), True, id="AC-G4 old rules, one local"),
        pytest.param(SINCE, bride(household_region=ELSEWHERE), True, id="AC-G4 anywhere since 2025-05-10"),
    ],
)
def test_ac_g4_since_may_2025_any_office_of_the_country_registers(on, first, granted):
    decision = decided(first=first, on=on)

    assert decision.granted is granted
    assert [reason.code for reason in decision.reasons if not granted] == ([] if granted else ["place"])


def test_an_entry_in_the_household_register_is_no_ground():
    decision = decided(records=(record(1, household_field="已婚"), record(2)))

    assert decision.granted
    assert [one.code for one in decision.conditions].count("household_field_no_ground") == 1


def test_an_existing_marriage_is_told_with_office_and_day():
    decision = decided(records=(record(1, married=True, office="某县民政局", recorded_on="2019-08-08"), record(2)))

    assert "某县民政局" in decision.reasons[0].text_zh
    assert "2019-08-08" in decision.reasons[0].text_zh


def test_without_an_answer_of_the_base_nothing_is_decided():
    decision = decided(records=(record(1),))

    assert decision.outcome is Outcome.UNDECIDED
    assert [reason.code for reason in decision.reasons] == ["no_spouse", "identity_matches", "id_valid"]


@pytest.mark.parametrize("untold", ["identity_matches", "id_valid"])
def test_what_public_security_did_not_say_of_an_identity_stays_open(untold):
    decision = decided(records=(record(1, **{untold: None}), record(2)))

    (reason,) = decision.reasons
    assert decision.outcome is Outcome.UNDECIDED
    assert (reason.code, reason.met, reason.facts[0].value) == (untold, None, "no answer")


def test_a_record_of_the_base_alone_confirms_no_identity():
    decision = decided(records=(MaritalRecord(person=person(1), married=False), record(2)))

    assert [reason.code for reason in decision.reasons] == ["identity_matches", "id_valid"]


def test_a_day_before_the_civil_code_is_an_error():
    with pytest.raises(LookupError, match="2021-01-01"):
        decided(on=date(2020, 12, 31))
