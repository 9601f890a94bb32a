"""The promises of the bridge, each with something broken on purpose, on a real broker and a real server."""

import pytest

from registry.topics import OUTCOMES
from tests.events.bridge.conftest import ATTRIBUTES, figures
from tests.events.bridge.letters import CASE, NUMBER, TOPIC, answer, grading, objection, withdrawal

pytestmark = pytest.mark.platform

TAXATION = "dept.taxation.events"


async def test_an_event_opens_its_case_and_the_next_ones_reach_it(world):
    await world.publish(objection(id_="e-1", correlationid="root", causationdepth=3))
    async with world.bridge() as bridge:
        await figures(bridge, delivered=1)
        await world.publish(answer(id_="e-2"), topic=TAXATION)
        await world.publish(grading(), topic=OUTCOMES)
        await figures(bridge, delivered=2, unconcerned=1)

        kept = await world.kept(CASE)
        case = await world.client.get_workflow_handle(CASE).describe()

    assert kept.events == ("e-1", "e-2")
    assert kept.start.model_dump(exclude_none=True) == {
        "case": CASE, "service": "assistance", "opened_by": "e-1", "chain": "root", "depth": 3,
    }  # fmt: skip
    assert await case.static_summary() == f"社会救助一门受理 {NUMBER}"
    assert {name: case.search_attributes[name] for name in ATTRIBUTES} == {"Service": ["assistance"], "Chain": ["root"]}
    assert case.task_queue == "cases"


async def test_poison_between_good_records_stops_nothing_and_is_kept_as_it_came(world):
    await world.publish(objection(id_="e-1"))
    await world.write(b"\xff\x00 no event", key=b"k", headers=[("odd", None), ("x", b"1")])
    await world.write(b"17", key=None)
    await world.publish(answer("assistance:nobody", "e-lost"), topic=TAXATION)
    await world.publish(objection(id_="e-2", source="//housing.city"), objection(id_="e-3"))
    async with world.bridge() as bridge:
        seen = await figures(bridge, read=6, dead=4, delivered=2)

        assert seen.waiting == 0
        assert (await world.kept(CASE)).events == ("e-1", "e-3")
    letters = {letter.reason: letter for letter in await world.dead(4)}
    assert set(letters) == {"not_json", "not_cloudevent", "no_such_case", "wrong_source"}
    poison = letters["not_json"]
    assert (poison.value, poison.key, poison.headers) == (b"\xff\x00 no event", b"k", (("odd", None), ("x", b"1")))
    assert (poison.topic, poison.stage, poison.attempts) == (TOPIC, "decode", 1)


async def test_the_same_event_twice_is_one_effect_also_when_it_comes_after_others(world):
    twice = objection(id_="e-1")
    async with world.bridge() as bridge:
        await world.publish(twice, twice, objection(id_="e-2"), twice)
        await figures(bridge, delivered=4)
        kept = await world.kept(CASE)

    assert kept.events == ("e-1", "e-2")


async def test_a_closed_case_stays_closed_knows_its_doubles_and_anything_new_is_kept(world):
    async with world.bridge() as bridge:
        await world.publish(objection(id_="e-1"), withdrawal())
        await figures(bridge, delivered=2)
        await world.client.get_workflow_handle(CASE).result()
        await world.publish(objection(id_="e-1"), objection(id_="e-new"))
        await world.publish(answer(id_="e-late"), topic=TAXATION)
        seen = await figures(bridge, doubles=1, dead=2)
        case = await world.client.get_workflow_handle(CASE).describe()

    assert seen.delivered == 2
    assert case.status.name == "COMPLETED"
    assert {(letter.reason, letter.stage) for letter in await world.dead(2)} == {("case_closed", "temporal")}


async def test_what_is_taken_back_after_a_case_has_closed_opens_the_case_in_which_its_end_is_decided(world):
    async with world.bridge() as bridge:
        await world.publish(objection(id_="e-1"), withdrawal())
        await figures(bridge, delivered=2)
        await world.client.get_workflow_handle(CASE).result()
        await world.publish(withdrawal(id_="e-later"), withdrawal(id_="e-later"))
        await figures(bridge, delivered=4)
        review = await world.client.get_workflow_handle(f"review:end-asked:h-1:{NUMBER}").describe()

    assert review.search_attributes["Service"] == ["review"]


async def test_a_case_that_was_ended_by_an_operator_remembers_nothing(world):
    async with world.bridge() as bridge:
        await world.publish(objection(id_="e-1"))
        await figures(bridge, delivered=1)
        await world.client.get_workflow_handle(CASE).terminate("by an operator")
        await world.publish(objection(id_="e-1"))
        await figures(bridge, dead=1)

    assert [letter.reason for letter in await world.dead(1)] == ["case_closed"]


async def test_the_answers_of_one_poll_for_one_case_are_one_signal(world):
    await world.publish(objection(id_="e-0"))
    departments = ("taxation", "housing", "health", "education")
    async with world.bridge() as bridge:
        await figures(bridge, delivered=1)
    for department in departments:
        await world.publish(answer(id_=f"e-{department}", department=department), topic=f"dept.{department}.events")

    async with world.bridge() as bridge:
        await figures(bridge, delivered=4)
        kept = await world.kept(CASE)

    assert set(kept.events) == {"e-0", *(f"e-{department}" for department in departments)}
    assert max(kept.signals) > 1
    assert kept.doubles == 0


async def test_what_is_too_large_for_a_case_is_kept_and_holds_nobody_up(world):
    async with world.bridge() as bridge:
        for size in (1_000_000, 3_000_000, 5_000_000):
            await world.publish(objection(id_=f"e-{size}", grounds="x" * size))
        await world.publish(objection(id_="e-after"))
        await figures(bridge, delivered=2, dead=2)
        kept = await world.kept(CASE)

    assert kept.events == ("e-1000000", "e-after")
    letters = await world.dead(2)
    assert {(letter.reason, letter.left_behind, letter.value) for letter in letters} == {("too_large", True, b"")}
