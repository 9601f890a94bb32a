"""Can every shipped scenario be played, and is a broken one told where and why?"""

import json

import pytest

from events.contracts.catalogue import ContractBroken, received
from registry.topics import TOPICS
from simulator.pseudonyms import pseudonym
from simulator.scenarios import FOLDER, ScenarioBroken, interleaved, load, names, records

DEMO_KEY = "demonstration-only"
GOOD = 'title = "t"\ntitle_zh = "题"\nstory = "s"\n'


@pytest.fixture(params=names())
def scenario(request):
    return load(request.param)


def broken(scenario):
    """The records that no contract fits."""
    found = []
    for record in records(scenario):
        try:
            received(record.value, record.topic)
        except ContractBroken as reason:
            found.append(str(reason))
    return found


def test_the_six_great_stories_are_there():
    great = {"family-of-three", "edge-instead", "wedding-across-provinces", "hospital-bills", "silent-bank", "rubbish"}

    assert great <= set(names())


def test_every_line_that_is_no_rubbish_keeps_its_contract(scenario):
    lines = (FOLDER / scenario.name / "events.jsonl").read_text("utf-8").splitlines()

    assert len(broken(scenario)) == sum('"raw"' in line for line in lines)


def test_dead_letters_are_expected_exactly_where_contracts_are_broken(scenario):
    reasons, answers_to_no_case = broken(scenario), sum(b"question-answered" in line.value for line in scenario.lines)

    assert len(reasons) <= scenario.dead_letters.number <= len(reasons) + answers_to_no_case
    assert all(any(text in reason for reason in reasons) for text in scenario.dead_letters.reasons)


def test_every_record_goes_to_a_known_topic(scenario):
    assert {record.topic for record in records(scenario)} <= set(TOPICS)


def test_every_scenario_expects_something_and_tells_its_story_in_both_tongues(scenario):
    assert scenario.expectations
    assert len(scenario.story) > 80
    assert any("\u4e00" <= character <= "\u9fff" for character in scenario.title_zh)


def test_references_are_pseudonyms_under_the_demonstration_key(scenario):
    expected = {person.ref: pseudonym("person", person.id_number, DEMO_KEY) for person in scenario.residents}

    assert all(ref == made for ref, made in expected.items())


def test_what_behaves_or_is_told_applies_to_the_scenario_alone(scenario):
    for each in (*scenario.behaviours, *scenario.told):
        assert each.keys == scenario.keys


def test_no_two_scenarios_share_a_person_or_a_new_event():
    stories = [load(name) for name in names()]
    persons = [person.ref for story in stories for person in story.residents]
    expected = [expectation.case for story in stories for expectation in story.expectations]

    assert len(persons) == len(set(persons))
    assert len(expected) == len(set(expected))


def test_played_together_the_stories_mix_and_each_keeps_its_order():
    first, second = load("hospital-bills"), load("rubbish")

    mixed = list(interleaved(first, second))

    assert mixed[:4] == [first.lines[0], second.lines[0], first.lines[1], second.lines[1]]
    assert len(mixed) == len(first.lines) + len(second.lines)


@pytest.mark.parametrize(
    ("toml", "events", "told"),
    [
        pytest.param("title = \n", "", ["scenario.toml", "line 1", "Correct the TOML"], id="no TOML"),
        pytest.param(
            GOOD + '\n[[behaviour]]\nmanner = "fast"\n\n[[behaviour]]\nmanner = "lazy"\n', "",
            ["scenario.toml, line 8", "behaviour.1.manner", "Correct the entry"], id="a manner that does not exist",
        ),
        pytest.param(
            GOOD + '\n[[application]]\nfile = "form.json"\n', "", ["form.json", "no such file", "Add it"], id="no form"
        ),
        pytest.param(GOOD, "{}\n", ["events.jsonl, line 1", "id: Field required", "raw"], id="no CloudEvent"),
        pytest.param(
            GOOD, json.dumps({"specversion": "1.0", "id": "1", "source": "//moon", "type": "t", "partitionkey": "k",
                              "time": "2026-03-02T00:00:00Z", "data": {}}),
            ["events.jsonl, line 1", "//moon is the source of no department"], id="nobody's source",
        ),
    ],
)  # fmt: skip
def test_a_broken_scenario_tells_where_what_and_what_to_do(tmp_path, toml, events, told):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "scenario.toml").write_text(toml)
    (tmp_path / "x" / "events.jsonl").write_text(events)

    with pytest.raises(ScenarioBroken) as error:
        load("x", tmp_path)

    assert all(part in str(error.value) for part in told)


def test_an_unknown_scenario_names_the_known_ones():
    with pytest.raises(ScenarioBroken, match="family-of-three"):
        load("nowhere")
