"""Before acceptance (domain 2.9, 3.3): one notice names everything; what does not come ends a case, never a right."""

import pytest

from registry.services import ASSISTANCE
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, authorised, corrected, submitted
from tests.workflows.paper_case import announced
from tests.workflows.paper_city import PaperCity, calm

pytestmark = pytest.mark.platform

WITHHELD = authorised(APPLICANT, CHILD)
"""The spouse signed no authorisation."""


@calm
async def test_one_notice_names_everything_and_the_supplied_papers_are_accepted(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False, authorisations=WITHHELD))
    waiting = await case.until(lambda record: record.waiting_on == "household: correction")

    await case.hears(corrected(city.number))
    await case.decide("acceptance")
    record = await case.until(lambda record: record.stage == "preliminary opinion")

    (notice,) = city.said(case, "assistance.correction-requested")
    assert notice["missing"] == ["pledge", "authorisation"]
    assert [clock.name for clock in waiting.clocks] == ["correction"]
    assert record.clocks[0].state == "ended"
    assert announced(record) == ["assistance.correction-requested", "assistance.accepted"]


async def test_papers_that_do_not_come_close_the_case_without_a_refusal(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False))

    record = await case.closed()

    assert (record.outcome, record.rulings) == ("closed_incomplete", ())
    assert city.sent(case) == ["assistance.correction-requested", "assistance.closed"]
    assert [(clock.name, clock.state) for clock in record.clocks] == [("correction", "passed")]
    assert city.departments.asked_for("means") == city.departments.asked_for("deliver_notice") == []


async def test_a_withheld_authorisation_leads_to_not_accepted_and_to_no_refusal_ac_m5(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, authorisations=WITHHELD))

    ask = await case.asks("acceptance")
    await case.decide("acceptance")
    record = await case.closed()

    assert ask.choices == ("not_accept",)
    assert record.outcome == "not_accepted"
    assert city.said(case, "assistance.not-accepted")[0]["reasons"] == ["authorisation"]
    assert "assistance.refused" not in city.sent(case)
    assert city.departments.asked_for("means") == []


@calm
async def test_papers_that_come_without_the_authorisation_are_not_accepted_ac_m5(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False, authorisations=WITHHELD))
    await case.hears(corrected(city.number, authorisations=WITHHELD))

    ask = await case.asks("acceptance")

    assert ask.choices == ("not_accept",)
    assert announced(await case.record()) == ["assistance.correction-requested"]


@calm
async def test_an_officer_may_decline_to_accept_a_complete_application(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))

    await case.decide("acceptance", "not_accept", reasons="不属于本辖区受理")
    record = await case.closed()

    assert record.outcome == "not_accepted"
    assert city.sent(case) == ["assistance.not-accepted", "assistance.closed"]
    assert record.children == ()
    (notice,) = city.departments.bodies("deliver_notice")
    assert notice["details"]["kind"] == "not_accepted"
    assert "不属于本辖区受理" in notice["details"]["text"]


@calm
async def test_a_correction_that_overtakes_its_application_is_kept_for_it(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, corrected(city.number))
    early = await case.until(lambda record: record.stage == "early bird")

    await case.hears(submitted(city.number, authorisations=authorised(APPLICANT, SPOUSE)))
    await case.decide("acceptance")

    record = await case.until(lambda now: "assistance.accepted" in announced(now))
    assert early.waiting_on == "the event that opens the case"
    assert announced(record)[0] == "assistance.correction-requested"


async def test_a_case_whose_application_never_comes_ends_and_says_what_it_heard(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, corrected(city.number))

    record = await case.closed()

    assert record.outcome == "never_opened"
    assert any("correction-supplied" in note for note in record.notes)
    assert city.sent(case) == []
