"""Early warning (domain 6.3): graded, visited, closed by the county; silence is escalated, never the person."""

import pytest

from registry.services import EARLY_WARNING
from tests.workflows.alerts import crossed
from tests.workflows.applications import HOUSEHOLD
from tests.workflows.paper_case import PaperCase, announced, enveloped
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, answered, in_turn

pytestmark = pytest.mark.platform


async def alerted(city: PaperCity) -> PaperCase:
    return await city.open(EARLY_WARNING, crossed(city.number), key=("medical", "2026"))


@calm
async def test_an_alert_is_graded_visited_and_closed_by_the_county(city: PaperCity) -> None:
    case = await alerted(city)

    ask = await case.asks("closure")
    await case.decide("closure")
    record = await case.closed()

    assert (ask.unit, ask.proposal) == ("CZ-WJ", "NOT_IN_NEED")
    assert (record.outcome, record.category) == ("not_in_need", "yellow")
    assert city.sent(case) == ["alert.graded", "alert.dispatched", "alert.closed"]
    (closed,) = city.said(case, "alert.closed")
    watch = next(clock for clock in record.clocks if clock.name == "watch")
    assert closed["watch_until"] == str(watch.due.day)
    assert {clock.name: clock.state for clock in record.clocks[:2]} == {
        "first contact": "ended",
        "closed loop": "ended",
    }


@calm
async def test_a_higher_line_upgrades_the_open_alert_once_ac_w1(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit", PENDING)
    case = await alerted(city)
    await case.until(lambda record: record.stage == "visit")

    higher = crossed(city.number, "20000.00", "20100.00")
    await case.hears(higher)
    await case.hears(enveloped(higher, "the same line under another event id"))
    await case.hears(crossed(city.number))
    record = await case.until(lambda now: now.category == "orange" and len(now.read) == 4)

    assert announced(record) == ["alert.graded", "alert.dispatched", "alert.graded"]
    assert [decision.rule for decision in record.decisions] == ["early_warning"]
    assert city.departments.keys("alert_visit") == ["alert_visit/1"]


@calm
async def test_the_same_alert_twice_is_one_case_and_one_visit_ac_w2(city: PaperCity) -> None:
    envelope = enveloped(crossed(city.number))
    case = await city.open(EARLY_WARNING, envelope, key=("medical", "2026"))

    await case.hears(envelope)
    await case.hears(enveloped(crossed(city.number), "the same list imported again"))
    await case.decide("closure")
    record = await case.closed()

    assert len(record.read) == 2
    assert city.sent(case) == ["alert.graded", "alert.dispatched", "alert.closed"]
    assert city.departments.keys("alert_visit") == ["alert_visit/1"]


async def test_a_silent_town_is_escalated_to_the_county_and_then_to_the_city_ac_w5(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit", in_turn(PENDING, answered(result="REFERRED")))
    case = await alerted(city)

    ask = await case.asks("coordination")
    await case.until(lambda record: announced(record).count("case.deadline-breached") == 2)
    await case.decide("coordination")
    await case.decide("closure")
    record = await case.closed()

    assert (ask.unit, ask.choices) == ("CZ-WJ", ("visit_again",))
    breached = [(said["step"], said["waiting_on"]) for said in city.said(case, "case.deadline-breached")]
    assert breached == [("first contact", "county CZ-WJ"), ("closed loop", "city CZ")]
    assert record.outcome == "referred"
    assert city.departments.keys("alert_visit") == ["alert_visit/1", "alert_visit/2"]


async def test_a_town_that_met_the_person_in_time_is_not_told_off_for_a_late_closure(city: PaperCity) -> None:
    case = await alerted(city)

    record = await case.until(lambda now: "case.deadline-breached" in announced(now))
    await case.decide("closure")
    await case.closed()

    assert [clock.state for clock in record.clocks if clock.name == "first contact"] == ["ended"]
    assert [said["step"] for said in city.said(case, "case.deadline-breached")] == ["closed loop"]


async def test_a_town_that_answers_late_is_not_sent_again(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit", PENDING)
    case = await alerted(city)
    await case.asks("coordination")

    await case.answered("alert_visit/1", "civil-affairs", "alert_visit", result={"result": "REFERRED"})
    await case.decide("closure")
    record = await case.closed()

    assert record.outcome == "referred"
    assert [ruled.question for ruled in record.rulings] == ["closure"]
    assert city.departments.keys("alert_visit") == ["alert_visit/1"]


async def test_a_visit_that_is_declined_after_the_county_stepped_in_is_reviewed_too(city: PaperCity) -> None:
    visits = in_turn(PENDING, answered(result="DECLINED"), answered(result="REFERRED"))
    city.departments.says("civil-affairs", "alert_visit", visits)
    case = await alerted(city)

    await case.decide("coordination")
    await case.decide("closure")
    record = await case.closed()

    assert record.outcome == "referred"
    assert [clock.state for clock in record.clocks if clock.name == "review"] == ["passed"]


async def test_a_declined_visit_is_made_again_after_the_review_period(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit",
                          in_turn(answered(result="DECLINED"), answered(result="NOT_IN_NEED")))  # fmt: skip
    case = await alerted(city)

    await case.decide("closure")
    record = await case.closed()

    assert record.outcome == "not_in_need"
    assert [(clock.name, clock.state) for clock in record.clocks if clock.name == "review"] == [("review", "passed")]
    assert city.departments.keys("alert_visit") == ["alert_visit/1", "alert_visit/2"]


@calm
async def test_somebody_whom_nobody_reaches_is_looked_for_by_the_police(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit",
                          in_turn(answered(result="UNREACHABLE"), answered(result="MOVED")))  # fmt: skip
    case = await alerted(city)

    await case.decide("closure")
    record = await case.closed()

    assert city.departments.keys("request_police_check") == ["request_police_check"]
    assert record.outcome == "moved"


@calm
async def test_a_county_that_does_not_agree_to_close_sends_the_town_again(city: PaperCity) -> None:
    case = await alerted(city)

    await case.decide("closure", "continue", reasons="家庭仍有困难")
    await case.decide("closure", "close")
    record = await case.closed()

    assert record.outcome == "not_in_need"
    assert city.departments.keys("alert_visit") == ["alert_visit/1", "alert_visit/2"]


async def test_an_application_that_ended_without_a_word_has_the_county_decide_what_follows(city: PaperCity) -> None:
    """The town had applied at its counter, and was turned away before its visit was told."""
    city.departments.says("civil-affairs", "alert_visit", answered(
        result="APPLYING", household=HOUSEHOLD, number=city.number))  # fmt: skip
    case = await alerted(city)

    ask = await case.asks("closure")
    await case.decide("closure")
    record = await case.closed()

    assert (ask.proposal, record.outcome) == ("APPLYING", "applying")
    assert any("before it was told of the alert" in note for note in record.notes)
