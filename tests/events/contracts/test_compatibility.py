"""Does the comparison of schemas find every change that breaks somebody, and no other?"""

import copy
import json
from typing import Any

import pytest

from tests.events.contracts.golden_samples import TYPES, contract
from tools import event_schemas
from tools.compatibility import Schema, breaks
from tools.event_schemas import FOLDER, broken_promises, path, schema, written

SCHEMA: Schema = {
    "x-topic": "dept.civil-affairs.events",
    "x-key": "number",
    "type": "object",
    "properties": {
        "number": {"type": "string", "maxLength": 20},
        "category": {"$ref": "#/$defs/Category"},
        "amount": {"type": "string", "pattern": "^\\d+$"},
        "members": {"type": "integer", "minimum": 1, "maximum": 20},
        "until": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "default": None},
        "local": {"type": "boolean", "default": True},
        "spouses": {"type": "array", "prefixItems": [{"$ref": "#/$defs/Person"}, {"$ref": "#/$defs/Person"}]},
        "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
        "results": {"type": "object", "additionalProperties": {"type": "string"}},
        "details": {"type": "object", "additionalProperties": True},
        "anything": {},
    },
    "required": ["number", "category"],
    "additionalProperties": False,
    "$defs": {
        "Category": {"type": "string", "enum": ["low_income", "destitute"]},
        "Person": {"type": "object", "properties": {"ref": {"type": "string"}}, "required": ["ref"]},
        "Item": {"type": "object", "properties": {"code": {"type": "string"}, "count": {"type": "integer"}}},
    },
}
GONE = object()


def changed(*at: str, to: object = GONE):
    """The schema with one place put in, put otherwise, or taken out."""
    made = copy.deepcopy(SCHEMA)
    place: Any = made
    for step in at[:-1]:
        place = place[step]
    if to is GONE:
        del place[at[-1]]
    else:
        place[at[-1]] = to
    return made


BREAKING = [
    pytest.param(changed("properties", "amount"), "data: amount is gone", id="a field is removed"),
    pytest.param(
        changed("properties", "amount", "type", to="number"), "data.amount: was string, is number", id="another type"
    ),
    pytest.param(changed("required", to=["number", "category", "amount"]), "data: amount is required",
                 id="an optional field becomes required"),
    pytest.param(changed("$defs", "Category", "enum", to=["low_income"]), "data.category: may no longer be destitute",
                 id="a list of values becomes shorter"),
    pytest.param(changed("properties", "number", "enum", to=["A-1"]), "data.number: could be anything",
                 id="a text becomes a list of values"),
    pytest.param(changed("properties", "number", "const", to="A-1"), "data.number: could be anything",
                 id="a text becomes one value"),
    pytest.param(changed("properties", "number", "maxLength", to=10), "data.number: maxLength fell to 10",
                 id="a text becomes shorter"),
    pytest.param(changed("properties", "number", "minLength", to=1), "data.number: minLength rose to 1",
                 id="a text may no longer be empty"),
    pytest.param(changed("properties", "members", "minimum", to=2), "data.members: minimum rose to 2",
                 id="a number must be larger"),
    pytest.param(changed("properties", "members", "maximum", to=9), "data.members: maximum fell to 9",
                 id="a number must be smaller"),
    pytest.param(changed("properties", "amount", "pattern", to="^\\d\\d$"), "data.amount: pattern is",
                 id="another pattern"),
    pytest.param(changed("properties", "number", "format", to="date"), "data.number: format is date",
                 id="a text becomes a date"),
    pytest.param(changed("properties", "until", to={"type": "null"}), "data.until: was string or null, is null",
                 id="one of two types is gone"),
    pytest.param(changed("properties", "local", "default", to=False), "data.local: when absent it meant True",
                 id="absence means something else"),
    pytest.param(changed("$defs", "Person", "properties", "ref"), "data.spouses[1]: ref is gone",
                 id="a field of a shape is removed"),
    pytest.param(changed("$defs", "Item", "required", to=["code"]), "data.items[]: code is required",
                 id="a field of a listed shape becomes required"),
    pytest.param(changed("$defs", "Item", "properties", "count", "type", to="string"),
                 "data.items[].count: was integer, is string", id="a field of a listed shape gets another type"),
    pytest.param(changed("properties", "results", "additionalProperties", "type", to="integer"),
                 "data.results.*: was string, is integer", id="the values of a table get another type"),
    pytest.param(changed("properties", "details", "additionalProperties", to=False),
                 "data.details: refuses further fields", id="an open table is closed"),
    pytest.param(changed("properties", "anything", "type", to="string"), "data.anything: was anything, is string",
                 id="what could be anything gets a type"),
    pytest.param(changed("x-topic", to="onething.outcomes"), "topic was dept.civil-affairs.events", id="another topic"),
    pytest.param(changed("x-key", to="household"), "key was number, is household", id="another key"),
]  # fmt: skip
HARMLESS = [
    pytest.param(SCHEMA, id="nothing changed"),
    pytest.param(changed("properties", "remark", to={"type": "string"}), id="an optional field is added"),
    pytest.param(changed("$defs", "Category", "enum", to=["edge", "destitute", "low_income"]), id="more values"),
    pytest.param(changed("properties", "number", "maxLength", to=40), id="a longer text"),
    pytest.param(changed("properties", "number", "maxLength"), id="a text of any length"),
    pytest.param(changed("properties", "members", "minimum", to=0), id="a smaller number"),
    pytest.param(changed("properties", "amount", "pattern"), id="any text"),
    pytest.param(changed("properties", "amount", "description", to="Yuan"), id="a description"),
    pytest.param(changed("properties", "local", "title", to="Local"), id="a title"),
    pytest.param(changed("$defs", "Item", "properties", "text", to={"type": "string"}), id="a field in a shape"),
]
FOR_READERS_ONLY = [
    pytest.param(changed("required", to=["number"]), "data: category can be absent",
                 id="a sure field becomes optional"),
    pytest.param(changed("properties", "amount", to={"anyOf": [{"type": "string", "pattern": "^\\d+$"},
                                                               {"type": "null"}]}),
                 "data.amount: can be null", id="a field can be null"),
    pytest.param(changed("$defs", "Person", "required", to=[]), "data.spouses[0]: ref can be absent",
                 id="a sure field of a shape becomes optional"),
]  # fmt: skip


