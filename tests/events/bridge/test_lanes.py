import asyncio
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.lanes import Lanes


def alone(before, item):
    return False


async def drained(lanes):
    while lanes._running:
        await asyncio.sleep(0)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(1, 5), st.integers(1, 4), st.randoms())
def test_each_key_keeps_its_order_and_the_bound_holds(keys, count, at_once, chance):
    ended, running, most = defaultdict(list), 0, 0

    async def work(items):
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(0)
        for key, number in items:
            ended[key].append(number)
        running -= 1

    async def play():
        lanes = Lanes(count, at_once, work, alone)
        for number, key in enumerate(keys):
            lanes.put(key.encode(), (key, number))
            if chance.random() < 0.3:
                await asyncio.sleep(0)
        await drained(lanes)

    asyncio.run(play())

    assert most <= at_once
    assert dict(ended) == {key: [n for n, each in enumerate(keys) if each == key] for key in set(keys)}


async def test_a_slow_key_holds_up_no_other_lane():
    open_gate, ended = asyncio.Event(), []

    async def work(items):
        if items == ["slow"]:
            await open_gate.wait()
        ended.extend(items)

    lanes = Lanes(64, 2, work, alone)
    lanes.put(b"one", "slow")
    lanes.put(b"two", "fast")
    lanes.put(b"one", "after")
    await asyncio.sleep(0.01)
    assert ended == ["fast"]
    open_gate.set()
    await drained(lanes)

    assert ended == ["fast", "slow", "after"]


async def test_neighbours_go_together_and_records_without_key_share_a_lane():
    batches = []

    async def work(items):
        batches.append(items)

    lanes = Lanes(8, 4, work, lambda before, item: item[0] == before[0][0] and len(before) < 3)
    for item in ("a1", "a2", "b1", "a3", "a4", "a5", "a6"):
        lanes.put(None, item)
    await drained(lanes)

    assert batches == [["a1", "a2"], ["b1"], ["a3", "a4", "a5"], ["a6"]]


async def test_what_waits_at_the_stop_is_not_worked_on():
    begun = []

    async def work(items):
        begun.extend(items)
        await asyncio.sleep(60)

    lanes = Lanes(1, 1, work, alone)
    lanes.put(b"a", 1)
    lanes.put(b"a", 2)
    await asyncio.sleep(0.01)

    await lanes.stop()

    assert begun == [1]
    assert lanes.busy == 0


@pytest.mark.parametrize("key", [b"a", b"", None])
async def test_a_lane_can_be_used_again(key):
    seen = []

    async def work(items):
        seen.extend(items)

    lanes = Lanes(3, 1, work, alone)
    for item in range(3):
        lanes.put(key, item)
        await drained(lanes)

    assert seen == [0, 1, 2]
