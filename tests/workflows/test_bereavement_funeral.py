"""The funeral of a dead person (domain 8.2): booked, called, held, cremated, certified, waived at the bill (AC-B8)."""

from decimal import Decimal

import pytest

from registry.services import BEREAVEMENT
from tests.workflows.deaths import DIED, bill, booked, certificate, cremated, held, police_notice, released
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, answered, refused

pytestmark = pytest.mark.platform

LOCAL = {"public-security": {"local": True}, "civil-affairs": {"destitute": False},
         "human-resources": {"institutional_money": False}}  # fmt: skip


def standing(city: PaperCity, **changed: dict[str, bool]) -> None:
    """What three offices say of the dead person when the bill is made up."""
    said = LOCAL | {name.replace("_", "-"): facts for name, facts in changed.items()}
    for office, facts in said.items():
        city.departments.says(office, "funeral_standing", answered(**facts))


async def booking(city: PaperCity) -> PaperCase:
    return await city.open(BEREAVEMENT, certificate(city.number), booked(city.number))


async def billed(city: PaperCity, amount: str = "2000.00", **changed: object) -> PaperCase:
    events = (certificate(city.number), cremated(city.number), bill(city.number, amount, **changed))
    return await city.open(BEREAVEMENT, *events)


@calm
async def test_who_books_is_called_and_gets_the_slot_against_the_certificate_alone(city: PaperCity) -> None:
    case = await booking(city)

    await case.asks("one_source")
    await case.until(lambda record: any(line.topic == "funeral_call" for line in record.asked))
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    (sent,) = city.departments.bodies("confirm_cremation")
    assert sent["details"]["booking"] == "96444-1"
    assert city.departments.bodies("funeral_call")[0]["due"]["limit"]["value"] == 24


@calm
async def test_nobody_is_cremated_before_the_certificate_is_there(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, booked(city.number))
    early = await case.until(lambda record: record.stage == "early bird")
    before = city.departments.keys("confirm_cremation")

    await case.hears(certificate(city.number))
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    assert (early.outcome, before) == (None, [])


@calm
async def test_the_hall_that_does_not_call_is_told_and_the_cremation_goes_on(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "funeral_call", PENDING)
    case = await booking(city)

    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    assert city.departments.keys("confirm_cremation") == ["confirm_cremation/1"]


@calm
@pytest.mark.parametrize("by", ["autopsy", "objection"])
async def test_a_funeral_that_is_held_waits_while_every_stop_goes_on_ac_b8(city: PaperCity, by: str) -> None:
    events = (police_notice(city.number), booked(city.number), held(city.number, by))
    case = await city.open(BEREAVEMENT, *events)

    await case.hears(certificate(city.number))
    record = await case.until(lambda now: "hukou.cancelled" in announced(now))
    before = city.departments.keys("confirm_cremation")
    await case.hears(released(city.number, by))
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    assert "death.confirmed" in announced(record)
    assert city.departments.keys("pension_stop") == ["pension_stop/human-resources/1"]
    assert before == []


@calm
async def test_a_slot_that_was_confirmed_is_held_and_confirmed_again_ac_b8(city: PaperCity) -> None:
    case = await booking(city)
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    await case.hears(held(city.number))
    await case.until(lambda _: city.departments.keys("hold_cremation"))
    await case.hears(released(city.number))
    await case.until(lambda _: len(city.departments.keys("confirm_cremation")) == 2)

    assert city.departments.bodies("hold_cremation")[0]["details"]["held_by"] == ["autopsy"]


@calm
async def test_a_hall_that_is_faster_than_the_objection_says_so_and_nothing_stops(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "hold_cremation", refused("已火化"))
    case = await booking(city)
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    await case.hears(held(city.number, "objection"))
    record = await case.until(lambda now: any("did not hold" in note for note in now.notes))
    await case.hears(cremated(city.number))
    await case.until(lambda now: "death.confirmed" in announced(now))

    assert record.waiting_on != "operator"


@calm
async def test_a_new_slot_is_confirmed_anew(city: PaperCity) -> None:
    case = await booking(city)
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    await case.hears(booked(city.number, booking="96444-2", slot="2026-05-16T09:00:00+08:00"))
    await case.until(lambda _: len(city.departments.keys("confirm_cremation")) == 2)

    assert city.departments.bodies("confirm_cremation")[1]["details"]["booking"] == "96444-2"


@calm
async def test_the_certificate_of_the_cremation_is_due_within_four_hours(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number))

    await case.until(lambda _: city.departments.bodies("cremation_certificate"))

    due = city.departments.bodies("cremation_certificate")[0]["due"]
    assert (due["limit"]["value"], due["limit"]["unit"]) == (4, "hours")


