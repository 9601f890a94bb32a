"""What is said of an unknown body reaches the case of the person who it was: paper, hold, booking (domain 8.2)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from events.contracts.bereavement import DeathMerged
from registry.services import BEREAVEMENT
from tests.workflows.deaths import (
    CREMATED,
    bill,
    booked,
    certificate,
    cremated,
    held,
    identified,
    police_notice,
    released,
    requested,
)
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCities, PaperCity, brisk, calm

pytestmark = pytest.mark.platform

CONFIRM = "confirm_cremation"
REGISTER = "household_register_cancellation"
ELSEWHERE = "450100"

Founded = Callable[[], Awaitable[PaperCity]]


@pytest.fixture
def another(cities: PaperCities, day: timedelta) -> Founded:
    """The city in which the person has a case; the reference has its own."""

    async def founded() -> PaperCity:
        return await cities.founded(day)

    return founded


async def unknown(city: PaperCity, *more: Any) -> PaperCase:
    case = await city.open(BEREAVEMENT, police_notice(city.number, identified=False), *more)
    await case.until(lambda now: now.stage == "unidentified" and len(now.read) == 1 + len(more))
    return case


async def merged(city: PaperCity, case: PaperCase, times: int = 1) -> DeathMerged:
    """What the case of the reference said last, when it has said it so often."""
    await case.until(lambda _: len(city.said(case, "death.merged")) == times)
    return DeathMerged.model_validate(city.said(case, "death.merged")[-1])


@brisk
async def test_an_identified_body_is_cremated_as_booked_and_its_case_is_settled(city: PaperCity, another) -> None:
    known = await another()
    reference = await unknown(city, booked(city.number))
    await reference.hears(identified(city.number, known.number))

    case = await known.open(BEREAVEMENT, await merged(city, reference))
    await case.until(lambda _: known.departments.keys(CONFIRM))
    await case.hears(cremated(known.number), bill(known.number))
    await case.decide("waiver", "waive", reasons="查明身份前由公安机关送馆")
    record = await case.closed()

    assert known.departments.bodies(CONFIRM)[0]["details"]["booking"] == "96444-1"
    assert record.outcome == "settled"
    assert "death.certificate-missing" not in announced(record)


async def test_a_body_that_was_cremated_unknown_has_the_paper_of_the_police_and_alerts_nobody(
    city: PaperCity, another
) -> None:
    known = await another()
    reference = await unknown(city, cremated(city.number))
    await reference.hears(identified(city.number, known.number))
    told = await merged(city, reference)

    record = await (await known.open(BEREAVEMENT, told)).closed()

    assert (await reference.closed()).outcome == "merged"
    assert (told.certificates, told.cremated_on and str(told.cremated_on)) == (("PN-1",), CREMATED)
    assert known.departments.bodies(REGISTER)[0]["details"]["certificates"] == ["PN-1"]
    assert record.outcome == "settled"
    assert "death.certificate-missing" not in announced(record)


@calm
async def test_a_hold_goes_over_and_a_release_under_the_reference_ends_it(city: PaperCity, another) -> None:
    known = await another()
    reference = await unknown(city, booked(city.number), held(city.number))
    await reference.hears(identified(city.number, known.number))
    first = await merged(city, reference)
    case = await known.open(BEREAVEMENT, first, certificate(known.number))
    await case.until(lambda now: "hukou.cancelled" in announced(now))
    before = known.departments.keys(CONFIRM)

    await reference.hears(released(city.number))
    second = await merged(city, reference, times=2)
    await case.hears(second)
    await case.until(lambda _: known.departments.keys(CONFIRM))

    assert (first.held, second.held, before) == (("autopsy",), (), [])
    assert city.departments.keys(CONFIRM) == []
    assert (await reference.record()).stage == "merged"


@calm
async def test_a_release_under_the_name_of_the_person_ends_the_hold_for_good(city: PaperCity, another) -> None:
    known = await another()
    reference = await unknown(city, held(city.number))
    await reference.hears(identified(city.number, known.number))
    case = await known.open(BEREAVEMENT, await merged(city, reference), certificate(known.number))

    await case.hears(released(known.number))
    await reference.hears(booked(city.number))
    await case.hears(await merged(city, reference, times=2))
    await case.until(lambda _: known.departments.keys(CONFIRM))

    assert known.departments.bodies(CONFIRM)[0]["details"]["booking"] == "96444-1"


@calm
async def test_what_was_released_before_the_body_had_a_name_holds_nothing_up(city: PaperCity, another) -> None:
    known = await another()
    reference = await unknown(city, held(city.number), released(city.number), booked(city.number))
    await reference.hears(identified(city.number, known.number))

    told = await merged(city, reference)
    case = await known.open(BEREAVEMENT, told)
    await case.until(lambda _: known.departments.keys(CONFIRM))

    assert told.held == ()


@calm
async def test_a_cremation_under_the_reference_is_told_on_and_nothing_more_is_waited_for(city: PaperCity) -> None:
    reference = await unknown(city)
    await reference.hears(identified(city.number, "p-3001"))
    await merged(city, reference)

    await reference.hears(requested(city.number, "housing-fund"), cremated(city.number))
    record = await reference.closed()

    assert [each["cremated_on"] for each in city.said(reference, "death.merged")] == [None, CREMATED]
    assert record.outcome == "merged"
    assert any("R-1 须以死者本人名义提出" in note for note in record.notes)


async def test_when_the_case_of_the_person_has_closed_nobody_waits_under_the_reference(city: PaperCity) -> None:
    reference = await unknown(city, held(city.number))

    await reference.hears(identified(city.number, "p-3001"))
    record = await reference.closed()

    assert record.outcome == "merged"


@calm
async def test_a_body_that_is_corrected_to_be_somebody_else_goes_over_to_that_person(city: PaperCity) -> None:
    reference = await unknown(city)
    await reference.hears(identified(city.number, "p-3001"))
    await merged(city, reference)

    await reference.hears(identified(city.number, "p-3002"))
    second = await merged(city, reference, times=2)

    assert second.person == "p-3002"


@calm
async def test_the_register_of_an_identified_stranger_is_not_asked_and_the_family_gets_guidance(
    city: PaperCity, another
) -> None:
    known = await another()
    reference = await unknown(city, cremated(city.number))
    await reference.hears(identified(city.number, known.number, region=ELSEWHERE))

    case = await known.open(BEREAVEMENT, await merged(city, reference))
    record = await case.until(lambda now: any(line.topic == REGISTER for line in now.asked))

    assert next(line.status for line in record.asked if line.topic == REGISTER) == "not_linkable"
    assert known.departments.keys(REGISTER) == []


@calm
async def test_a_body_that_was_given_away_is_not_cremated_under_its_name_either(city: PaperCity, another) -> None:
    known = await another()
    reference = await city.open(
        BEREAVEMENT, police_notice(city.number, identified=False, disposal="donated"), booked(city.number)
    )
    await reference.asks("body")
    await reference.hears(identified(city.number, known.number))

    case = await known.open(BEREAVEMENT, await merged(city, reference))
    ask = await case.asks("one_source")
    await case.decide("one_source", "confirm")
    await case.asks("body")

    assert ask.question == "one_source"
    assert (await reference.record()).pending is None
    assert known.departments.keys(CONFIRM) == []
