"""What a household is heard about, and how often: everything to its disadvantage, once, and anew when it is worse."""

from datetime import UTC, date, datetime

import pytest

from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.rights import SqlRights
from events.contracts.assistance import AssistanceReviewDue
from events.contracts.facts import FactRevoked, JobsRefused, JobStarted
from events.contracts.remedies import RemedyDecided, RemedyFiled
from registry.services import REMEDY
from schemas.cases import EventLine
from schemas.facts import FactKind
from schemas.identifiers import CaseId
from schemas.questions import ItemCode
from schemas.rights import FactEntry
from tests.activities.register.payment_runs import answered, frozen, run
from tests.activities.register.reviews.household import FIFTH, FOURTH, SECOND, THIRD, Lived
from tests.workflows.applications import APPLICANT, SPOUSE, found
from tests.workflows.paper_case import PaperCase
from workflows.facts import told

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = SECOND.replace(day=12)


def refused(lived: Lived, times: int = 3, **more: object) -> JobsRefused:
    said = {"person": lived.ref(SPOUSE), "on": ON, "reported_on": ON, "refusals": times, **more}
    return JobsRefused.model_validate(said)


def job(lived: Lived, wage: str, reported: object = ON) -> JobStarted:
    lived.knows("human-resources", ItemCode.WAGE, wage)
    return JobStarted.model_validate({"person": lived.ref(SPOUSE), "on": ON, "reported_on": reported})


async def cut(lived: Lived) -> PaperCase:
    lived.recognised()
    case = await lived.review(refused(lived))
    await case.decide("review", "cut")
    assert (await case.closed()).outcome == "cut"
    return case


async def test_who_refused_jobs_is_asked_for_a_good_reason_before_a_share_is_cut(lived: Lived):
    case = await cut(lived)

    (heard,) = lived.letters("hearing")
    assert "连续3次无正当理由拒绝接受适当工作" in heard
    assert "怀孕或者哺乳期等属于正当理由)(待核实" in heard
    assert "每月救助金额:现为600.00元,拟为400.00元。" in heard
    (proposed,) = lived.city.said(case, "assistance.change-proposed")
    assert proposed["change"] == "lower"


async def test_the_letter_of_a_cut_says_what_is_paid_and_why(lived: Lived):
    await cut(lived)

    (letter,) = lived.letters("lower")
    assert "原待遇:每月600.00元。" in letter
    assert "每月400.00元。" in letter
    assert "连续3次无正当理由拒绝接受适当工作" in letter
    assert "每月救助金额:600.00元" not in letter


async def test_the_letter_of_a_taper_says_for_which_months_what_is_paid(lived: Lived):
    lived.recognised()
    assert await lived.decided(job(lived, "3500.00"), ("review", "taper")) == "tapered"

    (letter,) = (*lived.letters("lower"), *lived.letters("end"))
    assert f"自{THIRD.year}年{THIRD.month}月起停止发放" not in letter
    assert f"{THIRD.year}年{THIRD.month}月至{THIRD.year}年{THIRD.month + 5}月,渐退期,每月600.00元。" in letter
    assert "低保渐退:符合条件" in letter


@pytest.mark.parametrize("back", ["taken back", "two refusals"])
async def test_a_cut_ends_when_the_report_of_it_does(lived: Lived, back: str):
    await cut(lived)
    said = (
        FactRevoked(person=lived.ref(SPOUSE), kind=FactKind.JOBS_REFUSED, on=ON, reported_on=FOURTH)
        if back == "taken back"
        else refused(lived, 2, reported_on=FOURTH)
    )
    case = await lived.review(said, said.fact, lived.ref(SPOUSE), str(ON), str(FOURTH))
    await case.decide("review")

    assert (await case.closed()).outcome == "raised"
    assert [amount for _, amount, _, _ in lived.held()][-1] == "600.00"


def due(lived: Lived, on: date) -> AssistanceReviewDue:
    return AssistanceReviewDue(case="review-round:1", household=lived.household, due_on=on, reason="recheck",
                               reported_on=on)  # fmt: skip


