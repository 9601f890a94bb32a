"""Domain 3.8, 3.10: what else a recognised household may receive."""

from datetime import date
from decimal import Decimal

import pytest

from policy.linked_items import linked_items
from policy.offers import OFFERED
from policy.publicity import publicity
from registry.items import ITEMS
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
