"""The agent in faust's test context, without a broker: what does it do with each kind of record, and with trouble?"""

import asyncio
import json
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from aiokafka.errors import KafkaConnectionError
from sqlalchemy.exc import DataError, OperationalError

from events.contracts.civil_affairs import MarriageBookingCancelled
from events.streams import app as app_module
from events.streams.app import SelfPayStream
from events.streams.relay import Relay
from registry.departments import MEDICAL_INSURANCE
from runtime.kafka import faust_app
from runtime.settings import Settings
from tests.events.streams.bills import BANDS, PATIENT, YEAR, PaperPost, bill, posted

NOWHERE = "127.0.0.1:1"
LOCKED = OperationalError("INSERT", None, Exception("database is locked"))


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(app_module, "PAUSES", (0.001,))


@pytest.fixture
def settings(tmp_path):
    return Settings(data_directory=tmp_path, temporal_address=NOWHERE, kafka_bootstrap=NOWHERE, platform="embedded")


@asynccontextmanager
async def running(settings, ledger, post):
    """The agent, fed by hand."""
    app = faust_app(settings, "test")
    agent = SelfPayStream(ledger, Relay(ledger, post), BANDS).declare(app)
    async with agent.test_context() as fed:
        yield fed
    app.consumer._thread.thread_loop.close()  # of a consumer that was made and never started


async def until(condition):
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


def record(amount, number="", **attributes):
    return posted(bill(amount, number), **attributes).encoded()


async def test_a_settlement_in_the_binary_form_of_cloudevents_is_counted_too(settings, ledger):
    sent = posted(bill("4000"))
    attributes = sent.model_dump(mode="json", exclude={"data", "datacontenttype"}, exclude_none=True)
    headers = {f"ce_{name}": str(said).encode() for name, said in attributes.items()}

    async with running(settings, ledger, PaperPost()) as agent:
        event = await agent.put(json.dumps(sent.data).encode(), headers=headers)
        await until(lambda: event.message.acked)

    assert ledger.paid(PATIENT, YEAR) == Decimal(4_000)


async def test_a_crossing_is_published_and_its_records_are_acknowledged(settings, ledger):
    post = PaperPost()
    async with running(settings, ledger, post) as agent:
        events = [await agent.put(record(amount)) for amount in ("4000", "5500", "600", "10000")]
        await until(lambda: all(event.message.acked for event in events))

    assert post.bands == ["10000.00", "20000.00"]
    assert ledger.paid(PATIENT, YEAR) == Decimal(20_100)


async def test_what_breaks_the_contract_or_is_no_settlement_is_passed_over(settings, ledger):
    other = MarriageBookingCancelled.type
    rubbish = [
        b"",
        None,
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b'{"specversion": "1.0"}',
        b"[" * 100_000,
        record("1.00").replace(b"//medical-insurance.city", b"//tax.city"),
        record("1.00").replace(b'"1.00"', b'"1.001"'),
        record("1.00").replace(b'"1.00"', b'"NaN"'),
        record("1.00").replace(b'"settlement":', b'"number":'),
        record("1.00").replace(b"cn.onething.medical.settlement-posted.v1", other.encode()),
    ]
    async with running(settings, ledger, PaperPost()) as agent:
        events = [await agent.put(value) for value in rubbish]
        events.append(await agent.put(record("12.34")))
        await until(lambda: all(event.message.acked for event in events))

    assert ledger.paid(PATIENT, YEAR) == Decimal("12.34")


async def test_trouble_in_the_database_holds_the_record_and_nothing_is_lost(settings, ledger, monkeypatch):
    attempts: list[str] = []
    trouble = [RuntimeError("a fault of ours"), None, *[LOCKED, None] * 4]

    def struggling(cause, settlement, bands, counted=ledger.post):
        attempts.append(settlement.settlement)
        if outcome := trouble.pop(0):
            raise outcome
        return counted(cause, settlement, bands)

    monkeypatch.setattr(ledger, "post", struggling)
    post = PaperPost()
    async with running(settings, ledger, post) as agent:
        events = [await agent.put(record("3000", f"S-{number}")) for number in range(5)]
        await until(lambda: all(event.message.acked for event in events))

    assert attempts == [f"S-{number}" for number in range(5) for _ in range(2)]
    assert ledger.paid(PATIENT, YEAR) == Decimal(15_000)
    assert post.bands == ["10000.00"]


async def test_a_record_in_trouble_is_not_acknowledged_when_the_stream_stops(settings, ledger, monkeypatch):
    attempts: list[int] = []

    def locked(*_):
        attempts.append(1)
        raise LOCKED

    monkeypatch.setattr(ledger, "post", locked)
    async with running(settings, ledger, PaperPost()) as agent:
        event = await agent.put(record("3000"))
        await until(lambda: len(attempts) > 3)

    assert not event.message.acked


async def test_a_record_that_no_database_could_hold_is_passed_over(settings, ledger, monkeypatch):
    def unfit(cause, settlement, bands, counted=ledger.post):
        if settlement.settlement == "S-unfit":
            raise DataError("INSERT", None, ValueError("text cannot contain NUL"))
        return counted(cause, settlement, bands)

    monkeypatch.setattr(ledger, "post", unfit)
    async with running(settings, ledger, PaperPost()) as agent:
        await agent.put(record("1", "S-unfit"))
        event = await agent.put(record("2"))
        await until(lambda: event.message.acked)

    assert ledger.paid(PATIENT, YEAR) == 2


async def test_without_a_broker_the_stream_goes_on_and_the_alert_waits(settings, ledger):
    post = PaperPost(failures=[KafkaConnectionError()])
    async with running(settings, ledger, post) as agent:
        first = await agent.put(record("12000"))
        await until(lambda: first.message.acked)
        waited = len(ledger.waiting())
        second = await agent.put(record("9000"))
        await until(lambda: second.message.acked)

    assert waited == 1
    assert post.bands == ["10000.00", "20000.00"]


async def test_when_faust_stops_by_itself_the_process_is_told_to_start_anew(settings):
    class Stopped:
        """An app that broke down."""

        conf = faust_app(settings, "test").conf
        crash_reason = ConnectionError("gone")

        async def start(self): ...
        async def stop(self): ...
        async def wait_until_stopped(self): ...

    with pytest.raises(RuntimeError, match="start their process again") as told:
        await app_module._follow(Stopped())

    assert told.value.__cause__ is Stopped.crash_reason


async def test_a_stop_that_does_not_end_is_left_behind(monkeypatch):
    monkeypatch.setattr(app_module, "STOP_AT_MOST", 0.01)
    left: list[asyncio.Task[None] | None] = []

    class Waiting:
        """An app that waits for a broker."""

        async def stop(self):
            left.append(asyncio.current_task())
            await asyncio.sleep(60)

    await app_module._stop(Waiting())

    assert left[0] is not None
    assert not left[0].done()
    left[0].cancel()


async def test_cancelling_ends_the_patience():
    async def never():
        raise LOCKED

    patience = asyncio.create_task(app_module.patiently("tests.wait", never))
    await asyncio.sleep(0.01)
    patience.cancel()

    with pytest.raises(asyncio.CancelledError):
        await patience


def test_the_stream_reads_the_topic_of_the_bureau():
    assert SelfPayStream.topic == MEDICAL_INSURANCE.topic
