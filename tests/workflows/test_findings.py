"""Adverse findings (domain 2.9, 3.3 step 6): the household is heard before anything negative."""

from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceFindingsAnswered
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.questions import ItemCode
from tests.workflows.applications import about, found, item, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm
from workflows.page import page

pytestmark = pytest.mark.platform


async def with_a_car_found(city: PaperCity) -> PaperCase:
    """The vehicle register knows a car that the household did not declare."""
    city.departments.says("public-security", "means", found(ItemCode.VEHICLE, count=1))
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.decide("acceptance")
    return case


def answer(city: PaperCity, **said: object) -> AssistanceFindingsAnswered:
    return AssistanceFindingsAnswered.model_validate({**about(city.number), **said})


@calm
async def test_findings_that_are_not_contested_go_to_the_town_lead(city: PaperCity) -> None:
    case = await with_a_car_found(city)
    hearing = await case.until(lambda record: record.waiting_on == "household: answer to the findings")

    await case.hears(answer(city, objects=False))
    ask = await case.asks("opinion")
    record = await case.record()

    assert announced(record).count("assistance.findings-put") == 1
    assert hearing.pending is None
    assert ask.proposal == "refuse"
    assert len(record.children) == 1
    (letter,) = (body["details"] for body in city.departments.bodies("deliver_notice"))
    assert letter["kind"] == "hearing"
    assert "机动车(p-0001):申报0,公安局登记1" in letter["text"]


@calm
async def test_a_car_that_was_scrapped_is_corrected_and_checked_again_ac_m3(city: PaperCity) -> None:
    case = await with_a_car_found(city)

    scrapped = item(ItemCode.VEHICLE, count=0).model_dump(mode="json")
    await case.hears(answer(city, objects=True, statement="车辆已报废", corrected=[scrapped]))
    ask = await case.asks("opinion")
    record = await case.record()
    second = await city.case(MEANS_CHECK, "2").closed()

    assert ask.proposal == "low_income"
    assert record.children == (f"means-check:{city.number}", f"means-check:{city.number}:2")
    assert second.category == "complete"
    assert announced(record).count("assistance.findings-put") == 1


@calm
async def test_an_objection_without_proof_starts_no_second_check(city: PaperCity) -> None:
    case = await with_a_car_found(city)

    await case.hears(answer(city, objects=True, statement="不是我家的车"))
    await case.asks("opinion")

    assert len((await case.record()).children) == 1


@calm
@pytest.mark.parametrize(
    ("said", "contested", "words"),
    [
        pytest.param({"objects": True, "statement": "不是我家的车"}, True, [": 不是我家的车"], id="in its words"),
        pytest.param({"objects": True}, True, [""], id="without a word"),
        pytest.param({"objects": True, "statement": "车" * 500}, True, [f": {'车' * 200}"], id="at length"),
        pytest.param({"objects": False, "statement": "是我家的车"}, False, [], id="it does not contest"),
    ],
)
async def test_both_deciders_read_that_the_household_contests_and_why(
    city: PaperCity, said: dict[str, Any], contested: bool, words: list[str]
) -> None:
    case = await with_a_car_found(city)

    await case.hears(answer(city, **said))
    await case.decide("opinion")
    await case.asks("confirmation")
    record = await case.record()

    assert record.contested is contested
    assert [note for note in record.notes if "contests" in note] == [
        f"家庭有异议 the household contests the findings{said}" for said in words
    ]
    assert ("家庭有异议 Contested" in page(record)) is contested


async def test_findings_that_nobody_answers_are_decided_by_people_all_the_same(city: PaperCity) -> None:
    case = await with_a_car_found(city)

    ask = await case.asks("opinion")
    record = await case.record()

    assert (ask.proposal, record.outcome) == ("refuse", None)
    assert [clock.state for clock in record.clocks if clock.name == "hearing"] == ["passed"]
