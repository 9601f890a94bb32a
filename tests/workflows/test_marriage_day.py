"""The day of a wedding is the one on which the two are registered, whatever they had booked (domain 5.1, 5.3)."""

from datetime import date, timedelta

import pytest

from registry.services import MARRIAGE
from tests.workflows.bookings import BRIDE, booked, supplied
from tests.workflows.divorces import days_ago
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm

pytestmark = [pytest.mark.platform, calm]


def of_age_on(day: date) -> dict[str, str]:
    """A groom whose 22nd birthday is that day."""
    return {"born": f"{day.year - 22}{day:-%m-%d}"}


def birthday(ago: int) -> date:
    """So many days ago, or the day before where that one is no birthday in every year."""
    day = days_ago(ago)
    return day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day


def days(city: PaperCity, case: PaperCase) -> set[str]:
    """Every day that the event and the base were told."""
    tasks = ("lock_for_marriage", "register_marriage")
    told = [body["details"]["on"] for task in tasks for body in city.departments.bodies(task)]
    return {*told, *(said["on"] for said in city.said(case, "marriage.registered"))}


async def test_a_wedding_that_was_postponed_over_the_end_of_a_month_has_the_later_day_everywhere(
    city: PaperCity,
) -> None:
    base = PaperBase().serves(city)
    case = await city.open(MARRIAGE, booked(city.number, on="2026-06-28"))

    await case.decide("registration", "postpone", reasons="一方未到场")
    await case.decide("registration", "register", details={"on": "2026-07-05"})
    record = await case.closed()

    assert record.outcome == "registered"
    assert days(city, case) == {"2026-07-05"}
    assert [entry.on for entry in base.entries] == ["2026-07-05"]
    assert [decision.on for decision in record.decisions] == [date(2026, 7, 5)]


async def test_without_another_word_the_day_is_that_of_the_decision(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number, on=str(days_ago(-40))))

    ruled = await case.decide("registration")
    await case.closed()

    assert days(city, case) == {str(ruled.at.date())}


async def test_a_couple_that_is_postponed_until_the_twenty_second_birthday_is_registered(city: PaperCity) -> None:
    of_age = birthday(1)
    early = str(of_age - timedelta(days=20))
    case = await city.open(MARRIAGE, booked(city.number, groom=of_age_on(of_age), on=early))

    before = await case.asks("registration")
    await case.decide("registration", "postpone", reasons="男方未满22周岁")
    await case.decide("registration", "register")
    record = await case.closed()

    assert (before.choices, before.proposal) == (("refuse", "postpone"), "of_age")
    assert record.outcome == "registered"


async def test_a_new_appointment_on_the_birthday_is_checked_as_of_that_day(city: PaperCity) -> None:
    of_age = birthday(-10)
    case = await city.open(MARRIAGE, booked(city.number, groom=of_age_on(of_age), on=str(days_ago(0))))

    await case.decide("registration", "postpone", reasons="男方未满22周岁", details={"on": str(of_age)})
    ask = await case.until(lambda record: record.pending and "register" in record.pending.choices)
    await case.decide("registration", "register", details={"on": str(of_age)})
    await case.closed()

    assert ask.decisions[0].on == of_age
    assert days(city, case) == {str(of_age)}


async def test_who_comes_before_the_booked_day_and_is_not_of_age_yet_is_not_registered(city: PaperCity) -> None:
    of_age = birthday(-10)
    case = await city.open(MARRIAGE, booked(city.number, groom=of_age_on(of_age), on=str(of_age)))

    await case.decide("registration", "register")
    record = await case.until(lambda now: now.pending and now.pending.proposal == "of_age")
    await case.decide("registration", "refuse", reasons="男方未满22周岁")
    closed = await case.closed()

    assert record.notes[-1] == f"登记当日不符合条件 not on {days_ago(0)}: of_age"
    assert closed.outcome == "refused"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["of_age"]
    assert city.departments.asked_for("lock_for_marriage") == []


async def test_papers_that_come_after_the_booked_day_are_looked_at_as_of_today(city: PaperCity) -> None:
    of_age = birthday(1)
    soldier = {"kind": "serving soldier"}
    case = await city.open(
        MARRIAGE, booked(city.number, bride=soldier, groom=of_age_on(of_age), on=str(of_age - timedelta(days=20)))
    )
    await case.asks("registration")

    await case.hears(supplied(city.number, BRIDE, "military identity paper",
                              "certificate for the marriage of a serving soldier"))  # fmt: skip
    record = await case.until(lambda now: now.pending and "register" in now.pending.choices)

    assert record.decisions[0].on == days_ago(0)
    assert [each.code for each in record.decisions[0].reasons] == ["voluntary"]
