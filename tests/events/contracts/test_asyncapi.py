"""Is the AsyncAPI document one that tools of others read, and does it say who may speak?"""

import json

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from events.contracts.catalogue import CONTRACTS
from registry.departments import DEPARTMENTS
from registry.topics import ALERTS, OUTCOMES, SOURCES
from tests.events.contracts.golden_samples import FOLDER, TYPES, sample, topic
from tools.asyncapi import document

OFFICIAL = Draft7Validator(json.loads((FOLDER.parent / "official/asyncapi-3.0.0.json").read_text("utf-8")))
DOCUMENT = document()


def followed(reference: str):
    """What a reference within the document names."""
    found = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def references(part):
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    for each in part if isinstance(part, list) else ():
        yield from references(each)


def test_it_keeps_the_rules_of_asyncapi():
    assert not list(OFFICIAL.iter_errors(DOCUMENT))


def test_the_rules_of_asyncapi_are_rules():
    spoilt = json.loads(json.dumps(DOCUMENT))
    spoilt["operations"][f"read.{OUTCOMES}"]["action"] = "listen"

    assert list(OFFICIAL.iter_errors(spoilt))


def test_every_reference_leads_somewhere_within():
    assert all(followed(reference) for reference in references(DOCUMENT))


def test_every_topic_is_a_channel_with_its_one_speaker():
    assert {name: channel["x-may-send"] for name, channel in DOCUMENT["channels"].items()} == {
        name: [source] for name, source in SOURCES.items()
    }


def test_the_platform_reads_every_topic_and_speaks_on_its_own():
    said = {(each["action"], each["channel"]["$ref"].rpartition("/")[2]) for each in DOCUMENT["operations"].values()}

    assert said == {("receive", name) for name in SOURCES} | {("send", OUTCOMES), ("send", ALERTS)}


@pytest.mark.parametrize("type_", TYPES)
def test_a_message_travels_where_its_contract_says(type_):
    found = {name for name, channel in DOCUMENT["channels"].items() if type_ in channel["messages"]}
    any_department = {department.topic for department in DEPARTMENTS.values()}

    assert found == ({CONTRACTS[type_].topic} if CONTRACTS[type_].topic else any_department)
    assert topic(type_) in found


@pytest.mark.parametrize("type_", TYPES)
def test_the_example_of_a_message_fits_its_payload(type_):
    message = DOCUMENT["components"]["messages"][type_]
    payload = {**message["payload"], "components": DOCUMENT["components"]}

    (example,) = message["examples"]

    assert example["payload"] == sample(type_)
    assert not list(Draft202012Validator(payload).iter_errors(example["payload"]))


@pytest.mark.parametrize("type_", TYPES)
def test_a_payload_refuses_the_type_and_the_source_of_another(type_):
    payload = {**DOCUMENT["components"]["messages"][type_]["payload"], "components": DOCUMENT["components"]}

    for name, spoilt in (("type", "cn.onething.other.v1"), ("source", "//somebody.else"), ("data", {})):
        assert list(Draft202012Validator(payload).iter_errors({**sample(type_), name: spoilt}))
