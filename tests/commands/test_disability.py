"""Do the commands of the disability subsidies tell what the register knows, and what was asked wrongly?"""

import json

import pytest

from activities.adapters.register.upgrade import upgrade


@pytest.fixture
def register(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'register.db'}"
    monkeypatch.setenv("ONETHING_DATABASE_URL", url)
    return url


def test_where_nobody_is_due_anything_everything_is_precise(onething, register):
    upgrade(register)
    told = onething("disability", "report", "2026-12")

    assert told.exit_code == 0
    assert "2026-12: 0 of 0 paid precisely, 100.0 %" in told.stdout
    assert "Everything is precise." in told.stdout


def test_a_machine_reads_the_same(onething, register):
    upgrade(register)
    told = json.loads(onething("disability", "report", "2026-12", "--json").stdout)

    assert (told["month"], told["lines"], told["undecided"]) == ("2026-12-01", [], 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("report", "December"), "December is no month. Write it as 2026-12.", id="month"),
        pytest.param(("round", "payday"), "payday is no round. There are: comparison", id="kind"),
        pytest.param(("round", "reminders", "--county", "CZ-TN-LL"), "CZ-TN-LL is no county", id="town"),
        pytest.param(("round", "reminders", "--county", "XX"), "XX", id="no unit"),
        pytest.param(("report", "2026-12"), "The register cannot be read", id="no tables"),
    ],
)
def test_what_was_asked_wrongly_is_told_with_a_remedy(onething, register, words, told):
    answer = onething("disability", *words)

    assert answer.exit_code != 0
    assert told in answer.output
