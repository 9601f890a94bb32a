"""Linked items come back with their condition, and go to whoever joins: asked for by itself after a review (3.8)."""

from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from events.contracts.facts import (
    BirthRegistered,
    FactRevoked,
    HouseholdRegisterMoved,
    JobStarted,
    PrisonEntered,
    PrisonReleased,
)
from registry.items import item
from schemas.facts import FactKind
from schemas.households import Category
from schemas.identifiers import ItemId
from schemas.people import Sex
from schemas.questions import ItemCode, ReplyStatus
from schemas.register_entries import ItemResult, ItemsEntry
from tests.activities.register.reviews.household import FIFTH, RECOGNISED, SECOND, THIRD, Lived
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, person
from tests.workflows.paper_offices import refused

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = SECOND.replace(day=12)
PREMIUM, SCHOOL, WORK, PENSION = "medical-premium-aid", "school-aid", "employment-aid", "pension-contribution"
OWED = (PREMIUM, SCHOOL, WORK, PENSION)


def parents(lived: Lived) -> list[dict[str, Any]]:
    """Of whom the spouse is of working age, and out of work."""
    return [
        person(lived.ref(APPLICANT), "1958-03-15", "male", "applicant"),
        person(lived.ref(SPOUSE), "1980-09-03", "female", "spouse"),
        person(lived.ref(CHILD), "2016-11-20", "male", "minor child", student=True),
    ]


def gives(lived: Lived, *items: str, **said: Any) -> None:
    """What the owners said when the household was recognised."""
    result = {"status": ReplyStatus.ANSWERED, "granted": True, **said}
    lived.book.enter_items(ItemsEntry(
        case=f"assistance:A-{lived.household}", household=lived.household, on=RECOGNISED,
        results=tuple(ItemResult.model_validate({"item": each, "department": item(ItemId(each)).owner.id,
                                                 "event": f"e-{each}", **result}) for each in items)))  # fmt: skip


def asked(lived: Lived, topic: str = "linked_item") -> dict[str, list[str]]:
    """Each item that an owner was asked about, with the persons whom it concerns."""
    return {
        body["details"]["item"]: [one["ref"] for one in body["subjects"]]
        for body in lived.city.departments.bodies(topic)
    }


def job(lived: Lived, wage: str) -> JobStarted:
    lived.knows("human-resources", ItemCode.WAGE, wage)
    return JobStarted(person=lived.ref(SPOUSE), on=ON, reported_on=ON)


def taken_back(lived: Lived, kind: FactKind, who: str = SPOUSE) -> FactRevoked:
    return FactRevoked(person=lived.ref(who), kind=kind, on=ON, reported_on=FIFTH.replace(day=4))


def born(lived: Lived) -> BirthRegistered:
    return BirthRegistered(person=lived.ref(SPOUSE), on=ON, reported_on=ON, child=lived.ref("p-baby"), sex=Sex.FEMALE)


async def test_a_wrong_job_that_is_taken_back_brings_the_items_back_as_well(unhurried: Lived):
    lived = unhurried
    lived.recognised(members=parents(lived))
    gives(lived, *OWED)
    wrong = await lived.review(job(lived, "9000.00"))
    await lived.agrees(wrong)
    await wrong.decide("review", "end")
    await wrong.closed()
    assert lived.standing().items == ()

    assert await lived.decided(taken_back(lived, FactKind.JOB_STARTED)) == "restored"
    assert set(asked(lived)) == set(OWED)
    assert asked(lived)[WORK] == asked(lived)[PENSION] == [lived.ref(SPOUSE)]
    assert set(lived.standing().items) == set(OWED)


async def test_only_what_the_wrong_word_took_away_is_asked_for_again(lived: Lived):
    """The household stayed recognised: of its items those alone had ended that hang on work."""
    lived.recognised(members=parents(lived))
    gives(lived, *OWED)
    await lived.decided(job(lived, "600.00"))
    assert set(lived.standing().items) == {PREMIUM, SCHOOL}

    await lived.decided(taken_back(lived, FactKind.JOB_STARTED))
    assert asked(lived) == {WORK: [lived.ref(SPOUSE)], PENSION: [lived.ref(SPOUSE)]}


async def test_what_an_optional_item_gave_comes_back_with_the_recognition(lived: Lived):
    """It was asked for once, after the recognition: nobody has to ask for it again because of an error."""
    lived.recognised(members=parents(lived))
    gives(lived, "legal-aid")
    await lived.decided(job(lived, "9000.00"), ("review", "end"))
    await lived.decided(taken_back(lived, FactKind.JOB_STARTED))

    assert "legal-aid" in asked(lived)


async def test_who_comes_back_from_prison_gets_the_own_items_again(lived: Lived):
    lived.recognised(members=parents(lived), incomes=lived.incomes()[:1])
    gives(lived, *OWED)
    spouse = lived.ref(SPOUSE)
    await lived.decided(PrisonEntered(person=spouse, on=ON, reported_on=ON))
    assert set(lived.standing().items) == {PREMIUM, SCHOOL}
    free = FIFTH.replace(day=3)

    await lived.decided(PrisonReleased(person=spouse, on=free, reported_on=free))
    assert asked(lived) == {PREMIUM: [spouse], WORK: [spouse], PENSION: [spouse]}


