"""What an office corrects while its review is open: looked at by the same case, asked, heard, entered and told anew."""

import pytest

from events.contracts.civil_affairs import AssistanceChangeAnswered
from events.contracts.facts import DisabilityCertificateChanged, HouseholdRegisterMoved, JobStarted
from schemas.households import Category
from schemas.people import Disability
from schemas.questions import ItemCode
from tests.activities.register.reviews.household import FIRST, SECOND, THIRD, Lived
from tests.workflows.applications import APPLICANT, SPOUSE
from tests.workflows.paper_case import PaperCase

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = SECOND.replace(day=12)
LATER = SECOND.replace(day=20)


async def before_the_county(lived: Lived) -> tuple[JobStarted, PaperCase]:
    """A job with a wage of 600.00, heard, and put to the county."""
    lived.recognised()
    lived.knows("human-resources", ItemCode.WAGE, "600.00")
    job = JobStarted(person=lived.ref(SPOUSE), on=ON, reported_on=ON)
    case = await lived.review(job)
    await case.asks("review")
    return job, case


async def test_a_wage_that_is_corrected_is_asked_for_heard_and_entered_anew(lived: Lived):
    """300.00 of the first wage count, 600.00 of the second: then nothing is due any more."""
    job, case = await before_the_county(lived)
    lived.knows("human-resources", ItemCode.WAGE, "900.00")
    await case.hears(job.model_copy(update={"reported_on": LATER}))
    await case.decide("review")
    await case.decide("review", "end")

    assert (await case.closed()).outcome == "ended"
    assert lived.held() == [
        ("low_income", "600.00", FIRST, "active"), ("low_income", None, THIRD, "ended"),
    ]  # fmt: skip
    assert len(lived.letters("hearing")) == 2
    assert [len(lived.letters(kind)) for kind in ("lower", "end")] == [1, 1]
    assert lived.city.departments.keys("fact_details") == [
        "fact_details/human-resources", "fact_details/human-resources/2",
    ]  # fmt: skip


async def test_a_certificate_that_is_graded_anew_on_the_same_day_changes_what_was_entered(lived: Lived):
    """Blind, and aided alone; then the grade is a weaker one, and the household is at the edge as before."""
    lived.recognised(category=Category.LOW_INCOME_EDGE, amount=None, incomes=[
        {"person": lived.ref(APPLICANT), "kind": "pension", "monthly": "4800.00"}])  # fmt: skip
    graded = [
        DisabilityCertificateChanged(person=lived.ref(SPOUSE), on=ON, reported_on=day,
                                     disability=Disability.model_validate({"kind": "visual", "grade": grade}))
        for grade, day in ((1, ON), (4, LATER))
    ]  # fmt: skip
    case = await lived.review(graded[0])
    await case.asks("review")
    await case.hears(graded[1])
    await case.decide("review", "move")
    await case.decide("review")

    assert (await case.closed()).outcome in {"moved", "ended"}
    assert ("single_person", None, THIRD, "ended") in lived.held()
    assert not any("entered before" in note for note in (await case.record()).notes)


async def test_a_move_that_is_corrected_is_taken_over_by_the_right_town(lived: Lived):
    lived.recognised()
    moved = HouseholdRegisterMoved(person=lived.ref(APPLICANT), on=ON, reported_on=ON, to_region="320412",
                                   to_town="CZ-WJ-HT")  # fmt: skip
    case = await lived.review(moved)
    await case.asks("takeover")
    await case.hears(moved.model_copy(update={"reported_on": LATER, "to_region": "320404", "to_town": "CZ-ZL-XL"}))
    await case.decide("takeover")
    await case.decide("takeover")

    assert (await case.closed()).outcome == "transferred"
    assert lived.standing().newest.application.household.town == "CZ-ZL-XL"


async def test_an_answer_that_came_after_its_time_is_no_answer_to_what_is_put_later(lived: Lived):
    """It came when the county had the question already; the second letter has its own time."""
    job, case = await before_the_county(lived)
    await case.hears(AssistanceChangeAnswered(case=case.id, household=lived.household, objects=True,
                                              statement="工资不对"))  # fmt: skip
    lived.knows("human-resources", ItemCode.WAGE, "900.00")
    await case.hears(job.model_copy(update={"reported_on": LATER}))
    await case.decide("review")
    await case.asks("review")
    record = await case.record()
    await case.decide("review", "end")
    await case.closed()

    assert any("工资不对" in note for note in record.notes)
    assert [line.name for line in record.clocks].count("hearing") == 2
