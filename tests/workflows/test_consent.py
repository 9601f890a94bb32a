"""A consent taken back (domain 2.6, 4.1): checks in flight stop, fetched data are sealed, a receipt is given."""

from datetime import date
from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.cases import CaseRecord
from schemas.questions import ItemCode
from tests.workflows.applications import APPLICANT, EDGE, FIRE, about, found, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, UNREACHABLE, answered, in_turn, refused

pytestmark = pytest.mark.platform


def taken_back(city: PaperCity, **changed: Any) -> AssistanceConsentWithdrawn:
    return AssistanceConsentWithdrawn.model_validate({
        **about(city.number), "person": APPLICANT, "on": date(2026, 3, 10), **changed})  # fmt: skip


async def in_check(city: PaperCity, **changed: Any) -> PaperCase:
    """A bank has not answered, a pension is known already."""
    city.departments.says("financial-institutions", "means", PENDING)
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, **changed))
    if "emergency" in changed:
        await case.decide("emergency")
    await case.decide("acceptance")
    await stuck(city, case, "financial-institutions")
    return case


async def stuck(city: PaperCity, case: PaperCase, department: str) -> PaperCase:
    """The check of the case, as soon as it waits for that department alone."""
    await case.until(lambda record: record.children)
    check = city.case(MEANS_CHECK)
    await check.until(lambda record: record.waiting_on == f"departments: {department}")
    return check


def receipts(city: PaperCity) -> list[str]:
    return [said["details"]["text"] for said in city.departments.bodies("deliver_notice")
            if said["details"]["kind"] == "consent_withdrawn"]  # fmt: skip


def statuses(record: CaseRecord) -> dict[str, tuple[str, str | None]]:
    return {line.department: (line.status.value, line.reason) for line in record.asked}


@calm
async def test_a_check_in_flight_stops_and_the_application_ends_without_a_refusal(city: PaperCity) -> None:
    case = await in_check(city)

    await case.hears(taken_back(city))
    record, check = await case.closed(), await city.case(MEANS_CHECK).closed()

    assert (record.outcome, check.outcome) == ("consent_withdrawn", "consent_withdrawn")
    assert city.departments.asked_for("take_back_question") == ["financial-institutions"]
    (told,) = city.departments.bodies("take_back_question")
    assert told["details"] == {
        "question": f"{city.case(MEANS_CHECK).id}/means/financial-institutions/1", "reason": "consent_withdrawn",
    }  # fmt: skip
    assert city.sent(city.case(MEANS_CHECK)) == ["case.withdrawn"]
    assert city.said(case, "assistance.closed")[0]["outcome"] == "consent_withdrawn"
    assert "assistance.refused" not in city.sent(case)


@calm
async def test_what_was_fetched_is_sealed_and_stands_in_no_record(city: PaperCity) -> None:
    case = await in_check(city)

    await case.hears(taken_back(city))
    record, check = await case.closed(), await city.case(MEANS_CHECK).closed()

    (sealed,) = city.departments.bodies("seal_check_data")
    assert "means-check:" in sealed["case"]
    assert f"{city.case(MEANS_CHECK).id}/means/human-resources/1" in sealed["details"]["questions"]
    assert statuses(check)["human-resources"] == ("answered", "consent_withdrawn")
    assert statuses(check)["financial-institutions"] == ("refused", "consent_withdrawn")
    assert (check.handed, record.decisions, record.evidence_gap) == (None, (), False)
    assert "1800" not in record.model_dump_json() + check.model_dump_json()


@calm
async def test_the_household_gets_a_receipt_of_what_was_stopped_sealed_and_kept(city: PaperCity) -> None:
    case = await in_check(city)

    await case.hears(taken_back(city))
    await case.closed()

    (text,) = receipts(city)
    told = ("撤回同意回执", "金融机构(省级平台)", "人力资源和社会保障局", "仍然有效", "第四十七条", "随时重新申请")
    assert [words for words in told if words not in text] == []


