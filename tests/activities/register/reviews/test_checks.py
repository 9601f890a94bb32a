"""Checked again: silence stops nothing, late answers count back, and people may leave all as it is."""

import pytest

from events.contracts.assistance import AssistanceReviewDue
from events.contracts.facts import FactRevoked, JobsRefused, SourceCorrected
from policy.months import after
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.facts import FactKind
from schemas.households import Category
from schemas.identifiers import CaseId, DepartmentId, EventId, ItemId
from schemas.questions import ItemCode, ReplyStatus
from schemas.register_entries import ItemResult, ItemsEntry
from tests.activities.register.reviews.household import FIFTH, FIRST, FOURTH, SECOND, THIRD, Lived
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, authorised, found, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_offices import NOTHING, PENDING, answered

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = FOURTH.replace(day=20)


def due(lived: Lived, reason: str) -> AssistanceReviewDue:
    return AssistanceReviewDue(case="review-round:1", household=lived.household, due_on=ON, reason=reason,
                               reported_on=ON)  # fmt: skip


async def asked(lived: Lived, reason: str) -> PaperCase:
    return await lived.review(due(lived, reason), reason, lived.household, str(ON))


async def test_AC_T4_a_silent_register_stops_nothing_at_the_yearly_check(lived: Lived):  # noqa: N802
    lived.recognised()
    lived.city.departments.says("human-resources", "means", PENDING)
    case = await asked(lived, "evidence_gap")
    ask = await case.asks("review")
    await case.decide("review")
    closed = await case.closed()

    assert closed.outcome == "unchanged"
    assert ask.choices == ("settle", "survey_again")
    assert lived.held() == [("low_income", "600.00", FIRST, "active")]
    assert lived.standing().newest.evidence_gap
    (check,) = closed.children
    assert "case.department-reminded" in lived.city.post.of(check)


async def test_AC_M4_a_balance_that_is_told_late_ends_the_aid_from_the_first_month(unhurried: Lived):  # noqa: N802
    """Confirmed in spite of the gap; the check of the closed case has the household reviewed by itself."""
    lived = unhurried
    number = lived.city.number
    rich = found(ItemCode.DEPOSIT, "300000.00", lived.ref(APPLICANT))
    lived.city.departments.says("financial-institutions", "means", PENDING)
    filed = submitted(number, household={"ref": lived.household, "members": lived.family()}, incomes=lived.incomes(),
                      authorisations=authorised(*map(lived.ref, (APPLICANT, SPOUSE, CHILD))))  # fmt: skip
    form = answered(application=filed.application.model_dump(mode="json"))
    lived.city.departments.says("civil-affairs", "application_form", form)
    case = await lived.city.open(ASSISTANCE, filed)
    for question in ("acceptance", "opinion"):
        await case.decide(question)
    await case.decide("confirmation", evidence_gap=True)
    assert (await case.closed()).outcome == "granted"
    first = lived.standing().newest.first_month
    lived.paid_through(first)
    lived.city.departments.says("financial-institutions", "means", rich)
    check = lived.city.case(MEANS_CHECK)
    await check.answered("means/financial-institutions/1", "financial-institutions", "means",
                         items=[each.model_dump(mode="json") for each in rich.items])  # fmt: skip
    await check.closed()
    (told,) = lived.city.said(check, "assistance.review-due")
    review = await lived.review(AssistanceReviewDue.model_validate(told), *(
        str(told[name]) for name in ("reason", "household", "due_on")))  # fmt: skip
    await review.decide("review")
    ask = await review.asks("recovery")
    await review.decide("recovery", "repay")

    assert told["reason"] == "evidence_gap"
    assert (await review.closed()).outcome == "ended"
    assert ask.proposal == "600.00"
    assert lived.held() == [("low_income", None, first, "ended")]


async def test_what_the_county_keeps_after_a_check_stays_until_the_next_one(lived: Lived):
    """The registers say more than before; the county leaves it, and nothing of it is entered."""
    lived.recognised()
    lived.city.departments.says("human-resources", "means", found(ItemCode.PENSION, "2100.00", lived.ref(APPLICANT)))
    case = await asked(lived, "recheck")
    await case.decide("review", "keep")

    assert (await case.closed()).outcome == "kept"
    assert lived.held() == [("low_income", "600.00", FIRST, "active")]
    assert lived.city.said(case, "assistance.identity-changed") == []
    assert lived.standing().newest.review_due > ON  # type: ignore[operator]  # everybody is checked again
    (pension,) = (one for one in lived.standing().newest.application.incomes if one.kind == "pension")
    assert str(pension.monthly) == "1800.00"


