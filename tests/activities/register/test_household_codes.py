"""The household's code (幸福码): it rotates, and shows to each reader exactly what is theirs (domain 13, 2.6)."""

import json
from datetime import date

import pytest
from pydantic import SecretStr

from activities.file_access import NotShown
from activities.household_codes import SHUT, UNKNOWN
from policy.household_views import valid_for
from schemas.access import Denial
from tests.activities.register import lists
from tests.activities.register.entries import HOUSEHOLD, case, refusal, result
from tests.activities.register.lists import BOY, FATHER, GRID, MOTHER, NEW_YEAR, TOWN, by, shown
from tests.activities.register.payment_runs import paid


@pytest.fixture
def family(engine, book):
    """Low income for the household; a subsidy each for the father and the boy; one month paid."""
    city = lists.register(engine, book)
    lists.recognised(city)
    own = [{"benefit": "disability_living", "person": FATHER, "amount": "300.00", "first": NEW_YEAR},
           {"benefit": "unattended_child_aid", "person": BOY, "amount": "200.00", "first": NEW_YEAR}]  # fmt: skip
    lists.changed(city, *own, on=date(2025, 12, 28), number=2)
    paid(city.payments, NEW_YEAR)
    return city


@pytest.fixture
def code(family):
    return family.codes.issue(by(), MOTHER).token


def denied(read):
    with pytest.raises(NotShown) as told:
        read()
    return str(told.value), told.value.denial


def test_only_the_digest_of_a_code_is_kept(family, code, tables):
    (row,) = tables()["household_code"]

    assert code.get_secret_value() not in json.dumps(tables(), default=str)
    assert len(row["digest"]) == len(code.get_secret_value()) == 64
    assert row["expires_at"] - row["issued_at"] == valid_for(date(2026, 12, 30))
    assert code.get_secret_value() not in repr(shown(code))


def test_a_code_is_never_given_twice(family):
    codes = {family.codes.issue(by(), MOTHER).token.get_secret_value() for _ in range(20)}

    assert len(codes) == 20


def test_a_new_code_takes_the_place_of_the_one_before(family, code):
    new = family.codes.rotate(shown(code, days=1)).token

    assert family.codes.holder(shown(new, days=2), 2026).rows
    assert denied(lambda: family.codes.holder(shown(code, days=2), 2026)) == (SHUT, Denial.REPLACED_CODE)
    assert denied(lambda: family.codes.rotate(shown(code, days=2))) == (SHUT, Denial.REPLACED_CODE)


def test_each_holder_has_an_own_code(family, code):
    his = family.codes.issue(by(), FATHER).token

    assert family.codes.holder(shown(code), 2026).rows
    assert family.codes.holder(shown(his, FATHER), 2026).rows


def test_a_code_opens_for_its_days_and_no_longer(family, code):
    days = valid_for(date(2026, 12, 30)).days

    assert family.codes.holder(shown(code, days=days - 1), 2026).rows
    assert denied(lambda: family.codes.holder(shown(code, days=days), 2026)) == (SHUT, Denial.EXPIRED_CODE)


def test_whatever_is_wrong_is_refused_in_the_same_words_and_written_down(family, code, tables):
    family.codes.rotate(shown(code))
    other = family.codes.issue(by(), FATHER).token
    before = len(tables()["access_log"])
    attempts = [
        (lambda: family.codes.holder(shown(SecretStr("0" * 64)), 2026), Denial.UNKNOWN_CODE),
        (lambda: family.codes.holder(shown(code), 2026), Denial.REPLACED_CODE),
        (lambda: family.codes.holder(shown(other, FATHER, days=400), 2026), Denial.EXPIRED_CODE),
        (lambda: family.codes.holder(shown(other, MOTHER), 2026), Denial.NOT_HOLDER),
        (lambda: family.codes.grid(shown(other, "CZ-TN-DN.grid"), 2026), Denial.OTHER_UNIT),
        (lambda: family.codes.merchant(shown(other, "a shop"), "low-income"), Denial.NO_CONSENT),
        (lambda: family.codes.merchant(shown(SecretStr("1" * 64), "a shop"), "low-income"), Denial.UNKNOWN_CODE),
        (lambda: family.codes.grid(shown(SecretStr("1" * 64), GRID), 2026), Denial.UNKNOWN_CODE),
    ]

    assert [denied(read) for read, _ in attempts] == [(SHUT, denial) for _, denial in attempts]

    written = tables()["access_log"][before:]
    assert [(line["refused"], line["found"]) for line in written] == [(denial, False) for _, denial in attempts]
    assert [line["household"] for line in written] == [
        UNKNOWN if denial is Denial.UNKNOWN_CODE else HOUSEHOLD for _, denial in attempts
    ]


