"""A household that is known applies again (domain 2.9): its papers serve once more, no month is lost or doubled."""

from typing import Any

import pytest

from registry.services import ASSISTANCE
from tests.workflows.applications import APPLICANT, CHILD, EDGE, SPOUSE, application, authorised, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import answered, refused

pytestmark = [pytest.mark.platform, calm]

FORMER = {"case": "assistance:A-0", "number": "A-0"}
MOVED = {"door": "transfer from another town", "former": {**FORMER, "town": "CZ-WJ-LJ"}}
UNSIGNED: dict[str, Any] = {"authorisations": [], "pledge_signed": False}


async def known(city: PaperCity, **changed: Any) -> PaperCase:
    """The former town, or the bureau, holds what the household signed before."""
    form = answered(application=application("A-0", incomes=EDGE).model_dump(mode="json"))
    city.departments.says("civil-affairs", "transfer_package", form)
    city.departments.says("civil-affairs", "application_form", form)
    return await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, **{**UNSIGNED, **changed}))


async def granted(case: PaperCase) -> None:
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    assert (await case.closed()).outcome == "granted"


async def test_after_other_aid_was_refused_or_ended_no_second_paper_set_is_asked_for(city: PaperCity) -> None:
    case = await known(city, door="other aid refused or ended", former=FORMER)

    await granted(case)

    assert city.departments.bodies("application_form")[0]["details"] == {"number": "A-0"}
    assert "assistance.correction-requested" not in city.sent(case)
    assert city.departments.asked_for("settle_transfer") == []


async def test_a_household_that_moves_brings_its_package_and_the_old_town_pays_to_the_end_of_the_month(
    city: PaperCity,
) -> None:
    case = await known(city, **MOVED)

    await granted(case)

    package, settled = city.departments.bodies("transfer_package")[0], city.departments.bodies("settle_transfer")[0]
    (identity,) = city.said(case, "assistance.identity-confirmed")
    last, first = settled["details"]["last_month"], settled["details"]["first_month"]
    assert package["details"] == {"number": "A-0", "case": "assistance:A-0", "town": "CZ-WJ-LJ"}
    assert settled["details"]["town"] == "CZ-WJ-LJ"
    assert identity["valid_from"] == first
    assert last < first
    assert last[:7] == str((await case.record()).rulings[-1].at.date())[:7]


async def test_who_moves_says_from_which_town(city: PaperCity) -> None:
    case = await known(city, door="transfer from another town", former=FORMER, pledge_signed=True,
                       authorisations=authorised(APPLICANT, SPOUSE, CHILD))  # fmt: skip

    await case.until(lambda record: record.waiting_on == "household: correction")

    assert city.said(case, "assistance.correction-requested")[0]["missing"] == ["former_case"]


async def test_an_old_town_that_hands_nothing_over_keeps_nobody_from_applying(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "transfer_package", refused("档案正在移交"))
    signed = {"authorisations": authorised(APPLICANT, SPOUSE, CHILD), "pledge_signed": True}
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, **MOVED, **signed))

    await granted(case)

    assert any("could not be taken over: 档案正在移交" in note for note in (await case.record()).notes)
