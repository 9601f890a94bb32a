import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest

from runtime import kafka
from runtime.platform import Platform
from runtime.settings import Settings
from runtime.temporal import connect
from tests.programs import alive

pytestmark = pytest.mark.platform

TOPICS = ("dept.tax.events", "onething.outcomes")
STAGE = {"Stage": "Keyword"}

PARENT = """
import asyncio, sys
from pathlib import Path
from runtime.platform import Platform
from runtime.settings import Settings

from runtime import logs

async def main():
    logs.configure(Settings(), "test")
    platform = Platform(Settings(data_directory=Path(sys.argv[1])))
    async with platform:
        print(*(program.pid for program in platform.programs.values()), flush=True)
        await asyncio.sleep(300)

asyncio.run(main())
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(data_directory=tmp_path)


async def publish(settings, topic, count):
    producer = kafka.producer(settings)
    await producer.start()
    for number in range(count):
        await producer.send(topic, b"%d" % number, key=b"%d" % (number % 7))
    await producer.stop()


async def test_both_servers_answer_and_everything_published_is_read(settings):
    async with Platform(settings, search_attributes=STAGE, topics=TOPICS) as running:
        client = await connect(running)
        await publish(running, TOPICS[0], 300)

        records = await asyncio.to_thread(lambda: list(kafka.read_all(running, *TOPICS)))

        assert (await client.count_workflows("Stage = 'heard'")).count == 0
        assert running.embedded
        assert sorted(int(record.value) for record in records) == list(range(300))


async def test_a_consumer_group_reads_from_the_earliest_event_and_topics_are_made_once(settings):
    async with Platform(settings, topics=TOPICS) as running:
        await publish(running, TOPICS[0], 20)
        await asyncio.to_thread(kafka.create_topics, running, [*TOPICS, "onething.alerts"])
        consumer = kafka.consumer(running, TOPICS[0], group="bridge")
        await consumer.start()
        seen = [int((await consumer.getone()).value) for _ in range(20)]
        await consumer.stop()

        assert sorted(seen) == list(range(20))


async def test_a_stream_application_reads_what_was_published(settings):
    async with Platform(settings, topics=TOPICS) as running:
        seen: list[int] = []
        app = kafka.faust_app(running, "test-streams")

        @app.agent(app.topic(TOPICS[0]))
        async def collect(stream):
            async for value in stream:
                seen.append(int(value))  # noqa: PERF401  a stream never ends

        await publish(running, TOPICS[0], 20)
        await app.start()
        async with asyncio.timeout(20):
            while len(seen) < 20:
                await asyncio.sleep(0.05)
        await app.stop()

        assert sorted(seen) == list(range(20))


async def test_what_dies_is_started_again_and_cases_are_kept(settings):
    restarted: list[str] = []
    platform = Platform(settings, topics=TOPICS, restarted=restarted.append)
    async with platform as running:
        client = await connect(running)
        await client.start_workflow("nobody-works-on-it", id="kept", task_queue="nobody")
        await publish(running, TOPICS[0], 3)
        watching = asyncio.create_task(platform.supervise(every=0.1))
        for program in platform.programs.values():
            os.kill(program.pid, signal.SIGKILL)
        async with asyncio.timeout(30):
            while len(restarted) < 2:
                await asyncio.sleep(0.05)
        watching.cancel()

        again = await connect(running)
        assert (await again.get_workflow_handle("kept").describe()).id == "kept"
        assert await asyncio.to_thread(lambda: list(kafka.read_all(running, *TOPICS))) == []
        assert sorted(restarted) == ["kafka", "temporal"]


async def test_with_outside_clusters_nothing_is_started(tmp_path):
    outside = Settings(
        data_directory=tmp_path / "unused",
        temporal_address="127.0.0.1:1",
        kafka_bootstrap="127.0.0.1:1",
        pseudonym_key="a-secret-one",
    )
    platform = Platform(outside, topics=TOPICS)
    async with platform as running:
        assert running == outside
        assert platform.programs == {}
        assert not outside.data_directory.exists()


async def test_two_platforms_do_not_share_a_directory(settings):
    async with Platform(settings):
        with pytest.raises(RuntimeError, match="ONETHING_DATA_DIRECTORY"):
            Platform(settings).start()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_server_outlives_us(how, tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert len(pids) == 2

        os.kill(parent.pid, how)
        parent.wait()

        until = time.monotonic() + 15
        while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < until:
            time.sleep(0.05)
        assert left == []
