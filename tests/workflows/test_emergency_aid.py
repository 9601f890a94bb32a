"""Emergency aid (domain 3.7): help first, papers afterwards; no register, no means check."""

from decimal import Decimal
from typing import Any

import pytest

from events.contracts.civil_affairs import AssistancePapersSupplied
from registry.services import ASSISTANCE
from tests.workflows.applications import EDGE, FIRE, about, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import UNREACHABLE, answered

pytestmark = pytest.mark.platform


async def struck_by_fire(city: PaperCity, **changed: Any) -> PaperCase:
    """A worker from elsewhere asks for nothing but help after a fire."""
    elsewhere = {"local": False, "region": "340100"}
    alone = {"applied_for": None, "emergency": FIRE, "household": elsewhere, **changed}
    return await city.open(ASSISTANCE, submitted(city.number, **alone))


def papers(city: PaperCity) -> AssistancePapersSupplied:
    return AssistancePapersSupplied.model_validate(about(city.number))


@calm
async def test_somebody_from_elsewhere_is_paid_at_once_and_hands_in_papers_afterwards_ac_e1(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    ask = await case.asks("emergency")
    await case.decide("emergency")
    paid = await case.until(lambda record: record.stage == "papers")
    await case.hears(papers(city))
    record = await case.closed()

    assert (ask.proposal, ask.role, ask.due.limit.value) == ("3000.00", "town lead", 24)  # type: ignore[union-attr]
    assert (paid.amount, paid.outcome) == (Decimal("3000.00"), None)
    assert (record.outcome, record.children, record.notes) == ("emergency_paid", (), (NO_CONSENT,))
    assert city.departments.asked_for("means") == city.departments.asked_for("home_visit") == []
    assert city.departments.keys("pay_emergency") == ["emergency"]
    assert city.sent(case) == ["assistance.emergency-paid", "assistance.closed"]


async def test_papers_that_do_not_come_are_followed_up_and_nothing_is_taken_back(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    await case.decide("emergency")
    record = await case.closed()

    assert record.outcome == "emergency_paid"
    assert any("papers of the emergency aid did not come" in note for note in record.notes)
    assert [said["outcome"] for said in city.said(case, "assistance.closed")] == ["emergency_paid"]


@calm
async def test_charity_matches_the_aid_of_people_from_elsewhere_who_consent_ac_e5(city: PaperCity) -> None:
    case = await struck_by_fire(city, consents=["charity-aid"])

    await case.decide("emergency")
    await case.hears(papers(city))
    record = await case.closed()

    (matched,) = city.departments.bodies("match_emergency")
    assert matched["details"]["amount"] == "3000.00"
    assert record.notes == ()


NO_CONSENT = "未取得慈善转介同意 no consent to tell the charity; the match is not asked for"


@calm
async def test_without_consent_the_charity_hears_nothing_ac_e5(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    await case.decide("emergency")
    record = await case.until(lambda now: now.stage == "papers")

    assert city.departments.asked_for("match_emergency") == []
    assert NO_CONSENT in record.notes


@calm
async def test_a_town_lead_may_decline_and_nothing_is_paid(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    await case.decide("emergency", "decline", reasons="现场未发现火灾")
    record = await case.closed()

    assert (record.outcome, record.amount) == ("emergency_declined", None)
    assert city.departments.asked_for("pay_emergency") == []
    assert city.sent(case) == ["assistance.closed"]


@calm
async def test_the_need_found_on_site_is_what_is_paid(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "verify_emergency", answered(verified_need="2000.00"))
    case = await struck_by_fire(city)

    await case.decide("emergency")
    record = await case.until(lambda now: now.stage == "papers")

    assert record.amount == Decimal("2000.00")
    assert city.departments.bodies("pay_emergency")[0]["amount"] == "2000.00"


@calm
@pytest.mark.parametrize("choice", ["pay", "decline"])
async def test_an_application_for_more_goes_on_whatever_was_decided_first(city: PaperCity, choice: str) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, emergency=FIRE))

    await case.decide("emergency", choice)
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    await case.hears(papers(city))
    record = await case.closed()

    assert (record.outcome, record.category) == ("granted", "low_income_edge")
    assert city.departments.keys("pay_emergency") == (["emergency"] if choice == "pay" else [])
    assert record.decisions[0].rule == "emergency_aid"


@calm
async def test_a_case_that_is_decided_waits_for_the_papers_of_the_aid_that_was_paid_first(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, emergency=FIRE))
    await case.decide("emergency")

    await case.decide("acceptance", "not_accept")
    waiting = await case.until(lambda record: record.stage == "papers")
    await case.hears(papers(city))
    record = await case.closed()

    assert (waiting.status, record.outcome) == ("open", "not_accepted")


LARGE = {**FIRE, "need": "6000.00"}
FUTURE = {**FIRE, "happened_on": "2099-01-01"}


def letters(city: PaperCity) -> dict[str, str]:
    return {body["details"]["kind"]: body["details"]["text"] for body in city.departments.bodies("deliver_notice")}


@calm
@pytest.mark.parametrize(("choice", "paid"), [("pay", ["2000.00"]), ("decline", [])])
async def test_what_is_above_the_towns_limit_the_county_decides_while_the_rest_goes_on(
    city: PaperCity, choice: str, paid: list[str]
) -> None:
    case = await struck_by_fire(city, emergency=LARGE, consents=["charity-aid"])

    await case.decide("emergency")
    ask = await case.asks("emergency_rest")
    await case.hears(papers(city))
    await case.decide("emergency_rest", choice)
    record = await case.closed()

    assert (ask.role, ask.unit, ask.proposal) == ("county section head", "CZ-TN", "2000.00")
    assert [body["amount"] for body in city.departments.bodies("pay_emergency")] == ["4000.00"]
    assert [body["amount"] for body in city.departments.bodies("pay_once")] == paid
    assert [body["details"]["amount"] for body in city.departments.bodies("match_emergency")] == ["4000.00", *paid]
    assert (record.outcome, record.amount) == ("emergency_paid", Decimal("4000.00"))


@calm
async def test_who_was_helped_first_is_told_afterwards_how_the_data_were_handled(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    await case.decide("emergency")
    await case.until(lambda now: now.stage == "papers")

    told = letters(city)["emergency_granted"]
    assert "救助金额:3000.00元" in told
    assert "个人信息处理告知" in told
    assert "第十八条第二款" in told


@calm
async def test_who_is_not_helped_reads_the_town_leads_reasons(city: PaperCity) -> None:
    case = await struck_by_fire(city)

    await case.decide("emergency", "decline", reasons="现场未发现火灾")
    record = await case.closed()

    assert "现场未发现火灾" in letters(city)["emergency_refused"]
    assert record.decisions[0].outcome == "refused"


@calm
async def test_a_person_may_help_where_the_rule_would_not(city: PaperCity) -> None:
    """A hardship that lies ahead is none by the rule."""
    case = await struck_by_fire(city, emergency=FUTURE)

    ask = await case.asks("emergency")
    await case.decide("emergency", "pay", reasons="危房即将倒塌,情况紧急")
    record = await case.until(lambda now: now.stage == "papers")

    assert ask.choices == ("decline", "pay")
    assert record.amount == Decimal("3000.00")
    assert [reason.code for reason in record.decisions[0].conditions][-1] == "person_decided"


async def test_a_visit_follows_within_thirty_days_and_its_silence_is_announced(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "visit_after_emergency", UNREACHABLE)
    case = await struck_by_fire(city)

    await case.decide("emergency")
    record = await case.until(lambda now: any("breach" in clock.rungs for clock in now.clocks
                                              if clock.name == "emergency_visit"))  # fmt: skip

    visit = next(clock for clock in record.clocks if clock.name == "emergency_visit")
    assert str(visit.due.limit) == "30 calendar days"
    assert record.status == "open"
    assert city.departments.bodies("visit_after_emergency")[0]["details"]["number"] == city.number


@calm
async def test_a_visit_that_finds_otherwise_takes_nothing_back_and_is_noted_ac_e6(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "visit_after_emergency", answered(confirmed=False))
    case = await struck_by_fire(city)

    await case.decide("emergency")
    await case.hears(papers(city))
    record = await case.closed()

    assert record.outcome == "emergency_paid"
    assert any("the visit found otherwise" in note for note in record.notes)


@calm
async def test_what_was_paid_first_is_not_asked_for_again_as_a_linked_item(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, emergency=FIRE))
    for question in ("emergency", "acceptance", "opinion", "confirmation"):
        await case.decide(question)
    await case.hears(papers(city))
    record = await case.closed()

    asked = [line.subject for line in record.asked if line.topic == "linked_item"]
    assert asked == ["medical-premium-aid", "school-aid"]