async def test_a_newborn_gets_what_the_law_owes_and_nobody_else_is_asked_for_again(lived: Lived):
    lived.recognised(members=parents(lived))
    gives(lived, PREMIUM, SCHOOL)
    gives(lived, WORK, status=ReplyStatus.REFUSED, granted=None)
    review = await lived.review(born(lived), "birth", lived.ref("p-baby"), str(ON))
    await review.decide("review")
    record = await review.closed()

    assert record.outcome == "raised"
    assert asked(lived) == {PREMIUM: [lived.ref("p-baby")]}
    (question,) = [line for line in record.asked if line.topic == "linked_item"]
    assert (question.status, question.subject) == ("answered", PREMIUM)
    assert [line.type for line in record.announced].count("cn.onething.assistance.linked-item-settled.v1") == 1


async def test_a_stronger_category_brings_what_the_weaker_one_is_not_owed(lived: Lived):
    """1,200 a head for three, 900 for four: of the edge, the household comes to low income."""
    lived.recognised(members=parents(lived), category=Category.LOW_INCOME_EDGE, amount=None,
                     incomes=[{"person": lived.ref(APPLICANT), "kind": "pension", "monthly": "3600.00"}])  # fmt: skip
    gives(lived, PREMIUM, SCHOOL)

    assert await lived.decided(born(lived), key=("birth", lived.ref("p-baby"), str(ON))) == "moved"
    assert asked(lived) == {PREMIUM: [lived.ref("p-baby")], WORK: [lived.ref(SPOUSE)], PENSION: [lived.ref(SPOUSE)]}


async def test_a_newborn_of_the_edge_is_asked_for_although_no_right_changes(lived: Lived):
    """1,400 a head for three, 1,050 for four: of the edge before and after, and nobody has anything to decide."""
    lived.recognised(members=parents(lived), category=Category.LOW_INCOME_EDGE, amount=None,
                     incomes=[{"person": lived.ref(APPLICANT), "kind": "pension", "monthly": "4200.00"}])  # fmt: skip
    gives(lived, PREMIUM, SCHOOL)
    review = await lived.review(born(lived), "birth", lived.ref("p-baby"), str(ON))

    assert (await review.closed()).outcome == "unchanged"
    assert asked(lived) == {PREMIUM: [lived.ref("p-baby")]}


async def test_what_the_household_gave_up_is_not_asked_for_by_itself(lived: Lived):
    lived.recognised(members=parents(lived))
    gives(lived, *OWED)
    gave_up = AssistanceConsentWithdrawn(number=f"A-{lived.household}", household=lived.household, item=SCHOOL, on=ON,
                                         person=lived.ref(APPLICANT))  # fmt: skip
    await (await lived.review(gave_up, "given-up", lived.household, str(ON))).closed()
    await lived.decided(job(lived, "9000.00"), ("review", "end"))
    await lived.decided(taken_back(lived, FactKind.JOB_STARTED))

    assert (lived.standing().given_up, SCHOOL in asked(lived)) == ((SCHOOL,), False)
    assert set(asked(lived)) == {PREMIUM, WORK, PENSION}


async def test_an_owner_that_went_on_with_its_item_is_not_asked_again(lived: Lived):
    lived.recognised(members=parents(lived))
    gives(lived, *OWED)
    lived.city.departments.says("education", "linked_item_stop", refused("学籍在册,继续资助"))
    await lived.decided(job(lived, "9000.00"), ("review", "end"))
    await lived.decided(taken_back(lived, FactKind.JOB_STARTED))

    assert set(asked(lived)) == {PREMIUM, WORK, PENSION}


async def test_a_loss_asks_for_nothing(lived: Lived):
    lived.recognised(members=parents(lived))

    assert await lived.decided(job(lived, "600.00")) == "lowered"
    assert asked(lived) == {}


async def test_the_file_of_a_household_that_leaves_the_city_goes_to_its_new_place(lived: Lived):
    """Paid to the end of the month of the move; what the new place is told are references (2.9)."""
    lived.recognised(members=parents(lived)[:1])
    moved = HouseholdRegisterMoved(person=lived.ref(APPLICANT), on=ON, reported_on=ON, to_region="340100")

    assert await lived.decided(moved) == "ended"
    (package,) = lived.city.departments.bodies("hand_over_household")
    assert package["details"] == {
        "number": f"A-{lived.household}", "household": lived.household, "person": lived.ref(APPLICANT),
        "region": "340100", "last_month": str(SECOND), "first_month": str(THIRD), "ended": True,
    }  # fmt: skip
    (letter,) = lived.letters("end")
    assert "移交迁入地" in letter


async def test_of_a_move_within_the_city_or_another_fact_no_file_goes_out(lived: Lived):
    lived.recognised(members=parents(lived))
    await lived.decided(job(lived, "600.00"))

    assert lived.city.departments.bodies("hand_over_household") == []
    (letter,) = lived.letters("lower")
    assert "移交迁入地" not in letter
