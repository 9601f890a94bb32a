"""Whoever says nothing has said neither yes nor no (domain 2.9): at the counter, and while the two are locked."""

from collections.abc import Callable
from typing import Any

import pytest

from activities.ports import SystemReply
from registry.services import MARRIAGE
from schemas.cases import CaseRecord
from schemas.decisions import Outcome
from tests.workflows.bookings import BRIDE, GROOM, booked, cancelled
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_city import PaperCity, brisk
from tests.workflows.paper_offices import PENDING, Body, identified, in_turn, unmarried

pytestmark = [pytest.mark.platform, brisk]

BOTH: Body = {"subjects": [{"ref": GROOM}, {"ref": BRIDE}]}
OPEN = "identity_matches, identity_matches, id_valid, id_valid"


async def test_police_that_say_nothing_have_confirmed_nobody(city: PaperCity) -> None:
    city.departments.says("public-security", "identity", in_turn(PENDING, identified(BOTH)))
    case = await city.open(MARRIAGE, booked(city.number))

    ask = await case.asks("registration")
    before = await case.record()
    await case.decide("registration", "postpone", reasons="公安机关尚未答复")
    await case.decide("registration", "register")
    record = await case.closed()

    assert (ask.choices, ask.proposal) == (("refuse", "postpone"), OPEN)
    assert before.decisions[0].outcome is Outcome.UNDECIDED
    said = {fact.value for each in before.decisions[0].conditions for fact in each.facts if "identity" in fact.name}
    assert said == {"no answer"}
    assert record.outcome == "registered"


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        ("serving soldier", ("military identity paper", "certificate for the marriage of a serving soldier")),
        ("foreigner", ("passport", "authenticated certificate of no spouse", "translation into Chinese")),
    ],
)
async def test_who_shows_papers_of_another_kind_needs_no_word_of_the_police(
    city: PaperCity, kind: str, papers: tuple[str, ...]
) -> None:
    only_the_groom = identified({"subjects": [{"ref": GROOM}]})
    city.departments.says("public-security", "identity", only_the_groom)
    case = await city.open(MARRIAGE, booked(city.number, bride={"kind": kind, "papers": papers}))

    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"


@pytest.mark.parametrize(
    ("department", "task", "answer"),
    [("civil-affairs", "marriage_status", unmarried(BOTH)), ("public-security", "identity", identified(BOTH))],
)
async def test_silence_at_the_last_check_frees_the_two_and_puts_the_question_again(
    city: PaperCity, department: str, task: str, answer: SystemReply
) -> None:
    city.departments.says(department, task, in_turn(answer, PENDING, answer))
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration", "register")
    await case.until(stayed_open(1))
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    assert "marriage.refused" not in city.sent(case)
    assert city.departments.keys("deliver_notice") == ["notice/complete"]
    assert city.departments.keys("lock_for_marriage") == ["lock_for_marriage/1", "lock_for_marriage/2/1"]
    assert city.departments.keys("release_marriage_lock") == ["release_marriage_lock"]


async def test_each_turn_releases_what_it_locked(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    city.departments.says("civil-affairs", "marriage_status", silent_in(2, 4, base=base))
    case = await city.open(MARRIAGE, booked(city.number))

    for turn in (1, 2):
        await case.decide("registration", "register")
        await case.until(stayed_open(turn))
    await case.asks("registration")
    held = dict(base.locks)
    await case.hears(cancelled(city.number))
    record = await case.closed()

    assert held == {}
    assert record.outcome == "withdrawn"
    assert city.departments.keys("release_marriage_lock") == ["release_marriage_lock", "release_marriage_lock/2"]


async def test_the_lock_of_a_dead_case_is_taken_over_in_a_later_turn_too(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    dead = {"booking": "B-0", "office": "CZ-ZL", "case": f"marriage:{city.number}:gone"}
    base.locks = dict.fromkeys((GROOM, BRIDE), dead)
    city.departments.says("civil-affairs", "marriage_status", silent_in(2, base=base))
    case = await city.open(MARRIAGE, booked(city.number))

    await case.decide("registration", "register")
    await case.until(stayed_open(1))
    base.locks = dict.fromkeys((GROOM, BRIDE), dead)
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    assert city.departments.keys("take_over_lock") == ["take_over_lock", "take_over_lock/2"]


def stayed_open(times: int) -> Callable[[CaseRecord], bool]:
    """An office has said nothing at so many last checks."""
    return lambda record: sum("the last check stayed open" in note for note in record.notes) == times


def silent_in(*rounds: int, base: PaperBase) -> Any:
    """The base says nothing in these rounds of the check."""

    def said(body: Body) -> SystemReply:
        return PENDING if int(body["id"].rpartition("/")[2]) in rounds else base.marriage_status(body)

    return said
