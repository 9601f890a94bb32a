"""A limit stands still (domain 2.3): by a named human, with ground and paper; what was left is counted again."""

from typing import Any

import pytest

from registry.services import ASSISTANCE
from schemas.cases import CaseRecord, ClockLine
from schemas.clocks import PauseOrder, ResumeOrder
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import PaperCity, calm
from workflows import page

pytestmark = pytest.mark.platform

APPRAISAL = {"officer": "CZ-TN.head", "ground": "appraisal", "evidence": "鉴定委托书2026-17", "until": "2030-01-31"}
DONE = {"officer": "CZ-TN.head", "reasons": "鉴定意见已出具"}


async def accepted(city: PaperCity) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.asks("opinion")
    return case


def pause(**changed: Any) -> PauseOrder:
    return PauseOrder.model_validate({**APPRAISAL, **changed})


def resume(**changed: Any) -> ResumeOrder:
    return ResumeOrder.model_validate({**DONE, **changed})


def line(record: CaseRecord, name: str = "total") -> ClockLine:
    (found,) = [clock for clock in record.clocks if clock.name == name]
    return found


@calm
async def test_a_paused_clock_shows_since_when_why_and_by_whom_and_goes_on_with_what_was_left(city: PaperCity) -> None:
    case = await accepted(city)
    before = line(await case.record())

    still = await case.clock("pause", pause())
    again = await case.clock("resume", resume())

    assert (still.state, still.due) == ("paused", before.due)
    assert still.paused is not None
    assert (still.paused.ground, still.paused.officer, still.paused.evidence) == (
        "appraisal", "CZ-TN.head", "鉴定委托书2026-17",
    )  # fmt: skip
    assert (again.state, again.paused) == ("running", None)
    assert again.due.course is not None
    assert [each.evidence for each in again.due.course.standstills] == ["鉴定委托书2026-17"]
    assert again.due.course.whole == before.due.limit


async def test_no_rung_rings_while_a_clock_stands_still_and_each_rings_once_afterwards(city: PaperCity) -> None:
    case = await accepted(city)
    await case.clock("pause", pause())
    before = line(await case.record()).rungs

    await case.until(lambda record: "breach" in line(record, "opinion").rungs)
    meanwhile = line(await case.record())
    await case.clock("resume", resume())
    record = await case.until(lambda record: "breach" in line(record).rungs)

    assert (meanwhile.state, meanwhile.rungs) == ("paused", before)
    assert line(record).rungs == ("70 %", "1 working day left", "breach")


@calm
async def test_pause_and_resumption_are_announced_and_told_to_the_household(city: PaperCity) -> None:
    case = await accepted(city)

    await case.clock("pause", pause())
    due = (await case.clock("resume", resume())).due
    await case.withdraw()
    await case.closed()

    (paused,) = city.said(case, "case.limit-paused")
    (resumed,) = city.said(case, "case.limit-resumed")
    assert (paused["step"], paused["ground"]) == ("total", "appraisal")
    assert (resumed["step"], resumed["due"]) == ("total", str(due.day))
    letters = {each["details"]["kind"]: each["details"]["text"] for each in city.departments.bodies("deliver_notice")}
    assert sorted(letters) == ["limit_paused", "limit_resumed"]
    assert "鉴定委托书2026-17" in letters["limit_paused"]
    assert "预计至2030年1月31日" in letters["limit_paused"]
    assert f"至{due.day.year}年{due.day.month}月{due.day.day}日届满" in letters["limit_resumed"]


@calm
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"officer": "CZ-TN-LL.officer"}, "is a town officer", id="who leads nothing"),
        pytest.param({"officer": "CZ-ZL.head"}, "belongs to CZ-ZL", id="another county"),
        pytest.param({"officer": "system"}, "No officer 'system'", id="no human"),
        pytest.param({"evidence": " "}, "Name the paper", id="without evidence"),
        pytest.param({"until": None}, "Say until when", id="without the time that it takes"),
        pytest.param({"clock": "correction"}, "Open: total, opinion", id="a clock that does not run"),
    ],
)
async def test_a_pause_without_power_or_ground_stops_nothing(
    city: PaperCity, changed: dict[str, Any], told: str
) -> None:
    case = await accepted(city)

    assert told in await case.refused_clock("pause", pause(**changed))

    assert line(await case.record()).state == "running"


@calm
async def test_a_posting_never_stands_still(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    for question in ("acceptance", "opinion"):
        await case.decide(question)
    await case.until(lambda record: record.stage == "publicity" and record.waiting_on == "publicity")

    assert "publicity never stands still" in await case.refused_clock("pause", pause(clock="publicity"))


@calm
async def test_only_what_stands_still_goes_on_and_only_what_runs_stands_still(city: PaperCity) -> None:
    case = await accepted(city)

    assert "does not stand still; it is running" in await case.refused_clock("resume", resume())
    await case.clock("pause", pause())
    assert "stands still; have it go on first" in await case.refused_clock("pause", pause())


@calm
async def test_a_decision_while_the_clock_stands_still_counts_and_ends_it(city: PaperCity) -> None:
    case = await accepted(city)
    await case.clock("pause", pause(clock="opinion", ground="applicant", evidence="住院证明", until=None))

    for question in ("opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert record.outcome == "granted"
    assert (line(record, "opinion").state, line(record, "opinion").paused) == ("ended", None)


@calm
async def test_the_page_of_the_case_shows_a_clock_that_stands_still(city: PaperCity) -> None:
    case = await accepted(city)

    await case.clock("pause", pause())
    record = await case.until(lambda now: line(now).state == "paused")
    still = page.page(record)
    await case.clock("resume", resume())
    again = page.page(await eventually(case.record))

    assert "paused since" in still
    assert "appraisal, by CZ-TN.head" in still
    assert "stood still 0 days" in again
