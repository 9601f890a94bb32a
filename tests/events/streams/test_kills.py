"""The stream's process is killed four times in the middle: every cent and every alert is there, each once."""

import asyncio
import random
import sys
import time
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from events.contracts.envelope import Envelope
from events.streams.ledger import Ledger
from events.streams.self_pay import Account, post
from events.streams.tables import SEEN
from registry.departments import MEDICAL_INSURANCE
from registry.topics import ALERTS
from runtime import kafka
from runtime.platform import HOST, broker, free_port
from runtime.processes import Program
from runtime.settings import Settings
from schemas.alerts import Alert
from schemas.identifiers import PersonRef
from tests.events.streams.bills import BANDS, YEAR, bill, posted

pytestmark = pytest.mark.platform

ROOT = Path(__file__).parents[3]
TOPIC = MEDICAL_INSURANCE.topic
BILLS = 4_000
KILLS = 4


@pytest.fixture
def settings(tmp_path):
    port = free_port()
    address = f"{HOST}:{port}"
    given = Settings(data_directory=tmp_path, temporal_address=address, kafka_bootstrap=address, platform="embedded")
    program = broker(given, port)
    program.start()
    kafka.create_topics(given, [TOPIC, ALERTS])
    yield given
    program.stop()


@pytest.fixture
def stream(settings):
    command = [sys.executable, "-m", "events.streams", *map(str, BANDS)]
    environment = {**settings.environment(), "PYTHONPATH": str(ROOT)}
    program = Program("streams", command, settings.data_directory / "streams.log", environment=environment)
    yield program
    program.stop()


def a_city_of_bills(chance):
    """Bills of two years, with refunds, as they are posted: some told twice, some also under a second event id."""
    told = []
    for number in range(BILLS):
        person = PersonRef(f"p-{chance.randrange(40)}")
        on = date(YEAR - chance.randrange(2), 3, 6)
        settlement = bill(Decimal(chance.randint(-60_000, 180_000)).scaleb(-2), f"S-{number}", on=on, person=person)
        events = chance.choices([["first"], ["first", "first"], ["first", "again"]], weights=(8, 1, 1))[0]
        told += [(settlement, posted(settlement, f"{event}-{number}")) for event in events]
    return told


def expected(settlements):
    """The sums and the alerts by the pure fold alone."""
    accounts: dict[tuple[str, int], Account] = defaultdict(Account)
    raised: list[Alert] = []
    for settlement in {settlement.settlement: settlement for settlement in settlements}.values():
        account = (settlement.person, settlement.paid_on.year)
        accounts[account], alerts = post(accounts[account], settlement, BANDS)
        raised += alerts
    return {account: state.paid for account, state in accounts.items()}, raised


async def publish(settings, told, chance):
    producer = kafka.producer(settings)
    await producer.start()
    for envelope in told:
        if chance.random() < 0.01:
            await producer.send(TOPIC, b"\xffrubbish", key=envelope.partitionkey.encode())
        await producer.send(TOPIC, envelope.encoded(), key=envelope.partitionkey.encode(), headers=envelope.headers())
    await producer.stop()


def wait_for(progress):
    until = time.monotonic() + 60
    while not progress():
        assert time.monotonic() < until, "the stream makes no progress"
        time.sleep(0.01)


def seen(ledger):
    with ledger._engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(SEEN))


def test_four_kills_in_the_middle_leave_every_cent_and_every_alert_once(settings, stream):
    chance = random.Random(2026)
    told = a_city_of_bills(chance)
    sums, alerts = expected(settlement for settlement, _ in told)
    ids = len({envelope.id for _, envelope in told})
    asyncio.run(publish(settings, [envelope for _, envelope in told], chance))

    with Ledger(settings.database_url) as ledger:
        ledger.create_tables()
        for kill in range(1, KILLS + 1):
            stream.launch()
            wait_for(lambda enough=ids * kill // (KILLS + 1): seen(ledger) >= enough)
            stream.kill()
            assert seen(ledger) < ids
        stream.launch()
        wait_for(lambda: seen(ledger) == ids and not ledger.waiting())
        paid = {(person, year): ledger.paid(PersonRef(person), year) for person, year in sums}
    published = [Envelope.model_validate_json(record.value) for record in kafka.read_all(settings, ALERTS)]
    by_id = {envelope.id: envelope for envelope in published}

    assert paid == sums
    assert sorted(line(Alert.model_validate(envelope.data["alert"])) for envelope in by_id.values()) == sorted(
        map(line, alerts)
    )
    assert len(by_id) == len(alerts) > 40
    assert all(by_id[envelope.id] == envelope for envelope in published)
    assert len(published) - len(by_id) <= KILLS  # what was sent and not yet marked when the process died


def line(alert):
    return (alert.person, alert.year, alert.band, alert.self_pay)
