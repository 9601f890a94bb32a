"""`onething household …` and `onething register migrate`: what a person and a machine read."""

import json
from datetime import date

import pytest
import structlog
from sqlalchemy import select
from typer.testing import CliRunner

from activities.adapters.register.book import SqlBook
from activities.adapters.register.tables import AccessRow
from activities.adapters.register.upgrade import newest
from cli import app
from events.contracts.catalogue import received
from registry.departments import CIVIL_AFFAIRS
from tests.activities.register import lists
from tests.activities.register.entries import HOUSEHOLD, case, recognition, refusal, result
from tests.activities.register.lists import FATHER, GRID, MOTHER, TOWN
from tests.activities.register.payment_runs import paid

HEAD = ("--officer", "CZ-TN.head", "--purpose", "yearly check")


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
    shown = onething("household", "show", HOUSEHOLD, *HEAD)

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
    file = json.loads(onething("household", "show", HOUSEHOLD, *HEAD, "--json").stdout)

    traced = [line for part in ("decisions", "entitlements", "items") for line in file[part]]
    assert len(traced) == 4 + 3 + 2
    assert all(line["event"] and line["case"] for line in traced)
    assert all(line["case"] for part in ("members", "payments") for line in file[part])


def test_who_reads_is_written_down(onething, family, engine):
    onething("household", "show", HOUSEHOLD, *HEAD, "--case", case(9))
    onething("household", "show", "h-9999", *HEAD)
    onething("household", "show", HOUSEHOLD, "--officer", "CZ-ZL.head", "--purpose", "curiosity")

    with engine.begin() as connection:
        first, second, third = connection.execute(select(AccessRow.__table__)).mappings()
    assert (first["reader"], first["case_id"], first["purpose"], first["found"], first["refused"]) == (
        "CZ-TN.head", case(9), "yearly check", True, None,
    )  # fmt: skip
    assert "@" in first["terminal"]
    assert (second["household"], second["found"]) == ("h-9999", False)
    assert (third["reader"], third["found"], third["refused"]) == ("CZ-ZL.head", False, "another unit's household")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(("h-9999", *HEAD), "knows no household h-9999 that CZ-TN.head may read", id="unknown"),
        pytest.param((HOUSEHOLD, "--officer", "CZ-ZL.head", "--purpose", "check"), "may read", id="another unit"),
        pytest.param((HOUSEHOLD, "--officer", "CZ-TN.head"), "Say why the file is read", id="no purpose"),
        pytest.param((HOUSEHOLD, "--officer", "CZ-TN-LL.grid", "--purpose", "visit"), "reads no files", id="a role"),
        pytest.param(
            (HOUSEHOLD, "--officer", "nobody", "--purpose", "check"), "no officer of the registry", id="nobody"
        ),
    ],
)
@pytest.mark.parametrize("what", ["show", "list"])
def test_what_may_not_be_read_is_told_in_plain_words(onething, family, what, given, told):
    answer = onething("household", what, *given)

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert not answer.stdout


def test_a_register_that_is_not_there_is_told_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path / "nowhere"))

    told = CliRunner().invoke(app, ["household", "show", HOUSEHOLD, *HEAD])

    assert told.exit_code == 1
    assert "onething register migrate" in told.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_deployment_migrates_by_hand_and_as_often_as_it_likes(onething, empty, monkeypatch):
    monkeypatch.setenv("ONETHING_DATABASE_URL", empty)

    assert [onething("register", "migrate").stdout.strip() for _ in range(2)] == [
        f"The register is at revision {newest()}."
    ] * 2
    assert "knows no household" in onething("household", "show", HOUSEHOLD, *HEAD).stderr


def test_a_database_that_is_away_is_told_and_the_address_with_its_password_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETHING_DATABASE_URL", f"postgresql+psycopg://of:secret@/register?host={tmp_path}")

    for words in (["register", "migrate"], ["household", "show", HOUSEHOLD, *HEAD]):
        told = CliRunner().invoke(app, words)
        assert told.exit_code == 1
        assert "does not answer" in told.stderr
        assert "secret" not in told.stderr + told.stdout


# ── list, timeline, gaps, readings ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def city(engine, book) -> lists.Register:
    """A household whose list has a paid month, an answer and silence."""
    found = lists.register(engine, book)
    lists.recognised(found)
    found.book.enter_items(result(item="school-aid"))
    paid(found.payments, date(2026, 1, 1))
    lists.emergency(found)
    return found


