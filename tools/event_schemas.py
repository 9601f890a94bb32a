"""What does each event version look like, as a JSON Schema? Made from its class; the committed one is the promise."""

import json
import re
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
ANY_TOPIC = "dept.<department>.events"
ORDER = ("title", "description", "type", "properties", "required", "additionalProperties", "$defs")
AMOUNT = r"\d{1,12}(\.\d{1,2})?$"
YUAN = "Yuan, two decimals"
CHAPTER = re.compile(r" \(domain [^)]*\)")
REMEDY = (
    "What to do: keep the published version as it is and announce a new one beside it, or make the new field optional. "
    f"Only when nobody can have received that version yet: delete its file in {FOLDER}, then make pages."
)

Schema = dict[str, Any]


class _AsWritten(GenerateJsonSchema):
    """Money is text, as we write it and ask others to; fields have no second name."""

    def decimal_schema(self, schema: DecimalSchema) -> JsonSchemaValue:
        lowest = schema.get("ge", schema.get("gt"))
        sign = "^" if lowest is not None and lowest >= 0 else "^-?"
        return {"type": "string", "pattern": sign + AMOUNT}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  asked for each kind of schema
        return False


def schema(event: type[Event], refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    """What the data of that event version hold."""
    made = _made(event, refs)
    if announced_by_us(event):
        _open_to_more(made)
    promised = {"x-topic": event.topic or ANY_TOPIC, "x-key": _place_of_key(event, made)}
    return {"$schema": DIALECT, "$id": f"urn:onething:{event.type}", **promised, **made}


def envelope(refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    """What a whole event holds in the structured form, whatever its type."""
    made = _made(Envelope, refs)
    required = ["specversion", *made["required"]]
    return {"$schema": DIALECT, "$id": "urn:onething:envelope", **made, "required": required}


def announced_by_us(event: type[Event]) -> bool:
    """Departments read it; what they rely on must not go away either."""
    return event.topic is not None and SOURCES[event.topic] == PLATFORM_SOURCE


def shapes(made: Schema) -> Iterator[Schema]:
    """The event itself and what it is made of."""
    yield made
    yield from made.get("$defs", {}).values()


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
    """Every way in which today's classes break a published version."""
    files = sorted((root / FOLDER).glob("*.json"))
    return [f"{file.stem}: {said}" for file in files for said in _broken(file)] + _envelope_broken(root / ENVELOPE)


def _broken(file: Path) -> list[str]:
    event = CONTRACTS.get(file.stem)
    if event is None:
        return ["is published and has no class any more"]
    published = json.loads(file.read_text("utf-8"))
    return compatibility.breaks(published, schema(event), read_by_others=announced_by_us(event))


def _envelope_broken(file: Path) -> list[str]:
    if not file.exists():
        return []
    published = json.loads(file.read_text("utf-8"))
    return [f"envelope: {said}" for said in compatibility.breaks(published, envelope(), read_by_others=True)]


def _made(model: type[BaseModel], refs: str) -> Schema:
    made = model.model_json_schema(schema_generator=_AsWritten, ref_template=refs)
    made["$defs"] = {name: _ordered(shape) for name, shape in made.get("$defs", {}).items()}
    for shape in shapes(made):
        _describe(shape)
    return _ordered(made)


def _place_of_key(event: type[Event], made: Schema) -> str:
    """The field itself, or the way to it through the one that holds it."""
    if event.key in made["properties"]:
        return event.key
    shapes_by_name = made["$defs"]
    holders = {name: field["$ref"].rpartition("/")[2] for name, field in made["properties"].items() if "$ref" in field}
    (holder,) = (name for name, shape in holders.items() if event.key in shapes_by_name[shape].get("properties", {}))
    return f"{holder}.{event.key}"


def _ordered(shape: Schema) -> Schema:
    return {name: shape[name] for name in (*ORDER, *shape) if shape.get(name) not in (None, {})}


def _describe(shape: Schema) -> None:
    """In words for departments: chapters of our own notes mean nothing to them."""
    if "description" in shape:
        shape["description"] = CHAPTER.sub("", shape["description"])
    for name, field in shape.get("properties", {}).items():
        known, said = meaning(shape["title"], name), field.get("description")
        if known and said in {None, YUAN}:
            field["description"] = f"{known}; yuan, two decimals" if said else known
        elif said:
            field["description"] = said.replace("None: ", "Null: ")


def _open_to_more(made: Schema) -> None:
    """A department must take fields that it does not know yet, so its copy of the schema must not refuse them."""
    for shape in shapes(made):
        if shape.get("additionalProperties") is False:
            del shape["additionalProperties"]
