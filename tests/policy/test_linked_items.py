"""Domain 3.8, 3.10: what else a recognised household may receive."""

from datetime import date
from decimal import Decimal

import pytest

from policy.linked_items import ended, linked_items
from policy.offers import OFFERED
from policy.publicity import publicity
from registry.items import ITEMS
from schemas.assessments import ItemsEndedRequest
from schemas.households import Category, Emergency
from schemas.people import Disability, Relation
from tests.policy.facts import ON, application, family, member

GRADE_1 = Disability(kind="physical", grade=1)
FAMILY = (
    member(1, Relation.APPLICANT, born=date(1985, 1, 1), works=True),
    member(2, born=date(1986, 1, 1)),
    member(3, Relation.MINOR_CHILD, born=date(2014, 1, 1), student=True),
    member(4, Relation.PARENT, born=date(1950, 1, 1)),
)


def items(members=FAMILY, category=Category.LOW_INCOME, **changed):
    return [item.item for item in linked_items(application(members, **changed), category, ON)]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        (
            Category.LOW_INCOME,
            ["medical-premium-aid", "school-aid", "employment-aid", "pension-contribution"],
        ),
        (Category.DESTITUTE, ["medical-premium-aid", "school-aid", "pension-contribution"]),
        (Category.LOW_INCOME_EDGE, ["medical-premium-aid", "school-aid"]),
        (Category.RIGID_SPENDING, []),
    ],
)
def test_the_law_owes_items_to_each_category(category, expected):
    assert items(category=category) == expected


def test_an_item_names_the_persons_whom_it_fits_and_why():
    found = {str(item.item): item for item in linked_items(application(FAMILY), Category.LOW_INCOME, ON)}

    assert found["medical-premium-aid"].persons == ("p-1", "p-2", "p-3", "p-4")
    assert found["school-aid"].persons == ("p-3",)
    assert found["employment-aid"].persons == ("p-2",)
    assert all(item.condition.met and item.condition.article for item in found.values())


def test_items_of_free_choice_come_with_consent_only():
    wanted = ("charity-aid", "legal-aid", "public-housing", "hope-project")

    assert set(items(consents=wanted)) - set(items()) == set(wanted)


def test_consent_brings_nothing_that_fits_nobody():
    assert "rehabilitation" not in items(consents=("rehabilitation",))


@pytest.mark.parametrize(
    ("changed", "category", "expected"),
    [
        ({"disability": GRADE_1}, "low_income", {"disability-living", "disability-nursing"}),
        ({"disability": Disability(kind="physical", grade=4)}, "low_income", {"disability-living"}),
        ({"disability": GRADE_1}, "destitute", set()),
        ({"disability": GRADE_1}, "single_person", {"disability-living", "disability-nursing"}),
        ({"disability": GRADE_1}, "rigid_spending", {"disability-nursing"}),
        ({"born": date(1946, 3, 2)}, "low_income", {"elder-care"}),
        ({"born": date(1946, 3, 3)}, "low_income", set()),
        ({"born": date(1960, 3, 3), "disability": Disability(kind="visual", grade=4)}, "low_income",
         {"elder-care", "disability-living"}),
        ({"born": date(2015, 3, 3), "major_disease": True}, "low_income", {"child-protection"}),
    ],
)  # fmt: skip
def test_disability_age_and_illness_bring_their_own_items(changed, category, expected):
    special = {"disability-living", "disability-nursing", "elder-care", "child-protection"}

    assert special & set(items(family(1, **changed), Category(category))) == expected


def test_of_a_single_person_recognition_only_that_person_is_aided():
    household = (*family(2), member(3, major_disease=True))

    found = linked_items(application(household), Category.SINGLE_PERSON, ON)

    assert {item.persons for item in found} == {("p-3",)}


