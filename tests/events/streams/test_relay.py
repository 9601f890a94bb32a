"""The relay: what waits is published in its order, and only then marked."""

import asyncio

import pytest
from aiokafka.errors import KafkaConnectionError
from sqlalchemy.exc import OperationalError

from events.streams import relay as relay_module
from events.streams.relay import Relay
from registry.topics import ALERTS
from tests.events.streams.bills import BANDS, PaperPost, bill, posted


@pytest.fixture
def waiting(ledger):
    settlement = bill("90000")
    ledger.post(posted(settlement), settlement, BANDS)
    return ledger


async def test_everything_is_published_once_the_lowest_band_first(waiting):
    post = PaperPost()
    relay = Relay(waiting, post)

    await asyncio.gather(relay.publish(), relay.publish())

    assert post.bands == ["10000.00", "20000.00", "50000.00"]
    assert {(topic, key) for topic, _, key, _ in post.records} == {(ALERTS, b"p-1")}
    assert all(envelope.headers() == record[3] for envelope, record in zip(post.sent, post.records, strict=True))
    assert waiting.waiting() == ()


async def test_while_the_broker_is_away_alerts_wait_and_follow_by_themselves(waiting, monkeypatch):
    monkeypatch.setattr(relay_module, "EVERY", 0.01)
    post = PaperPost(failures=[KafkaConnectionError(), TimeoutError(), KafkaConnectionError()])

    publishing = asyncio.create_task(Relay(waiting, post).keep_publishing())
    async with asyncio.timeout(30):
        while waiting.waiting():
            await asyncio.sleep(0.01)
    publishing.cancel()

    assert post.bands == ["10000.00", "20000.00", "50000.00"]


async def test_after_a_crash_between_sending_and_marking_the_same_record_is_sent_again(waiting, monkeypatch):
    post = PaperPost()
    with monkeypatch.context() as crashing:
        locked = OperationalError("UPDATE", None, Exception("database is locked"))
        crashing.setattr(waiting, "mark_published", lambda _: (_ for _ in ()).throw(locked))
        await Relay(waiting, post).publish()

    await Relay(waiting, post).publish()

    assert post.bands == ["10000.00", "10000.00", "20000.00", "50000.00"]
    assert post.records[0] == post.records[1]
