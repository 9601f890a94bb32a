"""What do Kafka clients of other makes need to know? One AsyncAPI 3 document of topics, speakers and messages."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Event
from registry.departments import DEPARTMENTS
from registry.topics import ALERTS, OUTCOMES, SOURCES
from tools.event_schemas import Schema, envelope, schema, shapes, written
from tools.samples import sample

ROOT = Path(__file__).parent.parent
PATH = "docs/contracts/asyncapi.json"
REFS = "#/components/schemas/{model}"
STRUCTURED = "application/cloudevents+json; charset=UTF-8"
KAFKA = "0.5.0"
ABOUT = (
    "What departments tell the city's cases, and what cases tell departments. Every message is a CloudEvent 1.0 in the "
    "structured form. docs/events.md says the same for people to read."
)
OURS = {
    OUTCOMES: "What cases achieved; read by departments, and by the platform itself to open what follows.",
    ALERTS: "What streams derived from the departments' facts; opens early warnings.",
}


def pages() -> dict[str, str]:
    """The one document."""
    return {PATH: written(document())}


def document() -> Schema:
    """All of it, with nothing referred to outside."""
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": STRUCTURED,
        "channels": {topic: _channel(topic) for topic in SOURCES},
        "operations": {name: each for topic in SOURCES for name, each in _operations(topic).items()},
        "components": {"messages": {each.type: _message(each) for each in CONTRACTS.values()}, "schemas": _schemas()},
    }


def on(topic: str) -> tuple[type[Event], ...]:
    """The events that may be announced on a topic."""
    any_department = topic not in OURS
    return tuple(each for each in CONTRACTS.values() if each.topic == topic or (each.topic is None and any_department))


def speakers(event: type[Event]) -> tuple[str, ...]:
    """The sources that may announce an event."""
    if event.topic is not None:
        return (SOURCES[event.topic],)
    return tuple(department.source for department in DEPARTMENTS.values())


def _info() -> Schema:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "title": "onething 一件事: events", "version": project["version"], "description": ABOUT,
        "license": {"name": project["license"]},
    }  # fmt: skip


def _channel(topic: str) -> Schema:
    return {
        "address": topic,
        "title": _speaker(topic),
        "description": f"Only {SOURCES[topic]} may speak here. {OURS.get(topic, '')}".strip(),
        "messages": {each.type: {"$ref": f"#/components/messages/{each.type}"} for each in on(topic)},
        "bindings": {"kafka": {"topic": topic, "bindingVersion": KAFKA}},
        "x-may-send": [SOURCES[topic]],
    }


def _speaker(topic: str) -> str:
    named = {department.topic: f"{department.name} {department.name_zh}" for department in DEPARTMENTS.values()}
    return named.get(topic, "The platform itself 平台")


def _operations(topic: str) -> Schema:
    """As the platform sees it: it reads every topic, and speaks on its own."""
    actions = {"read": "receive", "announce": "send"} if topic in OURS else {"read": "receive"}
    return {f"{verb}.{topic}": _operation(action, topic) for verb, action in actions.items()}


def _operation(action: str, topic: str) -> Schema:
    messages = [{"$ref": f"#/channels/{topic}/messages/{each.type}"} for each in on(topic)]
    return {"action": action, "channel": {"$ref": f"#/channels/{topic}"}, "messages": messages}


def _message(event: type[Event]) -> Schema:
    example = sample(event.type)
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": event.__doc__,
        "contentType": STRUCTURED,
        "headers": {"$ref": "#/components/schemas/Headers"},
        "correlationId": {"location": "$message.payload#/correlationid"},
        "payload": {"allOf": [{"$ref": REFS.format(model="Envelope")}, _this(event)]},
        "bindings": {"kafka": {"key": _key(event), "bindingVersion": KAFKA}},
        "examples": [{"name": event.type, "headers": _headers(example), "payload": example}],
        "x-may-send": list(speakers(event)),
        "x-meant-for": [department.id for department in event.readers],
        "x-legal-basis": event.legal_basis,
    }  # fmt: skip


def _key(event: type[Event]) -> Schema:
    return {"type": "string", "description": f"The same as partitionkey, which is data.{schema(event)['x-key']}"}


def _this(event: type[Event]) -> Schema:
    fixed = {"type": {"const": event.type}, "source": {"enum": list(speakers(event))}}
    return {"type": "object", "properties": {**fixed, "data": {"$ref": REFS.format(model=event.__name__)}}}


def _headers(example: Mapping[str, Any]) -> Schema:
    return {"content-type": STRUCTURED, "ce_id": example["id"], "ce_type": example["type"]}


def _schemas() -> Schema:
    """Every shape once; two of one name must be alike."""
    found: dict[str, Schema] = {"Headers": _headers_schema()}
    for made in (envelope(REFS), *(schema(event, REFS) for event in CONTRACTS.values())):
        for shape in shapes(made):
            plain = {name: part for name, part in shape.items() if not name.startswith(("$", "x-"))}
            if found.setdefault(shape["title"], plain) != plain:
                raise ValueError(f"Two shapes are named {shape['title']}; name one of them otherwise.")
    return found


def _headers_schema() -> Schema:
    return {
        "title": "Headers",
        "description": "Of the record; what is needed to route without reading the value.",
        "type": "object",
        "properties": {name: {"type": "string"} for name in ("content-type", "ce_id", "ce_type")},
        "required": ["content-type"],
    }
