"""How is a schema told to people? A table of its fields, each with its type, and links to the shapes below."""

from collections.abc import Iterator

from tools.enum_words import meanings
from tools.event_schemas import Schema
from tools.words import table

HEADS = ("field", "type", "", "meaning")
FORMATS = {"date": "date", "date-time": "time"}


def fields(shape: Schema) -> str:
    """A row for each field; what must be there is marked."""
    required = shape.get("required", ())
    rows = ((f"`{name}`", kind(field), _need(field, must=name in required), field.get("description", ""))
            for name, field in shape["properties"].items())  # fmt: skip
    return table(HEADS, rows)


def kind(field: Schema) -> str:
    """Text, number, one of our shapes, a list of something, or null beside it."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        absent = "default" in field and field["default"] is None
        return " or ".join(kind(each) for each in field["anyOf"] if not (absent and each.get("type") == "null"))
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        return _list(field)
    return _plain(field)


def values(shape: Schema) -> str:
    """What a field of this list may hold."""
    known = {value: meanings().get((shape["title"], value), "") for value in shape["enum"]}
    if not any(known.values()):
        return ", ".join(f"`{value}`" for value in known)
    return table(("value", "meaning"), ((f"`{value}`", said) for value, said in known.items()))


def _list(field: Schema) -> str:
    if "prefixItems" in field:
        return " and ".join(dict.fromkeys(kind(each) for each in field["prefixItems"])) + f" × {field['minItems']}"
    return f"list of {kind(field['items'])}" + (", not empty" if field.get("minItems") else "")


def _plain(field: Schema) -> str:
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"object of {kind(inner)}" if isinstance(inner, dict) else "object"
    if "pattern" in field:
        return "amount, as text"
    words = {"string": "text", "boolean": "true or false", "integer": "whole number", "null": "null"}
    return FORMATS.get(field.get("format", ""), words[field["type"]]) + _bounds(field)


def _bounds(field: Schema) -> str:
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f", {low} to {high}"
    return f", {low} or more" if low is not None else ""


def _need(field: Schema, *, must: bool) -> str:
    if must:
        return "always"
    default = field.get("default")
    return "" if default in (None, "", [], {}) or isinstance(default, dict) else f"else `{_said(default)}`"


def _said(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def parts(shapes: Iterator[Schema]) -> Iterator[str]:
    """A heading and a table, or the list of values, for each shape."""
    for shape in shapes:
        told = fields(shape) if "properties" in shape else values(shape)
        yield f"### {shape['title']}\n\n{shape.get('description', '')}\n\n{told}"
