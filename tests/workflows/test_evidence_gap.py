"""A department that does not answer (domain 2.9): never a reason to refuse; a person decides, and says so."""

import pytest

from events.contracts.civil_affairs import AssistanceFindingsAnswered
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.questions import ItemCode
from tests.workflows.applications import APPLICANT, EDGE, HOUSEHOLD, about, item, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, brisk, unhurried
from tests.workflows.paper_offices import PENDING

pytestmark = pytest.mark.platform


async def with_a_silent_department(city: PaperCity, department: str) -> PaperCase:
    """A household on the edge of low income, whose report is incomplete; nothing of it is published."""
    city.departments.says(department, "means", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.asks("opinion")
    return case


@unhurried
async def test_a_missing_answer_is_confirmed_only_by_a_person_who_says_so_ac_m4(city: PaperCity) -> None:
    case = await with_a_silent_department(city, "education")
    await case.decide("opinion")

    told = await case.refusal("confirmation")
    await case.decide("confirmation", evidence_gap=True)
    record = await case.closed()

    assert "evidence_gap" in told
    assert (record.outcome, record.evidence_gap, record.rulings[-1].evidence_gap) == ("granted", True, True)


@unhurried
async def test_a_report_after_the_end_of_its_case_is_still_announced_ac_m4(city: PaperCity) -> None:
    case = await with_a_silent_department(city, "education")
    await case.refuse("opinion")
    await case.decide("confirmation", evidence_gap=True)
    await case.closed()
    check = city.case(MEANS_CHECK)

    await check.answered("means/education/1", "education", "means")
    record = await check.closed()

    assert record.outcome == "ready"
    assert city.sent(check)[-2:] == ["means.report-superseded", "assistance.review-due"]
    (due,) = city.said(check, "assistance.review-due")
    assert (due["reason"], due["household"]) == ("evidence_gap", HOUSEHOLD)


@brisk
async def test_a_second_silence_after_the_end_of_its_case_says_nothing_new(city: PaperCity) -> None:
    case = await with_a_silent_department(city, "civil-affairs")
    await case.refuse("opinion")
    await case.decide("confirmation", evidence_gap=True)
    await case.closed()

    record = await city.case(MEANS_CHECK).closed()

    assert record.outcome == "incomplete"
    assert "assistance.review-due" not in city.sent(city.case(MEANS_CHECK))


@unhurried
async def test_a_late_answer_before_the_confirmation_has_the_town_form_its_opinion_anew(city: PaperCity) -> None:
    case = await with_a_silent_department(city, "education")
    await case.decide("opinion")
    await case.asks("confirmation")

    await city.case(MEANS_CHECK).answered("means/education/1", "education", "means")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert (record.outcome, record.evidence_gap) == ("granted", False)
    assert [ruled.question for ruled in record.rulings] == ["acceptance", "opinion", "opinion", "confirmation"]
    assert city.said(city.case(MEANS_CHECK), "means.report-superseded")[0]["version"] == 2


@unhurried
async def test_a_late_answer_against_the_household_is_put_to_it_before_the_opinion_ac_m4(city: PaperCity) -> None:
    case = await with_a_silent_department(city, "human-resources")
    not_contested = {**about(city.number), "objects": False}
    await case.hears(AssistanceFindingsAnswered.model_validate(not_contested))

    pension = item(ItemCode.PENSION, "18000.00", APPLICANT).model_dump(mode="json")
    await city.case(MEANS_CHECK).answered("means/human-resources/1", "human-resources", "means", items=[pension])
    record = await case.until(lambda now: now.pending and now.pending.proposal == "refuse")

    assert record.pending is not None
    assert record.pending.question == "opinion"
    assert announced(record)[-1] == "assistance.findings-put"
    assert record.outcome is None
