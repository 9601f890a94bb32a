"""A limit runs longer (domain 2.3, 3.3): once, by the county's bureau head, with reasons that the household reads."""

import pytest

from registry.services import ASSISTANCE
from schemas.cases import CaseRecord, ClockLine
from schemas.clocks import ExtensionOrder
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, brisk, calm
from tests.workflows.paper_offices import UNREACHABLE

pytestmark = pytest.mark.platform

ORDER = {"officer": "CZ-TN.bureau", "reasons": "家庭成员异地居住,需跨省核对"}


async def accepted(city: PaperCity) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.asks("opinion")
    return case


async def extended(case: PaperCase, **changed: str) -> ClockLine:
    return await case.clock("extend", ExtensionOrder.model_validate({**ORDER, **changed}))


async def refused(case: PaperCase, **changed: str) -> str:
    return await case.refused_clock("extend", ExtensionOrder.model_validate({**ORDER, **changed}))


def total(record: CaseRecord) -> ClockLine:
    (line,) = [clock for clock in record.clocks if clock.name == "total"]
    return line


@calm
async def test_thirty_working_days_become_forty_five_counted_from_the_same_day(city: PaperCity) -> None:
    case = await accepted(city)
    before = total(await case.record())

    line = await extended(case)

    assert (before.due.limit.value, line.due.limit.value) == (30, 45)
    assert (line.due.start, line.state) == (before.due.start, "running")
    assert line.due.at > before.due.at
    assert line.extended is not None
    assert (line.extended.officer, line.extended.was) == ("CZ-TN.bureau", before.due)


@calm
async def test_an_extension_is_announced_and_the_household_reads_why(city: PaperCity) -> None:
    case = await accepted(city)
    before = total(await case.record()).due.day

    after = (await extended(case)).due.day
    for question in ("opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert city.said(case, "case.limit-extended") == [
        {"case": case.id, "service": "assistance", "step": "total", "was": str(before), "due": str(after)},
    ]  # fmt: skip
    (notice,) = [each["details"] for each in city.departments.bodies("deliver_notice")
                 if each["details"]["kind"] == "limit_extended"]  # fmt: skip
    told = (ORDER["reasons"], "30个工作日延长为45个工作日", f"{after.year}年{after.month}月{after.day}日")
    assert [words for words in told if words not in notice["text"]] == []
    assert record.outcome == "granted"
    assert total(record).state == "ended"


@calm
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"officer": "CZ-TN.head"}, "is a county section head", id="a section head"),
        pytest.param({"officer": "CZ-ZL.bureau"}, "belongs to CZ-ZL", id="another county's bureau head"),
        pytest.param({"officer": "CZ.bureau"}, "belongs to CZ;", id="the city's bureau head"),
        pytest.param({"officer": "nobody"}, "No officer 'nobody'", id="nobody"),
        pytest.param({"reasons": " "}, "Say why", id="without reasons"),
        pytest.param({"clock": "publicity"}, "Open: total, opinion", id="a clock that does not run"),
        pytest.param({"clock": "opinion"}, "No act knows an extension of opinion", id="a clock without an extension"),
    ],
)
async def test_an_extension_without_power_or_ground_changes_nothing(
    city: PaperCity, changed: dict[str, str], told: str
) -> None:
    case = await accepted(city)

    assert told in await refused(case, **changed)

    assert total(await case.record()).due.limit.value == 30
    assert "case.limit-extended" not in city.sent(case)


@calm
async def test_a_limit_is_extended_once(city: PaperCity) -> None:
    case = await accepted(city)
    await extended(case)

    assert "was extended by CZ-TN.bureau; once is all" in await refused(case)


async def test_a_limit_that_is_over_is_not_extended(city: PaperCity) -> None:
    case = await accepted(city)
    await case.until(lambda record: "breach" in total(record).rungs)

    assert "ran out on" in await refused(case)


@brisk
async def test_the_rungs_that_rang_stay_with_the_extension_and_the_longer_limit_rings_each_once(
    city: PaperCity,
) -> None:
    case = await accepted(city)
    await case.until(lambda record: "70 %" in total(record).rungs)

    await extended(case)
    record = await case.until(lambda record: "breach" in total(record).rungs)

    line = total(record)
    assert line.extended is not None
    assert line.extended.rungs == ("70 %",)
    assert line.rungs == ("70 %", "1 working day left", "breach")
    said = [each["due"] for each in city.said(case, "case.deadline-approached") if each["step"] == "total"]
    assert said == [str(line.extended.was.day), str(line.due.day), str(line.due.day)]
    breached = [each for each in city.said(case, "case.deadline-breached") if each["step"] == "total"]
    assert [each["due"] for each in breached] == [str(line.due.day)]


@calm
async def test_a_case_that_is_withdrawn_still_tells_what_was_extended_before(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "deliver_notice", UNREACHABLE)
    case = await accepted(city)
    await extended(case)

    await case.withdraw()
    del city.departments.answers["civil-affairs", "deliver_notice"]
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert city.departments.keys("deliver_notice") == ["notice/limit_extended/1"]
