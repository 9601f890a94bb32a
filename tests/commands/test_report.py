"""Do a person and a machine read of a case what it records?"""

from decimal import Decimal
from io import StringIO

from rich.console import Console

from commands import summary
from commands.following import Found
from commands.outcome import Outcome, report, show
from commands.report import CaseReport
from commands.verdicts import verdicts
from runtime.settings import Settings
from schemas.cases import Ask, Role
from simulator.scenarios import load

KNOWN = Settings().with_platform(
    temporal_address="127.0.0.1:7233", temporal_ui_url="http://127.0.0.1:8233", kafka_bootstrap="127.0.0.1:9092"
)
PAGE = "http://127.0.0.1:8233/namespaces/default/workflows/assistance%3AA-2026-000101"


def drawn(table):
    output = StringIO()
    Console(file=output, width=200, markup=False).print(table)
    return output.getvalue()


def came(*found):
    stories = [load("family-of-three")]
    return Outcome(KNOWN, stories, found, verdicts(stories, found, [], []), (), 12.3)


def test_the_line_of_a_closed_case_has_outcome_amount_and_who_decided(record):
    assert summary.line(record) == (
        "assistance:A-2026-000101",
        "社会救助一门受理",
        "granted (low_income)",
        "600.00",
        "CZ-TN.head: confirm",
        "a-0001",
    )


def test_the_line_of_an_open_case_says_for_what_it_waits(record):
    waiting = record.model_copy(update={"status": "open", "stage": "publicity", "waiting_on": "publicity"})

    assert summary.line(waiting)[2] == "open: publicity, waits for publicity"


def test_articles_in_brackets_survive_the_table(record):
    assert "[O2]" in drawn(summary.cases([record.model_copy(update={"category": "[O2]"})]))


def test_a_case_is_linked_by_its_id(record):
    assert summary.link(KNOWN, record.case) == PAGE
    assert summary.link(Settings(), record.case) is None


def test_the_json_of_a_case_has_decisions_with_reasons_and_facts(record):
    told = CaseReport.of(record, scenario="family-of-three", link=PAGE).model_dump(mode="json")

    assert (told["id"], told["service_zh"], told["amount"]) == (record.case, "社会救助一门受理", "600.00")
    (decision,) = told["decisions"]
    assert decision["articles"] == ["第九条"]
    assert decision["reasons"][0]["text_zh"] == "收入低于标准"
    assert decision["facts"][0]["source"] == "human-resources"
    assert told["departments"][0]["status"] == "answered"
    assert [event["id"] for event in told["events_read"] + told["events_announced"]] == ["a-0001", "x-1"]
    assert told["children"] == ["means-check:A-2026-000101"]
    assert told["rulings"][0]["officer"] == "CZ-TN.head"


def test_a_run_that_differs_says_so_to_person_and_machine(record, capsys):
    outcome = came(Found(record.case, "a-0001", record.model_copy(update={"amount": Decimal("1.00")})))

    show(outcome)

    shown, told = capsys.readouterr().out, report(outcome)
    assert "amount: expected 600.00, found 1.00" in shown
    assert "means-check:A-2026-000101: does not exist" in shown
    assert PAGE in shown
    assert not told.as_expected
    assert [each.as_expected for each in told.scenarios] == [False]
    assert [case.scenario for case in told.cases] == ["family-of-three"]


def test_what_can_be_decided_is_told_with_who_may():
    from commands.doors import choices

    ask = Ask(question="confirmation", question_zh="审核确认", role=Role.COUNTY_SECTION_HEAD, unit="CZ-TN",
              choices=("confirm", "refuse"), not_by=("CZ-TN.head",), proposal="low_income")  # fmt: skip

    assert choices(ask).splitlines() == [
        "审核确认 (confirmation): confirm / refuse",
        "  by a county section head of CZ-TN",
        "  not by CZ-TN.head, who took an earlier step",
        "  proposed: low_income",
    ]