@pytest.mark.parametrize(
    ("born", "student", "expected"),
    [
        (date(2020, 3, 2), False, {"school-aid"}),
        (date(2020, 3, 3), False, set()),
        (date(2010, 3, 3), False, {"school-aid"}),
        (date(2010, 3, 2), False, set()),
        (date(2008, 3, 3), True, {"school-aid"}),
        (date(2008, 3, 2), True, {"university-aid"}),
    ],
)
def test_pupils_and_students_are_told_by_age_and_enrolment(born, student, expected):
    assert {"school-aid", "university-aid"} & set(items(family(1, born=born, student=student))) == expected


def test_a_household_in_an_emergency_is_offered_emergency_aid():
    struck = Emergency(cause="fire", happened_on=ON, need=Decimal(100))

    assert items(emergency=struck)[0] == "emergency-aid"


def test_every_item_of_the_list_is_offered_except_the_recognitions_themselves():
    recognitions = {"low-income", "destitute", "low-income-edge", "rigid-spending"}

    assert set(OFFERED) == set(ITEMS) - recognitions


@pytest.mark.parametrize(
    ("category", "members", "published"),
    [
        (Category.LOW_INCOME, FAMILY, "7 calendar days"),
        (Category.SINGLE_PERSON, FAMILY, "7 calendar days"),
        (Category.DESTITUTE, FAMILY, "7 calendar days"),
        (Category.LOW_INCOME_EDGE, FAMILY, "None"),
        (Category.RIGID_SPENDING, FAMILY, "None"),
        (Category.DESTITUTE, family(1, born=date(2015, 1, 1)), "None"),
    ],
)
def test_who_gives_aid_publishes_and_never_for_children_alone(category, members, published):
    assert str(publicity(category, application(members), ON)) == published


def test_a_family_of_three_gets_four_items_of_four_departments():
    household = (
        member(1, Relation.APPLICANT, born=date(1958, 4, 12)),
        member(2, born=date(1960, 9, 3)),
        member(3, Relation.OTHER, born=date(2016, 11, 20), student=True),
    )

    found = items(household, consents=("charity-aid", "hope-project"))

    assert found == ["medical-premium-aid", "school-aid", "hope-project", "charity-aid"]
    assert len({ITEMS[item].owner.id for item in found}) == 4


SEVERE = Disability(kind="mental", grade=2)
HOUSE = (
    member(1, Relation.APPLICANT, born=date(1950, 1, 1), disability=GRADE_1),
    member(2, born=date(1985, 1, 1)),
    member(3, Relation.MINOR_CHILD, born=date(2014, 1, 1), student=True),
    member(4, Relation.MINOR_CHILD, born=date(2008, 6, 1), student=True),
)
GRANTED = ("disability-living", "disability-nursing", "elder-care", "medical-premium-aid", "school-aid",
           "employment-aid", "pension-contribution", "women-aid")  # fmt: skip
FACT_DAY = date(2026, 5, 14)
SIXTEEN_EVE = date(2024, 5, 31)


def stops(after, category_after=Category.LOW_INCOME, granted=GRANTED, members=HOUSE, **told):
    request = {
        "before": application(members), "category_before": Category.LOW_INCOME, "category_after": category_after,
        "after": application(after) if after else None, "granted": granted, "on": FACT_DAY, **told,
    }  # fmt: skip
    found = ended(ItemsEndedRequest.model_validate(request))
    assert {stop.from_month for stop in found} <= {date(2026, 6, 1)}
    return {(str(stop.item), stop.reason.value): stop for stop in found}


def test_nothing_ends_while_nothing_has_changed():
    assert stops(HOUSE) == {}


def test_the_end_of_a_recognition_ends_what_hangs_on_it_and_nothing_else():
    found = stops(HOUSE, None)

    assert {item for item, _ in found} == set(GRANTED) - {"disability-nursing", "women-aid"}
    assert {reason for _, reason in found} == {"identity-ended"}
    assert all(stop.whole for stop in found.values())


