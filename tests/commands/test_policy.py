"""Does the law answer at the terminal: rules, figures, deadlines, and what other figures would do?"""

import json
from datetime import date

import pytest

from policy.catalogue import listed
from simulator.cases import applications
from tests.policy.facts import application, family, incomes

CLAIM = application(family(3), incomes(1800, 600, 0))


@pytest.fixture
def facts(tmp_path):
    file = tmp_path / "claim.json"
    file.write_text(CLAIM.model_dump_json(), "utf-8")
    return file


@pytest.fixture
def city(tmp_path):
    """Some households and a proposal."""
    cases, proposal = tmp_path / "cases.jsonl", tmp_path / "draft.toml"
    cases.write_text("".join(f"{each.model_dump_json()}\n" for each in applications(40, 4)), "utf-8")
    proposal.write_text('[low_income]\nstandard = "1100.00"\n[remedies]\nfine = {from = "1", up_to = "2"}\n', "utf-8")
    return cases, proposal


def test_a_decision_is_explained_with_articles_facts_figures_and_sources(onething, facts):
    told = onething("policy", "explain", "low-income", facts, "--on", "2026-03-02")

    assert told.exit_code == 0
    for line in (
        "最低生活保障 · low_income on 2026-03-02: granted, 600.00 yuan a month",
        "demo values",
        "met      monthly income a head of 800.00 yuan must be below the standard of 1000.00",
        "law     《社会救助暂行办法》第九条 (income_below_standard)",
        "fact    wage of p-1 = 1800.00 · declaration, 2026-03-02",
        "figure  low-income standard = 1000.00 · 《社会救助暂行办法》第十条 · since 2023-01-01 · [P] · demo",
    ):
        assert line in told.stdout
    assert "告知书" not in told.stdout


def test_the_letter_comes_when_it_is_asked_for(onething, facts):
    told = onething("policy", "explain", "low-income", facts, "--on", "2026-03-02", "--letter")

    assert "社会救助审核确认告知书" in told.stdout
    assert "60日内依法申请行政复议" in told.stdout


def test_a_region_brings_its_own_figures(onething, facts):
    told = onething("policy", "explain", "low-income", facts, "--on", "2026-03-02", "--region", "320200", "--json")

    decision = json.loads(told.stdout)["decisions"][0]
    assert (decision["outcome"], decision["amount"]) == ("granted", "945.00")
    assert {"article", "facts", "figures", "met", "text_zh"} <= set(decision["conditions"][0])


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        pytest.param(("low-incom", "FACTS"), "No rule 'low-incom'. Known: classification", id="unknown rule"),
        pytest.param(("low-income", "nothing.json"), "nothing.json cannot be read", id="no file"),
        pytest.param(("low-income", "FACTS", "--on", "tomorrow"), "'tomorrow' is no day", id="no day"),
        pytest.param(("low-income", "FACTS", "--on", "2020-01-01"), "the first one holds since 2022-01-01", id="early"),
        pytest.param(("low-income", "FACTS", "--region", "110000"), "No figures of region 110000", id="elsewhere"),
        pytest.param(("marriage", "FACTS"), "first: Field required", id="facts of another rule"),
    ],
)
def test_trouble_is_told_in_one_place_and_in_plain_words(onething, facts, words, trouble):
    told = onething("policy", "explain", *(facts if word == "FACTS" else word for word in words))

    assert told.exit_code == 1
    assert trouble in told.stderr
    assert "Traceback" not in told.stderr


def test_the_rules_are_listed_with_their_facts(onething):
    assert "application, [report]" in onething("policy", "rules").stdout
    assert "refusals_in_a_row" in json.loads(onething("policy", "rules", "job-refusal").stdout)["properties"]


def test_the_figures_are_listed_with_law_source_and_dates(onething):
    rows = json.loads(onething("policy", "numbers", "--json").stdout)
    shown = onething("policy", "numbers", "low_income").stdout

    assert len(rows) == len(list(listed()))
    assert all(row["figure"]["law"] and row["figure"]["source"] and row["checked"] for row in rows)
    assert "low_income.standard" in shown
    assert "marriage.age_man" not in shown


def test_the_figures_of_a_day_are_those_that_held(onething):
    rows = json.loads(onething("policy", "numbers", "low_income", "--on", "2022-06-01", "--json").stdout)
    standard = next(row for row in rows if (row["key"], row["preset"]) == ("low_income.standard", None))

    assert (standard["figure"]["since"], standard["figure"]["demo"]) == ("2022-01-01", False)
    assert all(row["figure"]["since"] <= "2022-06-01" for row in rows)


