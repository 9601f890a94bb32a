"""Dead letters are listed, shown, repaired and replayed; on a real broker."""

import asyncio

import pytest

from events.deadletters import DeadLetter, list_, replay, show
from events.rejection import DeadLetterTopic, Reason, Rejected
from registry.topics import DEAD_LETTERS, TOPICS
from runtime import kafka
from runtime.platform import Platform
from runtime.settings import Settings
from tests.events.bridge.conftest import figures
from tests.events.bridge.letters import CASE, NUMBER, TOPIC, PaperRecord, answer, objection

pytestmark = pytest.mark.platform

HEADERS = [("content-type", b"application/json"), ("odd", None), ("empty", b"")]


async def test_a_repaired_letter_reaches_its_case(world):
    broken = objection(id_="e-1").encoded().replace(b'"grounds"', b'"ground"')
    async with world.bridge() as bridge:
        await world.write(broken, key=NUMBER.encode(), headers=HEADERS)
        (letter,) = await world.dead(1)
        await asyncio.to_thread(replay, world.settings, [letter], broken.replace(b'"ground"', b'"grounds"'))
        await figures(bridge, delivered=1)

        assert (await world.kept(CASE)).events == ("e-1",)
    (letter,) = await world.dead(1)
    assert (letter.reason, letter.value, letter.key) == ("contract", broken, NUMBER.encode())
    assert letter.replayed_at is not None
    assert letter.replayed_at > letter.at


async def test_a_letter_that_is_still_broken_comes_back_as_the_next_attempt(world):
    async with world.bridge() as bridge:
        await world.publish(answer(id_="e-1"), topic="dept.taxation.events")
        (first,) = await world.dead(1)
        await asyncio.to_thread(replay, world.settings, [first])
        _, second = await world.dead(2)
        await world.publish(objection(id_="e-0"))
        await figures(bridge, delivered=1)
        await asyncio.to_thread(replay, world.settings, [first, second])
        await figures(bridge, delivered=3)

        assert (await world.kept(CASE)).events == ("e-0", "e-1"), "a replay that comes twice counts once"
    assert (first.reason, first.attempts, first.replayed_from) == ("no_such_case", 1, None)
    assert (second.reason, second.attempts, second.replayed_from) == ("no_such_case", 2, first.number)
    assert second.headers == first.headers
    assert show(world.settings, second.number).value == answer(id_="e-1").encoded()


@pytest.fixture
async def broker(tmp_path):
    async with Platform(Settings(data_directory=tmp_path), topics=TOPICS) as settings:
        yield settings


async def keep(settings, *records):
    producer = kafka.producer(settings)
    await producer.start()
    for record in records:
        await DeadLetterTopic(producer, "test").keep(record, Rejected(Reason.NOT_JSON, "Not a CloudEvent"))
    await producer.stop()


async def test_bytes_key_and_headers_go_round_unchanged(broker):
    sent = PaperRecord(b"\xff\x00", TOPIC, 3, 17, None, HEADERS)
    await keep(broker, sent)

    (letter,) = list_(broker)
    assert (letter.value, letter.key, letter.headers) == (sent.value, sent.key, tuple(HEADERS))
    replay(broker, [letter])

    (back,) = kafka.read_all(broker, TOPIC)
    assert (back.value, back.key) == (sent.value, sent.key)
    assert list(back.headers)[:3] == [("content-type", b"application/json"), ("odd", b""), ("empty", b"")]
    assert {name: value for name, value in back.headers if name.startswith("dlq-")} == {
        "dlq-replayed-from": letter.number.encode(),
        "dlq-attempts": b"1",
    }
    assert DeadLetter.model_validate_json(letter.model_dump_json()) == letter


async def test_what_is_no_dead_letter_is_passed_over_and_an_unknown_number_is_told(broker):
    producer = kafka.sync_producer(broker)
    producer.send(DEAD_LETTERS, value=b"somebody else's").get(10)
    producer.close()
    await keep(broker, PaperRecord(b"1"), PaperRecord(None), PaperRecord(None, key=None))

    assert [letter.value for letter in list_(broker)] == [b"1", None, b""]
    with pytest.raises(LookupError, match="7:99"):
        show(broker, "7:99")


async def test_a_letter_without_its_value_is_replayed_only_with_repaired_bytes(broker):
    await keep(broker, PaperRecord(b"x" * 2_000_000, offset=5, headers=HEADERS))
    (letter,) = list_(broker)

    with pytest.raises(ValueError, match="offset 5"):
        replay(broker, [letter])
    with pytest.raises(ValueError, match="one letter"):
        replay(broker, [letter, letter], b"{}")
    assert list(kafka.read_all(broker, TOPIC)) == []

    replay(broker, [letter], b"{}")
    assert [record.value for record in kafka.read_all(broker, TOPIC)] == [b"{}"]
