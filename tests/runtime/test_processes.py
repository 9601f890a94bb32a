import os
import signal
import subprocess
import sys
import time

import pytest

from runtime.processes import Program, ProgramFailed, Warden
from tests.programs import alive

pytestmark = pytest.mark.platform

# A program that has a child of its own in its group, as a shell or a server may have.
FAMILY = ["/bin/sh", "-c", "sleep 300 & echo child $!; wait"]

PARENT = """
import sys, threading, time
from pathlib import Path
from runtime import logs
from runtime.processes import Program
from runtime.settings import Settings

logs.configure(Settings(), "test")
program = Program("family", {family!r}, Path(sys.argv[1]))
thread = threading.Thread(target=program.launch)  # the thread ends, and the program must not
thread.start()
thread.join()
print(program.pid, flush=True)
time.sleep(300)
"""


def gone(pid, at_most=10.0):
    until = time.monotonic() + at_most
    while time.monotonic() < until:
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def child_of(log_file):
    until = time.monotonic() + 10
    while not (log_file.exists() and "child" in log_file.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    return int(log_file.read_text().split()[1])


def test_a_program_that_ends_early_is_reported_with_its_last_words(tmp_path):
    program = Program("broken", ["/bin/sh", "-c", "echo no such port; exit 3"], tmp_path / "log", ready=lambda: False)

    with pytest.raises(ProgramFailed, match=r"broken ended early with code 3\.(.|\n)*no such port"):
        program.start()


def test_a_program_that_never_becomes_ready_is_ended(tmp_path):
    program = Program("slow", ["sleep", "300"], tmp_path / "log", ready=lambda: False)

    with pytest.raises(ProgramFailed, match="slow was not ready"):
        program.start(at_most=0.2)

    assert not program.running


def test_stopping_a_program_ends_its_children_too(tmp_path):
    program = Program("family", FAMILY, tmp_path / "log")
    program.start()
    child = child_of(program.log_file)

    program.stop()

    assert not program.running
    assert gone(child)


def test_a_program_sees_its_own_settings_and_none_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_CITY_PORT", "1")
    program = Program("tells", ["env"], tmp_path / "log", environment={"ONETHING_LOG_LEVEL": "debug"})
    program.launch()
    program.wait()

    assert [line for line in program.tail(500).splitlines() if "ONETHING" in line] == ["ONETHING_LOG_LEVEL=debug"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_program_outlives_its_parent_nor_dies_with_the_thread_that_started_it(how, tmp_path):
    log_file = tmp_path / "log"
    command = [sys.executable, "-c", PARENT.format(family=FAMILY), str(log_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        child = child_of(log_file)
        assert alive(pid)

        os.kill(parent.pid, how)
        parent.wait()

        assert gone(pid)
        assert gone(child)


GRANDPARENT = """
import sys, time
from pathlib import Path
from runtime import logs
from runtime.processes import Program
from runtime.settings import Settings

logs.configure(Settings(), "test")
Program("parent", [sys.executable, "-c", sys.argv[1], sys.argv[2]], Path(sys.argv[2] + ".parent")).launch()
time.sleep(300)
"""


def test_the_programs_of_our_programs_end_with_us(tmp_path):
    log_file = tmp_path / "log"
    command = [sys.executable, "-c", GRANDPARENT, PARENT.format(family=FAMILY), str(log_file)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as grandparent:
        grandchild = child_of(log_file)

        os.kill(grandparent.pid, signal.SIGKILL)
        grandparent.wait()

        assert gone(grandchild)


def test_the_programs_are_watched_again_when_the_warden_died(tmp_path):
    warden = Warden()
    first = Program("first", ["sleep", "300"], tmp_path / "log")
    first.launch()
    warden.began(first.pid)
    assert warden._process is not None
    warden._process.kill()
    warden._process.communicate()
    second = Program("second", ["sleep", "300"], tmp_path / "log")
    second.launch()
    warden.began(second.pid)

    warden.close()

    assert not first.running
    assert not second.running
    first.stop()
    second.stop()
