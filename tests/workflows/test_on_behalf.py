"""Who cannot come (domain 3.2, 3.6): somebody with a mandate applies, or the town starts, and they sign later."""

from typing import Any

import pytest

from registry.services import ASSISTANCE
from tests.workflows.applications import APPLICANT, CHILD, EDGE, SPOUSE, authorised, corrected, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm

pytestmark = pytest.mark.platform

MANDATE = {"agent": "village committee", "paper_on": "2026-03-01"}
PROACTIVE: dict[str, Any] = {"door": "town proactively", "incomes": EDGE}
UNSIGNED: dict[str, Any] = {"authorisations": [], "pledge_signed": False}


async def on_behalf(city: PaperCity, **changed: Any) -> PaperCase:
    return await city.open(ASSISTANCE, submitted(city.number, door="town on behalf", incomes=EDGE, **changed))


# ── with a mandate ───────────────────────────────────────────────────────────────────────────────────────────────


@calm
async def test_a_village_with_a_mandate_applies_and_the_household_is_recognised(city: PaperCity) -> None:
    case = await on_behalf(city, representation=MANDATE)

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)

    assert (await case.closed()).outcome == "granted"
    assert "assistance.correction-requested" not in city.sent(case)


@calm
async def test_a_mandate_that_is_missing_is_asked_for_once_with_everything_else(city: PaperCity) -> None:
    case = await on_behalf(city, representation={"agent": "relative"}, pledge_signed=False)
    await case.until(lambda record: record.waiting_on == "household: correction")

    mandated = {"agent": "relative", "person": "p-9001", "paper_on": "2026-03-05"}
    await case.hears(corrected(city.number, door="town on behalf", representation=mandated))
    await case.asks("acceptance")

    (notice,) = city.said(case, "assistance.correction-requested")
    assert notice["missing"] == ["pledge", "mandate"]


async def test_who_shows_no_mandate_files_in_vain_and_the_household_loses_nothing(city: PaperCity) -> None:
    case = await on_behalf(city)

    record = await case.closed()

    assert (record.outcome, record.rulings) == ("closed_incomplete", ())
    assert "assistance.refused" not in city.sent(case)


# ── the town by itself ───────────────────────────────────────────────────────────────────────────────────────────


@calm
@pytest.mark.parametrize(
    "door",
    [
        pytest.param(PROACTIVE, id="a person whom the town found"),
        pytest.param(
            {"door": "town on behalf", "representation": {"agent": "town", "paper_on": "2026-03-01"}, "incomes": EDGE},
            id="a person who can give no mandate",
        ),
    ],
)
async def test_signatures_are_collected_after_the_acceptance_and_before_any_register_is_asked(
    city: PaperCity, door: dict[str, Any]
) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, **door, **UNSIGNED))
    await case.decide("acceptance")
    waiting = await case.until(lambda record: record.stage == "signatures" and record.waiting_on)
    asked = city.departments.asked_for("means")

    await case.hears(corrected(city.number, **door))
    for question in ("opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert [clock.name for clock in waiting.clocks] == ["total", "correction"]
    assert announced(waiting) == ["assistance.accepted", "assistance.correction-requested"]
    assert (asked, record.outcome) == ([], "granted")


@calm
async def test_who_has_not_signed_yet_is_named_again(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, **PROACTIVE, **UNSIGNED))
    await case.decide("acceptance")
    await case.until(lambda record: record.stage == "signatures" and record.waiting_on)

    await case.hears(corrected(city.number, **PROACTIVE, authorisations=authorised(APPLICANT, SPOUSE)))
    await case.hears(corrected(city.number, **PROACTIVE, authorisations=authorised(APPLICANT, SPOUSE, CHILD)))
    await case.asks("opinion")

    notices = city.said(case, "assistance.correction-requested")
    assert [notice["missing"] for notice in notices] == [["pledge", *["authorisation"] * 3], ["authorisation"]]


async def test_a_person_decides_what_becomes_of_somebody_who_does_not_sign(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, **PROACTIVE, **UNSIGNED))
    await case.decide("acceptance")

    first = await case.asks("signatures")
    await case.decide("signatures", "visit_again")
    await case.decide("signatures", "close", reasons="本人明确表示不需要救助")
    record = await case.closed()

    assert (first.role, first.unit, first.choices) == ("town officer", "CZ-TN-LL", ("visit_again", "close"))
    assert record.outcome == "closed_incomplete"
    assert city.said(case, "assistance.closed")[0]["outcome"] == "closed_incomplete"
    assert "assistance.refused" not in city.sent(case)


@calm
async def test_who_was_found_by_the_town_may_say_no_at_any_time(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, **PROACTIVE, **UNSIGNED))
    await case.decide("acceptance")
    await case.until(lambda record: record.stage == "signatures" and record.waiting_on)

    await case.withdraw("不需要")
    record = await case.closed()

    assert (record.outcome, record.children) == ("withdrawn", ())
    assert city.departments.asked_for("means") == []