async def test_a_household_is_surveyed_again_as_often_as_the_county_wants(lived: Lived):
    lived.recognised()
    lived.city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1500.00", lived.ref(APPLICANT)))
    case = await lived.review(JobsRefused(person=lived.ref(SPOUSE), on=SECOND, reported_on=ON, refusals=3))
    for _ in range(2):
        await case.decide("review", "survey_again")
    await case.decide("review")
    closed = await case.closed()

    assert closed.outcome == "raised"
    assert len(closed.children) == 2
    assert [amount for _, amount, _, _ in lived.held()] == ["600.00", "900.00"]


async def test_a_source_that_was_corrected_is_asked_again_and_counts_from_its_day(lived: Lived):
    lived.recognised()
    lived.city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1500.00", lived.ref(APPLICANT)))
    corrected = SourceCorrected(person=lived.ref(APPLICANT), on=SECOND.replace(day=3), reported_on=ON,
                                what=ItemCode.PENSION)  # fmt: skip

    assert await lived.decided(corrected) == "raised"
    assert lived.held() == [("low_income", "600.00", FIRST, "active"), ("low_income", "900.00", THIRD, "active")]


async def test_a_stale_decision_is_made_again_on_what_holds_now(lived: Lived):
    """Both are put; the death is decided first, and what was decided on the job alone is not entered."""
    lived.recognised()
    lived.knows("human-resources", ItemCode.WAGE, "600.00")
    refused = await lived.review(JobsRefused(person=lived.ref(SPOUSE), on=SECOND, reported_on=ON, refusals=3))
    await refused.asks("review")
    await lived.decided(lived.died(APPLICANT, ON))
    await refused.decide("review", "cut")
    ask = await refused.asks("review")
    await refused.decide("review", "cut")

    assert (await refused.closed()).outcome == "cut"
    assert "1400.00" in (ask.proposal or "")
    assert any("另有登记" in note for note in (await refused.record()).notes)
    assert [(amount, state) for _, amount, _, state in lived.held()][-1] == ("700.00", "active")
    assert [letter.count("700.00") for letter in lived.letters("hearing")[-1:]] == [1]


async def test_what_a_check_had_from_a_register_that_took_it_back_is_found_once_more_without_it(lived: Lived):
    """The yearly check sees a company; the market regulator takes it back before and after anybody announced it."""
    lived.recognised()
    rich = found(ItemCode.COMPANY_CAPITAL, "300000.00", lived.ref(APPLICANT))
    lived.city.departments.says("market-regulation", "means", rich)
    case = await asked(lived, "recheck")
    await case.decide("review")
    assert (await case.closed()).outcome == "ended"
    lived.city.departments.says("market-regulation", "means", NOTHING)
    taken_back = FactRevoked(person=lived.ref(APPLICANT), kind=FactKind.PROPERTY_ACQUIRED, on=SECOND,
                             reported_on=FIFTH)  # fmt: skip

    assert await lived.decided(taken_back) == "restored"
    assert {amount for _, amount, _, state in lived.held() if state == "active"} == {"600.00"}
    assert all(state == "active" for _, _, _, state in lived.held())


async def test_AC_X3_a_recognition_for_a_time_is_told_before_it_ends_and_its_items_stop(lived: Lived):  # noqa: N802
    ends = FIFTH.replace(day=19)
    lived.recognised(category=Category.RIGID_SPENDING, amount=None, valid_to=ends)
    given = ItemResult(item=ItemId("rent-subsidy"), department=DepartmentId("housing"), event=EventId("e-2"),
                       status=ReplyStatus.ANSWERED, granted=True)  # fmt: skip
    lived.book.enter_items(ItemsEntry(case=CaseId("assistance:1"), household=lived.household, on=ON, results=(given,)))
    before = lived.held()
    case = await asked(lived, "term_ends")
    ask = await case.asks("term")
    await case.decide("term")

    assert (await case.closed()).outcome == "ended"
    assert (ask.choices, ask.proposal) == (("ends", "check_again"), str(ends))
    (ended,) = lived.city.said(case, "assistance.identity-ended")
    assert (ended["category"], ended["ended_from"], ended["reasons"]) == (
        "rigid_spending", str(after(FIFTH)), ["term_ends"],
    )  # fmt: skip
    assert "认定有效期届满" in lived.city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert [said["details"]["item"] for said in lived.city.departments.bodies("linked_item_stop")] == ["rent-subsidy"]
    assert lived.held() == before
    assert lived.standing().newest.review_due is None
    assert (await (await lived.review(due(lived, "term_ends"), "again")).closed()).outcome == "unchanged"
