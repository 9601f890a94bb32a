"""Does what was promised for later go out, also when the broker is away for a while?"""

import asyncio
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError

from simulator import post
from simulator.emission import Record, headers
from simulator.load import crowd
from simulator.post import KafkaPost

LETTER = crowd(1, 1, "k").lines[0]


class PaperBroker:
    """Takes records; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.taken: list[tuple[str, bytes]] = []

    async def send_and_wait(self, topic: str, **sent: Any) -> None:
        if self.failures:
            self.failures -= 1
            raise KafkaConnectionError
        self.taken.append((topic, sent["key"]))


async def until(done):
    async with asyncio.timeout(30):
        while not done():
            await asyncio.sleep(0.01)


async def test_a_record_goes_out_when_its_time_has_come():
    broker = PaperBroker()
    office = KafkaPost(broker)

    office.send_later(0.05, LETTER)
    office.send_later(0.0, Record("t", b"first", b""))
    await until(lambda: len(broker.taken) == 2)

    assert broker.taken == [("t", b"first"), (LETTER.topic, LETTER.key)]


async def test_a_broker_that_is_away_is_tried_again(monkeypatch):
    monkeypatch.setattr(post, "PAUSE", 0.01)
    broker = PaperBroker(failures=3)

    KafkaPost(broker).send_later(0.0, LETTER)
    await until(lambda: broker.taken)

    assert broker.taken == [(LETTER.topic, LETTER.key)]


async def test_at_the_end_of_the_city_nothing_goes_out_any_more():
    broker = PaperBroker()
    office = KafkaPost(broker)

    office.send_later(0.02, LETTER)
    await office.close()
    await asyncio.sleep(0.05)

    assert broker.taken == []


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param(LETTER.value, ["content-type", "ce_id", "ce_type"], id="an event says what it is"),
        pytest.param(b"rubbish", [], id="rubbish says nothing"),
    ],
)
def test_the_headers_follow_from_the_value(value, names):
    assert [name for name, _ in headers(value)] == names
