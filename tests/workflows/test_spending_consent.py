"""The authorisation of the check taken back while aid for spending is looked at (domain 2.6, 3.7): nothing goes on."""

from datetime import date

import pytest

from events.contracts.assistance import AssistanceClosed
from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceConsentWithdrawn,
    AssistanceSpendingAidApplied,
)
from registry.services import EARLY_WARNING, MEANS_CHECK, SPENDING_AID, case_id
from schemas.questions import ItemCode
from tests.workflows.applications import APPLICANT, HOUSEHOLD, SPOUSE, application, found
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import NOTHING, PENDING, UNREACHABLE
from tests.workflows.test_consent import receipts, stuck

pytestmark = [pytest.mark.platform, calm]

WAGE = ({"person": SPOUSE, "kind": "wage", "monthly": "6000.00"},)


def about(city: PaperCity) -> dict[str, str]:
    return {"number": city.number, "household": HOUSEHOLD, "service": SPENDING_AID.id}


def taken_back(city: PaperCity) -> AssistanceConsentWithdrawn:
    return AssistanceConsentWithdrawn.model_validate({
        **about(city), "person": APPLICANT, "on": date(2026, 3, 10)})  # fmt: skip


async def accepted(city: PaperCity, **changed: object) -> PaperCase:
    of = application(city.number, incomes=WAGE, rigid_spending_12_months="60000.00", applied_for=None, **changed)
    case = await city.open(SPENDING_AID, AssistanceSpendingAidApplied.model_validate(
        {"application": of, "cause": "medical"}))  # fmt: skip
    await case.decide("acceptance")
    return case


async def assessed(city: PaperCity, **changed: object) -> PaperCase:
    """A pension is known, and what follows from it is posted."""
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "100.00"))
    case = await accepted(city, **changed)
    await case.until(lambda record: record.stage == "publicity")
    return case


async def test_a_check_in_flight_stops_what_it_fetched_is_sealed_and_a_receipt_is_given(city: PaperCity) -> None:
    city.departments.says("financial-institutions", "means", PENDING)
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await accepted(city)
    await stuck(city, case, "financial-institutions")

    await case.hears(taken_back(city))
    record, check = await case.closed(), await city.case(MEANS_CHECK).closed()

    assert (record.outcome, check.outcome, record.decisions) == ("consent_withdrawn", "consent_withdrawn", ())
    assert city.departments.asked_for("take_back_question") == ["financial-institutions"]
    (sealed,) = city.departments.bodies("seal_check_data")
    assert f"{city.case(MEANS_CHECK).id}/means/human-resources/1" in sealed["details"]["questions"]
    (text,) = receipts(city)
    told = ("金融机构(省级平台)", "人力资源和社会保障局", "随时重新申请")
    assert [words for words in told if words not in text] == []
    assert city.said(case, "assistance.closed")[0]["outcome"] == "consent_withdrawn"
    assert {"assistance.spending-refused", "assistance.spending-paid"}.isdisjoint(city.sent(case))


async def test_a_report_that_was_used_already_is_sealed_and_nothing_is_paid(city: PaperCity) -> None:
    case = await assessed(city)

    await case.hears(taken_back(city))
    record = await case.closed()

    assert (record.outcome, record.decisions, record.pending) == ("consent_withdrawn", (), None)
    (sealed,) = city.departments.bodies("seal_check_data")
    assert sealed["details"]["questions"] == [f"{city.case(MEANS_CHECK).id}/means/human-resources/1"]
    assert city.departments.asked_for("pay_once") == []


async def test_before_acceptance_only_the_receipt_is_written(city: PaperCity) -> None:
    case = await city.open(SPENDING_AID, taken_back(city))

    of = application(city.number, incomes=WAGE, rigid_spending_12_months="60000.00", applied_for=None)
    await case.hears(AssistanceSpendingAidApplied.model_validate({"application": of, "cause": "medical"}))
    record = await case.closed()

    assert (record.outcome, record.children, record.rulings) == ("consent_withdrawn", (), ())
    assert city.departments.asked_for("seal_check_data") == []
    assert len(receipts(city)) == 1


async def test_a_decision_to_look_again_is_no_decision(city: PaperCity) -> None:
    case = await looked_at(city)
    await case.decide("spending_aid", "survey_again", reasons="再核实")
    await case.until(lambda record: len(record.children) > 1)

    await case.hears(taken_back(city))
    record = await case.closed()

    assert record.outcome == "consent_withdrawn"
    assert "随时重新申请" in receipts(city)[0]


async def test_after_the_decision_it_changes_nothing_and_the_receipt_asks_for_no_end(city: PaperCity) -> None:
    city.departments.says("finance", "pay_once", UNREACHABLE)
    case = await looked_at(city)
    await case.decide("spending_aid", "pay", reasons="情况特殊,经集体研究")
    await case.until(lambda record: record.stage == "payment")

    await case.hears(taken_back(city))
    await case.until(lambda _: receipts(city))
    city.departments.says("finance", "pay_once", NOTHING)
    record = await case.closed()

    (text,) = receipts(city)
    assert (record.outcome, bool(record.decisions)) == ("paid", True)
    assert "不因撤回授权而改变" in text
    assert "终止待遇" not in text
    assert "assistance.review-due" not in city.sent(case)
    assert city.departments.asked_for("seal_check_data") == []


async def looked_at(city: PaperCity) -> PaperCase:
    """The rule gives nothing for so small a sum, so that nothing is posted before a person decides."""
    of = application(city.number, incomes=WAGE, rigid_spending_12_months="100.00", applied_for=None)
    case = await city.open(SPENDING_AID, AssistanceSpendingAidApplied.model_validate(
        {"application": of, "cause": "medical"}))  # fmt: skip
    await case.decide("acceptance")
    await case.asks("spending_aid")
    return case


async def test_an_alert_hears_of_an_application_that_is_taken_back(city: PaperCity) -> None:
    alert = case_id(EARLY_WARNING, city.number, "medical", "2026")
    case = await assessed(city, alert=alert)

    await case.hears(AssistanceApplicationWithdrawn.model_validate(about(city)))
    record = await case.closed()

    (closed,) = (AssistanceClosed.model_validate(said) for said in city.said(case, "assistance.closed"))
    assert (record.outcome, closed.outcome, closed.alert) == ("withdrawn", "withdrawn", alert)
    assert receipts(city) == []