def test_the_holder_sees_all_of_the_own_and_of_the_other_adult_the_sum_alone(family, code):
    view = family.codes.holder(shown(code), 2026)

    seen = json.loads(view.model_dump_json())
    assert set(seen) == {"year", "as_of", "town", "rows", "total", "gaps"}
    assert seen["town"] == "CZ-TN-LL"
    assert {row["person"] for row in seen["rows"]} == {None, BOY}
    assert seen["total"] == {"year": 2026, "amount": "1100.00", "not_reported": [
        "civil-affairs", "medical-insurance", "education"]}  # fmt: skip
    assert FATHER not in view.model_dump_json()
    assert sum(row.amount for row in view.rows if row.status == "paid") == 800


def test_each_adult_sees_the_own_lines(family):
    his = family.codes.issue(by(), FATHER).token

    view = family.codes.holder(shown(his, FATHER), 2026)

    assert {row.person for row in view.rows} == {None, FATHER, BOY}
    assert "disability-nursing" in {gap.item for gap in view.gaps}


def test_what_another_adult_may_be_entitled_to_is_not_told(family, code):
    gaps = family.codes.holder(shown(code), 2026).gaps

    assert "disability-nursing" not in {gap.item for gap in gaps}
    assert all(set(gap.persons) <= {MOTHER, BOY} for gap in gaps)


def test_a_grid_worker_sees_that_something_was_received_and_nothing_else(family, code):
    view = json.loads(family.codes.grid(shown(code, GRID), 2026).model_dump_json())

    assert view.pop("as_of")
    assert view == {
        "year": 2026,
        "items": [
            {"item": "child-protection", "name_zh": "事实无人抚养儿童基本生活补贴", "status": "paid"},
            {"item": "child-protection", "name_zh": "事实无人抚养儿童基本生活补贴", "status": "recognised"},
            {"item": "disability-living", "name_zh": "困难残疾人生活补贴", "status": "not reported"},
            {"item": "disability-living", "name_zh": "困难残疾人生活补贴", "status": "paid"},
            {"item": "disability-living", "name_zh": "困难残疾人生活补贴", "status": "recognised"},
            {"item": "low-income", "name_zh": "最低生活保障", "status": "paid"},
            {"item": "low-income", "name_zh": "最低生活保障", "status": "recognised"},
            {"item": "medical-premium-aid", "name_zh": "困难群众参保资助", "status": "not reported"},
            {"item": "school-aid", "name_zh": "学前–高中阶段资助", "status": "not reported"},
        ],
        "not_reported": ["civil-affairs", "medical-insurance", "education"],
    }


@pytest.mark.parametrize("who", [TOWN, "CZ-TN.head", "somebody"])
def test_who_is_no_grid_worker_is_told_so_before_the_code_is_looked_at(family, who, tables):
    before = len(tables()["access_log"])

    told, _ = denied(lambda: family.codes.grid(shown(SecretStr("0" * 64), who), 2026))

    assert who in told
    assert len(tables()["access_log"]) == before


def test_a_merchant_learns_one_yes_or_no_and_only_while_the_holder_agrees(family, code):
    family.book.enter_items(result(item="school-aid"))
    asked = lambda item: family.codes.merchant(shown(code, "a bookshop"), item).model_dump()  # noqa: E731

    for item in ("low-income", "school-aid", "public-housing", "disability-living"):
        family.codes.consent(shown(code), item, given=True)

    assert asked("low-income") == {"item": "low-income", "eligible": True}
    assert asked("school-aid") == {"item": "school-aid", "eligible": True}
    assert asked("public-housing") == {"item": "public-housing", "eligible": False}
    assert asked("disability-living") == {"item": "disability-living", "eligible": False}  # the father's, not hers
    family.codes.consent(shown(code), "low-income", given=False)
    assert denied(lambda: asked("low-income"))[1] is Denial.NO_CONSENT
    assert denied(lambda: asked("rent-subsidy"))[1] is Denial.NO_CONSENT


def test_consent_is_the_holders_own(family, code):
    his = family.codes.issue(by(), FATHER).token
    family.codes.consent(shown(code), "low-income", given=True)

    assert denied(lambda: family.codes.merchant(shown(his, "a shop"), "low-income"))[1] is Denial.NO_CONSENT
    assert denied(lambda: family.codes.consent(shown(his, MOTHER), "low-income", given=True))[1] is Denial.NOT_HOLDER


