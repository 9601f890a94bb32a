"""Support of the destitute (domain 3.6): the self-care test, the place of support, and what is paid by both."""

from decimal import Decimal
from typing import Any

import pytest

from activities.ports import SystemReply
from registry.services import ASSISTANCE
from schemas.daily_living import Activity
from tests.workflows.applications import APPLICANT, authorised, person, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, answered, in_turn

pytestmark = pytest.mark.platform

A = Activity
ALL_SIX = {activity.value: True for activity in Activity}
ALONE = {"members": [person(APPLICANT, "1950-03-15", "male", "applicant", own_obligor_able=False)]}


def found(*cannot: Activity) -> SystemReply:
    """What the assessors saw."""
    can = {**ALL_SIX, **{activity.value: False for activity in cannot}}
    return answered(findings=[{"person": APPLICANT, "can": can}], assessors=["甲", "乙"])


def chosen(place: str, *, available: bool = True) -> SystemReply:
    return answered(chosen=place, available=available)


async def applied(city: PaperCity, **changed: Any) -> PaperCase:
    """An old man alone, without income or anybody who would have to support him."""
    alone = {"household": ALONE, "incomes": [], "authorisations": authorised(APPLICANT), "applied_for": "destitute"}
    case = await city.open(ASSISTANCE, submitted(city.number, **alone, **changed))
    await case.decide("acceptance")
    return case


async def recognised(city: PaperCity, **changed: Any) -> PaperCase:
    case = await applied(city, **changed)
    await case.decide("opinion")
    await case.decide("confirmation")
    return case


@pytest.mark.parametrize(
    ("cannot", "place", "amount"),
    [
        pytest.param((A.WALK, A.BATHE, A.TOILET), "home", "1755.00", id="AC-S1 three are lost: partly lost"),
        pytest.param((), "home", "1560.00", id="AC-S3 none is lost: able"),
        pytest.param(tuple(A), "institution", "2561.25", id="all are lost, in an institution"),
    ],
)
async def test_the_amount_is_that_of_the_place_and_of_the_tier(
    city: PaperCity, cannot: tuple[Activity, ...], place: str, amount: str
) -> None:
    city.departments.says("civil-affairs", "self_care", found(*cannot))
    city.departments.says("civil-affairs", "support_place", chosen(place))

    case = await recognised(city, support_place=place)
    record = await case.closed()

    assert (record.outcome, record.category, record.amount) == ("granted", "destitute", Decimal(amount))
    assert [body["amount"] for body in city.departments.bodies("open_payment")] == [amount]
    assert {decision.rule for decision in record.decisions} == {"self_care", "destitute"}
    assert record.notes == ()


@calm
async def test_the_town_gives_its_opinion_within_the_limit_of_the_destitute_on_the_whole_amount(
    city: PaperCity,
) -> None:
    city.departments.says("civil-affairs", "self_care", found(A.WALK))
    case = await applied(city)

    ask = await case.asks("opinion")
    record = await case.record()

    assert ask.due is not None
    assert str(ask.due.limit) == "15 working days"
    assert record.decisions[-1].amount == Decimal("1755.00")


@unhurried
async def test_survey_and_opinion_on_the_destitute_have_one_limit_from_the_acceptance_on(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    city.departments.says("civil-affairs", "self_care", found())
    case = await applied(city)

    ask = await case.asks("opinion")
    record = await case.record()

    total = next(clock for clock in record.clocks if clock.name == "total")
    assert ask.due is not None
    assert ask.due.start.date() == total.due.start.date()
    assert record.evidence_gap


async def test_who_wants_an_institution_without_a_place_is_supported_at_home_meanwhile(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "self_care", found())
    city.departments.says("civil-affairs", "support_place", chosen("institution", available=False))

    case = await recognised(city, support_place="institution")
    record = await case.closed()

    assert record.amount == Decimal("1560.00")
    assert any("no institution has a place yet" in note for note in record.notes)
    assert city.departments.bodies("support_place")[0]["details"]["wanted"] == "institution"


async def test_what_the_person_says_at_the_desk_counts_and_not_the_form(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "self_care", found())
    city.departments.says("civil-affairs", "support_place", chosen("home"))

    record = await (await recognised(city, support_place="institution")).closed()

    assert (record.amount, record.notes) == (Decimal("1560.00"), ())


async def test_a_desk_that_tests_nobody_takes_nothing_away_and_gives_no_care_money(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "self_care", PENDING)

    record = await (await recognised(city)).closed()

    assert (record.outcome, record.amount) == ("granted", Decimal("1264.00"))
    assert any("no result of the self-care test" in note for note in record.notes)
    assert city.departments.keys("self_care") == ["self_care/1", "self_care/2"]


async def test_a_test_of_five_things_is_none_and_is_asked_for_again(city: PaperCity) -> None:
    five = dict.fromkeys(list(ALL_SIX)[:5], True)
    incomplete = answered(findings=[{"person": APPLICANT, "can": five}])
    city.departments.says("civil-affairs", "self_care", in_turn(incomplete, found(A.EAT)))

    record = await (await recognised(city)).closed()

    assert record.amount == Decimal("1755.00")


@calm
async def test_nobody_else_is_tested(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.decide("acceptance")
    await case.asks("opinion")

    assert city.departments.asked_for("self_care") == city.departments.asked_for("support_place") == []
