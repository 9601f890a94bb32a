"""What does each event version look like, as a JSON Schema? Made from its class; the committed one is the promise."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import DEFAULT_REF_TEMPLATE, GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import DecimalSchema

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Envelope, Event
from registry.topics import PLATFORM_SOURCE, SOURCES
from tools import compatibility
from tools.glossary import meaning

ROOT = Path(__file__).parent.parent
FOLDER = "docs/contracts/schemas"
ENVELOPE = "docs/contracts/envelope.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
YUAN = r"\d{1,12}(\.\d{1,2})?$"

Schema = dict[str, Any]


class _AsWritten(GenerateJsonSchema):
    """Money is text, as we write it and ask others to; fields have no second name."""

    def decimal_schema(self, schema: DecimalSchema) -> JsonSchemaValue:
        lowest = schema.get("ge", schema.get("gt"))
        sign = "^" if lowest is not None and lowest >= 0 else "^-?"
        return {"type": "string", "pattern": sign + YUAN}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  pydantic asks for each kind of schema
        return False


def schema(event: type[Event], refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    """What the data of that event version hold."""
    made = _made(event, refs)
    if announced_by_us(event):
        _open_to_more(made)
    head = {"$schema": DIALECT, "$id": f"urn:onething:{event.type}", "title": event.__name__}
    return {**head, "x-topic": event.topic or "dept.<department>.events", "x-key": event.key, **made}


def envelope(refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    """What a whole event holds in the structured form, whatever its type."""
    made = _made(Envelope, refs)
    made["required"] = ["specversion", *made["required"]]
    return {"$schema": DIALECT, "$id": "urn:onething:envelope", "title": "CloudEvent", **made}


def announced_by_us(event: type[Event]) -> bool:
    """Departments read it; what they rely on must not go away either."""
    return event.topic is not None and SOURCES[event.topic] == PLATFORM_SOURCE


def pages() -> dict[str, str]:
    """A file for each event version, and one for the envelope."""
    made = {path(type_): schema(event) for type_, event in CONTRACTS.items()} | {ENVELOPE: envelope()}
    return {place: written(document) for place, document in made.items()}


def path(type_: str) -> str:
    """Where the schema of an event version is published."""
    return f"{FOLDER}/{type_}.json"


def written(document: Schema) -> str:
    """JSON as it is committed."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def broken_promises(root: Path = ROOT) -> list[str]:
    """Every way in which today's classes break a published version; `make pages` publishes nothing then."""
    return [line for file in sorted((root / FOLDER).glob("*.json")) for line in _broken(file)] + _envelope(root)


def _broken(file: Path) -> Iterator[str]:
    type_ = file.name.removesuffix(".json")
    event = CONTRACTS.get(type_)
    if event is None:
        yield f"{type_} is published and has no class any more. Keep the class for the records that are on the topics."
        return
    published = json.loads(file.read_text("utf-8"))
    changes = compatibility.breaks(published, schema(event), read_by_others=announced_by_us(event))
    yield from (f"{type_}: {change}" for change in changes)


def _envelope(root: Path) -> list[str]:
    file = root / ENVELOPE
    published = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return [f"envelope: {change}" for change in compatibility.breaks(published, envelope(), read_by_others=True)]


def _made(model: type[BaseModel], refs: str) -> Schema:
    made = model.model_json_schema(schema_generator=_AsWritten, ref_template=refs)
    for title, shape in [(model.__name__, made), *made.get("$defs", {}).items()]:
        for name, field in shape.get("properties", {}).items():
            field.update(_described(title, name, field))
    return made


def _described(title: str, name: str, field: Schema) -> Schema:
    known, said = meaning(title, name), field.get("description")
    if known is None or (said and not said.startswith("Yuan, two decimals")):
        return {}
    return {"description": f"{known} ({said[0].lower()}{said[1:]})" if said else known}


def _open_to_more(made: Schema) -> None:
    """A department must take fields that it does not know yet, so its copy of the schema must not refuse them."""
    for shape in (made, *made.get("$defs", {}).values()):
        if shape.get("additionalProperties") is False:
            del shape["additionalProperties"]
