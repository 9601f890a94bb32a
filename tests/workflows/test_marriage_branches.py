"""After registration (domain 5.3, steps 6 to 9): every register and item ends for itself; one notice, or two."""

import pytest

from activities.ports import SystemReply
from registry.services import MARRIAGE
from tests.workflows.bookings import BRIDE, GROOM, HERE, THERE, booked, no_longer_wanted, register
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, Body, answered, in_turn, refused

FIRST, SECOND = "household register 1", "household register 2"

pytestmark = pytest.mark.platform


def police(said: Body) -> SystemReply:
    """The bride's station takes the question on; the groom's answers."""
    return PENDING if said["details"]["item"] == THERE else answered(changed=True)


def name_differs(said: Body) -> SystemReply:
    """The bride's station finds another name in its register."""
    return refused("姓名不一致") if said["details"]["item"] == THERE else answered(changed=True)


@unhurried
async def test_a_late_register_brings_a_partial_notice_first_and_the_whole_one_with_its_answer(
    city: PaperCity,
) -> None:
    city.departments.says("public-security", "household_register_change", police)
    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration")
    await case.until(lambda record: record.stage == "household register late")

    await case.answered(register(THERE, BRIDE), "public-security", "household_register_change")
    record = await case.closed()

    assert record.outcome == "registered"
    partial, whole = city.said(case, "marriage.notice-sent")
    assert (partial["complete"], partial["results"][FIRST]) == (False, "answered")
    assert (whole["complete"], whole["results"]) == (True, {FIRST: "answered", SECOND: "answered"})
    assert city.departments.keys("deliver_notice") == ["notice/partial", "notice/complete"]
    assert [line.late for line in record.asked if line.subject == THERE] == [True]


async def test_a_register_that_never_answers_is_handed_to_both_offices_and_the_marriage_stands(city: PaperCity) -> None:
    city.departments.says("public-security", "household_register_change", police)
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration")
    await case.decide("register_settled", "changed")
    record = await case.closed()

    assert record.outcome == "registered"
    assert any("handed to both offices by hand; the registration stands" in note for note in record.notes)
    assert [said["complete"] for said in city.said(case, "marriage.notice-sent")] == [False, True]
    assert city.said(case, "marriage.notice-sent")[1]["results"] == {FIRST: "answered", SECOND: "changed"}
    assert city.departments.asked_for("settle_register_change") == ["civil-affairs", "public-security"]
    assert city.departments.keys("deliver_notice") == ["notice/partial", "notice/by hand"]


@calm
async def test_a_register_without_an_interface_is_not_linkable_and_the_couple_gets_guidance(city: PaperCity) -> None:
    far = {"household_region": "540102", "household_unit": "LASA-PS"}
    case = await city.open(MARRIAGE, booked(city.number, bride=far))

    await case.decide("registration")
    record = await case.closed()

    (notice,) = city.said(case, "marriage.notice-sent")
    assert (notice["complete"], notice["results"]) == (True, {FIRST: "answered", SECOND: "not_linkable"})
    assert city.departments.keys("household_register_change") == [register(HERE, GROOM)]
    assert [line.reason for line in record.asked if line.subject == "LASA-PS"] == [
        "no interface to this register; guidance given"
    ]


@calm
async def test_an_item_that_is_refused_touches_neither_the_marriage_nor_the_other_items(city: PaperCity) -> None:
    city.departments.says("medical-insurance", "linked_item", refused("异地参保,须先办理停保"))
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration", "medical-insurance-transfer"))

    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "registered"
    results = city.said(case, "marriage.notice-sent")[0]["results"]
    assert (results["medical-insurance-transfer"], results["birth-registration"]) == ("refused", "answered")


@calm
async def test_police_that_refuse_a_register_change_share_the_task_with_the_bureau_and_nobody_comes_again(
    city: PaperCity,
) -> None:
    city.departments.says("public-security", "household_register_change", name_differs)
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration")
    ask = await case.asks("register_settled")
    told = [body["details"]["text"] for body in city.departments.bodies("deliver_notice")]
    await case.decide("register_settled", "ask_again", reasons="曾用名已核对")
    await case.decide("register_settled", "changed")
    record = await case.closed()

    assert record.outcome == "registered"
    assert ask.proposal == f"{THERE}: 姓名不一致"
    assert f"{THERE}:未办,已转两部门会商,您无需再跑" in told[0]
    assert city.departments.keys("household_register_change") == [
        register(HERE, GROOM), register(THERE, BRIDE), f"{register(THERE, BRIDE)}/2",
    ]  # fmt: skip
    assert city.said(case, "marriage.notice-sent")[-1]["results"] == {FIRST: "answered", SECOND: "changed"}


@calm
async def test_police_that_agree_when_they_are_asked_again_need_nobody_any_more(city: PaperCity) -> None:
    turns = in_turn(refused("姓名不一致"), answered(changed=True))
    city.departments.says(
        "public-security", "household_register_change",
        lambda said: turns(said) if said["details"]["item"] == THERE else answered(changed=True),
    )  # fmt: skip
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration")
    await case.decide("register_settled", "ask_again", reasons="曾用名已核对")
    record = await case.closed()

    assert city.departments.keys("deliver_notice") == ["notice/partial", "notice/complete"]
    assert [line.status.value for line in record.asked if line.subject == THERE] == ["refused", "answered"]
    assert city.said(case, "marriage.notice-sent")[-1]["results"] == {FIRST: "answered", SECOND: "answered"}


@calm
async def test_consent_taken_back_for_one_item_ends_that_branch_and_no_other(city: PaperCity) -> None:
    city.departments.says("health", "linked_item", PENDING)
    city.departments.says("housing-fund", "linked_item", PENDING)
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration", "housing-fund-update"))
    await case.decide("registration")
    await case.until(lambda record: record.stage == "linked items" and record.waiting_on)

    await case.hears(no_longer_wanted(city.number, "birth-registration"))
    await case.answered("linked_item/housing-fund-update", "housing-fund", "linked_item")
    record = await case.closed()

    said = {line.subject: (line.status.value, line.reason) for line in record.asked if line.topic == "linked_item"}
    assert said == {"birth-registration": ("refused", "consent withdrawn"), "housing-fund-update": ("answered", None)}


@calm
async def test_consent_taken_back_before_the_registration_keeps_the_item_from_being_asked_for(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration", "housing-fund-update"))
    await case.asks("registration")

    await case.hears(no_longer_wanted(city.number, "birth-registration"))
    await case.decide("registration")
    await case.closed()

    assert city.departments.keys("linked_item") == ["linked_item/housing-fund-update"]
