"""What survives kill -9, a lost server, a lost broker, and a colleague who comes and goes."""

import asyncio

import pytest
from temporalio.service import RPCError

from registry.topics import OUTCOMES, TOPICS
from runtime import kafka
from tests.events.bridge.conftest import until
from tests.events.bridge.letters import CASE, objection
from tests.events.bridge.test_bridge import figures

pytestmark = pytest.mark.platform

NUMBERS = [f"A-{n}" for n in range(10)]
EACH = 24


class Stream:
    """Events of ten applications, each in its order, with poison in between."""

    def __init__(self, world) -> None:
        self.world = world
        self.poison = 0

    async def flow(self, *, seconds: float) -> None:
        producer = kafka.producer(self.world.settings)
        await producer.start()
        for number in range(EACH):
            for application in NUMBERS:
                event = objection(application, f"{application}/{number}")
                await producer.send(
                    "dept.civil-affairs.events", event.encoded(), key=application.encode(), headers=event.headers()
                )
            if number % 8 == 0:
                await producer.send_and_wait(OUTCOMES, b"{poison", key=b"%d" % number)
                self.poison += 1
            await asyncio.sleep(seconds / EACH)
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
        letters = {(letter.topic, letter.partition, letter.offset) for letter in await self.world.dead(self.poison)}
        assert len(letters) == self.poison


async def test_a_bridge_that_is_killed_four_times_loses_nothing_and_doubles_nothing(world):
    stream, child = Stream(world), world.child()
    child.launch()
    flowing = asyncio.ensure_future(stream.flow(seconds=8))
    for part in (1, 2, 3, 4):
        await until(stream.arrived, lambda count, part=part: count >= part * 40)
        child.kill()
        child.launch()
    await flowing
    await stream.check()

    child.stop()
    assert child.exit_code == 0


async def test_a_server_that_is_killed_and_comes_back_has_lost_nothing(world):
    stream = Stream(world)
    async with world.bridge() as bridge:
        flowing = asyncio.ensure_future(stream.flow(seconds=3))
        await figures(bridge, delivered=40)
        world.platform.programs["temporal"].kill()
        seen = await figures(bridge, retried=1, paused=True, paused_seconds=1)
        stuck = seen.delivered
        await asyncio.sleep(0.5)
        assert bridge.figures().delivered == stuck
        await asyncio.to_thread(world.platform.check)
        await flowing
        await stream.check()
        await figures(bridge, delivered=len(NUMBERS) * EACH)
        seen = bridge.figures()

    assert (seen.waiting, seen.lag, seen.dead) == (0, 0, stream.poison)
    assert seen.retried <= world.settings.bridge_in_flight + 5


async def test_a_second_bridge_comes_and_goes_and_nothing_is_lost(world):
    stream = Stream(world)
    async with world.bridge() as stays:
        flowing = asyncio.ensure_future(stream.flow(seconds=6))
        await figures(stays, delivered=20)
        async with world.bridge() as guest:
            await figures(guest, delivered=10)
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


async def test_after_the_broker_was_made_anew_a_supervised_bridge_goes_on(world):
    child = world.child()
    child.launch()
    await world.publish(*[objection(id_=f"e-{n}") for n in range(5)])
    await until(lambda: told(world, CASE), lambda events: len(events) == 5)

    world.platform.programs["kafka"].kill()
    await asyncio.to_thread(world.platform.check)
    import time
    t=time.monotonic()
    await world.publish(*[objection(id_=f"f-{n}") for n in range(3)])
    print("PUB", time.monotonic()-t)

    async def supervised():
        if not child.running:
            print("RESTART", time.monotonic()-t)
            child.launch()
        return await told(world, CASE)

    try:
        await until(supervised, lambda events: len(events) == 8)
    finally:
        print("DONE", time.monotonic()-t)
        child.stop()
        print(child.tail(400))
    assert child.exit_code==17


async def told(world, case: str) -> tuple[str, ...]:
    """The events that a case has read; none while it does not exist."""
    try:
        return (await world.kept(case)).events
    except RPCError:
        return ()
