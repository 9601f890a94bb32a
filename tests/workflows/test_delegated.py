"""Who confirms, and what the county sees for itself (domain 3.3 steps 10 and 11, 3.6)."""

from datetime import date

import pytest

from events.contracts.civil_affairs import AssistanceObjectionRaised
from policy.spot_checks import chosen
from registry.services import ASSISTANCE, case_id
from schemas.households import Category
from tests.workflows.applications import EDGE, about, not_contested, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import LONG_DAY, PaperCities, PaperCity, calm

pytestmark = [pytest.mark.platform, calm]

DELEGATING = {"county": "CZ-JT", "town": "CZ-JT-XC", "region": "320413"}
"""Jintan lets its towns confirm."""


async def city_of(cities: PaperCities, *, looked_at: bool) -> PaperCity:
    """A city whose case is, or is not, among those that the county looks at itself."""
    while True:
        city = await cities.founded(LONG_DAY)
        if chosen(case_id(ASSISTANCE, city.number), Category.LOW_INCOME_EDGE, date(2026, 3, 2)) is looked_at:
            return city


async def before_confirmation(city: PaperCity, **changed: object) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, household=DELEGATING, **changed))
    await case.decide("acceptance")
    await case.decide("opinion")
    return case


def complaint(city: PaperCity) -> AssistanceObjectionRaised:
    return AssistanceObjectionRaised.model_validate({**about(city.number), "grounds": "实际居住在外地"})


def rulings(record: object) -> list[tuple[str, str]]:
    return [(ruled.question, ruled.officer) for ruled in record.rulings]  # type: ignore[attr-defined]


async def test_a_delegated_town_confirms_by_a_third_person(city: PaperCity, cities: PaperCities) -> None:
    city = await city_of(cities, looked_at=False)
    case = await before_confirmation(city)

    ask = await case.asks("confirmation")
    told = await case.refusal("confirmation", officer="CZ-JT-XC.lead")
    await case.decide("confirmation")
    record = await case.closed()

    assert (ask.role, ask.unit) == ("town lead", "CZ-JT-XC")
    assert "took an earlier step" in told
    assert record.outcome == "granted"
    assert rulings(record) == [
        ("acceptance", "CZ-JT-XC.officer"), ("opinion", "CZ-JT-XC.lead"), ("confirmation", "CZ-JT-XC.deputy"),
    ]  # fmt: skip
    assert city.departments.keys("home_visit") == ["home_visit/town/1"]


async def test_of_its_sample_the_county_visits_and_agrees_before_it_counts(
    city: PaperCity, cities: PaperCities
) -> None:
    city = await city_of(cities, looked_at=True)
    case = await before_confirmation(city)

    await case.decide("confirmation")
    ask = await case.asks("spot check")
    before = await case.record()
    await case.decide("spot check")
    record = await case.closed()

    assert (ask.role, ask.unit, ask.choices) == ("county section head", "CZ-JT", ("agree", "return"))
    assert (before.stage, before.outcome) == ("spot check", None)
    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/county/1"]
    assert (record.outcome, rulings(record)[-1]) == ("granted", ("spot check", "CZ-JT.head"))


async def test_what_the_county_returns_gets_a_new_opinion_and_a_new_confirmation(
    city: PaperCity, cities: PaperCities
) -> None:
    city = await city_of(cities, looked_at=True)
    case = await before_confirmation(city)

    await case.decide("confirmation")
    await case.decide("spot check", "return", reasons="入户所见与申报不符")
    await case.refuse("opinion", not_contested(city.number))
    await case.decide("confirmation", "refuse")
    record = await case.closed()

    assert record.outcome == "refused"
    questions = [question for question, _ in rulings(record)]
    assert questions[-4:] == ["spot check", "opinion", "opinion", "confirmation"]
    assert "assistance.identity-confirmed" not in city.sent(case)


async def test_a_refusal_is_not_looked_at_again(city: PaperCity, cities: PaperCities) -> None:
    city = await city_of(cities, looked_at=True)
    case = await before_confirmation(city)

    await case.refuse("confirmation", not_contested(city.number))

    assert (await case.closed()).outcome == "refused"


async def test_a_relative_of_staff_is_visited_by_the_county_where_the_town_confirms_too(
    city: PaperCity, cities: PaperCities
) -> None:
    city = await city_of(cities, looked_at=False)
    case = await before_confirmation(city, relative_of_staff=True)

    await case.decide("confirmation")
    await case.decide("spot check")
    record = await case.closed()

    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/county/1"]
    assert record.outcome == "granted"


async def test_a_complaint_has_the_county_visit_and_agree_where_the_town_confirms(
    city: PaperCity, cities: PaperCities
) -> None:
    city = await city_of(cities, looked_at=False)
    case = await before_confirmation(city)
    await case.asks("confirmation")

    await case.hears(complaint(city))
    await case.until(lambda record: "home_visit/county/1" in city.departments.keys("home_visit") and record.pending)
    await case.decide("confirmation")
    await case.decide("spot check")

    assert (await case.closed()).outcome == "granted"
    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/county/1"]


async def test_the_county_that_confirms_itself_visits_on_a_complaint_within_the_same_step(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion")
    first = await case.asks("confirmation")

    await case.hears(complaint(city))
    await case.until(lambda record: "home_visit/county/1" in city.departments.keys("home_visit") and record.pending)
    again = await case.asks("confirmation")
    await case.decide("confirmation")
    record = await case.closed()

    assert again.due == first.due
    assert [clock.name for clock in record.clocks].count("confirmation") == 1
    assert any("a complaint has the county visit: 实际居住在外地" in note for note in record.notes)
    assert [line.subject for line in record.asked if line.topic == "home_visit"] == ["town", "county"]
    assert not any("heard but not used" in note for note in record.notes)


async def test_each_complaint_has_a_visit_of_its_own(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion")
    await case.asks("confirmation")

    await case.hears(complaint(city), complaint(city))
    await case.until(lambda record: "home_visit/county/2" in city.departments.keys("home_visit") and record.pending)
    await case.decide("confirmation")

    assert (await case.closed()).outcome == "granted"
