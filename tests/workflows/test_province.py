"""省内通办 (domain 3.2): decided where the household is registered, visited and posted where it lives as well."""

from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceConsentWithdrawn, AssistanceObjectionRaised
from registry.services import ASSISTANCE, MEANS_CHECK, RESIDENCE
from tests.workflows.applications import APPLICANT, EDGE, about, corrected, not_contested, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING

pytestmark = pytest.mark.platform

WUXI = {"town": "WX-BH-HL", "region": "320211", "permit_on": "2025-06-01"}
WUJIN = {"town": "CZ-WJ-HT", "region": "320412", "permit_on": "2025-06-01"}


async def applied(city: PaperCity, residence: dict[str, Any] | None = None, **changed: Any) -> PaperCase:
    """A household of Lanling that lives in another place of Jiangsu."""
    living = {"door": "elsewhere in the province", "residence": residence or WUXI}
    return await city.open(ASSISTANCE, submitted(city.number, **living, **changed))


def objection(
    city: PaperCity, posted_by: PaperCase | None = None, grounds: str = "家中有营运车辆"
) -> AssistanceObjectionRaised:
    where = {"posted_by": posted_by.id} if posted_by else {}
    return AssistanceObjectionRaised.model_validate({**about(city.number), "grounds": grounds, **where})


@pytest.mark.parametrize(
    "residence", [pytest.param(WUXI, id="in another city"), pytest.param(WUJIN, id="in another county")]
)
async def test_both_towns_work_and_the_place_of_the_register_decides(
    city: PaperCity, residence: dict[str, Any]
) -> None:
    case, there = await applied(city, residence), city.case(RESIDENCE)

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record, part = await case.closed(), await there.closed()

    assert (record.outcome, record.unit, part.outcome, part.unit) == ("granted", "CZ-TN-LL", "done", residence["town"])
    assert set(record.children) == {city.case(MEANS_CHECK).id, there.id}
    assert [ruled.unit for ruled in record.rulings] == ["CZ-TN-LL", "CZ-TN-LL", "CZ-TN"]
    assert part.rulings == ()
    assert city.departments.keys("home_visit") == ["home_visit/residence/1"]
    assert [body["details"]["town"] for body in city.departments.bodies("home_visit")] == [residence["town"]]
    assert city.departments.asked_for("post_publicity") == ["civil-affairs", "civil-affairs"]
    posted = [*city.said(case, "assistance.publicity-posted"), *city.said(there, "assistance.publicity-posted")]
    assert [notice["category"] for notice in posted] == ["low_income", "low_income"]


@calm
async def test_a_category_that_is_not_published_is_posted_in_neither_place(city: PaperCity) -> None:
    case = await applied(city, incomes=EDGE)

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    part = await city.case(RESIDENCE).closed()

    assert (await case.closed()).category == "low_income_edge"
    assert part.outcome == "done"
    assert city.departments.asked_for("post_publicity") == []


async def test_an_objection_is_heard_where_it_arose_and_its_panel_decides(city: PaperCity) -> None:
    case, there = await applied(city), city.case(RESIDENCE)
    await case.decide("acceptance")
    await case.asks("opinion")
    await there.hears(objection(city, there))
    await case.decide("opinion")

    panel = await there.asks("panel")
    told = await there.refusal("panel", officer="CZ-TN-LL.panel")
    await there.decide("panel", "upheld")
    await case.decide("opinion")
    await case.decide("confirmation")
    record, part = await case.closed(), await there.closed()

    assert (panel.unit, panel.proposal) == ("WX-BH-HL", "家中有营运车辆")
    assert "belongs to CZ-TN-LL" in told
    assert [ruled.question for ruled in record.rulings] == ["acceptance", "opinion", "opinion", "confirmation"]
    assert [ruled.choice for ruled in part.rulings] == ["upheld"]
    assert record.outcome == "granted"
    assert city.departments.keys("home_visit") == ["home_visit/residence/1", "home_visit/residence/3"]


@unhurried
async def test_a_second_neighbour_is_heard_where_the_household_lives(city: PaperCity) -> None:
    case, there = await applied(city), city.case(RESIDENCE)
    await case.decide("acceptance")
    await case.asks("opinion")
    await there.hears(objection(city, there), objection(city, there, "家中另有出租房"))
    await case.decide("opinion")

    await there.decide("panel", "rejected")
    await there.until(lambda now: now.pending and now.pending.proposal == "家中另有出租房")
    await there.decide("panel", "upheld")
    await case.decide("opinion")
    await case.decide("confirmation")
    record, part = await case.closed(), await there.closed()

    assert [ruled.choice for ruled in part.rulings] == ["rejected", "upheld"]
    assert [ruled.question for ruled in record.rulings] == ["acceptance", "opinion", "opinion", "confirmation"]


