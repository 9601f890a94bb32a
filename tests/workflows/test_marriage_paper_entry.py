"""The system was away (domain 5.3): registered on paper, entered later with the original day, and never twice."""

import pytest

from activities.ports import SystemReply
from registry.services import MARRIAGE
from tests.workflows.bookings import BRIDE, GROOM, PAPER, booked, on_paper
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, Body

pytestmark = [pytest.mark.platform, calm]


def letter(city: PaperCity, kind: str) -> str:
    """What the two hear who hold a certificate that was not entered."""
    (text,) = [body["details"]["text"] for body in city.departments.bodies("deliver_notice")
               if body["details"]["kind"] == kind]  # fmt: skip
    return str(text)


def registered(city: PaperCity, case: PaperCase) -> list[tuple[str, str, str | None]]:
    return [(said["certificate"], said["on"], said["entered_on"]) for said in city.said(case, "marriage.registered")]


async def test_a_marriage_on_paper_is_entered_with_its_own_day_by_another_registrar(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    case = await city.open(MARRIAGE, on_paper(city.number, "birth-registration"))

    ask = await case.asks("paper_entry")
    told = await case.refusal("paper_entry", "enter", officer="CZ-TN.registrar")
    await case.decide("paper_entry", "enter")
    record = await case.closed()

    assert (ask.proposal, ask.choices[0]) == ("enter", "enter")
    assert "took an earlier step" in told
    assert record.outcome == "registered"
    assert registered(city, case) == [(PAPER, "2026-05-20", "2026-05-22")]
    assert [(entry.certificate, entry.on) for entry in base.entries] == [(PAPER, "2026-05-20")]
    (entered,) = city.departments.bodies("enter_offline_marriage")
    assert entered["details"]["at"] == "2026-05-20T09:30:00+08:00"
    assert city.departments.asked_for("register_marriage") == []
    assert city.sent(case) == ["marriage.registered", "marriage.notice-sent"]


async def test_the_day_is_the_citys_own_whatever_zone_the_time_is_written_in(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, on_paper(city.number, at="2026-05-19T17:30:00Z"))

    await case.decide("paper_entry", "enter")
    await case.closed()

    assert registered(city, case)[0][1] == "2026-05-20"


async def test_a_couple_that_was_booked_and_registered_on_paper_stays_one_case(city: PaperCity) -> None:
    PaperBase().serves(city)
    case = await city.open(MARRIAGE, booked(city.number))
    await case.asks("registration")

    await case.hears(on_paper(city.number))
    await case.decide("paper_entry", "enter")
    record = await case.closed()

    assert record.outcome == "registered"
    assert registered(city, case) == [(PAPER, "2026-05-20", "2026-05-22")]
    assert city.departments.asked_for("lock_for_marriage") == []


async def test_a_double_entry_with_an_online_registration_is_found(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    online = await city.open(MARRIAGE, booked(city.number), key=("online",))
    await online.decide("registration")
    await online.closed()

    case = await city.open(MARRIAGE, on_paper(city.number))
    ask = await case.asks("paper_entry")
    await case.decide("paper_entry", "already_entered")
    record = await case.closed()

    assert (ask.proposal, ask.choices[0]) == ("not_entered_yet", "already_entered")
    assert record.outcome == "double_entry"
    assert city.sent(case) == []
    assert "已录入" in letter(city, "paper-double")
    assert len(base.entries) == 1


async def test_a_paper_that_comes_after_the_online_registration_of_the_same_booking_is_noted(city: PaperCity) -> None:
    city.departments.says("health", "linked_item", PENDING)
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration"))
    await case.decide("registration")
    await case.until(lambda record: record.stage == "linked items" and record.waiting_on)

    await case.hears(on_paper(city.number))
    await case.answered("linked_item/birth-registration", "health", "linked_item")
    record = await case.closed()

    assert record.outcome == "registered"
    assert len(registered(city, case)) == 1
    assert any(f"a double entry: {PAPER}" in note for note in record.notes)


async def test_a_paper_that_comes_between_lock_and_registration_keeps_the_case_from_registering(
    city: PaperCity,
) -> None:
    base = PaperBase().serves(city)

    def status(said: Body) -> SystemReply:
        return PENDING if said["id"].endswith("/2") else base.marriage_status(said)

    city.departments.says("civil-affairs", "marriage_status", status)
    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration")
    await case.until(lambda record: record.waiting_on == "departments: civil-affairs")

    await case.hears(on_paper(city.number))
    unmarried = [{"person": ref, "married": False} for ref in (GROOM, BRIDE)]
    await case.answered("marriage_status/2", "civil-affairs", "marriage_status", result={"records": unmarried})
    await case.decide("paper_entry", "enter")
    await case.closed()

    assert [entry.certificate for entry in base.entries] == [PAPER]
    assert city.departments.asked_for("register_marriage") == []
    assert base.locks == {}


async def test_a_paper_about_somebody_who_is_married_to_another_goes_back_to_the_office(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married(GROOM, "p-1009")

    case = await city.open(MARRIAGE, on_paper(city.number))
    ask = await case.asks("paper_entry")
    await case.decide("paper_entry", "return", reasons="男方另有婚姻登记")
    record = await case.closed()

    assert (ask.proposal, ask.choices[0]) == ("no_spouse", "return")
    assert record.outcome == "returned"
    assert city.sent(case) == []
    for told in (PAPER, "2026-05-20", "退回原登记机关", "应无其他配偶", "男方另有婚姻登记", "行政复议"):
        assert told in letter(city, "paper-returned")


async def test_an_entry_that_the_base_refuses_is_looked_at_again(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    case = await city.open(MARRIAGE, on_paper(city.number))
    await case.asks("paper_entry")

    base.married(certificate=PAPER)
    await case.decide("paper_entry", "enter")
    ask = await case.until(lambda record: record.pending and record.pending.proposal == "not_entered_yet")
    await case.decide("paper_entry", "already_entered")
    record = await case.closed()

    assert ask.pending is not None
    assert record.outcome == "double_entry"
    assert len(base.entries) == 1
