"""Is a scenario as expected only when all of it is?"""

from commands.following import Found, chains_of
from commands.verdicts import expected_dead_letters, owners, verdicts
from schemas.cases import CaseRecord
from simulator.expectations import DeadLetters, Expectation
from simulator.scenarios import Scenario, load

CASE = "assistance:A-1"


def story(name="one", **parts):
    return Scenario.model_validate({"name": name, "title": name, "title_zh": name, "story": "", **parts})


def expecting(**parts):
    return story(expect=(Expectation(case=CASE, **parts),))


def found(case=CASE, chain="", trouble=None, **parts):
    record = CaseRecord(case=case, service="assistance", **{"status": "closed", **parts})
    return Found(case, chain, None if trouble else record, trouble)


def differences(stories, *cases, effects=(), dead=()):
    return [line for verdict in verdicts(stories, cases, effects, dead) for line in verdict.differences]


def test_a_case_that_ended_as_expected_leaves_no_difference():
    (verdict,) = verdicts([expecting(outcome="granted")], [found(outcome="granted")], [], [])

    assert verdict.as_expected
    assert verdict.cases == (CASE,)


def test_a_case_that_never_came_or_ended_otherwise_is_a_difference():
    assert differences([expecting()]) == [f"{CASE}: does not exist"]
    assert differences([expecting(outcome="granted")], found(outcome="refused")) == [
        f"{CASE}: outcome: expected granted, found refused"
    ]


def test_a_case_that_failed_is_a_difference_even_when_nobody_expected_it():
    child = found("means-check:A-1", trouble="failed: no such law")
    told = differences([load("family-of-three")], Found(child.case, "a-0001", None, child.trouble))

    assert "means-check:A-1: failed: no such law" in told


def test_an_effect_that_was_done_twice_is_a_difference():
    twice = {"department": "finance", "task": "pay", "case": CASE, "key": "k", "executed": 2}

    assert differences([expecting()], found(), effects=[twice]) == [f"{CASE}: k was done again"]


def test_the_dead_letters_of_all_scenarios_are_counted_together():
    rubbish = story("rubbish", expect_dead_letters=DeadLetters(number=1, reasons=("Not a CloudEvent",)))

    assert expected_dead_letters([story(), rubbish]).number == 1
    assert differences([story(), rubbish], dead=["Not a CloudEvent: id"]) == []
    assert verdicts([story(), rubbish], [], [], [])[1].differences == (
        "dead letters: none says 'Not a CloudEvent'",
        "dead letters: expected 1, found 0",
    )


def test_a_case_belongs_to_who_expects_it_and_else_to_who_began_its_chain():
    family, rubbish = load("family-of-three"), load("rubbish")
    cases = [found("assistance:A-2026-000101", "a-0001"), found("means-check:B", "f-0002"), found("other:C", "z")]

    assert "a-0001" in chains_of(rubbish)
    assert owners([rubbish, family], cases) == {
        "assistance:A-2026-000101": "family-of-three",
        "means-check:B": "rubbish",
        "other:C": "",
    }
