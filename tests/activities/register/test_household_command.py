"""`onething household show` and `onething register migrate`: what a person and a machine read."""

import json
from datetime import date

import pytest
import structlog
from sqlalchemy import select
from typer.testing import CliRunner

from activities.adapters.register.book import SqlBook
from activities.adapters.register.tables import AccessRow
from cli import app
from tests.activities.register.entries import HOUSEHOLD, case, recognition, refusal, result


@pytest.fixture
def onething(url, tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path / "data"))
    monkeypatch.setenv("ONETHING_DATABASE_URL", url)
    before = structlog.get_config()
    yield lambda *words: CliRunner().invoke(app, list(words))
    structlog.configure(**before)


@pytest.fixture
def family(book: SqlBook) -> SqlBook:
    """Granted in March, corrected in the same month, reduced from July on; one department has never said anything."""
    owed = [{"item": name, "department": of} for name, of in [("school-aid", "education"), ("women-aid", "women")]]
    book.enter_recognition(recognition(1, items=owed))
    book.enter_items(result())
    book.enter_refusal(refusal(1, date(2026, 3, 2), "destitute"))
    book.enter_recognition(recognition(2, date(2026, 3, 20), amount="580.00", items=[]))
    book.enter_recognition(recognition(3, date(2026, 6, 20), amount="450.00", first=date(2026, 7, 1), items=[]))
    return book


def test_a_person_reads_both_lines_of_a_correction_and_who_is_silent(onething, family):
    shown = onething("household", "show", HOUSEHOLD)

    lines = {line.split()[0]: line for line in shown.stdout.splitlines() if line.strip()}
    rights = [" ".join(line.split()) for line in shown.stdout.splitlines() if line.startswith("low_income  household")]
    assert shown.exit_code == 0
    assert "not reported" in lines["women-aid"]
    assert "granted" in lines["school-aid"]
    assert [line.partition(" e-")[0] for line in rights] == [
        f"low_income household 600.00 2026-04-01 corrected by {case(2)} {case(1)}",
        f"low_income household 580.00 2026-04-01 holds to 2026-06-30, then {case(3)} {case(2)}",
        f"low_income household 450.00 2026-07-01 {case(3)}",
    ]


def test_a_machine_reads_the_event_of_every_line(onething, family):
    file = json.loads(onething("household", "show", HOUSEHOLD, "--json").stdout)

    traced = [line for part in ("decisions", "entitlements", "items") for line in file[part]]
    assert len(traced) == 4 + 3 + 2
    assert all(line["event"] and line["case"] for line in traced)
    assert all(line["case"] for part in ("members", "payments") for line in file[part])


def test_who_reads_is_written_down(onething, family, engine):
    onething("household", "show", HOUSEHOLD, "--as", "CZ-TN.head", "--case", case(9), "--purpose", "yearly check")
    onething("household", "show", "h-9999")

    with engine.begin() as connection:
        first, second = connection.execute(select(AccessRow.__table__)).mappings()
    assert (first["reader"], first["case_id"], first["purpose"], first["found"]) == (
        "CZ-TN.head", case(9), "yearly check", True,
    )  # fmt: skip
    assert second["reader"].startswith("terminal:")
    assert (second["household"], second["found"]) == ("h-9999", False)


def test_an_unknown_household_is_told_in_plain_words(onething):
    told = onething("household", "show", "h-9999")

    assert told.exit_code == 1
    assert "knows no household h-9999" in told.stderr


def test_a_register_that_is_not_there_is_told_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path / "nowhere"))

    told = CliRunner().invoke(app, ["household", "show", HOUSEHOLD])

    assert told.exit_code == 1
    assert "onething register migrate" in told.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_deployment_migrates_by_hand_and_as_often_as_it_likes(onething, empty, monkeypatch):
    monkeypatch.setenv("ONETHING_DATABASE_URL", empty)

    assert [onething("register", "migrate").stdout.strip() for _ in range(2)] == [
        "The register is at revision 0001."
    ] * 2
    assert "knows no household" in onething("household", "show", HOUSEHOLD).stderr


def test_a_database_that_is_away_is_told_and_the_address_with_its_password_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATABASE_URL", f"postgresql+psycopg://of:secret@/register?host={tmp_path}")

    for words in (["register", "migrate"], ["household", "show", HOUSEHOLD]):
        told = CliRunner().invoke(app, words)
        assert told.exit_code == 1
        assert "does not answer" in told.stderr
        assert "secret" not in told.stderr + told.stdout