@calm
async def test_a_report_that_was_used_already_is_sealed_by_the_case_that_read_it(city: PaperCity) -> None:
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.decide("acceptance")
    before = await case.until(lambda now: now.pending and now.pending.question == "opinion")

    await case.hears(taken_back(city))
    record = await case.closed()

    assert before.decisions
    assert (record.outcome, record.decisions, record.pending) == ("consent_withdrawn", (), None)
    (sealed,) = city.departments.bodies("seal_check_data")
    assert sealed["details"]["questions"] == [f"{city.case(MEANS_CHECK).id}/means/human-resources/1"]
    assert city.departments.asked_for("take_back_question") == []
    assert "人力资源和社会保障局" in receipts(city)[0]


@calm
async def test_a_department_that_is_down_is_told_again_and_the_household_waits_for_nobody(city: PaperCity) -> None:
    case = await in_check(city)
    city.departments.says("financial-institutions", "take_back_question", in_turn(UNREACHABLE, PENDING, refused("x")))

    await case.hears(taken_back(city))
    record = await case.closed()

    assert record.outcome == "consent_withdrawn"
    assert "尚未通知到的部门(正在继续通知,其后来的答复不予使用):金融机构(省级平台)" in receipts(city)[0]


@unhurried
async def test_an_answer_that_comes_all_the_same_is_used_by_nobody(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "means", PENDING)
    city.departments.says("civil-affairs", "take_back_question", refused("已经办结"))
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    check = await stuck(city, case, "civil-affairs")

    await case.hears(taken_back(city))
    await case.closed()
    await check.answered("means/civil-affairs/1", "civil-affairs", "means", items=[])
    record = await check.closed()

    assert record.outcome == "consent_withdrawn"
    assert statuses(record)["civil-affairs"] == ("refused", "consent_withdrawn")
    assert not any("means.report" in type_ for type_ in announced(record))


@calm
async def test_before_acceptance_nothing_was_asked_and_only_the_receipt_is_written(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.asks("acceptance")

    await case.hears(taken_back(city))
    record = await case.closed()

    assert (record.outcome, record.children) == ("consent_withdrawn", ())
    assert city.departments.asked_for("seal_check_data") == []
    assert len(receipts(city)) == 1


@calm
async def test_help_in_an_emergency_rests_on_the_law_and_stays(city: PaperCity) -> None:
    case = await in_check(city, emergency=FIRE)

    await case.hears(taken_back(city))
    record = await case.closed()

    assert (record.outcome, record.category) == ("consent_withdrawn", "emergency")
    assert [decision.rule for decision in record.decisions] == ["emergency_aid"]


@calm
async def test_an_optional_item_ends_alone(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    await case.until(lambda record: record.waiting_on == "linked items: education")

    await case.hears(taken_back(city, item="school-aid"))
    record = await case.closed()

    assert record.outcome == "granted"
    (line,) = [line for line in record.asked if line.subject == "school-aid"]
    assert (line.status.value, line.reason) == ("refused", "consent_withdrawn")
    assert "该事项停止办理,其他事项继续办理" in receipts(city)[0]


@calm
async def test_an_item_that_was_granted_before_is_stopped_again(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", answered(granted=True))
    city.departments.says("medical-insurance", "linked_item", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    await case.until(lambda record: record.waiting_on == "linked items: medical-insurance")

    await case.hears(taken_back(city, item="school-aid"))
    premium, given = "linked_item/medical-premium-aid", {"granted": True}
    await case.answered(premium, "medical-insurance", "linked_item", result=given)
    await case.closed()

    (asked,) = city.departments.bodies("linked_item_stop")
    assert (asked["details"]["item"], asked["details"]["reason"]) == ("school-aid", "consent-withdrawn")


@calm
async def test_after_the_decision_it_is_a_request_to_end_and_what_was_decided_stands(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    await case.until(lambda record: record.waiting_on == "linked items: education")

    await case.hears(taken_back(city))
    await case.answered("linked_item/school-aid", "education", "linked_item", result={"granted": True})
    record = await case.closed()

    assert (record.outcome, bool(record.decisions)) == ("granted", True)
    (due,) = city.said(case, "assistance.review-due")
    assert (due["reason"], due["household"]) == ("consent_withdrawn", about(city.number)["household"])
    assert "继续有效" in receipts(city)[0]
    assert city.departments.asked_for("seal_check_data") == []


@calm
async def test_a_consent_taken_back_before_the_application_arrives_ends_it_at_once(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, taken_back(city))

    await case.hears(submitted(city.number))
    record = await case.closed()

    assert (record.outcome, record.rulings) == ("consent_withdrawn", ())
