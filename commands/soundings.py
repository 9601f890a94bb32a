"""Does the running platform work? Temporal, Kafka, those who take tasks, the bridge, the dead letters."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import aiokafka
from kafka.errors import KafkaError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from commands import running
from commands.checks import Check
from commands.words import Trouble
from events import deadletters
from events.bridge import GROUP
from registry.departments import DEPARTMENTS, HALL
from registry.services import CASES
from registry.topics import SOURCES, TOPICS
from runtime import kafka
from runtime.settings import Settings
from workflows.page import ATTRIBUTES

PROCEDURES, TASKS = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY
LATELY = timedelta(seconds=90)
"""Who takes tasks asks at least every minute; the server remembers for five."""

MOMENT = 2.0
"""Seconds in which a bridge that works moves on."""

PROBLEMS = "TemporalReportedProblems"
SOME = 5
WORKERS = "Start a worker: `onething up`, or `worker.py --role cases --role desks`."
BRIDGE = "Start the bridge (`worker.py --role bridge`), or read its log."


async def all_soundings(known: Settings) -> list[Check]:
    """Every check of a platform that should run."""
    return [*await _temporal(known), *await _kafka(known)]


async def _temporal(known: Settings) -> list[Check]:
    try:
        client = await running.client(known)
    except Trouble as trouble:
        return [Check("Temporal", False, str(trouble), running.START)]
    answers = Check("Temporal", True, f"{known.temporal_address}, UI {known.temporal_ui_url or 'unknown'}")
    return [answers, await _attributes(client), *await _queues(client), await _stuck(client)]


async def _attributes(client: Client) -> Check:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    there = (await client.operator_service.list_search_attributes(request)).custom_attributes
    missing = [name for name in ATTRIBUTES if name not in there]
    remedy = "Create them: " + "; ".join(
        f"temporal operator search-attribute create --name {name} --type {ATTRIBUTES[name]}" for name in missing
    )
    return _complete("search attributes", missing, len(ATTRIBUTES), remedy)


async def _stuck(client: Client) -> Check:
    """As far as the server reports cases whose procedure fails again and again."""
    stuck = [case.id async for case in client.list_workflows(f"ExecutionStatus = 'Running' AND {PROBLEMS} IS NOT NULL")]
    said = f"{', '.join(stuck[:SOME])}{' …' if stuck[SOME:] else ''}" if stuck else "none is known"
    return Check(
        "stuck cases", not stuck, said, "Read the error in the Temporal UI; mend the procedure, and they go on."
    )


async def _queues(client: Client) -> list[Check]:
    desks = [HALL, *(each.desk for each in DEPARTMENTS.values())]
    taken = await asyncio.gather(*(_taken(client, desk, TASKS) for desk in desks))
    idle = [desk for desk, there in zip(desks, taken, strict=True) if not there]
    return [
        _complete("procedures", [] if await _taken(client, CASES, PROCEDURES) else [CASES], 1, WORKERS),
        _complete("tasks of procedures", [] if await _taken(client, CASES, TASKS) else [CASES], 1, WORKERS),
        _complete("desks", idle, len(desks), WORKERS),
    ]


async def _taken(client: Client, queue: str, kind: TaskQueueType.ValueType) -> bool:
    """Somebody takes tasks of that queue."""
    request = DescribeTaskQueueRequest(
        namespace=client.namespace, task_queue=TaskQueue(name=queue), task_queue_type=kind
    )
    pollers = (await client.workflow_service.describe_task_queue(request)).pollers
    since = datetime.now(UTC) - LATELY
    return any(poller.last_access_time.ToDatetime(UTC) > since for poller in pollers)


async def _kafka(known: Settings) -> list[Check]:
    try:
        there = await asyncio.to_thread(_topics, known)
    except KafkaError as absent:
        return [Check("Kafka", False, f"{known.kafka_bootstrap}: {absent}", running.START)]
    missing = [topic for topic in TOPICS if topic not in there]
    remedy = f"Create them with {known.kafka_partitions} partitions."
    checks = [Check("Kafka", True, str(known.kafka_bootstrap)), _complete("topics", missing, len(TOPICS), remedy)]
    return checks if missing else [*checks, await _bridge(known), await asyncio.to_thread(_dead_letters, known)]


def _topics(known: Settings) -> set[str]:
    client = kafka.admin(known)
    try:
        return set(client.list_topics())
    finally:
        client.close()


async def _bridge(known: Settings) -> Check:
    """It has read everything, or it moves."""
    committed, lag = await bridge_standing(known)
    if lag:
        await asyncio.sleep(MOMENT)
        later, lag = await bridge_standing(known)
        return Check("bridge", not lag or later > committed, f"{lag} records behind", BRIDGE)
    return Check("bridge", True, "has read everything")


async def bridge_standing(known: Settings) -> tuple[int, int]:
    """How many records the bridge has finished, and how many are left."""
    async with kafka.consumer(known, group=GROUP) as reader:
        parts = await _partitions(reader)
        reader.assign(parts)
        committed = {part: await reader.committed(part) or 0 for part in parts}
        for part, at in committed.items():
            reader.seek(part, at)
        while any(reader.highwater(part) is None for part in parts):
            await reader.getmany(timeout_ms=100)
        return sum(committed.values()), sum(max(reader.highwater(part) - at, 0) for part, at in committed.items())


async def _partitions(reader: aiokafka.AIOKafkaConsumer) -> list[aiokafka.TopicPartition]:
    await reader.topics()
    return [
        aiokafka.TopicPartition(topic, number)
        for topic in SOURCES
        for number in reader.partitions_for_topic(topic) or ()
    ]


def _dead_letters(known: Settings) -> Check:
    waiting = [letter for letter in deadletters.list_(known) if letter.replayed_at is None]
    said = f"{len(waiting)} that nobody has replayed" if waiting else "none"
    return Check("dead letters", not waiting, said, "Look at them with `onething deadletter list`.")


def _complete(what: str, missing: Sequence[str], wanted: int, remedy: str) -> Check:
    said = f"missing: {', '.join(missing)}" if missing else f"all {wanted} there"
    return Check(what, not missing, said, remedy)
