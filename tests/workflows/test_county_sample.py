"""The county that confirms itself visits thirty of a hundred of the destitute before it does (domain 3.6)."""

from datetime import date

import pytest

from policy.spot_checks import chosen
from registry.services import ASSISTANCE, case_id
from schemas.daily_living import Activity
from schemas.households import Category
from tests.workflows.applications import APPLICANT, authorised, person, submitted
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity
from tests.workflows.paper_offices import answered

pytestmark = pytest.mark.platform

ALONE = {"members": [person(APPLICANT, "1950-03-15", "male", "applicant", own_obligor_able=False)]}
ABLE = answered(findings=[{"person": APPLICANT, "can": {each.value: True for each in Activity}}])


async def city_of(cities: PaperCities, *, looked_at: bool) -> PaperCity:
    while True:
        city = await cities.founded(SHORT_DAY)
        if chosen(case_id(ASSISTANCE, city.number), Category.DESTITUTE, date(2026, 3, 2)) is looked_at:
            return city


@pytest.mark.parametrize(
    ("looked_at", "visits"),
    [
        pytest.param(True, ["home_visit/town/1", "home_visit/county/1"], id="in the sample"),
        pytest.param(False, ["home_visit/town/1"], id="not in the sample"),
    ],
)
async def test_a_destitute_person_in_the_sample_is_visited_before_the_county_confirms(
    city: PaperCity, cities: PaperCities, looked_at: bool, visits: list[str]
) -> None:
    city = await city_of(cities, looked_at=looked_at)
    city.departments.says("civil-affairs", "self_care", ABLE)
    alone = {"household": ALONE, "incomes": [], "authorisations": authorised(APPLICANT), "applied_for": "destitute"}
    case = await city.open(ASSISTANCE, submitted(city.number, **alone))

    await case.decide("acceptance")
    await case.decide("opinion")
    ask = await case.asks("confirmation")
    asked = city.departments.keys("home_visit")
    await case.decide("confirmation")
    record = await case.closed()

    assert (ask.role, ask.unit) == ("county section head", "CZ-TN")
    assert asked == visits
    assert (record.outcome, record.category) == ("granted", "destitute")
