"""Which processes make up a running onething? The platform, three workers, a pretend city; what dies starts again."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from kafka.errors import KafkaError

from commands.words import Trouble
from registry.topics import TOPICS
from runtime.platform import HOST, Platform
from runtime.processes import Program, ProgramFailed, stop_all
from runtime.settings import Settings
from workflows.page import ATTRIBUTES

ROOT = Path(__file__).parent.parent
ROLES = {"workers": ("cases", "desks"), "bridge": ("bridge",), "streams": ("streams",)}
LOOK = 0.3
DEATHS = 5
"""A program that died so often has a fault that a start does not cure."""

Tell = Callable[[str], None]
Done = TypeVar("Done")


class Children:
    """Our own processes beside the platform; each that dies is started again, and said so."""

    def __init__(self, settings: Settings, tell: Tell, living: Program) -> None:
        self.programs = [*_workers(settings), living]
        self._tell = tell
        self._deaths: dict[str, int] = {}

    def start(self) -> None:
        """All of them run; the pretend city answers."""
        for program in self.programs:
            program.launch()
        for program in self.programs:
            program.await_ready()

    def stop(self) -> None:
        """None of them runs any more."""
        stop_all(self.programs)

    async def during(self, work: Coroutine[Any, Any, Done]) -> Done:
        """What the work comes to, while all of them are looked after."""
        working, watching = asyncio.ensure_future(work), asyncio.ensure_future(self._supervise())
        try:
            await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else watching.result()
        finally:
            working.cancel()
            watching.cancel()
            await asyncio.gather(working, watching, return_exceptions=True)

    async def _supervise(self) -> NoReturn:
        """Never returns; Trouble when one dies again and again."""
        while True:
            for program in self.programs:
                if not program.running:
                    await asyncio.to_thread(self._restart, program)
            await asyncio.sleep(LOOK)

    def _restart(self, program: Program) -> None:
        deaths = self._deaths[program.name] = self._deaths.get(program.name, 0) + 1
        if deaths > DEATHS:
            raise Trouble(f"{program.name} died {deaths} times. It said last ({program.log_file}):\n{program.tail()}")
        self._tell(f"{program.name} died ({_ending(program.exit_code)}) and is started again; log: {program.log_file}")
        time.sleep(LOOK * (deaths - 1))
        program.kill()
        program.launch()


@asynccontextmanager
async def platform(settings: Settings, tell: Tell) -> AsyncIterator[Settings]:
    """The embedded platform, or the clusters that the settings name; looked after until left."""
    home = Platform(
        settings,
        search_attributes=ATTRIBUTES,
        topics=TOPICS,
        restarted=lambda name: tell(f"{name} died and was started again"),
    )
    try:
        known = await asyncio.to_thread(home.start)
    except (RuntimeError, OSError, KafkaError) as failed:  # another one runs there, or a program is not there or fails
        raise Trouble(f"{failed}\n`onething doctor` tells what is missing.") from failed
    watching = asyncio.create_task(home.supervise())
    try:
        yield known
    finally:
        watching.cancel()
        await asyncio.shield(asyncio.to_thread(home.stop))


@asynccontextmanager
async def children(settings: Settings, tell: Tell, living: Program) -> AsyncIterator[Children]:
    """Our processes and the pretend city, started; all of them have ended afterwards."""
    ours = Children(settings, tell, living)
    try:
        await asyncio.to_thread(ours.start)
        yield ours
    except ProgramFailed as failed:
        raise Trouble(str(failed)) from failed
    finally:
        await asyncio.shield(asyncio.to_thread(ours.stop))


def city(settings: Settings, scenarios: Iterable[str], *, clerks: bool = True) -> Program:
    """The pretend city; ready when its offices answer. Without its clerks people decide by hand."""
    chosen = [word for name in scenarios for word in ("--scenario", name)] + ([] if clerks else ["--no-clerks"])
    return _city(settings, *chosen)


def city_of_a_year(settings: Settings, households: int, seed: int) -> Program:
    """The pretend city in which so many generated households live through a year."""
    return _city(settings, "--year", str(households), "--seed", str(seed))


def _city(settings: Settings, *words: str) -> Program:
    return _program(settings, "city", "-m", "simulator", *words, ready=lambda: _listens(settings.city_port))


def _workers(settings: Settings) -> list[Program]:
    return [
        _program(settings, name, str(ROOT / "worker.py"), *(word for role in roles for word in ("--role", role)))
        for name, roles in ROLES.items()
    ]


def _program(settings: Settings, name: str, *words: str, ready: Callable[[], bool] = lambda: True) -> Program:
    return Program(
        name,
        (sys.executable, *words),
        settings.data_directory / "logs" / f"{name}.log",
        ready=ready,
        environment={**settings.environment(), "PYTHONPATH": str(ROOT)},
    )


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((HOST, port)) == 0


def _ending(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"code {code}"
