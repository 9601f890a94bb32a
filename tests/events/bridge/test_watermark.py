import asyncio

import pytest
from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from events.watermark import Tenure, Watermark

HERE, THERE = TopicPartition("dept.taxation.events", 0), TopicPartition("dept.housing.events", 3)


@st.composite
def read_and_finished(draw):
    offsets = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=25)))
    finished = draw(st.permutations(offsets))
    return offsets, finished[: draw(st.integers(0, len(finished)))]


@given(read_and_finished())
def test_the_position_is_the_contiguous_prefix_in_whatever_order_records_end(case):
    offsets, finished = case
    mark = Watermark()
    for offset in offsets:
        mark.begin(offset, 0.0)
    done = set()

    for offset in finished:
        mark.finish(offset)
        done.add(offset)

        unfinished = [each for each in offsets if each not in done]
        assert mark.position == (unfinished[0] if unfinished else offsets[-1] + 1)
        assert all(each in done for each in offsets if each < mark.position)


@given(read_and_finished(), st.integers(0, 25))
def test_reading_and_finishing_may_be_mixed(case, head_start):
    offsets, finished = case
    mark, begun, done = Watermark(), set(), set()
    coming = iter(offsets)
    for offset in finished:
        while offset not in begun:
            begun.add(new := next(coming))
            mark.begin(new, 0.0)
        mark.finish(offset)
        done.add(offset)

        unfinished = sorted(begun - done)
        assert mark.position == (unfinished[0] if unfinished else max(begun) + 1)


def test_before_the_first_record_there_is_no_position():
    assert Watermark().position is None


def test_a_lower_offset_means_that_the_log_is_another_one():
    mark = Watermark()
    mark.begin(41, 0.0)

    with pytest.raises(RuntimeError, match="made anew"):
        mark.begin(0, 0.0)

    assert mark.position is None


async def test_only_positions_that_moved_are_committed_and_finishing_twice_counts_once():
    tenure = Tenure()
    for partition in (HERE, THERE):
        tenure.begin(partition, 7)
    tenure.finish(HERE, 7)
    tenure.finish(HERE, 7)

    assert tenure.unfinished == 1
    assert tenure.uncommitted() == {HERE: 8, THERE: 7}

    tenure.committed({HERE: 8, THERE: 7})
    tenure.begin(HERE, 8)

    assert tenure.uncommitted() == {}


async def test_a_drain_ends_with_the_last_unfinished_record():
    tenure = Tenure()
    tenure.begin(HERE, 1)
    draining = asyncio.ensure_future(tenure.finished())
    await asyncio.sleep(0)
    assert not draining.done()

    tenure.finish(HERE, 1)

    await asyncio.wait_for(draining, 1)
    assert tenure.oldest is None