def test_an_unknown_act_is_told(onething):
    assert "No act 'low-income'. Known:" in onething("policy", "numbers", "low-income").stderr


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        pytest.param("2025-09-26", "10 working days", "Thursday 2025-10-16 24:00", id="AC-C3"),
        pytest.param("2026-09-24", "publicity", "Thursday 2026-10-08 24:00", id="AC-C16 by the name of the step"),
        pytest.param("2024-02-29", "12 months", "Friday 2025-02-28 24:00", id="AC-C17"),
        pytest.param("2026-03-07T21:30", "24 hours", "Sunday 2026-03-08 21:30", id="AC-E1 at once"),
        pytest.param("2025-09-26", "1 working day", "Sunday 2025-09-28 24:00", id="AC-C1 one"),
        pytest.param("2025-09-26", "10个工作日", "Thursday 2025-10-16 24:00", id="in Chinese"),
    ],
)
def test_a_deadline_is_told(onething, start, limit, last):
    told = onething("deadline", "--from", start, "--limit", limit)

    assert told.stdout.startswith(last)


def test_a_deadline_says_why(onething):
    told = onething("deadline", "--from", "2025-09-26", "--limit", "10 working days", "--explain").stdout

    assert "weekend worked to make up for a holiday" in told
    assert "调休上班" in told
    assert "国庆节" in told
    machine = json.loads(
        onething("deadline", "--from", "2025-09-26", "--limit", "10 working days", "--explain", "--json").stdout
    )
    assert machine["last_day"] == "2025-10-16"
    assert sum(day["counted"] for day in machine["days"]) == 10


def test_a_deadline_in_a_year_that_is_not_announced_is_provisional(onething):
    assert "provisional" in onething("deadline", "--from", "2026-12-24", "--limit", "10 working days").stdout


@pytest.mark.parametrize(
    ("start", "limit", "trouble"),
    [
        ("2025-13-01", "1 working day", "is neither a day"),
        ("2025-09-26", "ten days", "is no limit"),
        ("2025-09-26", "10 fortnights", "is no limit"),
        ("2003-09-26", "10 working days", "the first loaded year is 2004"),
    ],
)
def test_what_is_no_deadline_is_told(onething, start, limit, trouble):
    told = onething("deadline", "--from", start, "--limit", limit)

    assert told.exit_code == 1
    assert trouble in told.stderr


def test_two_sets_of_figures_are_compared(onething, city):
    cases, proposal = city
    words = ("policy", "compare", "--after", proposal, "--cases", cases, "--on", "2026-03-02")
    shown, machine = onething(*words).stdout, json.loads(onething(*words, "--json").stdout)

    assert machine["households"] == 40
    assert machine["gain"] + machine["lose"] + machine["open"] == len(machine["changes"])
    assert float(machine["cost"]) == float(machine["cost_after"]) - float(machine["cost_before"]) > 0
    assert machine["without_effect"] == ["remedies.fine"]
    assert sum(machine["categories_before"].values()) == 40
    for line in ("40 households on 2026-03-02: CZ-DEMO → proposal", "remedies.fine changes nothing here",
                 f"gain {machine['gain']}", "demo values", machine["changes"][0]["number"]):  # fmt: skip
        assert line in shown


def test_processes_find_what_one_process_finds(onething, city, monkeypatch):
    cases, proposal = city
    monkeypatch.setattr("commands.comparing.CHUNK", 10)
    words = ("policy", "compare", "--after", proposal, "--cases", cases, "--on", "2026-03-02", "--json", "--processes")

    assert json.loads(onething(*words, 2).stdout)["changes"] == json.loads(onething(*words, 1).stdout)["changes"]


def test_presets_are_compared_too(onething, city):
    told = onething("policy", "compare", "--before", "320500", "--after", "national", "--cases", city[0],
                    "--on", str(date(2026, 3, 2)), "--json")  # fmt: skip

    assert (json.loads(told.stdout)["before"], json.loads(told.stdout)["after"]) == ("suzhou", "national + suzhou")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        pytest.param('low_income.standard = "viel"', "'viel' is no value of low_income.standard", id="no value"),
        pytest.param('low_income.standart = "1"', "No figure standart", id="no figure"),
        pytest.param("low_income", "draft.toml", id="no TOML"),
    ],
)
def test_a_proposal_that_cannot_be_is_told(onething, city, text, trouble):
    city[1].write_text(text, "utf-8")

    told = onething("policy", "compare", "--after", city[1], "--cases", city[0], "--on", "2026-03-02")

    assert told.exit_code == 1
    assert trouble in told.stderr


def test_lines_that_are_no_application_are_named_and_nothing_is_compared(onething, city):
    cases, proposal = city
    lines = cases.read_text("utf-8").splitlines()
    lines[2:4] = ["{}", '{"number": "张三丰"'] + ["rubbish"] * 8
    cases.write_text("\n".join(lines), "utf-8")

    told = onething("policy", "compare", "--after", proposal, "--cases", cases, "--on", "2026-03-02")

    assert told.exit_code == 1
    assert "Nothing is compared: 10 lines" in told.stderr
    assert "line 3: number: Field required" in told.stderr
    assert "and 5 more" in told.stderr
    assert "张三丰" not in told.stderr


def test_generated_cases_can_be_compared(onething, tmp_path):
    told = onething("policy", "cases", "--count", 3, "--seed", 7)

    assert [json.loads(line)["number"][-7:] for line in told.stdout.splitlines()] == ["0000001", "0000002", "0000003"]
    assert told.stdout == onething("policy", "cases", "--count", 3, "--seed", 7).stdout
