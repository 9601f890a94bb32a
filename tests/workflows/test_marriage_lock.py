"""Nobody is married twice (domain 5.3): many offices at once, dead cases, workers that die between lock and base."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from activities.ports import SystemReply
from registry.services import MARRIAGE
from tests.workflows.bookings import BRIDE, GROOM, booked, spouse
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import WORKERS_OF_ITS_OWN, PaperCities, PaperCity, calm
from tests.workflows.paper_offices import PENDING, UNREACHABLE, Body, unmarried

pytestmark = [pytest.mark.platform, calm]

OFFICES = ("CZ-TN", "CZ-ZL", "CZ-XB", "CZ-WJ")
MANY = 12


async def booked_at(city: PaperCity, booking: str, office: str, bride: str = BRIDE) -> PaperCase:
    """One of several bookings of the same groom."""
    return await city.open(MARRIAGE, booked(booking, office=office, bride={"ref": bride}), key=(booking,))


async def stuck_between_lock_and_registration(city: PaperCity, base: PaperBase) -> PaperCase:
    """It holds both, and waits for the base's answer to the last check."""
    city.departments.says(
        "civil-affairs", "marriage_status",
        lambda said: PENDING if said["id"].endswith("B-1/marriage_status/2") else base.marriage_status(said),
    )  # fmt: skip
    case = await booked_at(city, "B-1", "CZ-WJ")
    await case.decide("registration")
    await case.until(lambda record: record.waiting_on == "departments: civil-affairs")
    return case


def grounds(city: PaperCity, case: PaperCase) -> tuple[list[str], str | None]:
    (said,) = city.said(case, "marriage.refused")
    return said["grounds"], said["elsewhere"]


async def test_of_many_offices_at_the_same_moment_exactly_one_marries_the_groom(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    cases = [await booked_at(city, f"B-{n}", OFFICES[n % 4], bride=f"p-2{n:03d}") for n in range(MANY)]
    await asyncio.gather(*(case.asks("registration") for case in cases))

    await asyncio.gather(*(case.decide("registration") for case in cases))
    records = await asyncio.gather(*(case.closed() for case in cases))

    assert len(base.entries) == 1
    outcomes = Counter(record.outcome for record in records)
    assert outcomes["registered"] == 1
    assert outcomes["pending_elsewhere"] + outcomes["refused"] == MANY - 1
    for case, record in zip(cases, records, strict=True):
        if record.outcome == "pending_elsewhere":
            assert grounds(city, case)[1] in {*OFFICES, None}  # None: the winner had let go by the time it was asked
        if record.outcome == "refused":
            assert grounds(city, case)[0] == ["status_changed"]
    assert base.locks == {}


async def test_the_second_office_is_told_which_office_is_first(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    first = await stuck_between_lock_and_registration(city, base)

    second = await booked_at(city, "B-2", "CZ-XB", bride="p-2001")
    await second.decide("registration")
    record = await second.closed()
    await first.answered("marriage_status/2", "civil-affairs", "marriage_status",
                         result=unmarried({"subjects": [{"ref": GROOM}, {"ref": BRIDE}]}).result)  # fmt: skip
    await first.closed()

    assert record.outcome == "pending_elsewhere"
    assert grounds(city, second) == (["pending_elsewhere"], "CZ-WJ")
    letters = {body["key"]: body["details"]["text"] for body in city.departments.bodies("deliver_notice")}
    assert "CZ-WJ" in letters[f"{second.id}/notice/pending-elsewhere"]
    assert [entry.certificate for entry in base.entries] == ["J-B-1"]


async def test_the_lock_of_a_case_that_died_is_taken_over(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    dead = await stuck_between_lock_and_registration(city, base)
    await dead.handle.terminate("an operator ended it")

    case = await booked_at(city, "B-2", "CZ-XB", bride="p-2001")
    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "registered"
    assert any("the lock of a case that has ended was taken over: B-1" in note for note in record.notes)
    assert [entry.spouses for entry in base.entries] == [(GROOM, "p-2001")]


async def test_a_dead_case_that_comes_to_the_base_after_all_registers_nobody(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    dead = await stuck_between_lock_and_registration(city, base)
    await dead.handle.terminate("an operator ended it")
    case = await booked_at(city, "B-2", "CZ-XB", bride="p-2001")
    await case.decide("registration")
    await case.closed()

    late = base.register_marriage({"case": dead.id, "details": {
        "booking": "B-1", "spouses": [GROOM, BRIDE], "office": "CZ-WJ", "on": "2026-05-20"}})  # fmt: skip

    assert late.reason == "already_married"
    assert len(base.entries) == 1


async def test_the_lock_of_an_office_outside_is_never_taken_over(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.locks[BRIDE] = {"booking": "HF-2026-88", "office": "合肥市蜀山区民政局婚姻登记处"}

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "pending_elsewhere"
    assert grounds(city, case)[1] == "合肥市蜀山区民政局婚姻登记处"
    assert base.locks[BRIDE]["booking"] == "HF-2026-88"
    assert city.departments.asked_for("take_over_lock") == []


async def test_a_base_that_lost_the_lock_registers_nobody_and_the_case_says_who_has_it(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    city.departments.says("civil-affairs", "register_marriage", lambda said: stolen(base, said))

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration")
    record = await case.closed()

    assert record.outcome == "pending_elsewhere"
    assert grounds(city, case) == (["pending_elsewhere"], "CZ-ZL")
    assert base.entries == []


def stolen(base: PaperBase, said: Body) -> SystemReply:
    """The base gave the bride to another office by mistake, a moment before."""
    base.locks[BRIDE] = {"booking": "B-9", "office": "CZ-ZL"}
    return base.register_marriage(said)


@pytest.mark.asyncio(loop_scope="session")
async def test_workers_that_die_between_lock_and_base_leave_one_marriage(cities: PaperCities, day: timedelta) -> None:
    """The base registers, its answer is lost, every worker dies: the next ones ask again, and it is the same one."""
    client = await cities.client(WORKERS_OF_ITS_OWN)
    city = cities.known(PaperCity(client))
    base = PaperBase().serves(city)
    lost: list[str] = []

    def answer_lost(said: Body) -> SystemReply:
        reply = base.register_marriage(said)
        if len(lost) < 2:
            lost.append(said["key"])
            raise UNREACHABLE
        return reply

    city.departments.says("civil-affairs", "register_marriage", answer_lost)
    async with AsyncExitStack() as first:
        for each in cities.workers(client, day):
            await first.enter_async_context(each)
        case = await city.open(MARRIAGE, booked(city.number))
        await case.decide("registration")
        await eventually(lambda: asyncio.sleep(0, result=bool(lost)))
    async with AsyncExitStack() as second:
        for each in cities.workers(client, day):
            await second.enter_async_context(each)
        record = await case.closed()

    assert record.outcome == "registered"
    assert len(base.entries) == 1
    assert set(lost) == {f"{case.id}/register_marriage"}
    assert [said["certificate"] for said in city.said(case, "marriage.registered")] == [base.entries[0].certificate]
    assert spouse(GROOM)["household_unit"] in {line.subject for line in record.asked}
