"""How is the Kafka cluster reached? One profile for the embedded broker, one for outside clusters."""

import asyncio
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiokafka
import kafka
from aiokafka.errors import CommitFailedError
from kafka.errors import TopicAlreadyExistsError

from runtime.settings import Settings

if TYPE_CHECKING:
    import faust


@dataclass(frozen=True)
class Profile:
    """Times in milliseconds that suit one kind of broker."""

    session: int
    heartbeat: int
    longest_fetch: int
    idempotent: bool
    replicas: int


# The embedded broker answers a join after half the session time and an empty fetch after half the longest wait. It
# refuses the idempotence that aiokafka asks for, and forgets the producers that kafka-python remembers.
EMBEDDED = Profile(session=4_000, heartbeat=1_000, longest_fetch=40, idempotent=False, replicas=1)
OUTSIDE = Profile(session=45_000, heartbeat=3_000, longest_fetch=500, idempotent=True, replicas=-1)
ATTEMPTS_WITHOUT_NEWS = 50
LONGEST_COMMIT = 5.0


def profile(settings: Settings) -> Profile:
    return EMBEDDED if settings.embedded else OUTSIDE


def consumer(settings: Settings, *topics: str, group: str) -> aiokafka.AIOKafkaConsumer:
    """Starts at the earliest event and commits nothing by itself."""
    suits = profile(settings)
    return aiokafka.AIOKafkaConsumer(
        *topics,
        bootstrap_servers=_bootstrap(settings),
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        session_timeout_ms=suits.session,
        heartbeat_interval_ms=suits.heartbeat,
        fetch_max_wait_ms=suits.longest_fetch,
    )


def producer(settings: Settings) -> aiokafka.AIOKafkaProducer:
    """A send is done when every replica has it."""
    return aiokafka.AIOKafkaProducer(
        bootstrap_servers=_bootstrap(settings),
        acks="all",
        enable_idempotence=profile(settings).idempotent,
        request_timeout_ms=10_000,
    )


def admin(settings: Settings) -> kafka.KafkaAdminClient:
    return kafka.KafkaAdminClient(bootstrap_servers=_bootstrap(settings))


def create_topics(settings: Settings, names: Iterable[str]) -> None:
    """Afterwards every topic exists with a leader; those that existed are left as they are."""
    shape = {"num_partitions": settings.kafka_partitions, "replication_factor": profile(settings).replicas}
    client = admin(settings)
    try:
        existing = set(client.list_topics())
        for name in sorted(set(names) - existing):
            try:
                client.create_topics({name: shape}, wait_for_metadata=True)
            except TopicAlreadyExistsError:
                continue  # another process was faster
    finally:
        client.close()


def sync_producer(settings: Settings) -> kafka.KafkaProducer:
    """For threads and tools: `send(...).get(timeout)` returns when every replica has the record."""
    return kafka.KafkaProducer(
        bootstrap_servers=_bootstrap(settings),
        acks="all",
        enable_idempotence=profile(settings).idempotent,
        delivery_timeout_ms=20_000,
        request_timeout_ms=10_000,
        max_block_ms=20_000,
    )


def sync_consumer(settings: Settings, *topics: str) -> kafka.KafkaConsumer:
    """Stands at the beginning of every partition of the topics, as a member of no group."""
    reader = kafka.KafkaConsumer(
        bootstrap_servers=_bootstrap(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=profile(settings).longest_fetch,
    )
    partitions = [kafka.TopicPartition(topic, number) for topic in topics for number in _numbers(reader, topic)]
    reader.assign(partitions)
    if partitions:
        reader.seek_to_beginning(*partitions)
    return reader


def read_all(settings: Settings, *topics: str) -> Iterator[kafka.consumer.fetcher.ConsumerRecord]:
    """Every record that is there now, oldest first within a partition, and then no more."""
    reader = sync_consumer(settings, *topics)
    try:
        quiet = 0
        while not _read_to_the_end(reader) and quiet < ATTEMPTS_WITHOUT_NEWS:
            polled = reader.poll(timeout_ms=200)
            quiet = 0 if polled else quiet + 1
            for records in polled.values():
                yield from records
    finally:
        reader.close()


def faust_app(settings: Settings, name: str) -> "faust.App":
    """A stream application whose values are raw bytes, with the times that suit the broker."""
    import faust  # noqa: PLC0415  slow to import, and only the stream process needs it

    suits = profile(settings)
    _shorten_fetches(suits)
    directory = settings.data_directory / "faust" / name
    directory.mkdir(parents=True, exist_ok=True)
    return faust.App(
        name,
        broker=[f"kafka://{address}" for address in _bootstrap(settings)],
        store="memory://",
        datadir=directory,
        value_serializer="raw",
        web_enabled=False,
        topic_partitions=settings.kafka_partitions,
        topic_replication_factor=max(suits.replicas, 1),
        topic_disable_leader=True,
        stream_wait_empty=False,
        table_standby_replicas=0,
        producer_acks=-1,
        broker_session_timeout=suits.session / 1000,
        broker_heartbeat_interval=suits.heartbeat / 1000,
        broker_commit_interval=0.5,
        consumer_auto_offset_reset="earliest",
        processing_guarantee="at_least_once",
    )


def _shorten_fetches(suits: Profile) -> None:
    """Faust has no setting for the longest fetch, and waits for ever to commit: its driver gets another consumer."""
    from faust.transport.drivers import aiokafka as driver  # noqa: PLC0415  slow to import, and few processes need it

    class Consumer(aiokafka.AIOKafkaConsumer):  # type: ignore[misc]  # carries no types
        def __init__(self, *topics: str, **options: object) -> None:
            super().__init__(*topics, **{**options, "fetch_max_wait_ms": suits.longest_fetch})

        async def commit(self, offsets: object = None) -> None:
            # With the broker gone a commit never returns, and the process could not be told to stop.
            try:
                async with asyncio.timeout(LONGEST_COMMIT):
                    await super().commit(offsets)
            except TimeoutError:
                raise CommitFailedError("already rebalanced: the broker did not answer") from None

    driver.aiokafka = types.SimpleNamespace(**{**vars(aiokafka), "AIOKafkaConsumer": Consumer})


def _bootstrap(settings: Settings) -> list[str]:
    if settings.kafka_bootstrap is None:
        raise ValueError("No Kafka address is known. Start the platform first, or set ONETHING_KAFKA_BOOTSTRAP.")
    return [address.strip() for address in settings.kafka_bootstrap.split(",")]


def _numbers(reader: kafka.KafkaConsumer, topic: str) -> list[int]:
    return sorted(reader.partitions_for_topic(topic) or ())


def _read_to_the_end(reader: kafka.KafkaConsumer) -> bool:
    """Judged by the high watermark of fetches, because the embedded broker's end offsets are too low."""
    partitions = reader.assignment()
    ends = {partition: reader.highwater(partition) for partition in partitions}
    return all(end is not None and reader.position(partition) >= end for partition, end in ends.items())