@pytest.mark.parametrize("read_by_others", [False, True])
@pytest.mark.parametrize(("today", "said"), BREAKING)
def test_a_breaking_change_is_found_and_named(today, said, read_by_others):
    found = breaks(SCHEMA, today, read_by_others=read_by_others)

    assert any(line.startswith(said) for line in found), found


@pytest.mark.parametrize("read_by_others", [False, True])
@pytest.mark.parametrize("today", HARMLESS)
def test_a_harmless_change_is_let_through(today, read_by_others):
    assert breaks(SCHEMA, today, read_by_others=read_by_others) == []


@pytest.mark.parametrize(("today", "said"), FOR_READERS_ONLY)
def test_what_departments_read_stays_as_sure_as_it_was(today, said):
    assert breaks(SCHEMA, today) == []
    assert any(line.startswith(said) for line in breaks(SCHEMA, today, read_by_others=True))


def test_a_renamed_field_is_a_field_gone():
    renamed = changed("properties", "sum", to=SCHEMA["properties"]["amount"])
    del renamed["properties"]["amount"]

    assert breaks(SCHEMA, renamed) == ["data: amount is gone or has another name"]


@pytest.mark.parametrize("type_", TYPES)
def test_a_field_taken_out_of_any_event_would_be_found(type_):
    published, today = schema(contract(type_)), schema(contract(type_))
    name = next(iter(today["properties"]))
    del today["properties"][name]
    today["required"] = [each for each in today["required"] if each != name]

    assert f"data: {name} is gone or has another name" in breaks(published, today, read_by_others=True)


def test_a_published_version_without_a_class_is_a_broken_promise(tmp_path):
    lost = tmp_path / FOLDER / "cn.onething.assistance.lost.v1.json"
    lost.parent.mkdir(parents=True)
    lost.write_text("{}", "utf-8")

    assert broken_promises(tmp_path) == ["cn.onething.assistance.lost.v1: is published and has no class any more"]


def test_a_breaking_change_of_a_class_is_a_broken_promise_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    type_ = "cn.onething.assistance.closed.v1"
    promised = schema(contract(type_))
    promised["properties"]["decided_by"] = {"type": "string"}
    file = tmp_path / path(type_)
    file.parent.mkdir(parents=True)
    file.write_text(written(promised), "utf-8")

    said = broken_promises(tmp_path)
    monkeypatch.setattr(event_schemas, "broken_promises", lambda: said)
    from tools import pages

    monkeypatch.setattr(pages, "ROOT", tmp_path)

    assert said == [f"{type_}: data: decided_by is gone or has another name"]
    assert pages.main() == 1
    assert json.loads(file.read_text("utf-8")) == promised
    assert event_schemas.REMEDY in capsys.readouterr().err