async def test_who_objects_where_nothing_hangs_any_more_has_the_county_visit(city: PaperCity) -> None:
    case, there = await applied(city), city.case(RESIDENCE)
    await case.decide("acceptance")
    await case.decide("opinion")
    await case.asks("confirmation")

    await there.hears(objection(city, there))
    await case.until(lambda now: any("a complaint has the county visit" in note for note in now.notes))
    await case.decide("confirmation")
    record, part = await case.closed(), await there.closed()

    assert record.outcome == "granted"
    assert "home_visit/county/1" in city.departments.keys("home_visit")
    assert [note for note in part.notes if "heard but not used" in note] == []


async def test_an_objection_at_the_register_is_decided_there_and_not_where_the_household_lives(city: PaperCity) -> None:
    case = await applied(city)
    await case.decide("acceptance")
    await case.hears(objection(city))
    await case.decide("opinion")

    panel = await case.asks("panel")
    await case.decide("panel", "rejected")
    await case.decide("confirmation")

    assert panel.unit == "CZ-TN-LL"
    assert (await case.closed()).outcome == "granted"
    assert (await city.case(RESIDENCE).closed()).rulings == ()


@calm
@pytest.mark.parametrize("stage", ["visiting", "waiting"])
async def test_a_withdrawal_ends_the_part_of_the_other_town_too(city: PaperCity, stage: str) -> None:
    if stage == "visiting":
        city.departments.says("civil-affairs", "home_visit", PENDING)
    case, there = await applied(city), city.case(RESIDENCE)
    await case.decide("acceptance")
    await case.until(lambda record: there.id in record.children)
    await there.until(lambda record: record.stage == ("checking" if stage == "visiting" else "handed over"))

    await case.withdraw()

    assert (await case.closed()).outcome == "withdrawn"
    assert (await there.closed()).outcome == "withdrawn"


@calm
async def test_a_consent_taken_back_ends_the_part_of_the_other_town_and_seals_the_registers_answers(
    city: PaperCity,
) -> None:
    case, there = await applied(city, incomes=EDGE), city.case(RESIDENCE)
    await case.decide("acceptance")
    await case.asks("opinion")
    taken_back = {**about(city.number), "person": APPLICANT, "on": "2026-03-10"}

    await case.hears(AssistanceConsentWithdrawn.model_validate(taken_back))
    record, part = await case.closed(), await there.closed()

    assert (record.outcome, part.outcome) == ("consent_withdrawn", "consent_withdrawn")
    assert record.pending is None


@calm
async def test_a_refused_application_ends_the_other_towns_part(city: PaperCity) -> None:
    case = await applied(city)
    await case.decide("acceptance")
    await case.refuse("opinion", not_contested(city.number))
    await case.decide("confirmation", "refuse")

    assert (await case.closed()).outcome == "refused"
    assert (await city.case(RESIDENCE).closed()).outcome == "done"


# ── who may ──────────────────────────────────────────────────────────────────────────────────────────────────────


@calm
async def test_without_a_residence_permit_it_is_asked_for(city: PaperCity) -> None:
    case = await applied(city, {**WUXI, "permit_on": None})
    await case.until(lambda record: record.waiting_on == "household: correction")

    await case.hears(corrected(city.number, door="elsewhere in the province", residence=WUXI))
    await case.decide("acceptance")
    await case.until(lambda record: record.children)

    assert city.said(case, "assistance.correction-requested")[0]["missing"] == ["residence_permit"]


@calm
async def test_a_register_outside_the_province_is_not_accepted_and_the_household_is_told_where_to_go(
    city: PaperCity,
) -> None:
    case = await applied(city, household={"region": "340100", "local": False}, pledge_signed=False)

    ask = await case.asks("acceptance")
    await case.decide("acceptance")
    record = await case.closed()

    (notice,) = city.departments.bodies("deliver_notice")
    assert ask.choices == ("not_accept",)
    assert record.outcome == "not_accepted"
    assert "place_of_application" in city.said(case, "assistance.not-accepted")[0]["reasons"]
    assert "应向340100申请" in notice["details"]["text"]
    assert "assistance.correction-requested" not in city.sent(case)


@calm
async def test_who_lives_in_the_town_of_the_register_needs_no_other_town(city: PaperCity) -> None:
    at_home = {"town": "CZ-TN-LL", "region": "320402", "permit_on": "2025-06-01"}
    case = await applied(city, at_home, incomes=EDGE)

    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    record = await case.closed()

    assert record.children == (city.case(MEANS_CHECK).id,)
    assert city.departments.keys("home_visit") == ["home_visit/town/1"]
