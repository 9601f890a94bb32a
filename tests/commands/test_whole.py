"""Do the commands work on a platform that runs? Each as a person types it, in processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.scenarios import FOLDER

pytestmark = pytest.mark.platform

ONETHING = str(Path(sys.executable).with_name("onething"))
CASE = "assistance:A-2026-001101"
LONGEST = 120

Typed = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, "ONETHING_DATA_DIRECTORY": str(tmp_path / "data")}


@pytest.fixture
def typed(environment) -> Typed:
    """A command, typed in a terminal."""

    def run(*words):
        command = [ONETHING, *(str(word) for word in words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False)

    return run


@pytest.fixture
def up(environment, tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    """A platform that runs, with the people of one scenario."""
    output = tmp_path / "up.txt"
    with output.open("wb") as written:
        command = [ONETHING, "up", "--scenario", "withdrawn", "--day", "30"]
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)
    try:
        eventually(lambda: "In another terminal" in output.read_text(), process)
        yield process
    finally:
        process.terminate()
        process.wait(60)


def eventually(holds: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    until = time.monotonic() + LONGEST
    while not holds():
        assert process is None or process.poll() is None, "it ended by itself"
        assert time.monotonic() < until
        time.sleep(0.2)


def test_a_run_ends_by_itself_as_expected_and_writes_everything_down(typed, tmp_path):
    file = tmp_path / "report.json"

    result = typed("run", "family-of-three", "--json", file)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Everything is as expected." in result.stdout
    report = json.loads(file.read_text("utf-8"))
    cases = {case["id"]: case for case in report["cases"]}
    family = cases["assistance:A-2026-000101"]
    assert (family["outcome"], family["amount"], family["opened_by"]) == ("granted", "600.00", "a-0001")
    assert family["children"] == ["means-check:A-2026-000101"]
    assert {ruling["officer"] for ruling in family["rulings"]} >= {"CZ-TN.head"}
    assert all(reason["article"] for decision in family["decisions"] for reason in decision["reasons"])
    assert {event["type"] for event in family["events_announced"]} >= {"cn.onething.assistance.identity-confirmed.v1"}
    assert report["dead_letters"] == []
    assert typed("case", "list").returncode == 1


def test_another_terminal_finds_what_is_up_and_works_on_its_cases(up, typed, tmp_path):
    application = tmp_path / "application.jsonl"
    application.write_text((FOLDER / "withdrawn" / "events.jsonl").read_text("utf-8").splitlines()[0], "utf-8")

    assert typed("emit", application).returncode == 0
    eventually(lambda: "town officer@CZ-WJ-LJ" in typed("case", "list", "--unit", "CZ-WJ").stdout)
    stranger = typed("case", "decide", CASE, "--as", "CZ-TN.head", "--choice", "accept")
    officer = typed("case", "decide", CASE, "--as", "CZ-WJ-LJ.officer", "--choice", "accept")
    late = typed("case", "decide", CASE, "--as", "CZ-WJ-LJ.officer", "--choice", "accept", "--question", "acceptance")
    shown = typed("case", "show", CASE)
    doctor = typed("doctor")

    assert (stranger.returncode, officer.returncode, late.returncode) == (1, 0, 1)
    assert "accept / not_accept" in stranger.stderr
    assert "was decided by CZ-WJ-LJ.officer" in late.stderr
    assert "社会救助一门受理" in shown.stdout
    assert doctor.returncode == 0, doctor.stdout


def test_a_dead_letter_is_repaired_and_replayed(up, typed, tmp_path):
    lines = (FOLDER / "withdrawn" / "events.jsonl").read_text("utf-8").splitlines()
    wrong, right = tmp_path / "wrong.jsonl", tmp_path / "right.json"
    wrong.write_text(lines[0].replace('"submitted_on"', '"submited_on"'), "utf-8")
    right.write_text(lines[0], "utf-8")

    assert typed("emit", wrong).returncode == 1
    assert typed("emit", wrong, "--anyway").returncode == 0
    eventually(lambda: len(json.loads(typed("deadletter", "list", "--json").stdout)) == 1)
    (letter,) = json.loads(typed("deadletter", "list", "--json").stdout)
    assert "submited_on" in typed("deadletter", "show", letter["number"]).stdout
    assert typed("doctor").returncode == 1
    assert typed("deadletter", "replay", letter["number"], "--repaired", right).returncode == 0

    eventually(lambda: CASE in typed("case", "list").stdout)
    assert typed("doctor").returncode == 0


def test_up_ends_in_seconds_with_all_that_it_started(up, environment):
    written = Path(environment["ONETHING_DATA_DIRECTORY"]) / "platform.json"
    assert written.exists()

    up.send_signal(signal.SIGINT)

    assert up.wait(60) == 0
    assert not written.exists()
