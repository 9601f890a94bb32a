"""`onething run` as a user runs it; processes are killed in the middle, and nothing is lost or done twice."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.platform

ONETHING = str(Path(sys.executable).with_name("onething"))
LONGEST = 900
UNHURRIED = "1.5"
"""Seconds of a pretend day, so that all at once keep their days on a slow machine too."""


@pytest.fixture
def city(tmp_path: Path) -> Iterator["City"]:
    started = City(tmp_path)
    yield started
    started.end()


class City:
    """One run of scenarios in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.report = folder / "report.json"
        self.output = folder / "output.txt"
        self.environment = {**os.environ, "ONETHING_DATA_DIRECTORY": str(folder / "data")}

    def run(self, *scenarios: str) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [ONETHING, "run", *scenarios, "--json", str(self.report), "--timeout", str(LONGEST)],
                stdout=output, stderr=subprocess.STDOUT, env=self.environment,
            )  # fmt: skip

    def says(self, words: str) -> None:
        """Returns when the run has printed the words."""
        until = time.monotonic() + LONGEST
        while words not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < until, self.output.read_text()
            time.sleep(0.1)

    def kill(self, *words: str) -> None:
        """Kills the child whose command line has all the words, without a warning."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # it has ended since it was listed
                if all(word in child.cmdline() for word in words):
                    child.send_signal(signal.SIGKILL)
                    return
        raise LookupError(f"no child with {words}")

    def ended(self) -> dict[str, object]:
        """The report of a run that ended as expected."""
        code = self.process.wait(timeout=LONGEST + 30)
        assert code == 0, self.output.read_text()
        report: dict[str, object] = json.loads(self.report.read_text())
        return report

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)


def outcome(report: dict[str, object], case: str) -> tuple[object, object]:
    cases = report["cases"]
    assert isinstance(cases, list)
    found = next(each for each in cases if each["id"] == case)
    return found["outcome"], found["amount"]


def test_a_worker_killed_in_the_middle_changes_nothing_and_no_department_acts_twice(city: City) -> None:
    city.run("family-of-three")
    city.says("sent")
    for pause in (0.8, 4.0):
        time.sleep(pause)
        city.kill("--role", "cases")

    report = city.ended()

    assert outcome(report, "assistance:A-2026-000101") == ("granted", "600.00")


def test_every_shipped_scenario_ends_as_it_expects(city: City) -> None:
    city.run("--all", "--day", UNHURRIED)

    report = city.ended()
    assert report["as_expected"] is True


def test_bridge_and_streams_killed_in_the_middle_lose_nothing(city: City) -> None:
    city.run("hospital-bills")
    city.says("sent")
    time.sleep(0.3)
    city.kill("--role", "bridge")
    city.kill("--role", "streams")

    report = city.ended()

    assert outcome(report, "assistance:A-2026-000401")[0] == "granted"


def test_interrupted_it_leaves_no_process_behind(city: City) -> None:
    city.run("family-of-three")
    city.says("sent")
    children = psutil.Process(city.process.pid).children(recursive=True)

    city.process.send_signal(signal.SIGINT)
    city.process.wait(timeout=60)

    _, alive = psutil.wait_procs(children, timeout=30)
    assert children
    assert not alive


def test_a_small_year_ends_with_the_register_that_another_computation_finds(tmp_path: Path) -> None:
    environment = {**os.environ, "ONETHING_DATA_DIRECTORY": str(tmp_path / "data")}
    lived = subprocess.run(
        [ONETHING, "year", "--households", "8", "--seed", "3", "--patience", "90"],
        capture_output=True, text=True, env=environment, timeout=600, check=False,
    )  # fmt: skip

    assert lived.returncode == 0, lived.stdout + lived.stderr
    assert "agree to the cent" in lived.stdout
