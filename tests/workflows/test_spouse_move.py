"""Moving into the spouse's register (夫妻投靠, domain 5.3 step 7): by consent, two stations, a refusal of its own."""

from typing import Any

import pytest

from activities.ports import SystemReply
from events.contracts.civil_affairs import MarriageBooked
from registry.services import MARRIAGE
from schemas.cases import CaseRecord
from tests.workflows.bookings import BRIDE, GROOM, HERE, THERE, booked, no_longer_wanted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, Body, answered, refused

pytestmark = [pytest.mark.platform, calm]

MOVE = {"mover": BRIDE, "host_consents": True, "housing": True}


def moving(number: str, bride: dict[str, Any] | None = None, **changed: Any) -> MarriageBooked:
    return booked(number, "spouse-move", bride=bride, move={**MOVE, **changed})


async def married(city: PaperCity, event: MarriageBooked) -> PaperCase:
    case = await city.open(MARRIAGE, event)
    await case.decide("registration")
    return case


def moves(city: PaperCity) -> list[tuple[str, str]]:
    return [(body["details"]["item"], body["details"]["station"])
            for body in city.departments.bodies("household_register_move")]  # fmt: skip


def results(record: CaseRecord) -> list[tuple[str, str, str | None]]:
    return [(line.subject, line.status.value, line.reason)
            for line in record.asked if line.topic == "household_register_move"]  # fmt: skip


def permit(said: Body) -> SystemReply:
    return answered(permit="准迁字2026-17") if said["details"]["item"] == "spouse-move" else answered(moved=True)


async def test_the_new_station_permits_first_and_then_the_old_one_lets_go(city: PaperCity) -> None:
    city.departments.says("public-security", "household_register_move", permit)
    case = await married(city, moving(city.number))
    record = await case.closed()

    assert moves(city) == [("spouse-move", HERE), ("spouse-move-out", THERE)]
    out = city.departments.bodies("household_register_move")[1]
    assert (out["details"]["permit"], [each["ref"] for each in out["subjects"]]) == ("准迁字2026-17", [BRIDE])
    assert [status for _, status, _ in results(record)] == ["answered", "answered"]
    notice = city.said(case, "marriage.notice-sent")[0]
    assert (notice["results"]["spouse-move"], notice["complete"]) == ("answered", True)


async def test_a_refused_move_leaves_the_marriage_and_every_other_branch_alone(city: PaperCity) -> None:
    city.departments.says("public-security", "household_register_move", refused("集体户不予迁入"))
    case = await married(city, moving(city.number))
    record = await case.closed()

    assert record.outcome == "registered"
    assert results(record) == [("spouse-move", "refused", "集体户不予迁入")]
    assert moves(city) == [("spouse-move", HERE)]
    assert city.said(case, "marriage.notice-sent")[0]["results"]["household register 2"] == "answered"


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [("host_consents", "host_consents: not given; guidance given"), ("housing", "housing: not given; guidance given")],
)
async def test_without_the_hosts_consent_or_a_home_no_station_is_asked(
    city: PaperCity, lacking: str, reason: str
) -> None:
    case = await married(city, moving(city.number, None, **{lacking: False}))
    record = await case.closed()

    assert moves(city) == []
    assert results(record) == [("spouse-move", "not_linkable", reason)]


async def test_a_consent_taken_back_between_the_two_stations_keeps_the_old_one_from_being_asked(
    city: PaperCity,
) -> None:
    city.departments.says("public-security", "household_register_move", PENDING)
    case = await married(city, moving(city.number))
    await case.until(results)

    await case.hears(no_longer_wanted(city.number, "spouse-move"))
    record = await case.closed()

    assert record.outcome == "registered"
    assert results(record) == [("spouse-move", "refused", "consent withdrawn")]
    assert moves(city) == [("spouse-move", HERE)]


async def test_a_move_from_a_register_without_an_interface_is_closed_with_guidance(city: PaperCity) -> None:
    far = {"household_region": "540102", "household_unit": "LASA-PS"}
    case = await married(city, moving(city.number, bride=far))
    record = await case.closed()

    assert moves(city) == []
    assert results(record)[0][1:] == ("not_linkable", "no interface to this register; guidance given")


async def test_within_one_station_nothing_has_to_be_let_go(city: PaperCity) -> None:
    city.departments.says("public-security", "household_register_move", permit)
    case = await married(city, moving(city.number, bride={"household_unit": HERE, "household_region": "320402"}))
    await case.closed()

    assert moves(city) == [("spouse-move", HERE)]


async def test_the_groom_may_move_as_well(city: PaperCity) -> None:
    city.departments.says("public-security", "household_register_move", permit)
    case = await married(city, moving(city.number, mover=GROOM))
    await case.closed()

    assert moves(city) == [("spouse-move", THERE), ("spouse-move-out", HERE)]