@calm
@pytest.mark.parametrize(
    ("amount", "facts", "waived"),
    [
        ("2000.00", {}, "1500.00"),
        ("5000.00", {"civil_affairs": {"destitute": True}, "public_security": {"local": False}}, "5000.00"),
        ("1499.99", {}, "1499.99"),
    ],
    ids=["up to the cap", "the destitute pay nothing", "a cent below the cap"],
)
async def test_fees_are_waived_at_the_bill_and_charged_to_finance(city: PaperCity, amount, facts, waived) -> None:
    standing(city, **facts)
    case = await billed(city, amount)

    await case.until(lambda _: city.departments.keys("charge_waiver"))
    record = await case.record()

    assert city.departments.bodies("settle_funeral")[0]["details"]["waived"] == waived
    assert city.departments.bodies("charge_waiver")[0]["details"]["amount"] == waived
    assert record.decisions[-1].amount == Decimal(waived)
    assert record.pending is None or record.pending.question != "waiver"


@calm
async def test_only_a_person_refuses_a_waiver_and_the_family_reads_why(city: PaperCity) -> None:
    standing(city, public_security={"local": False})
    case = await billed(city)

    ask = await case.asks("waiver")
    await case.decide("waiver", reasons="非本市户籍,不属于规定的减免对象")
    await case.until(lambda _: "notice/waiver" in city.departments.keys("deliver_notice"))

    assert ask.proposal == "covered_group"
    assert city.departments.bodies("settle_funeral")[0]["details"]["waived"] == "0"
    assert city.departments.keys("charge_waiver") == []
    letter = next(each for each in city.departments.bodies("deliver_notice") if each["key"].endswith("/waiver"))
    assert "不属于规定的减免对象" in letter["details"]["text"]
    assert "常政规〔2012〕14号" in letter["details"]["text"]


@calm
async def test_what_nobody_tells_refuses_no_waiver_and_a_person_may_grant_it(city: PaperCity) -> None:
    standing(city)
    city.departments.says("human-resources", "funeral_standing", refused("系统升级"))
    case = await billed(city)

    ask = await case.asks("waiver")
    await case.decide("waiver", "waive", reasons="经电话核实,未享受丧葬费待遇")
    await case.until(lambda _: city.departments.keys("charge_waiver"))

    assert ask.proposal == "no_institutional_money"
    assert city.departments.bodies("settle_funeral")[0]["details"]["waived"] == "1500.00"


@calm
async def test_a_bill_of_a_hall_elsewhere_is_for_a_person_to_decide(city: PaperCity) -> None:
    standing(city)
    case = await billed(city, cremated_here=False)

    ask = await case.asks("waiver")

    assert ask.proposal == "cremated_here"


async def test_who_wants_nothing_of_the_hall_does_not_keep_the_case_open(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number))

    record = await case.closed()

    assert record.outcome == "settled"
    assert city.departments.keys("confirm_cremation") == []


async def test_a_held_funeral_is_waited_for_beyond_everything_else_ac_b8(city: PaperCity) -> None:
    events = (police_notice(city.number), certificate(city.number), booked(city.number), held(city.number))
    case = await city.open(BEREAVEMENT, *events)
    await case.until(lambda now: any(clock.state == "passed" for clock in now.clocks))

    assert (await case.record()).status == "open"
    await case.hears(released(city.number))
    record = await case.closed()

    assert record.outcome == "settled"


@calm
async def test_a_hold_after_the_case_has_closed_reaches_the_hall_and_a_person_lets_the_funeral_go_on(
    city: PaperCity,
) -> None:
    case = await city.open(BEREAVEMENT, held(city.number), key=(DIED,))
    await case.until(lambda _: city.departments.keys("hold_cremation"))
    waiting = await case.record()

    await case.hears(released(city.number))
    await case.decide("late_funeral", "cremated", reasons="死亡证明已核验,检验完毕")
    record = await case.closed()

    assert waiting.pending is None
    assert len(city.departments.keys("confirm_cremation")) == 1
    assert record.outcome == "known"


@calm
@pytest.mark.parametrize(("choice", "slots", "letters"), [("cremated", 1, 0), ("not_cremated", 0, 1)])
async def test_who_books_after_the_case_has_closed_gets_the_slot_or_reads_why_not(
    city: PaperCity, choice: str, slots: int, letters: int
) -> None:
    case = await city.open(BEREAVEMENT, booked(city.number), key=(DIED,))

    await case.decide("late_funeral", choice, reasons="遗体已安葬")
    await case.closed()

    told = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert len(city.departments.keys("confirm_cremation")) == slots
    assert ["遗体已安葬" in text and "行政复议" in text for text in told] == [True] * letters


@calm
async def test_a_booking_before_the_report_of_another_death_belongs_to_that_death(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, booked(city.number), key=(DIED,))
    await case.asks("late_funeral")

    await case.hears(certificate(city.number))
    await case.decide("second_report", "new", reasons="此前系误报")
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    assert city.departments.bodies("confirm_cremation")[0]["details"]["booking"] == "96444-1"


@calm
async def test_a_booking_after_a_known_death_is_answered_when_its_report_comes_once_more(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, booked(city.number), key=(DIED,))
    await case.asks("late_funeral")

    await case.hears(certificate(city.number))
    await case.decide("second_report", "known", reasons="同一死亡")
    await case.decide("late_funeral", "cremated", reasons="死亡证明已核验")
    record = await case.closed()

    assert (record.outcome, len(city.departments.keys("confirm_cremation"))) == ("known", 1)
