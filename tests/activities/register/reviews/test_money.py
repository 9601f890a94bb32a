"""What was paid too much: decided by people, kept from payments, released when its fact never was."""

from datetime import date
from decimal import Decimal

import pytest

from activities.adapters.register.rights import SqlRights
from events.contracts.facts import FactRevoked, JobsRefused, JobStarted
from policy.months import after
from schemas.facts import FactKind
from schemas.questions import ItemCode
from schemas.rights import RightSpan
from tests.activities.register.payment_runs import change, lines_of
from tests.activities.register.reviews.household import FIFTH, FIRST, FOURTH, SECOND, Lived
from tests.workflows.applications import APPLICANT, SPOUSE

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = SECOND.replace(day=12)


def job(lived: Lived, wage: str = "900.00") -> JobStarted:
    """600.00 of it count: 600.00 a month are not due any more, or less is."""
    lived.knows("human-resources", ItemCode.WAGE, wage)
    return JobStarted(person=lived.ref(SPOUSE), on=ON, reported_on=FOURTH.replace(day=20))


def kept(lived: Lived) -> dict[date, tuple[Decimal, Decimal]]:
    """Month → what reached the account, and what was kept of it."""
    return {line.month: (line.amount, line.set_off) for line in lines_of(lived.book, lived.household)}


async def test_an_overpayment_is_kept_from_later_payments_as_slowly_as_people_said(lived: Lived):
    """A wage of 600, of which 300 count, since May: 600 too much in two months, 100 of it a month."""
    lived.recognised()
    lived.paid_through(FOURTH)
    case = await lived.review(job(lived, "600.00"))
    await case.decide("review")
    ask = await case.asks("recovery")
    await case.decide("recovery", "set_off", details={"monthly": "100.00"})
    assert (await case.closed()).outcome == "lowered"
    lived.paid_through(after(FIFTH))

    assert ask.choices == ("set_off", "repay", "waive")
    assert ask.proposal == "600.00"
    assert kept(lived)[FIFTH] == (Decimal("200.00"), Decimal("100.00"))
    assert kept(lived)[after(FIFTH)] == (Decimal("200.00"), Decimal("100.00"))


async def test_a_sum_that_cannot_be_read_is_asked_for_again(lived: Lived):
    lived.recognised()
    lived.paid_through(FOURTH)
    case = await lived.review(job(lived, "600.00"))
    await case.decide("review")
    for nonsense in ("a hundred", "-100", "NaN"):
        await case.decide("recovery", "set_off", details={"monthly": nonsense})
    await case.decide("recovery", "set_off")
    await case.closed()

    (recovery,) = lived.standing().recoveries
    assert (recovery.total, recovery.monthly) == (Decimal("600.00"), Decimal("600.00"))


@pytest.mark.parametrize("way", ["repay", "waive"])
async def test_what_is_repaid_or_waived_is_not_kept_from_payments(lived: Lived, way: str):
    lived.recognised()
    lived.paid_through(FOURTH)
    await lived.decided(job(lived, "600.00"), ("review", None), ("recovery", way))
    lived.paid_through(FIFTH)

    (recovery,) = lived.standing().recoveries
    assert (recovery.way, recovery.monthly) == (way, None)
    assert kept(lived)[FIFTH] == (Decimal("300.00"), Decimal("0.00"))


async def test_a_recovery_is_released_when_its_fact_never_was_and_what_was_kept_comes_back(lived: Lived):
    lived.recognised()
    lived.paid_through(FOURTH)
    event = job(lived, "600.00")
    await lived.decided(event, ("review", None), ("recovery", "set_off"))
    lived.paid_through(FIFTH)
    revoked = FactRevoked(person=event.person, kind=FactKind.JOB_STARTED, on=ON, reported_on=FIFTH.replace(day=20))

    assert await lived.decided(revoked) == "raised"
    assert sorted(recovery.way for recovery in lived.standing().recoveries) == ["release", "set_off"]
    lived.paid_through(after(FIFTH))
    paid = sum(line.amount for line in lines_of(lived.book, lived.household) if line.state == "paid")
    assert paid == Decimal("600.00") * 6


async def test_a_review_touches_none_of_the_benefits_of_single_persons(lived: Lived):
    """The spouse draws a subsidy of her own; low income of the household ends beside it."""
    lived.recognised()
    nursing = RightSpan(benefit="disability_nursing", person=lived.ref(APPLICANT), amount="120.00", first=FIRST)
    change(SqlRights(lived.book.engine), nursing.model_dump(mode="json"), household=lived.household)
    lived.paid_through(FOURTH)

    outcome = await lived.decided(lived.died(SPOUSE, ON), ("review", None), ("recovery", None))

    assert outcome == "ended"
    assert lived.standing().recoveries[0].total == Decimal("1200.00")
    assert ("disability_nursing", "120.00", FIRST, "active") in lived.held()


async def test_a_review_that_people_decided_is_found_unchanged_ever_after(lived: Lived):
    """The same fact under another event finds the same case; another fact that changes nothing, nothing."""
    lived.recognised()
    lived.paid_through(FOURTH)
    await lived.decided(lived.died(SPOUSE, ON), ("review", None), ("recovery", "waive"))
    again = JobsRefused(person=lived.ref(APPLICANT), on=FIFTH, reported_on=FIFTH, refusals=1)
    before = lived.standing()

    case = await lived.review(again)
    assert (await case.closed()).outcome == "unchanged"
    assert lived.standing().rights == before.rights
