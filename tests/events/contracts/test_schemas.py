"""Do the published schemas say what the classes take?"""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from events.contracts.catalogue import CONTRACTS, ContractBroken, received
from events.contracts.envelope import Event
from simulator.scenarios import load, names
from tests.events.contracts.golden_samples import TYPES, contract, sample
from tools.event_schemas import ROOT, announced_by_us, envelope, path, schema, shapes
from tools.glossary import unused

PLAIN = (str, int)


def validator(type_: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / path(type_)).read_text("utf-8")), format_checker=FormatChecker())


@pytest.mark.parametrize("type_", TYPES)
def test_a_golden_sample_fits_its_published_schema_and_the_envelopes(type_):
    assert not list(validator(type_).iter_errors(sample(type_)["data"]))
    assert not list(Draft202012Validator(envelope()).iter_errors(sample(type_)))


@pytest.mark.parametrize("type_", TYPES)
def test_a_published_schema_is_a_schema(type_):
    Draft202012Validator.check_schema(schema(contract(type_)))


@pytest.mark.parametrize("scenario", names())
def test_what_departments_send_in_a_scenario_fits_the_published_schemas(scenario):
    for record in load(scenario).lines:
        try:
            read, _ = received(record.value, record.topic)
        except ContractBroken:
            continue
        assert not list(validator(read.type).iter_errors(read.data))


@pytest.mark.parametrize("type_", TYPES)
def test_senders_are_held_to_the_fields_and_readers_are_open_to_more(type_):
    more = sample(type_)["data"] | {"remark": "later"}

    refused = bool(list(validator(type_).iter_errors(more)))

    assert refused is not announced_by_us(contract(type_))


@pytest.mark.parametrize("type_", TYPES)
def test_every_field_says_what_it_means(type_):
    silent = [
        f"{shape['title']}.{name}"
        for shape in shapes(schema(contract(type_)))
        for name, field in shape.get("properties", {}).items()
        if not field.get("description")
    ]

    assert not silent, f"{', '.join(silent)}: give it a description in its class, or a word in tools/glossary.py."


@pytest.mark.parametrize("type_", TYPES)
def test_every_shape_says_what_it_is(type_):
    assert all(shape.get("description") for shape in shapes(schema(contract(type_))))


def test_every_attribute_of_the_envelope_says_what_it_means():
    assert all(field.get("description") for field in envelope()["properties"].values())


def test_the_glossary_has_no_word_too_many():
    fields = {
        (shape["title"], name)
        for made in (envelope(), *(schema(event) for event in CONTRACTS.values()))
        for shape in shapes(made)
        for name in shape.get("properties", {})
    }

    assert not unused(fields)


@pytest.mark.parametrize("type_", TYPES)
def test_money_is_written_as_text(type_):
    amounts = [field for shape in shapes(schema(contract(type_))) for field in shape.get("properties", {}).values()
               if field.get("type") == "number"]  # fmt: skip

    assert amounts == []


@pytest.mark.parametrize("type_", TYPES)
def test_the_published_key_is_where_the_partition_key_stands(type_):
    found = sample(type_)["data"]
    for step in schema(contract(type_))["x-key"].split("."):
        found = found[step]

    assert str(found) == sample(type_)["partitionkey"]


def test_every_type_is_named_alike():
    for type_, event in CONTRACTS.items():
        area, said, version = type_.removeprefix("cn.onething.").split(".")
        assert area.replace("-", "").isalpha()
        assert said.replace("-", "").isalpha()
        assert version.removeprefix("v").isdigit()
        assert event.__doc__
        assert issubclass(event, Event)
