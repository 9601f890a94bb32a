"""How departments are asked: partial answers kept, doubles dropped, the unreachable asked until their limit is over."""

import pytest

from registry.services import MEANS_CHECK
from schemas.assessments import MeansRequest
from schemas.questions import ItemCode
from tests.workflows.applications import application, found, item
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, UNREACHABLE, in_turn

pytestmark = pytest.mark.platform


async def checked(city: PaperCity) -> PaperCase:
    return await city.open(MEANS_CHECK, request=MeansRequest(application=application(city.number)))


@calm
async def test_answers_that_came_are_shown_while_others_are_waited_for(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    case = await checked(city)

    record = await case.until(lambda now: now.waiting_on == "departments: education")

    assert [line.department for line in record.asked if line.status == "pending"] == ["education"]
    assert {line.status.value for line in record.asked} == {"pending", "answered"}


@calm
async def test_an_answer_twice_counts_once_and_the_first_one_stands(city: PaperCity) -> None:
    city.departments.says("human-resources", "means", PENDING)
    city.departments.says("education", "means", PENDING)
    case = await checked(city)
    await case.until(lambda now: now.waiting_on == "departments: education, human-resources")

    for amount in ("1800.00", "9900.00"):
        pension = item(ItemCode.PENSION, amount).model_dump(mode="json")
        await case.answered("means/human-resources/1", "human-resources", "means", items=[pension])
    await case.answered("means/education/1", "education", "means")
    record = await case.closed()

    assert (record.outcome, record.category) == ("ready", "complete")
    assert len(record.read) == 3


@calm
async def test_an_answer_to_a_question_that_nobody_asked_is_noted(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    case = await checked(city)
    await case.until(lambda now: now.waiting_on == "departments: education")

    await case.answered("means/education/7", "education", "means")
    await case.answered("means/education/1", "education", "means")
    record = await case.closed()

    assert record.notes == (f"答复无对应问题 answer to an unknown question: {case.id}/means/education/7",)


@calm
async def test_an_answer_that_overtakes_its_question_is_kept_for_it(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    case = await checked(city)

    await case.answered("means/education/1", "education", "means")
    record = await case.closed()

    assert record.outcome == "ready"


@calm
async def test_a_department_that_cannot_be_reached_is_asked_until_it_answers(city: PaperCity) -> None:
    pension = found(ItemCode.PENSION, "1800.00")
    city.departments.says("human-resources", "means", in_turn(UNREACHABLE, UNREACHABLE, UNREACHABLE, pension))
    case = await checked(city)

    record = await case.closed()

    assert record.outcome == "ready"
    assert city.departments.asked_for("means").count("human-resources") == 4
    assert city.departments.asked_for("means").count("taxation") == 1


async def test_a_department_that_is_never_reached_is_silent_and_refuses_nobody(city: PaperCity) -> None:
    city.departments.says("human-resources", "means", UNREACHABLE)
    case = await checked(city)

    record = await case.closed()

    assert record.outcome == "incomplete"
    assert [line.status.value for line in record.asked if line.department == "human-resources"] == ["silent"] * 2
