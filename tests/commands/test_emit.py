"""Is each line of an event file looked at before it is sent?"""

import json

import pytest

from commands import running, sending
from simulator.emission import Record
from simulator.scenarios import FOLDER, names

FAMILY = FOLDER / "family-of-three" / "events.jsonl"
RUBBISH = FOLDER / "rubbish" / "events.jsonl"


@pytest.fixture
def sent(monkeypatch):
    """What would have gone out."""
    records: list[Record] = []
    monkeypatch.setattr(sending, "emitted", lambda _, told: gone(records, told))
    monkeypatch.setattr(running, "settings", lambda: None)
    return records


async def gone(records, told):
    records.extend(told)
    return len(told)


def test_an_event_goes_to_the_topic_of_its_source(onething, sent):
    result = onething("emit", FAMILY)

    assert result.exit_code == 0, result.output
    assert [(record.topic, record.key) for record in sent] == [("dept.civil-affairs.events", b"A-2026-000101")]


def test_a_file_with_wrong_lines_is_not_sent_and_every_line_is_named(onething, sent):
    result = onething("emit", RUBBISH)

    assert result.exit_code == 1
    assert "events.jsonl, line 1: Not a CloudEvent" in result.stdout
    assert "line 8: //education.city may not speak on dept.civil-affairs.events" in result.stdout
    assert "Nothing was sent" in result.stderr
    assert sent == []


def test_anyway_sends_the_wrong_lines_too(onething, sent):
    result = onething("emit", RUBBISH, "--anyway")

    assert result.exit_code == 0, result.output
    assert len(sent) == len(RUBBISH.read_text("utf-8").splitlines())


@pytest.mark.parametrize("scenario", sorted(set(names()) - {"rubbish"}))
def test_every_other_shipped_file_keeps_the_contract(scenario):
    lines = sending.read([FOLDER / scenario / "events.jsonl"])

    assert [line.wrong for line in lines if line.wrong] == []


def test_a_source_that_nobody_knows_needs_a_topic(tmp_path):
    file = tmp_path / "events.jsonl"
    event = json.loads(FAMILY.read_text("utf-8").splitlines()[0]) | {"source": "//nobody.city"}
    file.write_text(json.dumps(event), "utf-8")

    (unplaced,) = sending.read([file])
    (placed,) = sending.read([file], "dept.civil-affairs.events")

    assert unplaced.record is None
    assert "--topic" in str(unplaced.wrong)
    assert placed.record is not None
    assert "may not speak" in str(placed.wrong)


def test_a_file_or_a_topic_that_is_not_there_is_told(onething, sent):
    no_file = onething("emit", "nowhere.jsonl")
    no_topic = onething("emit", FAMILY, "--topic", "nowhere")

    assert no_file.exit_code == no_topic.exit_code == 1
    assert "nowhere.jsonl cannot be read" in no_file.stderr
    assert "There is no topic nowhere" in no_topic.stderr


def test_without_a_platform_the_remedy_is_told(onething):
    result = onething("emit", FAMILY)

    assert result.exit_code == 1
    assert "onething up" in result.stderr
