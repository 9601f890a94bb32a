"""The household means check (domain 4.2): all registers at once; a report that is advice and never a decision."""

from collections.abc import Callable

import pytest

from activities.ports import SystemReply
from registry.departments import answering
from registry.services import MEANS_CHECK
from schemas.assessments import MeansRequest
from schemas.means import MeansReport
from schemas.questions import ItemCode, ReplyStatus, Topic
from tests.workflows.applications import application, found, item
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, unhurried
from tests.workflows.paper_offices import PENDING, Body, in_turn, refused

pytestmark = pytest.mark.platform

PROVIDERS = [department.id for department in answering(Topic.MEANS)]


async def checked(city: PaperCity) -> PaperCase:
    return await city.open(MEANS_CHECK, request=MeansRequest(application=application(city.number)))


async def test_every_provider_is_asked_at_once_and_only_once(city: PaperCity) -> None:
    case = await checked(city)

    record = await case.closed()

    assert sorted(city.departments.asked_for("means")) == sorted(PROVIDERS)
    assert (record.outcome, record.category, record.evidence_gap) == ("ready", "complete", False)
    assert city.sent(case) == ["means.report-ready"]
    assert [line.status.value for line in record.asked] == ["answered"] * len(PROVIDERS)


async def test_a_provider_that_refuses_is_settled_and_named(city: PaperCity) -> None:
    city.departments.says("taxation", "means", refused("授权书无法识别"))
    case = await checked(city)

    record = await case.closed()

    assert record.outcome == "ready"
    (line,) = [line for line in record.asked if line.department == "taxation"]
    assert (line.status.value, line.reason) == ("refused", "授权书无法识别")


async def test_a_silent_provider_is_reminded_at_half_and_at_the_end_and_asked_again_later(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await checked(city)

    record = await case.closed()

    assert (record.outcome, record.category, record.evidence_gap) == ("incomplete", "incomplete", True)
    assert city.said(case, "means.report-incomplete")[0]["missing"] == ["education"]
    reminded = [(said["department"], said["rung"]) for said in city.said(case, "case.department-reminded")]
    assert reminded == [("education", "half"), ("education", "breach")] * 2
    assert [key for key in city.departments.keys("means") if "education" in key] == [
        "means/education/1", "means/education/2",
    ]  # fmt: skip
    assert [clock.name for clock in record.clocks] == ["requery"]


@unhurried
async def test_a_late_answer_makes_a_new_version_that_supersedes(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    case = await checked(city)
    incomplete = await case.until(lambda record: record.stage == "report incomplete")

    await case.answered("means/education/1", "education", "means")
    record = await case.closed()

    assert incomplete.waiting_on == "late: education"
    assert (record.outcome, record.category, record.evidence_gap) == ("ready", "complete", False)
    (line,) = [line for line in record.asked if line.department == "education"]
    assert (line.status.value, line.late) == ("answered", True)
    assert [said["version"] for said in city.said(case, "means.report-superseded")] == [2]


async def test_an_answer_to_the_second_asking_completes_the_report(city: PaperCity) -> None:
    city.departments.says("education", "means", in_turn(PENDING, found(ItemCode.STUDENT, count=1)))
    case = await checked(city)

    record = await case.closed()

    assert (record.outcome, record.category, record.evidence_gap) == ("ready", "complete", False)
    assert city.said(case, "means.report-superseded")[-1]["conclusion"] == "complete"


@unhurried
async def test_of_two_silent_providers_one_late_answer_leaves_the_other_missing(city: PaperCity) -> None:
    for department in ("education", "finance"):
        city.departments.says(department, "means", PENDING)
    case = await checked(city)
    await case.until(lambda record: record.stage == "report incomplete")

    await case.answered("means/finance/1", "finance", "means")
    record = await case.until(lambda record: record.waiting_on == "late: education")

    assert record.evidence_gap
    assert [said["missing"] for said in city.said(case, "means.report-incomplete")] == [["education", "finance"]]


SILENT_HOMES = "natural-resources"


@unhurried
async def test_where_a_source_stays_silent_the_next_one_is_asked_for_what_it_may_know(city: PaperCity) -> None:
    city.departments.says(SILENT_HOMES, "means", PENDING)
    case = await checked(city)

    record = await case.until(lambda now: now.stage == "report incomplete")

    asked = [said for said in city.departments.bodies("means") if said["details"]]
    assert {said["department"]: said["details"] for said in asked} == {
        "housing": {"instead_of": SILENT_HOMES, "items": ["signed_home"]},
        "agriculture": {"instead_of": SILENT_HOMES, "items": ["home"]},
    }
    assert (record.evidence_gap, record.category) == (True, "incomplete")


@unhurried
async def test_a_substitute_adds_what_it_was_asked_for_and_counts_nothing_twice(city: PaperCity) -> None:
    city.departments.says(SILENT_HOMES, "means", PENDING)
    city.departments.says("agriculture", "means", instead(found(ItemCode.HOME, count=1), ItemCode.FARM_SUBSIDY))
    city.departments.says("housing", "means", found(ItemCode.SIGNED_HOME, count=1))
    case = await checked(city)
    await case.until(lambda now: now.stage == "report incomplete")

    await case.answered(f"means/{SILENT_HOMES}/1", SILENT_HOMES, "means")
    record = await case.closed()

    report = MeansReport.model_validate(record.handed)
    assert sorted(item.code.value for item in report.items) == ["home", "signed_home"]
    assert [(each.instead_of, each.department) for each in report.substituted] == [
        (SILENT_HOMES, "housing"), (SILENT_HOMES, "agriculture"),
    ]  # fmt: skip


async def test_nobody_is_asked_in_the_place_of_a_bank(city: PaperCity) -> None:
    city.departments.says("financial-institutions", "means", PENDING)
    case = await checked(city)

    await case.until(lambda now: now.stage == "report incomplete")

    assert [said for said in city.departments.bodies("means") if said["details"]] == []


def instead(answer: SystemReply, other: ItemCode) -> Callable[[Body], SystemReply]:
    """Says that to the question in another's place alone, with an item that nobody asked for."""
    more = answer.model_copy(update={"items": (*answer.items, item(other, "900.00"))})
    return lambda said: more if said["details"] else SystemReply(status=ReplyStatus.ANSWERED)
