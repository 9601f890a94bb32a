"""`onething pay preview` and `onething pay owed`: what a person and a machine read, and what they are told instead."""

import json

import pytest
import structlog
from typer.testing import CliRunner

from activities.adapters.register.book import SqlBook
from activities.adapters.register.payments import SqlPayments
from cli import app
from tests.activities.register.entries import HOUSEHOLD
from tests.activities.register.payment_runs import APRIL, paid, recognised


@pytest.fixture
def onething(url, tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path / "data"))
    monkeypatch.setenv("ONETHING_DATABASE_URL", url)
    before = structlog.get_config()
    yield lambda *words: CliRunner().invoke(app, list(words))
    structlog.configure(**before)


def test_a_preview_sums_by_benefit(onething, book: SqlBook):
    recognised(book)
    recognised(book, "h-0002", "123.45")

    shown = onething("pay", "preview", "2026-04").stdout
    sums = json.loads(onething("pay", "preview", "2026-05", "--json").stdout)

    rows = [line.split() for line in shown.splitlines()]
    assert ["low_income", "2", "723.45", "0.00", "723.45"] in rows
    assert ["all", "2", "723.45"] in rows
    assert [(each["benefit"], each["payments"], each["amount"]) for each in sums] == [("low_income", 4, "1446.90")]


def test_what_reached_no_account_is_listed_with_the_reason(onething, book: SqlBook, tables):
    recognised(book)
    of = paid(SqlPayments(book.engine), APRIL, fails={HOUSEHOLD})

    shown = onething("pay", "owed", "--as", "CZ.treasurer").stdout
    (line,) = json.loads(onething("pay", "owed", of.case, "--json").stdout)
    other = onething("pay", "owed", "payment:2026-05").stdout

    readings = [(row["reader"], row["household"], row["fields"]) for row in tables()["access_log"]]
    assert readings[0] == ("CZ.treasurer", HOUSEHOLD, ["paid"])
    assert [reader.partition(":")[0] for reader, *_ in readings[1:]] == ["terminal"]
    assert all(word in shown for word in (HOUSEHOLD, "600.00", "failed", "account_closed"))
    assert (line["payment"], line["state"]) == (f"{HOUSEHOLD}/low_income/2026-04/1", "failed")
    assert other.strip() == "Nothing is owed."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026-13",), "is no month"),
        (("April",), "is no month"),
        (("2026-04", "--occasion", "birthday"), "is no occasion"),
    ],
)
def test_a_run_that_cannot_be_is_told_so_in_words(onething, words, told):
    refused = onething("pay", "preview", *words)

    assert refused.exit_code == 1
    assert told in refused.stderr


def test_a_register_without_tables_is_told_so_in_words(onething, tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATABASE_URL", f"sqlite:///{tmp_path / 'nothing.db'}")

    assert "onething register migrate" in onething("pay", "owed").stderr