@pytest.mark.parametrize("opened_by", ["the report", "a check"])
async def test_a_cut_that_a_court_strikes_down_is_not_proposed_again(lived: Lived, opened_by: str):
    lived.recognised()
    report = refused(lived)
    if opened_by == "the report":
        case = await lived.review(report)
    else:
        fact = told(report, EventLine(id="e-2", source="-", type=report.type, at=datetime.now(UTC)))
        SqlRights(lived.book.engine).enter_fact(FactEntry(case=CaseId("review:1"), fact=fact))
        case = await lived.review(due(lived, FOURTH), "recheck", lived.household, str(FOURTH))
    await case.decide("review", "cut")
    await case.closed()
    at_court = {"of_case": case.id, "household": lived.household, "path": "court", "reported_on": FIFTH}
    filed = RemedyFiled.model_validate({**at_court, "respondent": "CZ-TN", "number": "1", "known_on": FIFTH,
                                        "filed_on": FIFTH})  # fmt: skip
    remedy = await lived.city.open(REMEDY, filed, key=(*case.id.split(":"), "court"))
    await remedy.hears(RemedyDecided.model_validate({**at_court, "result": "revoked", "decided_on": FIFTH}))
    await remedy.decide("new_decision", "restore")
    await remedy.closed()
    again = await lived.review(due(lived, FIFTH), "recheck", lived.household, str(FIFTH))
    ask = await again.asks("review")
    await again.decide("review")

    assert ask.choices == ("settle", "survey_again")
    assert (await again.closed()).outcome == "unchanged"
    assert [amount for _, amount, _, _ in lived.held()][-1] == "600.00"
    assert len(lived.letters("hearing")) == 1


async def test_what_is_found_after_a_hearing_is_put_to_the_household_too(lived: Lived):
    """Heard about 300.00; then the check that the county wants shows wealth, and the aid would end."""
    lived.recognised()
    case = await lived.review(job(lived, "600.00"))
    await case.asks("review")
    lived.city.departments.says("financial-institutions", "means",
                                found(ItemCode.DEPOSIT, "300000.00", lived.ref(APPLICANT)))  # fmt: skip
    await case.decide("review", "survey_again")
    await case.decide("review", "end")

    assert (await case.closed()).outcome == "ended"
    first, second = lived.letters("hearing")
    assert "拟为300.00元" in first
    assert "货币财产" in second
    assert "停止您的待遇" in second


async def test_who_has_read_everything_is_not_heard_once_more(lived: Lived):
    lived.recognised()
    case = await lived.review(lived.died(SPOUSE, ON))
    await case.decide("review", "survey_again")
    await case.decide("review", "end")
    await case.closed()

    assert len(lived.letters("hearing")) == 1


async def test_an_overpayment_is_told_before_and_after_it_is_decided(lived: Lived):
    """A death is told four months late: three months were paid too much."""
    lived.recognised()
    lived.paid_through(FIFTH)
    death = lived.died(SPOUSE, ON).model_copy(update={"reported_on": FIFTH.replace(day=20)})
    case = await lived.review(death)
    await case.decide("review")
    await case.decide("recovery", "set_off", details={"monthly": "100.00"})
    await case.closed()

    (heard,), (letter,) = lived.letters("hearing"), lived.letters("end")
    assert f"{FIFTH.year}年{FIFTH.month}月:已发600.00元,应发0.00元。" in heard
    assert "1800.00元,由经办机关决定抵扣、退回或者不予追回" in heard
    assert f"{FIFTH.year}年{FIFTH.month}月:已发600.00元,应发0.00元。" in letter
    assert "抵扣1800.00元,每月至多抵扣100.00元" in letter
    assert "依法申请行政复议" in letter


async def test_where_money_alone_is_left_the_household_is_heard_and_told_of_it(lived: Lived):
    """Ended in time, and paid once more by a list that had been frozen before."""
    lived.recognised()
    payments, listed = SqlPayments(lived.book.engine), run(THIRD)
    frozen(payments, listed)
    await lived.decided(lived.died(SPOUSE, ON))
    answered(payments, listed)
    told = len(lived.letters("hearing"))
    case = await lived.review(refused(lived, 1))
    await case.decide("review", "settle")
    await case.decide("recovery", "repay")

    assert (await case.closed()).outcome == "settled"
    (heard,), (letter,) = lived.letters("hearing")[told:], lived.letters("recovery")
    assert "拟追回" in heard
    assert "600.00元" in heard
    assert "请退回600.00元。" in letter
    assert "依法申请行政复议" in letter
