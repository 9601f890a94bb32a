"""Marriages: registered, refused, and every branch after registration."""

from typing import Any

from registry.services import MARRIAGE
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows import bookings
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCity
from tests.workflows.paper_offices import PENDING, Body, answered, in_turn, refused, unmarried

COUPLE: Body = {"subjects": [{"ref": bookings.GROOM}, {"ref": bookings.BRIDE}]}
MARRIED = answered(records=[
    {"person": bookings.GROOM, "married": True}, {"person": bookings.BRIDE, "married": False},
])  # fmt: skip


async def booked(city: PaperCity, *items: str, **changed: Any) -> PaperCase:
    return await city.open(MARRIAGE, bookings.booked(city.number, *items, **changed))


@recorded(MARRIAGE, ORDINARY)
async def registered(city: PaperCity) -> PaperCase:
    case = await booked(city, "birth-registration", "housing-fund-update")
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "late-register", UNHURRIED_DAY)
async def late_register(city: PaperCity) -> PaperCase:
    city.departments.says("public-security", "household_register_change", PENDING)
    case = await booked(city)
    await case.decide("registration")
    await case.until(lambda record: record.stage == "household register late")
    for station, person in ((bookings.HERE, bookings.GROOM), (bookings.THERE, bookings.BRIDE)):
        await case.answered(bookings.register(station, person), "public-security", "household_register_change")
    return case


@recorded(MARRIAGE, "register-by-hand", SHORT_DAY)
async def silent_register(city: PaperCity) -> PaperCase:
    city.departments.says("public-security", "household_register_change", PENDING)
    case = await booked(city)
    await case.decide("registration")
    await case.decide("register_settled", "changed")
    await case.decide("register_settled", "changed")
    return case


@recorded(MARRIAGE, "register-refused")
async def name_differs(city: PaperCity) -> PaperCase:
    city.departments.says("public-security", "household_register_change", refused("姓名不一致"))
    case = await booked(city)
    await case.decide("registration")
    await case.decide("register_settled", "ask_again", reasons="曾用名已核对")
    await case.decide("register_settled", "changed")
    await case.decide("register_settled", "left_open", reasons="另行处理")
    return case


@recorded(MARRIAGE, "not-linkable")
async def far_away(city: PaperCity) -> PaperCase:
    case = await booked(city, bride={"household_region": "540102", "household_unit": "LASA-PS"})
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "refused")
async def married_already(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "marriage_status", MARRIED)
    case = await booked(city)
    await case.decide("registration", "postpone")
    await case.decide("registration", "refuse")
    return case


@recorded(MARRIAGE, "not-voluntary")
async def coerced(city: PaperCity) -> PaperCase:
    case = await booked(city)
    await case.decide("registration", "postpone", details={"on": "2026-06-05"})
    await case.decide("registration", "refuse", details={"ground": "not_voluntary", "report": True})
    return case


@recorded(MARRIAGE, "pending-elsewhere")
async def elsewhere(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "lock_for_marriage", refused("另一登记机关正在办理"))
    case = await booked(city)
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "status-changed")
async def changed_meanwhile(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "marriage_status", in_turn(unmarried(COUPLE), MARRIED))
    case = await booked(city)
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "consent-withdrawn")
async def no_longer_wanted(city: PaperCity) -> PaperCase:
    city.departments.says("health", "linked_item", PENDING)
    case = await booked(city, "birth-registration")
    await case.decide("registration")
    await case.until(lambda record: record.stage == "linked items" and record.waiting_on)
    await case.hears(bookings.no_longer_wanted(city.number, "birth-registration"))
    return case


@recorded(MARRIAGE, "cancelled-while-locked")
async def cancelled(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "marriage_status", in_turn(unmarried(COUPLE), PENDING))
    case = await booked(city)
    await case.decide("registration")
    await case.until(lambda record: record.waiting_on == "departments: civil-affairs")
    await case.hears(bookings.cancelled(city.number))
    return case


@recorded(MARRIAGE, "taken-over")
async def lock_of_a_dead_case(city: PaperCity) -> PaperCase:
    base = PaperBase().serves(city)
    held = {"booking": "B-0", "office": "CZ-ZL", "case": f"marriage:{city.number}:gone"}
    base.locks = dict.fromkeys((bookings.GROOM, bookings.BRIDE), held)
    case = await booked(city)
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "special-spouse")
async def soldier(city: PaperCity) -> PaperCase:
    case = await booked(city, "birth-registration", bride={"kind": "serving soldier", "declared": "divorced"})
    await case.decide("archive", "ended", reasons="镇档案有离婚登记")
    await case.asks("registration")
    await case.hears(bookings.supplied(city.number, bookings.BRIDE, "military identity paper",
                                       "certificate for the marriage of a serving soldier"))  # fmt: skip
    await case.until(lambda record: record.pending and record.pending.choices[0] == "register")
    await case.decide("registration", "register")
    return case


@recorded(MARRIAGE, "spouse-move")
async def moved(city: PaperCity) -> PaperCase:
    move = {"mover": bookings.BRIDE, "host_consents": True, "housing": True}
    case = await booked(city, "spouse-move", move=move)
    await case.decide("registration")
    return case


@recorded(MARRIAGE, "on-paper")
async def entered_later(city: PaperCity) -> PaperCase:
    case = await city.open(MARRIAGE, bookings.on_paper(city.number, "birth-registration"))
    await case.decide("paper_entry", "enter")
    return case