def test_nobody_is_eligible_when_the_right_has_ended(family, code):
    family.book.enter_items(result(item="school-aid"))
    family.codes.consent(shown(code), "school-aid", given=True)
    rights = {"low_income": None, "disability_living": FATHER, "unattended_child_aid": BOY}
    ended = ({"benefit": benefit, "person": person, "amount": None, "first": date(2026, 7, 1), "state": "ended"}
             for benefit, person in rights.items())  # fmt: skip
    lists.changed(family, *ended, on=date(2026, 6, 20), number=3)

    assert not family.codes.merchant(shown(code, "a bookshop"), "school-aid").eligible


def test_with_a_member_protected_the_other_adult_sees_the_own_lines_and_no_address(family, code):
    his = family.codes.issue(by(), FATHER).token
    family.lists.protect(by(purpose="domestic violence, police report"), MOTHER, protected=True)

    view = family.codes.holder(shown(his, FATHER), 2026)

    assert view.model_dump(exclude={"rows", "year", "as_of"}) == {"town": None, "total": None, "gaps": ()}
    assert {row.person for row in view.rows} == {FATHER}
    assert not any(name in view.model_dump_json() for name in (MOTHER, BOY, "CZ-TN-LL", "low_income"))
    assert denied(lambda: family.codes.readings(shown(his, FATHER))) == (SHUT, Denial.PROTECTED)
    assert family.codes.holder(shown(code), 2026).total.amount == 1100


def test_a_protection_can_be_lifted_and_both_words_stay(family, tables):
    his = family.codes.issue(by(), FATHER).token
    for protected in (True, False):
        family.lists.protect(by(purpose="court order"), MOTHER, protected=protected)

    assert family.codes.holder(shown(his, FATHER), 2026).town == "CZ-TN-LL"
    assert [(row["protected"], row["decided_by"], row["reason"]) for row in tables()["household_protection"]] == [
        (True, TOWN, "court order"), (False, TOWN, "court order"),
    ]  # fmt: skip


def test_a_code_is_held_by_an_adult_member_and_by_nobody_else(family):
    for person in (BOY, "p-0099"):
        assert "can hold no code" in denied(lambda: family.codes.issue(by(), person))[0]  # noqa: B023  called at once


def test_who_has_left_the_household_opens_nothing_any_more(family):
    his = family.codes.issue(by(), FATHER).token
    family.book.enter_refusal(refusal(3, date(2026, 8, 3), "destitute", members=(MOTHER, BOY)))

    assert denied(lambda: family.codes.holder(shown(his, FATHER), 2026)) == (SHUT, Denial.NO_MEMBER)


def test_the_code_of_who_has_died_opens_nothing(family, code):
    lists.fact(family, "death", MOTHER, date(2026, 12, 1))

    assert denied(lambda: family.codes.holder(shown(code), 2026)) == (SHUT, Denial.NO_MEMBER)


def test_the_holder_reads_who_has_read_of_the_household(family, code):
    family.lists.list_of(by("CZ-TN.head", "yearly check", case=case(1), terminal="counter 3"), 2026)
    denied(lambda: family.lists.list_of(by("CZ-ZL.head", "curiosity"), 2026))
    family.codes.grid(shown(code, GRID, purpose="monthly visit"), 2026)
    denied(lambda: family.codes.merchant(shown(code, "a shop"), "low-income"))

    seen = family.codes.readings(shown(code))

    assert [(line.reader, line.reader_zh, line.purpose, line.case, line.refused) for line in seen] == [
        (TOWN, "兰陵街道经办人", "yearly check", None, None),
        ("CZ-TN.head", "天宁区科长", "yearly check", case(1), None),
        ("CZ-ZL.head", "钟楼区科长", "curiosity", None, "another unit's household"),
        (GRID, "兰陵街道网格员", "monthly visit", None, None),
        ("a shop", "", "family", None, "the holder has not agreed"),
        (MOTHER, "", "family", None, None),
    ]
    assert seen[3].fields == ("year", "as_of", "items", "not_reported")
    assert "counter 3" not in str(seen)


@pytest.mark.parametrize("table", ["household_code", "code_consent", "household_protection"])
def test_the_database_itself_keeps_every_word(family, code, engine, table):
    family.codes.consent(shown(code), "low-income", given=True)
    family.lists.protect(by(), MOTHER, protected=True)

    with pytest.raises(Exception, match="never changed"), engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET person = 'p-0002'")
