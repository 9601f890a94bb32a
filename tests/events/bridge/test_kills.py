"""What survives kill -9, a lost server, a lost broker, and a colleague who comes and goes."""

import asyncio
from collections.abc import Iterable

import pytest

from events.bridge import Bridge
from registry.topics import OUTCOMES
from runtime import kafka
from runtime.temporal import connect
from tests.events.bridge.conftest import figures, figures_when, until
from tests.events.bridge.letters import CASE, TOPIC, objection
from tests.events.bridge.paper_case import PaperCase

pytestmark = pytest.mark.platform

NUMBERS = [f"A-{n}" for n in range(10)]
KILLS = 4
EACH = 5 * (KILLS + 1)


class Stream:
    """Events of ten applications, each in its order, with poison in between."""

    def __init__(self, world) -> None:
        self.world = world
        self.poison = 0
        self.pause = 0.0

    async def flow(self, numbers: Iterable[int]) -> None:
        producer = kafka.producer(self.world.settings)
        await producer.start()
        for number in numbers:
            for application in NUMBERS:
                event = objection(application, f"{application}/{number}")
                await producer.send_and_wait(TOPIC, event.encoded(), key=application.encode())
            await producer.send_and_wait(OUTCOMES, b"{poison", key=b"%d" % number)
            self.poison += 1
            await asyncio.sleep(self.pause)
        await producer.stop()

    async def arrived(self) -> int:
        """How many events the cases have read."""
        cases = [each.id async for each in self.world.client.list_workflows("ExecutionStatus = 'Running'")]
        return sum([len((await self.world.kept(case)).events) for case in cases])

    async def check(self) -> None:
        """Everything arrived once, in the order of its key, and the poison is kept."""
        await until(self.arrived, lambda count: count >= len(NUMBERS) * EACH)
        for application in NUMBERS:
            kept = await self.world.kept(f"assistance:{application}")
            assert list(kept.events) == [f"{application}/{number}" for number in range(EACH)]
        await until(self.buried, lambda count: count >= self.poison)
        assert await self.buried() == self.poison

    async def buried(self) -> int:
        """How many records have a letter; some have several, because we were killed in between."""
        return len({(letter.topic, letter.partition, letter.offset) for letter in await self.world.dead()})


async def test_a_bridge_that_is_killed_four_times_loses_nothing_and_doubles_nothing(world):
    stream, child = Stream(world), world.child()
    part = EACH // (KILLS + 1)
    for first in range(0, EACH, part):
        child.kill()
        before = PaperCase.told
        child.launch()
        await stream.flow(range(first, first + part))
        await told(before + 5)
    await stream.check()

    child.stop()
    assert child.exit_code == 0


async def told(count: int) -> None:
    """Returns when the cases were told of so many events."""

    async def now() -> int:
        return PaperCase.told

    await until(now, lambda seen: seen >= count, pause=0.005)


async def test_a_server_that_is_killed_and_comes_back_has_lost_nothing(world):
    stream = Stream(world)
    stream.pause = 0.1
    async with world.bridge() as bridge:
        flowing = asyncio.ensure_future(stream.flow(range(EACH)))
        await figures(bridge, delivered=40)
        world.platform.programs["temporal"].kill()
        seen = await figures(bridge, retried=1, paused=True, paused_seconds=1)
        stuck = seen.delivered
        await asyncio.sleep(0.5)
        assert bridge.figures().delivered == stuck
        await asyncio.to_thread(world.platform.check)
        await flowing
        await stream.check()
        await figures(bridge, delivered=len(NUMBERS) * EACH, dead=stream.poison)
        seen = await figures_when(bridge, lambda seen: (seen.waiting, seen.lag) == (0, 0))

    assert seen.dead == stream.poison
    assert seen.retried <= world.settings.bridge_in_flight + 5


async def test_a_second_bridge_comes_and_goes_and_nothing_is_lost(world):
    stream = Stream(world)
    stream.pause = 1.0
    async with world.bridge() as stays:
        flowing = asyncio.ensure_future(stream.flow(range(EACH)))
        await figures(stays, delivered=20)
        async with world.bridge() as guest:
            await figures(guest, delivered=10)
            stream.pause = 0.0
        await flowing
        await stream.check()


async def test_a_clean_stop_commits_what_was_done(world):
    await world.publish(*[objection(id_=f"e-{n}") for n in range(5)])
    async with world.bridge() as bridge:
        await figures(bridge, delivered=5)

    async with world.bridge() as again:
        await world.publish(objection(id_="e-5"))
        await figures(again, delivered=1)
        await asyncio.sleep(0.5)

        assert again.figures().read == 1
    assert len((await world.kept(CASE)).events) == 6


async def test_after_the_broker_was_made_anew_its_events_are_read_from_the_first_on(world):
    async with world.bridge() as bridge:
        await world.publish(*[objection(id_=f"e-{n}") for n in range(5)])
        await figures(bridge, delivered=5)

        world.platform.programs["kafka"].kill()
        await asyncio.to_thread(world.platform.check)
        await world.publish(*[objection(id_=f"f-{n}") for n in range(3)])
        await figures(bridge, delivered=8)
        await world.write(b"{poison")
        await figures(bridge, dead=1)

        assert (await world.kept(CASE)).events[5:] == ("f-0", "f-1", "f-2")


async def test_a_committed_position_is_not_read_again_after_a_kill(world):
    child = world.child()
    child.launch()
    await world.publish(*[objection(id_=f"e-{n}") for n in range(5)])
    await until(world.committed, lambda count: count == 5)
    child.kill()

    async with world.bridge() as bridge:
        await world.publish(objection(id_="e-5"))
        await figures(bridge, delivered=1)

        assert bridge.figures().read == 1


async def test_a_bridge_waits_for_servers_that_are_not_there_yet(world):
    for program in world.platform.programs.values():
        program.kill()
    child = world.child()
    child.launch()
    await asyncio.sleep(3)
    assert child.running, child.tail()

    await asyncio.to_thread(world.platform.check)
    await world.publish(objection(id_="e-1"))

    await told(1)
    child.stop()
    assert child.exit_code == 0


async def test_a_namespace_that_does_not_exist_ends_the_bridge_at_once(world):
    nowhere = await connect(world.settings.model_copy(update={"temporal_namespace": "nowhere"}))

    with pytest.raises(RuntimeError, match="ONETHING_TEMPORAL_NAMESPACE"):
        await Bridge(world.settings, nowhere).run()
