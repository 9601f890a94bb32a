"""Is a process that dies started again, and one that cannot live given up with its last words?"""

import asyncio
import os
import signal
import sys

import pytest

from commands import programs
from commands.programs import Children, city
from commands.words import Trouble
from runtime.processes import Program
from runtime.settings import Settings

pytestmark = pytest.mark.platform


@pytest.fixture
def told():
    return []


@pytest.fixture
def children(tmp_path, told, monkeypatch):
    """One child, whose program each test writes."""
    monkeypatch.setattr(programs, "LOOK", 0.02)
    settings = Settings(data_directory=tmp_path, city_port=1)
    made = Children(settings, told.append, city(settings, ()))
    yield made
    made.stop()


def lives(children, tmp_path, code):
    """Begins, and perhaps ends, before anybody looks."""
    child = Program("workers", (sys.executable, "-c", code), tmp_path / "workers.log")
    children.programs[:] = [child]
    child.launch()


async def test_a_killed_process_runs_again_and_it_is_said(children, told, tmp_path):
    lives(children, tmp_path, "import time; time.sleep(60)")
    first = children.programs[0].pid

    async def killed():
        os.kill(first, signal.SIGKILL)
        while not told or not children.programs[0].running:
            await asyncio.sleep(0.02)
        return "done"

    assert await children.during(killed()) == "done"
    assert children.programs[0].pid != first
    assert told[0].startswith("workers died (signal 9) and is started again")


async def test_a_process_that_dies_again_and_again_ends_the_work_with_its_last_words(children, told, tmp_path):
    lives(children, tmp_path, "print('no such module'); raise SystemExit(3)")

    with pytest.raises(Trouble, match="no such module"):
        await children.during(asyncio.sleep(60))

    assert len(told) == programs.DEATHS


def test_the_city_lives_the_scenarios_that_are_played(tmp_path):
    program = programs.city(Settings(data_directory=tmp_path, city_port=1), ["rubbish", "withdrawn"])

    assert program.command[1:] == ("-m", "simulator", "--scenario", "rubbish", "--scenario", "withdrawn")
    assert program.environment["ONETHING_CITY_PORT"] == "1"