def test_the_edge_keeps_what_the_law_owes_to_it():
    found = stops(HOUSE, Category.LOW_INCOME_EDGE)

    assert set(found) == {
        (item, "category-changed") for item in ("disability-living", "elder-care", "employment-aid",
                                                "pension-contribution")
    }  # fmt: skip


def test_support_of_the_destitute_takes_both_disability_subsidies_away_ac_d8():
    found = stops(HOUSE, Category.DESTITUTE)

    assert ("disability-nursing", "category-changed") in found
    assert ("disability-living", "category-changed") in found


def test_the_dead_lose_everything_and_the_others_keep_theirs():
    found = stops(HOUSE[1:], dead=("p-1",))

    assert {item for item, _ in found} == {"disability-living", "disability-nursing", "elder-care",
                                           "medical-premium-aid"}  # fmt: skip
    assert {reason for _, reason in found} == {"death"}
    assert found["medical-premium-aid", "death"].persons == ("p-1",)
    assert not found["medical-premium-aid", "death"].whole
    assert found["elder-care", "death"].whole


def test_who_leaves_loses_what_hangs_on_the_household_and_keeps_what_hangs_on_a_certificate():
    found = stops(HOUSE[1:])

    assert {reason for _, reason in found} == {"left-household"}
    assert ("disability-nursing", "left-household") not in found


@pytest.mark.parametrize(
    ("number", "changed", "expected"),
    [
        pytest.param(
            1, {"disability": None}, {"disability-living", "disability-nursing", "elder-care"}, id="certificate ended"
        ),
        pytest.param(1, {"disability": Disability(kind="physical", grade=4)}, {"disability-nursing"}, id="graded anew"),
        pytest.param(2, {"works": True}, {"employment-aid", "pension-contribution"}, id="work"),
        pytest.param(3, {"student": False}, set(), id="of school age all the same"),
        pytest.param(4, {"student": False}, {"school-aid"}, id="left school at seventeen"),
    ],
)  # fmt: skip
def test_a_fact_about_a_person_ends_the_items_that_it_concerns(number, changed, expected):
    after = tuple(one.model_copy(update=changed) if one.ref == f"p-{number}" else one for one in HOUSE)

    assert {item for item, _ in stops(after)} == expected


def test_time_alone_ends_what_hangs_on_an_age():
    out_of_school = tuple(one.model_copy(update={"student": False}) for one in HOUSE)
    granted = ("school-aid",)

    eve = stops(out_of_school, granted=granted, members=out_of_school, on=date(2026, 5, 31), recognised_on=SIXTEEN_EVE)
    day = stops(out_of_school, granted=granted, members=out_of_school, on=FACT_DAY, recognised_on=SIXTEEN_EVE)

    assert set(eve) == set(day) == {("school-aid", "age")}
    assert day["school-aid", "age"].persons == ("p-4",)


def test_a_household_of_which_nobody_is_left_loses_everything_that_can_end():
    found = stops(None, None, dead=tuple(one.ref for one in HOUSE))

    assert {item for item, _ in found} == set(GRANTED) - {"women-aid"}
    assert {reason for _, reason in found} == {"death"}


def test_of_a_single_person_recognition_the_others_lose_what_the_law_no_longer_owes_them():
    found = stops(HOUSE, Category.SINGLE_PERSON, granted=("medical-premium-aid", "employment-aid"))

    assert found["medical-premium-aid", "category-changed"].persons == ("p-2", "p-3", "p-4")
    assert found["employment-aid", "category-changed"].whole


def test_what_the_household_asked_for_does_not_hang_on_the_category():
    request = ItemsEndedRequest(
        before=application(HOUSE, consents=("employment-aid",)), category_before=Category.LOW_INCOME,
        after=application(HOUSE), category_after=Category.LOW_INCOME_EDGE, granted=("employment-aid",), on=FACT_DAY,
    )  # fmt: skip

    assert ended(request) == ()
