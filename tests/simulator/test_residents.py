"""Are the pretend people well made, and nobody real?"""

from datetime import date

import pytest
from stdnum.cn import ric

from schemas.people import Sex
from simulator.pseudonyms import pseudonym
from simulator.residents import AREA, People, check_character, citizen_number


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("11010519491231002X", id="AC-I1, the example of the standard"),
        pytest.param("320499195803150012", id="AC-I3"),
        pytest.param("32049919850704004X", id="AC-I4"),
        pytest.param("320499200412310078", id="AC-I5"),
    ],
)
def test_the_check_character_is_the_standard_s(number):
    assert check_character(number[:17]) == number[17]


def test_every_resident_has_a_valid_number_in_the_unassigned_area():
    people = People(seed=7, key="k")

    residents = [people.person(0, 90) for _ in range(300)]

    numbers = [(str(each.id_number), each) for each in residents]
    assert all(ric.calc_check_digit(number) == number[-1] for number, _ in numbers)
    assert {number[:6] for number, _ in numbers} == {AREA}
    assert all(number[6:14] == f"{each.born:%Y%m%d}" for number, each in numbers)
    assert all((int(number[16]) % 2 == 1) is (each.sex is Sex.MALE) for number, each in numbers)


def test_the_same_seed_makes_the_same_people():
    first, second = People(3, "k"), People(3, "k")

    assert [first.person(20, 60) for _ in range(20)] == [second.person(20, 60) for _ in range(20)]


def test_ages_lie_in_the_range():
    people = People(seed=11, key="k")

    ages = [(date(2026, 1, 1) - people.person(60, 75).born).days / 365.25 for _ in range(200)]

    assert min(ages) >= 60
    assert max(ages) < 76


def test_a_pseudonym_tells_nothing_without_the_key():
    number = citizen_number(date(1958, 3, 15), 1)

    person, household = pseudonym("person", number, "one key"), pseudonym("household", number, "one key")

    assert person == pseudonym("person", number, "one key") != pseudonym("person", number, "other key")
    assert len(person) == 22
    assert person.startswith("p-")
    assert household.startswith("h-")
    assert person[2:] != household[2:]
