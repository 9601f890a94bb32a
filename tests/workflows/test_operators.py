"""What operators see of a case (design 3): search attributes that find it, and a page that reads as the procedure."""

from typing import Any

import pytest
from temporalio.api.sdk.v1 import WorkflowMetadata

from registry.services import ASSISTANCE
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING
from workflows import page

pytestmark = pytest.mark.platform


async def attributes(case: PaperCase) -> dict[str, Any]:
    described = await case.handle.describe()
    return {pair.key.name: pair.value for pair in described.typed_search_attributes}


async def details(case: PaperCase) -> str:
    metadata = await case.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
    return str(metadata.current_details)


@calm
async def test_a_case_is_found_by_its_stage_and_by_whom_it_waits_for(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion")
    ask = await case.asks("confirmation")

    wanted = "Stage = 'confirmation' AND WaitingOn = 'person:county section head@CZ-TN' AND Service = 'assistance'"
    found = await eventually(lambda: _listed(city, wanted))
    seen = await attributes(case)

    assert case.id in found
    assert ask.due is not None
    assert seen["Due"] == ask.due.at
    assert page.LATE.name not in seen


async def _listed(city: PaperCity, query: str) -> list[str]:
    return [each.id async for each in city.client.list_workflows(query)]


async def test_a_case_whose_limit_passed_is_found_as_late(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.until(lambda record: any("breach" in clock.rungs for clock in record.clocks))

    seen = await eventually(lambda: _late(case))

    assert seen["Stage"] == "preliminary opinion"


async def _late(case: PaperCase) -> dict[str, Any] | None:
    seen = await attributes(case)
    return seen if seen.get("Late") else None


async def test_a_closed_case_says_how_it_ended_and_waits_for_nobody(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False))
    await case.closed()

    seen = await attributes(case)

    assert (seen["Outcome"], seen["Stage"]) == ("closed_incomplete", "closed")
    assert not {"WaitingOn", "Due"} & set(seen)


@calm
async def test_the_page_reads_as_the_procedure_and_names_no_person(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question, reasons="符合认定条件")
    await case.until(lambda record: record.waiting_on == "linked items: education")

    text = await details(case)

    told = ("社会救助一门受理", "recognition", "linked items: education", "教育局", "办理中 working on it",
            "低保边缘家庭", "CZ-TN.head", "符合认定条件", "assistance.identity-confirmed")  # fmt: skip
    assert [words for words in told if words not in text] == []
    assert "测试" not in text
