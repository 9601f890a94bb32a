"""Does today's schema keep what a published one promised? Compared property by property.

Within a version an optional field may be added, and a list of values may become longer. What is gone, renamed, of
another type, newly required or narrower breaks those who write the event. What departments read must also stay as
sure as it was: a field that was always there is always there.
"""

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
Check = Callable[[Schema, Schema], Iterator[str]]

FIXED = ("x-topic", "x-key")
SHAPES = ("format", "pattern")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def breaks(published: Schema, today: Schema, *, read_by_others: bool = False) -> list[str]:
    """Every breaking change with the place of it; empty when the promise is kept."""
    moved = [
        f"{name.removeprefix('x-')} was {published[name]}, is {today.get(name)}"
        for name in FIXED
        if name in published and published[name] != today.get(name)
    ]
    places = _places("data", _inlined(published, published), _inlined(today, today))
    checks = (*FOR_WRITERS, *FOR_READERS) if read_by_others else FOR_WRITERS
    return moved + [f"{path}: {said}" for path, one, other in places for check in checks for said in check(one, other)]


def _inlined(part: Any, whole: Schema) -> Any:
    if isinstance(part, list):
        return [_inlined(each, whole) for each in part]
    if not isinstance(part, dict):
        return part
    target = whole["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
    return {name: _inlined(each, whole) for name, each in {**target, **part}.items() if name not in {"$ref", "$defs"}}


def _places(path: str, before: Schema, now: Schema) -> Iterator[tuple[str, Schema, Schema]]:
    """Every pair of places that mean the same, from the whole down to the last field."""
    yield path, before, now
    for one, other in _same_kind(before, now):
        for name, deeper, deeper_now in _below(one, other):
            yield from _places(path + name, deeper, deeper_now)


def _below(before: Schema, now: Schema) -> Iterator[tuple[str, Schema, Schema]]:
    fields, fields_now = before.get("properties", {}), now.get("properties", {})
    yield from ((f".{name}", field, fields_now[name]) for name, field in fields.items() if name in fields_now)
    for name, place in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(before.get(name), dict) and isinstance(now.get(name), dict):
            yield place, before[name], now[name]
    parts = zip(before.get("prefixItems", ()), now.get("prefixItems", ()), strict=False)
    yield from ((f"[{number}]", one, other) for number, (one, other) in enumerate(parts))


def _kinds(place: Schema) -> dict[str, Schema]:
    """What may stand there, by type: one, or several of which one may be null."""
    return {each.get("type", "anything"): each for each in place.get("anyOf", [place])}


def _same_kind(before: Schema, now: Schema) -> list[tuple[Schema, Schema]]:
    one, other = _kinds(before), _kinds(now)
    return [(one[kind], other[kind]) for kind in one if kind in other]


# ── what breaks those who write ──────────────────────────────────────────────────────────────────────────────────


def _another_type(before: Schema, now: Schema) -> Iterator[str]:
    was, is_ = _kinds(before), _kinds(now)
    if was.keys() - is_.keys() and "anything" not in is_:
        yield f"was {' or '.join(was)}, is {' or '.join(is_)}"


def _fewer_values(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        was, is_ = _values(one), _values(other)
        if is_ is not None and was is None:
            yield f"could be anything, and may only be {', '.join(map(str, is_))}"
        elif is_ is not None and was is not None and set(was) - set(is_):
            yield f"may no longer be {', '.join(str(value) for value in was if value not in is_)}"


def _values(place: Schema) -> list[Any] | None:
    return [place["const"]] if "const" in place else place.get("enum")


def _narrower(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        yield from (
            f"{name} is {other[name]} now" for name in SHAPES if other.get(name, one.get(name)) != one.get(name)
        )
        yield from (f"{name} rose to {other[name]}" for name in LOWER if _beyond(other.get(name), one.get(name), 1))
        yield from (f"{name} fell to {other[name]}" for name in UPPER if _beyond(other.get(name), one.get(name), -1))


def _beyond(now: float | None, before: float | None, sign: int) -> bool:
    return now is not None and (before is None or sign * now > sign * before)


def _field_gone(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        gone = [name for name in one.get("properties", {}) if name not in other.get("properties", {})]
        yield from (f"{name} is gone or has another name" for name in gone)


def _field_newly_required(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        new = [name for name in other.get("required", ()) if name not in one.get("required", ())]
        yield from (f"{name} is required, and was not" for name in new)


def _refuses_more(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        if one.get("additionalProperties") is not False and other.get("additionalProperties") is False:
            yield "refuses further fields, and did not"


def _another_default(before: Schema, now: Schema) -> Iterator[str]:
    if "default" in before and "default" in now and before["default"] != now["default"]:
        yield f"when absent it meant {before['default']!r}, and would mean {now['default']!r}"


FOR_WRITERS: tuple[Check, ...] = (
    _another_type, _fewer_values, _narrower, _field_gone, _field_newly_required, _refuses_more, _another_default,
)  # fmt: skip


# ── what breaks those who read ───────────────────────────────────────────────────────────────────────────────────


def _new_type(before: Schema, now: Schema) -> Iterator[str]:
    new = [kind for kind in _kinds(now) if kind not in _kinds(before) and "anything" not in _kinds(before)]
    if new:
        yield f"can be {' or '.join(new)}, which its readers do not expect"


def _field_no_longer_sure(before: Schema, now: Schema) -> Iterator[str]:
    for one, other in _same_kind(before, now):
        unsure = [name for name in one.get("required", ()) if name not in other.get("required", ())]
        yield from (f"{name} can be absent, and its readers rely on it" for name in unsure)


FOR_READERS: tuple[Check, ...] = (_new_type, _field_no_longer_sure)
