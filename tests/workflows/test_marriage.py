"""Marriage, one thing (domain 5.3): pre-check, the registrar decides, lock, registration; nothing takes it back."""

import pytest

from registry.services import MARRIAGE
from tests.workflows.bookings import BRIDE, GROOM, booked, cancelled
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, Body, answered, in_turn, refused, unmarried

pytestmark = [pytest.mark.platform, calm]

MARRIED = answered(records=[
    {"person": GROOM, "married": True, "office": "南京市玄武区民政局", "recorded_on": "2019-10-01"},
    {"person": BRIDE, "married": False},
])  # fmt: skip
BOTH: Body = {"subjects": [{"ref": GROOM}, {"ref": BRIDE}]}


async def test_a_couple_is_registered_and_both_registers_follow(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration"))

    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "registered"
    assert city.sent(case) == ["marriage.registered", "marriage.notice-sent"]
    (notice,) = city.said(case, "marriage.notice-sent")
    assert notice["complete"]
    assert notice["results"] == {
        "household register 1": "answered",
        "household register 2": "answered",
        "birth-registration": "answered",
    }
    assert city.departments.keys("deliver_notice") == ["notice/complete"]
    assert city.departments.keys("release_marriage_lock") == []
    assert "J320400-2026-000001" in record.notes[0]


async def test_somebody_whom_the_base_calls_married_can_only_be_refused(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "marriage_status", MARRIED)
    case = await city.open(MARRIAGE, booked(city.number))

    ask = await case.asks("registration")
    await case.decide("registration")
    record = await case.closed()

    assert (ask.choices, ask.proposal) == (("refuse", "postpone", "ask_keeper"), "no_spouse")
    assert record.outcome == "refused"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["no_spouse"]
    (letter,) = [body["details"]["text"] for body in city.departments.bodies("deliver_notice")]
    for told in ("登记机关:南京市玄武区民政局", "登记日期:2019-10-01", "由该登记机关更新", "身份被冒用", "行政复议"):
        assert told in letter
    assert city.departments.asked_for("lock_for_marriage") == []


async def test_a_registrar_may_refuse_what_the_registers_would_allow(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration", "refuse", reasons="一方陈述受胁迫")
    record = await case.closed()

    assert record.outcome == "refused"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["registrar_decided"]
    assert city.departments.asked_for("register_marriage") == []


async def test_a_registrar_who_finds_coercion_refuses_with_the_article_and_the_police_hear_of_it(
    city: PaperCity,
) -> None:
    case = await city.open(MARRIAGE, booked(city.number))

    ask = await case.asks("registration")
    await case.decide("registration", "refuse", reasons="一方单独询问时陈述受胁迫",
                      details={"ground": "not_voluntary", "report": True})  # fmt: skip
    record = await case.closed()

    assert (ask.choices[0], ask.proposal) == ("register", "register")
    assert record.outcome == "refused"
    assert [reason.code for reason in record.decisions[-1].reasons] == ["voluntary"]
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["voluntary"]
    (letter,) = [body["details"]["text"] for body in city.departments.bodies("deliver_notice")]
    for told in ("结婚应由男女双方完全自愿", "《民法典》第一千零四十六条", "行政复议"):
        assert told in letter
    assert "单独询问时陈述" not in letter
    (report,) = city.departments.bodies("report_suspicion")
    assert (report["details"]["spouses"], report["details"]["reasons"]) == ([GROOM, BRIDE], "一方单独询问时陈述受胁迫")
    assert city.departments.asked_for("report_suspicion") == ["public-security"]


async def test_a_suspicion_is_reported_also_when_the_two_come_again(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration", "postpone", reasons="疑似被拐卖,待核实", details={"report": True})
    await case.decide("registration", "refuse", reasons="仍有疑点")
    record = await case.closed()

    assert record.outcome == "refused"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["registrar_decided"]
    assert city.departments.keys("report_suspicion") == ["report_suspicion/1"]


async def test_of_two_offices_at_the_same_minute_the_second_is_told_pending_elsewhere(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "lock_for_marriage", refused("另一登记机关正在办理"))
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "pending_elsewhere"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["pending_elsewhere"]
    assert city.departments.asked_for("register_marriage") == []


async def test_a_status_that_changed_since_the_pre_check_releases_the_lock_and_registers_nobody(
    city: PaperCity,
) -> None:
    city.departments.says("civil-affairs", "marriage_status", in_turn(unmarried(BOTH), MARRIED))
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "refused"
    assert city.said(case, "marriage.refused")[0]["grounds"] == ["status_changed"]
    assert city.departments.keys("release_marriage_lock") == ["release_marriage_lock"]
    assert city.departments.asked_for("register_marriage") == []


async def test_a_couple_that_is_postponed_is_checked_again_before_it_is_registered(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration", "postpone", reasons="证件待补")
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    assert city.departments.keys("marriage_status") == [f"marriage_status/{round_}" for round_ in (1, 2, 3)]


async def test_a_booking_that_is_cancelled_before_registration_ends_the_case(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number))
    await case.asks("registration")

    await case.hears(cancelled(city.number))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert city.sent(case) == ["marriage.cancelled", "case.withdrawn"]
    assert city.departments.asked_for("release_marriage_lock") == []


async def test_a_couple_that_cancels_while_it_is_locked_is_free_again(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "marriage_status", in_turn(unmarried(BOTH), PENDING))
    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration")
    await case.until(lambda record: record.waiting_on == "departments: civil-affairs")

    await case.hears(cancelled(city.number))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert city.departments.keys("release_marriage_lock") == ["release_marriage_lock"]
    assert city.departments.asked_for("register_marriage") == []


async def test_nobody_takes_a_marriage_back_once_it_is_registered(city: PaperCity) -> None:
    city.departments.says("health", "linked_item", PENDING)
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration"))
    await case.decide("registration")
    await case.until(lambda record: record.stage == "linked items" and record.waiting_on)

    told = await case.refused_withdrawal()
    await case.hears(cancelled(city.number))
    await case.answered("linked_item/birth-registration", "health", "linked_item")
    record = await case.closed()

    assert "is decided at stage linked items" in told
    assert record.outcome == "registered"
    assert any("withdrawal by couple after the decision" in note for note in record.notes)
