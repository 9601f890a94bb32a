"""Is every way in which a case can end otherwise told, and nothing else?"""

from datetime import UTC, date, datetime

import pytest

from schemas.cases import Asked, CaseRecord, EventLine
from schemas.decisions import Decision
from schemas.questions import ReplyStatus, Topic
from simulator.expectations import (
    DeadLetters,
    Expectation,
    dead_letter_differences,
    differences,
    effect_differences,
)

CASE = "assistance:A-1"


def asked(department, topic, status, subject=""):
    return Asked(department=department, topic=topic, status=status, subject=subject)


def announced(name):
    return EventLine(id=name, type=f"cn.onething.{name}.v1", at=datetime(2026, 3, 2, tzinfo=UTC))


def decided(rule, outcome):
    return Decision(rule=rule, rule_zh=rule, on=date(2026, 3, 2), outcome=outcome, conditions=(), rules_version="1")


RECORD = CaseRecord(
    case=CASE, service="assistance", status="closed", outcome="granted", category="low_income", amount="600.00",
    opened_by="a-1", children=("means-check:A-1",), notes=("结婚证 certificate J1",),
    decisions=(decided("destitute", "refused"), decided("low_income", "granted")),
    asked=(asked("education", Topic.LINKED_ITEM, ReplyStatus.ANSWERED, "school-aid"),
           asked("finance", Topic.MEANS, ReplyStatus.SILENT)),
    announced=tuple(map(announced, ("assistance.accepted", "assistance.identity-confirmed", "assistance.closed"))),
)  # fmt: skip


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param({}, id="nothing but the end"),
        pytest.param({"outcome": "granted", "category": "low_income", "amount": "600.00"}, id="the result"),
        pytest.param({"amount": "600"}, id="an amount without cents"),
        pytest.param({"asked": {"education/school-aid": "answered", "finance": "silent"}}, id="departments"),
        pytest.param({"asked": {"finance/means": "silent"}}, id="a department and its topic"),
        pytest.param({"items": {"school-aid": "answered"}}, id="all linked items"),
        pytest.param({"decisions": {"destitute": "refused", "low_income": "granted"}}, id="decisions"),
        pytest.param({"announced": ["assistance.accepted", "cn.onething.assistance.closed.v1"]}, id="events in order"),
        pytest.param({"children": ["means-check:A-1"], "opened_by": "a-1"}, id="family"),
        pytest.param({"notes": ["certificate J1"]}, id="notes"),
        pytest.param({"not_announced": ["assistance.refused"]}, id="events that must not be"),
    ],
)
def test_a_case_as_expected_has_no_differences(expected):
    assert differences(Expectation(case=CASE, **expected), RECORD) == []


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        pytest.param({"status": "open"}, "status: expected open, found closed", id="status"),
        pytest.param({"amount": "600.01"}, "amount: expected 600.01, found 600.00", id="one cent"),
        pytest.param({"evidence_gap": True}, "evidence_gap: expected True, found False", id="evidence gap"),
        pytest.param(
            {"asked": {"finance": "answered"}}, "question to finance: expected answered, found silent", id="answer"
        ),
        pytest.param(
            {"asked": {"housing": "answered"}}, "question to housing: expected answered, found nothing", id="not asked"
        ),
        pytest.param({"items": {}}, "linked item school-aid: asked for, but not expected", id="an item too much"),
        pytest.param(
            {"decisions": {"low_income": "refused"}}, "rule low_income: expected refused, found granted", id="decision"
        ),
        pytest.param({"children": []}, "children: expected none, found means-check:A-1", id="a child too much"),
        pytest.param({"notes": ["lost"]}, "no note says 'lost'", id="note"),
        pytest.param({"absent": True}, "should not exist", id="a case too much"),
        pytest.param(
            {"not_announced": ["assistance.accepted"]}, "announced assistance.accepted, which was not expected",
            id="an event too much",
        ),
    ],
)  # fmt: skip
def test_every_difference_is_told_in_plain_words(expected, told):
    assert differences(Expectation(case=CASE, **expected), RECORD) == [f"{CASE}: {told}"]


def test_the_order_of_events_counts():
    wrong = Expectation(case=CASE, announced=("assistance.closed", "assistance.accepted"))

    (told,) = differences(wrong, RECORD)

    assert told.startswith(f"{CASE}: did not announce assistance.accepted")


def test_a_missing_case_is_told_unless_it_should_be_missing():
    assert differences(Expectation(case=CASE), None) == [f"{CASE}: does not exist"]
    assert differences(Expectation(case=CASE, absent=True), None) == []


def test_dead_letters_are_counted_and_each_reason_needs_a_letter_of_its_own():
    expected = DeadLetters(number=2, reasons=("Not a CloudEvent", "Not a CloudEvent"))

    assert dead_letter_differences(expected, ["Not a CloudEvent: a", "Not a CloudEvent: b"]) == []
    assert dead_letter_differences(expected, ["Not a CloudEvent: a"]) == [
        "dead letters: none says 'Not a CloudEvent'",
        "dead letters: expected 2, found 1",
    ]


def test_an_effect_too_little_and_an_effect_done_again_are_told():
    done = {"department": "finance", "task": "open_payment", "key": "k", "case": CASE, "executed": 1}
    expected = Expectation(case=CASE, effects={"finance/open_payment": 1})

    assert effect_differences(expected, [done]) == []
    assert effect_differences(expected, []) == [f"{CASE}: finance/open_payment: expected 1 effects, found 0"]
    assert effect_differences(expected, [{**done, "executed": 2}]) == [f"{CASE}: k was done again"]