def plain(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_a_person_reads_the_list_of_a_year(onething, city):
    shown = onething("household", "list", HOUSEHOLD, "--year", "2026", *HEAD)

    lines = plain(shown.stdout)
    assert shown.exit_code == 0
    assert lines[0].startswith(f"幸福清单 2026 · {HOUSEHOLD} · CZ-TN-LL · as of")
    assert "Paid in 2026: 3,600.00 yuan" in lines
    assert "医疗保障局 (medical-insurance): not reported" in lines
    assert any("disability-nursing" in line and "not yet" in line for line in lines)
    assert any(line.startswith("emergency-aid") and "paid household 3,000.00 2026-05-14" in line for line in lines)
    assert any(line.startswith("low-income") and "paid household 2026-01 600.00 2026-01-01" in line for line in lines)


def test_a_machine_reads_the_same_list(onething, city):
    found = json.loads(onething("household", "list", HOUSEHOLD, "--year", "2026", *HEAD, "--json").stdout)

    assert found["total"] == {"year": 2026, "amount": "3600.00", "not_reported": ["civil-affairs", "medical-insurance"]}
    assert found["standstill"] == {"status": "open", "waits_for": []}
    assert all(row["event"] and row["case"] for row in found["rows"])


def test_a_person_reads_the_timeline_the_gaps_and_who_has_read(onething, city):
    told = {what: onething("household", what, HOUSEHOLD, *HEAD).stdout for what in ("timeline", "gaps", "access")}

    assert [line.split()[:2] for line in plain(told["timeline"]) if "最低生活保障" in line] == [
        ["2025-12-20", "recognised"], ["2026-01-01", "payment"],
    ]  # fmt: skip
    assert "需要长期照护的重度残疾人" in told["gaps"]
    assert [line.split()[2] for line in plain(told["access"]) if "CZ-TN.head" in line] == ["CZ-TN.head"] * 3
    machine = [json.loads(onething("household", what, HOUSEHOLD, *HEAD, "--json").stdout) for what in told]
    assert all(isinstance(lines, list) and lines for lines in machine)


# ── code and consent ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def code(onething, city) -> str:
    issued = onething("household", "code", "issue", HOUSEHOLD, MOTHER, "--officer", TOWN, "--purpose", "visit")
    return str(issued.stdout.split()[0])


def test_a_code_is_given_read_and_changed(onething, code):
    mine = onething("household", "code", "read", code, "--by", MOTHER, "--year", "2026")
    new = onething("household", "code", "rotate", code, "--by", MOTHER).stdout.split()[0]
    old = onething("household", "code", "read", code, "--by", MOTHER)

    assert "Paid in 2026: 3,600.00 yuan" in mine.stdout
    assert new != code
    assert (old.exit_code, old.stdout) == (1, "")
    assert "This code shows nothing here" in old.stderr
    assert onething("household", "code", "read", new, "--by", MOTHER).exit_code == 0


def test_a_code_is_read_from_the_standard_input(city, onething, code):
    words = ["household", "code", "read", "-", "--by", MOTHER, "--year", "2026", "--json"]

    assert json.loads(CliRunner().invoke(app, words, input=f"{code}\n").stdout)["total"]["amount"] == "3600.00"


def test_the_grid_and_a_merchant_see_what_is_theirs(onething, code):
    def merchant():
        return onething(
            "household", "code", "read", code, "--as", "merchant", "--by", "a bookshop", "--item", "school-aid"
        )

    grid = onething("household", "code", "read", code, "--as", "grid", "--by", GRID, "--year", "2026")
    refused = merchant()
    given = onething("household", "consent", "give", code, "school-aid", "--by", MOTHER)
    told = merchant()
    onething("household", "consent", "withdraw", code, "school-aid", "--by", MOTHER)

    assert "school-aid" in grid.stdout
    assert not any(word in grid.stdout for word in ("600", MOTHER, FATHER, HOUSEHOLD, "assistance:"))
    assert refused.exit_code == merchant().exit_code == 1
    assert given.stdout == "Merchants may learn whether school-aid fits.\n"
    assert told.stdout == "school-aid: eligible\n"


def test_a_merchant_names_one_item(onething, code):
    told = onething("household", "code", "read", code, "--as", "merchant", "--by", "a bookshop", "--item", "bread")

    assert told.exit_code == 1
    assert "Name one business item" in told.stderr


def test_the_holder_sees_who_has_read(onething, code):
    onething("household", "list", HOUSEHOLD, *HEAD)
    onething("household", "show", HOUSEHOLD, "--officer", "CZ-ZL.head", "--purpose", "curiosity")

    seen = plain(onething("household", "code", "access", code, "--by", MOTHER).stdout)

    readings = [line.split()[2] for line in seen if line.startswith("20")]
    assert readings == [TOWN, "CZ-TN.head", "CZ-ZL.head", MOTHER]
    assert any("curiosity" in line and "another unit's" in line for line in seen)


def test_one_word_asks_for_what_may_also_be_given(onething, city):
    def asks(item):
        return onething("household", "code", "apply", his, item, "--by", FATHER, "--print")

    issued = onething("household", "code", "issue", HOUSEHOLD, FATHER, "--officer", TOWN, "--purpose", "visit")
    his = issued.stdout.split()[0]
    asked, again, had = asks("disability-nursing"), asks("disability-nursing"), asks("school-aid")

    event = json.loads(asked.stdout)
    received(asked.stdout.encode(), CIVIL_AFFAIRS.topic)
    assert (event["data"]["item"], event["data"]["household"]) == ("disability-nursing", HOUSEHOLD)
    assert event["data"]["number"] == json.loads(again.stdout)["data"]["number"]
    assert had.exit_code == 1
    assert "school-aid is none of what the list names now: disability-living, disability-nursing" in had.stderr


def test_without_a_platform_the_request_is_told_to_start_one(onething, code):
    told = onething("household", "code", "apply", code, "employment-aid", "--by", MOTHER)

    assert told.exit_code == 1
    assert "onething up" in told.stderr


def test_a_member_is_protected_and_no_longer(onething, code):
    protect = ("household", "protect", HOUSEHOLD, MOTHER, "--officer", TOWN, "--purpose", "police report")

    assert onething(*protect).stdout == f"{MOTHER} is protected in {HOUSEHOLD}.\n"
    assert onething(*protect, "--lift").stdout == f"{MOTHER} is no longer protected in {HOUSEHOLD}.\n"
    assert "was never found" in onething(*protect[:3], "p-0099", *protect[4:]).stderr
