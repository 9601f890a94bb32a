"""Does a command find the platform that runs, and only that one?"""

import os
import subprocess
import sys

import pytest

from commands import folders, registered, running
from commands.cases import Filter
from commands.words import Trouble
from runtime.settings import Settings

ADDRESSES = {
    "temporal_address": "127.0.0.1:7233",
    "temporal_ui_url": "http://127.0.0.1:8233",
    "kafka_bootstrap": "127.0.0.1:9092",
}


@pytest.fixture
def known(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path))
    return Settings(city_port=8080, city_day=0.5).with_platform(**ADDRESSES)


def test_what_runs_is_found_until_it_is_forgotten(known, tmp_path):
    assert running.write_down(known, tmp_path)
    found = running.settings()

    assert (found.temporal_address, found.city_day) == ("127.0.0.1:7233", 0.5)
    assert found.embedded
    running.forget(tmp_path)
    with pytest.raises(Trouble, match="onething up"):
        running.settings()


def test_what_a_process_left_behind_is_not_found(known, tmp_path):
    running.write_down(known, tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    file = tmp_path / running.FILE
    file.write_text(file.read_text().replace(str(os.getpid()), str(ended.pid)))

    assert running.running(tmp_path) is None
    assert running.write_down(known, tmp_path)


def test_another_one_that_runs_is_not_overwritten(known, tmp_path):
    running.write_down(known, tmp_path)
    file = tmp_path / running.FILE
    file.write_text(file.read_text().replace(str(os.getpid()), str(os.getppid())))

    assert not running.write_down(known, tmp_path)
    running.forget(tmp_path)
    assert file.exists()


def test_the_environment_comes_before_what_is_written_down(known, tmp_path, monkeypatch):
    running.write_down(known, tmp_path)
    for name, value in {**ADDRESSES, "platform": "embedded", "temporal_address": "cluster:7233"}.items():
        monkeypatch.setenv(f"ONETHING_{name.upper()}", value)

    assert running.settings().temporal_address == "cluster:7233"


def test_a_wrong_variable_is_told_by_its_name(monkeypatch):
    monkeypatch.setenv("ONETHING_CITY_PORT", "many")

    with pytest.raises(Trouble, match=r"^ONETHING_CITY_PORT: "):
        running.given()


def test_old_runs_are_cleared_away_and_those_in_use_are_kept(tmp_path):
    for number in range(8):
        (tmp_path / "runs" / f"2026-{number}").mkdir(parents=True)

    assert not folders.fresh(tmp_path).exists()
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == [f"2026-{number}" for number in range(4, 8)]


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (Filter(), "ExecutionStatus = 'Running'"),
        (Filter(closed_too=True), ""),
        (Filter(service="marriage", closed_too=True), "Service = 'marriage'"),
        (Filter(stage="publicity", closed_too=True), "Stage = 'publicity'"),
        (Filter(waiting_on="town lead", closed_too=True), "WaitingOn STARTS_WITH 'person:town lead'"),
        (Filter(waiting_on="household", closed_too=True), "WaitingOn STARTS_WITH 'household'"),
    ],
)
def test_what_is_wanted_becomes_a_search(wanted, query):
    assert wanted.query() == query


@pytest.mark.parametrize("wanted", [Filter(service="wedding"), Filter(stage="it's")])
def test_what_nobody_knows_is_told(wanted):
    with pytest.raises(Trouble):
        wanted.query()


def test_a_unit_has_the_cases_of_those_below_it():
    assert Filter(unit="CZ-TN").fits("", "person:town officer@CZ-TN-LL")
    assert not Filter(unit="CZ-TN").fits("", "person:town officer@CZ-WJ-LJ")
    assert Filter(unit="CZ-TN").fits("CZ-TN-LL", "publicity")
    assert not Filter(unit="CZ-TN").fits("CZ-WJ-LJ", "publicity")


def test_the_register_is_that_of_the_platform_that_runs(known, tmp_path):
    kept = tmp_path / "runs" / "2026-1"
    running.write_down(known.model_copy(update={"data_directory": kept}), tmp_path)

    assert registered.address() == f"sqlite:///{kept / 'register.db'}"


def test_the_register_of_the_environment_comes_before_it(known, tmp_path, monkeypatch):
    running.write_down(known.model_copy(update={"data_directory": tmp_path / "runs"}), tmp_path)
    monkeypatch.setenv("ONETHING_DATABASE_URL", "postgresql+psycopg://somewhere/onething")

    assert registered.address() == "postgresql+psycopg://somewhere/onething"


def test_the_register_of_this_directory_is_read_when_nothing_runs(known, tmp_path):
    assert registered.address() == f"sqlite:///{tmp_path / 'register.db'}"
