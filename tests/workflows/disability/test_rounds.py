"""Rounds of the disability subsidies (domain 9.2): data compared, certificates reminded of, standards applied."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import ScheduleActionExecutionStartWorkflow, ScheduleHandle

from activities.adapters.register.page import Page
from commands import disability_rounds
from events.contracts.facts import StandardChanged
from registry.regions import COUNTIES
from registry.services import DISABILITY_ROUND
from schemas.cases import CaseRecord
from schemas.disability import (
    BOTH,
    ClaimEntry,
    FileRequest,
    NoteEntry,
    Subsidy,
    SubsidyClaim,
    SubsidyFile,
    SubsidyFinding,
    SubsidyRuling,
)
from schemas.disability_rounds import RoundRequest, SubsidyRound
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.register_entries import Signature
from schemas.rights import ChangeEntry, RightSpan
from tests.days import today
from tests.workflows.disability.persons import LIVING, NURSING, Town
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import calm
from tests.workflows.paper_offices import answered

pytestmark = pytest.mark.platform
HELD = {LIVING: "350.00", NURSING: "130.00"}


def enrolled(city: Town, county: str, town: str, *names: str, **finding: Any) -> list[str]:
    """Persons of a county who applied in May 2026, were found severely disabled in low income, and draw both."""
    persons = [f"{city.number}-{name}" for name in names]
    for person in persons:
        _enrol(city, person, county, town, finding)
    city.departments.says("disabled-persons", "disability_certificate", lambda said: answered(records=[
        {"person": each["ref"], "certificate": city.certificates.get(each["ref"], PAPER)} for each in said["subjects"]
    ]))  # fmt: skip
    city.departments.says("civil-affairs", "subsidy_need", answered(records=[]))
    return persons


PAPER = {"disability": {"kind": "physical", "grade": 1}, "issued_on": "2015-01-01"}


def _enrol(city: Town, person: str, county: str, town: str, finding: dict[str, Any]) -> None:
    about = {"case": f"disability-subsidies:{person}", "person": person, "household": f"h-{person}"}
    subsidies, rights = city.cities.subsidies, city.cities.rights
    subsidies.claim(ClaimEntry(case=about["case"], claim=SubsidyClaim.model_validate({
        **about, "on": "2026-05-28", "kinds": BOTH, "town": town, "county": county})))  # fmt: skip
    found = {"on": "2026-06-01", "certificate": PAPER, "works": False, "pension": False, **finding}
    subsidies.enter(NoteEntry.model_validate({
        **about, "finding": SubsidyFinding.model_validate({**about, **found}),
        "ruling": SubsidyRuling.model_validate({**about, "on": "2026-06-12"})}))  # fmt: skip
    signature = Signature.model_validate({
        "question": "confirmation", "officer": f"{county}.head", "at": datetime(2026, 6, 12, tzinfo=UTC)})  # fmt: skip
    low = RightSpan.model_validate({"benefit": "low_income", "amount": "600.00", "first": "2026-01-01"})
    held = [RightSpan.model_validate({"benefit": kind, "person": person, "amount": HELD[kind], "first": "2026-05-01",
                                      "last": _until(finding)}) for kind in BOTH]  # fmt: skip
    for case, spans in ((f"assistance:{person}", (low,)), (about["case"], tuple(held))):
        rights.enter_change(ChangeEntry.model_validate({
            "case": case, "household": about["household"], "on": "2026-06-12", "signature": signature, "spans": spans,
            "event": "e-1"}))  # fmt: skip
    with city.cities.book.engine.begin() as connection:
        page = Page(connection, CaseId("c"), HouseholdRef(about["household"]))
        page.found((PersonRef(person),), date(2026, 1, 5), signature)


def _until(finding: dict[str, Any]) -> date | None:
    """The right ends with the month in which the certificate does."""
    valid_to = (finding.get("certificate") or {}).get("valid_to")
    if valid_to is None:
        return None
    month = date.fromisoformat(valid_to).replace(day=1)
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def file_of(city: Town, person: str) -> SubsidyFile:
    return city.cities.subsidies.file(FileRequest.model_validate({"person": person, "case": "test"}))


async def round_of(city: Town, kind: str, county: str, on: date | None = None) -> PaperCase:
    return await city.open(DISABILITY_ROUND, key=(kind, county),
                           request=RoundRequest.model_validate({"kind": kind, "county": county, "on": on}))  # fmt: skip


@calm
async def test_only_who_would_draw_something_else_is_looked_at(city: Town) -> None:
    persons = enrolled(city, "CZ-LY", "CZ-LY-DB", "a", "b", "c")
    city.certificates[persons[1]] = {**PAPER, "disability": {"kind": "physical", "grade": 3}, "issued_on": "2026-08-01"}
    city.certificates[persons[2]] = {**PAPER, "disability": {"kind": "visual", "grade": 1}, "issued_on": "2026-08-01"}

    record = await (await round_of(city, "comparison", "CZ-LY")).closed()

    assert record.outcome == "ended"
    due = city.post.data(record.case, "disability.review-due")
    assert [(each["person"], each["reason"]) for each in due] == [(persons[1], "data_differs")]
    (ended,) = city.post.data(record.case, "disability.round-ended")
    assert (ended["persons"], ended["reviews"], ended["round"]) == (3, 1, "comparison")
    assert len(city.departments.asked_for("disability_certificate")) == 1


@calm
@pytest.mark.parametrize(
    ("choice", "reviews"),
    [pytest.param("discard", 0, id="the data are wrong"), pytest.param("one_by_one", 6, id="everybody is looked at")],
)
async def test_so_many_differences_that_the_data_are_rather_wrong_are_put_to_a_person(
    city: Town, choice: str, reviews: int
) -> None:
    place = ("CZ-JT", "CZ-JT-XC") if choice == "discard" else ("CZ-XB", "CZ-XB-SJ")
    persons = enrolled(city, *place, *"abcdef")
    city.certificates.update(dict.fromkeys(persons))
    case = await round_of(city, "comparison", place[0])

    ask = await case.asks("differences")
    await case.decide("differences", choice)
    record = await case.closed()

    assert (ask.unit, ask.proposal) == (place[0], "6 of 6")
    assert len(city.post.data(record.case, "disability.review-due")) == reviews


@calm
async def test_a_certificate_that_expires_within_sixty_days_is_told_once(city: Town) -> None:
    soon, late = (str(today() + timedelta(days=days)) for days in (59, 61))
    near = enrolled(city, "CZ-ZL", "CZ-ZL-XL", "near", certificate={**PAPER, "valid_to": soon})
    enrolled(city, "CZ-ZL", "CZ-ZL-XL", "far", certificate={**PAPER, "valid_to": late})

    first = await (await round_of(city, "reminders", "CZ-ZL")).closed()
    second = await (await city.open(DISABILITY_ROUND, key=("again",), request=RoundRequest.model_validate(
        {"kind": "reminders", "county": "CZ-ZL"}))).closed()  # fmt: skip

    told = city.post.data(first.case, "disability.certificate-expiring")
    assert [(each["person"], each["valid_to"]) for each in told] == [(near[0], soon)]
    assert city.post.data(second.case, "disability.certificate-expiring") == []
    (letter,) = city.departments.bodies("deliver_notices")
    assert [each["person"] for each in letter["details"]["notices"]] == near
    assert "到期前向户籍所在地残疾人联合会申请换证" in letter["details"]["notices"][0]["text"]


async def county_of(city: Town, case: PaperCase, county: str) -> PaperCase:
    record = await case.until(lambda now: any(child.endswith(county) for child in now.children))
    id_ = next(child for child in record.children if child.endswith(county))
    handle: Any = city.client.get_workflow_handle(id_, result_type=CaseRecord)
    return PaperCase(id_, handle)


@calm
async def test_a_new_standard_is_worked_out_for_everybody_and_decided_once_a_county(city: Town) -> None:
    persons = enrolled(city, "CZ-JKQ", "CZ-JKQ-HL", "a", "b")
    odd = enrolled(city, "CZ-JKQ", "CZ-JKQ-HL", "odd", in_custody=True, custody_since="2026-07-01")
    changed = StandardChanged.model_validate({"standard": "low_income", "on": "2027-07-01",
                                              "reported_on": "2027-06-20"})  # fmt: skip
    case = await city.open(DISABILITY_ROUND, changed)
    below = await county_of(city, case, "CZ-JKQ")

    ask = await below.asks("standard")
    await below.decide("standard")
    record = await below.closed()

    assert (ask.role, ask.unit, ask.proposal) == (
        "county section head", "CZ-JKQ", "2 subsidies, 56.00 yuan a month",
    )  # fmt: skip
    assert [(each["person"], each["kind"], each["changed_from"]) for each in
            city.post.data(record.case, "disability.subsidy-changed")] == [
        (person, "disability_living", "2027-07-01") for person in persons
    ]  # fmt: skip
    assert [each["person"] for each in city.post.data(record.case, "disability.review-due")] == odd
    for person in persons:
        spans = [span for span in file_of(city, person).rights if span.benefit == LIVING]
        assert [(str(span.first), str(span.amount)) for span in spans] == [
            ("2026-05-01", "350.00"), ("2027-07-01", "378.00"),
        ]  # fmt: skip
    (notices,) = city.departments.bodies("deliver_notices")
    assert "自2027年7月起按本告知书执行" in notices["details"]["notices"][0]["text"]


@calm
async def test_a_person_may_stop_the_adjustment_and_nothing_changes(city: Town) -> None:
    persons = enrolled(city, "CZ-WJ", "CZ-WJ-LJ", "a")
    case = await round_of(city, "standard", "CZ-WJ", date(2027, 7, 1))

    await case.decide("standard", "stop")
    record = await case.closed()

    assert record.outcome == "stopped"
    assert [str(span.amount) for span in file_of(city, persons[0]).rights if span.benefit == Subsidy.LIVING] == [
        "350.00"
    ]  # fmt: skip


@calm
async def test_the_calendar_opens_a_round_for_each_county(city: Town) -> None:
    city.cities.also(city, *COUNTIES)
    for day in (5, 6):
        await disability_rounds.kept(city.client, day, hour=3, pause=True)
    schedule = city.client.get_schedule_handle(disability_rounds.CALENDARS[SubsidyRound.REMINDERS])
    monthly = await city.client.get_schedule_handle(disability_rounds.CALENDARS[SubsidyRound.COMPARISON]).describe()

    await schedule.trigger()
    call = await eventually(lambda: recent(schedule))
    called = await PaperCase(call, city.client.get_workflow_handle(call, result_type=CaseRecord)).closed()

    assert (monthly.schedule.spec.calendars[0].day_of_month[0].start, monthly.schedule.state.paused) == (6, True)
    assert (called.case, called.outcome) == (call, "called")
    assert [child.rpartition(":")[2] for child in called.children] == [*COUNTIES]
    for child in called.children:
        record = await PaperCase(child, city.client.get_workflow_handle(child, result_type=CaseRecord)).closed()
        assert (record.case, record.outcome) == (child, "ended")


async def recent(schedule: ScheduleHandle) -> str | None:
    started = [each.action for each in (await schedule.describe()).info.recent_actions]
    return next((each.workflow_id for each in started if isinstance(each, ScheduleActionExecutionStartWorkflow)), None)
