"""The ladder of low income (domain 3.3): application, acceptance, check, opinion, publicity, confirmation."""

from decimal import Decimal

import pytest

from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from events.contracts.early_warning import AlertHelpArranged
from registry.services import ASSISTANCE, MEANS_CHECK, case_id
from schemas.questions import ItemCode
from tests.workflows.applications import APPLICANT, EDGE, HOUSEHOLD, application, found, submitted
from tests.workflows.paper_case import enveloped
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import answered

pytestmark = pytest.mark.platform


async def test_a_family_of_three_is_granted_600_yuan_a_month_ac_l1(city: PaperCity) -> None:
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await city.open(ASSISTANCE, submitted(city.number))

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert (record.outcome, record.category, record.amount) == ("granted", "low_income", Decimal("600.00"))
    assert record.children == (case_id(MEANS_CHECK, city.number),)
    assert city.departments.keys("open_payment") == ["low_income"]
    assert city.departments.keys("post_publicity") == ["post_publicity/1"]
    assert city.departments.keys("deliver_notice") == ["notice/granted"]
    steps = [sent for sent in city.sent(case) if sent.startswith("assistance.")]
    assert steps[:3] == ["assistance.accepted", "assistance.publicity-posted", "assistance.identity-confirmed"]
    assert steps[-1] == "assistance.closed"


async def test_an_application_refused_as_low_income_is_recognised_as_edge_without_a_second_one(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert (record.outcome, record.category, record.amount) == ("granted", "low_income_edge", None)
    assert [said["category"] for said in city.said(case, "assistance.refused")] == ["low_income"]
    assert [said["category"] for said in city.said(case, "assistance.identity-confirmed")] == ["low_income_edge"]
    assert sorted(city.departments.keys("deliver_notice")) == ["notice/granted", "notice/refused"]
    assert city.departments.keys("open_payment") == city.departments.keys("post_publicity") == []


async def test_a_household_above_every_limit_is_refused_by_people_with_every_reason(city: PaperCity) -> None:
    rich = [{"person": APPLICANT, "kind": "pension", "monthly": "18000.00"}]
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=rich))

    await case.decide("acceptance")
    opinion = await case.asks("opinion")
    await case.decide("opinion")
    confirmation = await case.asks("confirmation")
    await case.decide("confirmation")
    record = await case.closed()

    assert (opinion.proposal, confirmation.proposal) == ("refuse", "refuse")
    assert confirmation.choices == ("refuse", "return")
    assert (record.outcome, record.category) == ("refused", None)
    refused = [said["category"] for said in city.said(case, "assistance.refused")]
    assert refused == ["low_income", "single_person", "low_income_edge", "rigid_spending"]
    assert city.departments.keys("deliver_notice") == ["notice/hearing/h-0001/1", "notice/refused"]
    assert city.departments.keys("open_payment") == []


async def test_a_county_that_refuses_what_was_proposed_tells_the_household_its_own_reasons(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))

    await case.decide("acceptance")
    await case.decide("opinion")
    await case.refuse("confirmation", reasons="申请人已迁出本市")
    record = await case.closed()

    assert (record.outcome, record.amount) == ("refused", None)
    hearing, letter = city.departments.bodies("deliver_notice")
    assert hearing["details"]["kind"] == "hearing"
    assert "申请人已迁出本市" in letter["details"]["text"]
    assert "最低生活保障:不符合条件" in letter["details"]["text"]
    (refusal,) = city.said(case, "assistance.refused")
    assert (refusal["category"], refusal["reasons"]) == ("low_income", ["person_decided"])
    assert city.departments.keys("open_payment") == []


@calm
async def test_an_application_after_an_alert_has_its_form_fetched_from_the_town(city: PaperCity) -> None:
    alert = "early-warning:p-0001:medical:2026"
    arranged = AlertHelpArranged.model_validate(
        {"case": alert, "person": APPLICANT, "household": HOUSEHOLD, "number": city.number}
    )
    form = application(city.number).model_dump(mode="json")
    city.departments.says("civil-affairs", "application_form", answered(application=form))
    case = await city.open(ASSISTANCE, arranged)

    await case.decide("acceptance", "not_accept")
    await case.closed()

    assert city.departments.keys("application_form") == ["application_form"]
    (closed,) = city.said(case, "assistance.closed")
    assert (closed["alert"], closed["number"]) == (alert, city.number)


async def test_the_same_event_twice_and_the_same_application_again_change_nothing(city: PaperCity) -> None:
    event: AssistanceApplicationSubmitted = submitted(city.number)
    envelope = enveloped(event)
    case = await city.open(ASSISTANCE, envelope)

    await case.hears(envelope, envelope)
    await case.hears(enveloped(event, "the same application under a new event id"))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert len(record.read) == 2
    assert len(record.rulings) == 3
    assert len(record.children) == 1
    assert city.departments.keys("open_payment") == ["low_income"]
    assert city.sent(case).count("assistance.accepted") == 1
