"""Is trouble told in words, with a remedy and without a traceback?"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "words",
    [
        ("case", "list"),
        ("case", "show", "assistance:A-1"),
        ("case", "decide", "assistance:A-1", "--as", "CZ-TN.head", "--choice", "confirm"),
        ("case", "withdraw", "assistance:A-1", "--by", "the household"),
        ("case", "repair", "assistance:A-1", "--as", "operator", "--reasons", "settled"),
        ("deadletter", "list"),
        ("deadletter", "show", "0:1"),
        ("deadletter", "replay", "0:1"),
    ],
)
def test_where_nothing_runs_every_command_says_how_to_start_it(onething, words):
    result = onething(*words)

    assert result.exit_code == 1
    assert "onething up" in result.stderr


def test_the_doctor_names_what_is_missing_and_the_remedy(onething):
    result = onething("doctor")

    assert result.exit_code == 1
    assert "ok     Python" in result.stdout
    assert "not ok platform: No platform runs" in result.stdout
    assert "onething up" in result.stdout


def test_an_unknown_scenario_is_told_with_the_known_ones(onething):
    result = onething("run", "family-of-nine")

    assert result.exit_code == 1
    assert "family-of-three" in result.stderr


def test_help_comes_at_once_because_nothing_heavy_is_imported():
    heavy = "import cli, sys; print(*({'temporalio', 'faust', 'aiokafka', 'pydantic'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", heavy], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == ""
