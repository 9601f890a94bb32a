"""Does today's schema keep what a published one promised? Compared property by property.

Within a version a field may be added when it is optional, and a list of values may become longer. Whatever is gone,
renamed, of another type, newly required or narrower breaks those who write the event. What others read as well must
also stay as sure as it was: there a field that was always present stays so.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

SHAPES = ("format", "pattern")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
FIXED = ("x-topic", "x-key")


def breaks(published: Schema, today: Schema, *, read_by_others: bool = False) -> list[str]:
    """Every breaking change, with the path of the field; empty when the promise is kept."""
    if not published:
        return []
    fixed = (f"{name} was {published[name]}, is {today.get(name)}" for name in FIXED if name in published
             if published[name] != today.get(name))  # fmt: skip
    return [*fixed, *_Comparison(published, today, read_by_others=read_by_others).of("", published, today)]


class _Comparison:
    def __init__(self, published: Schema, today: Schema, *, read_by_others: bool) -> None:
        self._published = published
        self._today = today
        self._read_by_others = read_by_others

    def of(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        """Changes between two places that mean the same."""
        before_by, now_by = _kinds(before, self._published), _kinds(now, self._today)
        yield from self._types(path, set(before_by), set(now_by))
        for kind in before_by.keys() & now_by.keys():
            yield from self._same_type(path, before_by[kind], now_by[kind])

    def _types(self, path: str, before: set[str], now: set[str]) -> Iterator[str]:
        gone, new = before - now, now - before
        if gone:
            yield f"{path}: was {_or(before)}, is {_or(now)}"
        elif new and self._read_by_others:
            yield f"{path}: can be {_or(new)} now, which its readers do not expect"

    def _same_type(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        yield from _values(path, before, now)
        yield from _limits(path, before, now)
        yield from self._parts(path, before, now)
        yield from self._fields(path, before, now)
        yield from self._entries(path, before, now)

    def _parts(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        if "items" in before and "items" in now:
            yield from self.of(f"{path}[]", before["items"], now["items"])
        parts = zip(before.get("prefixItems", ()), now.get("prefixItems", ()), strict=False)
        for number, (one, other) in enumerate(parts):
            yield from self.of(f"{path}[{number}]", one, other)

    def _entries(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        """Fields beyond the named ones."""
        one, other = before.get("additionalProperties", True), now.get("additionalProperties", True)
        if one is not False and other is False:
            yield f"{path}: refuses fields that were allowed"
        if isinstance(one, dict) and isinstance(other, dict):
            yield from self.of(f"{path}.*", one, other)

    def _fields(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        known, named = before.get("properties", {}), now.get("properties", {})
        for name in known.keys() - named.keys():
            yield f"{path}.{name}: is gone; a field stays, and keeps its name"
        yield from self._required(path, before, now)
        for name in known.keys() & named.keys():
            yield from self._field(f"{path}.{name}", known[name], named[name])

    def _required(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        was, is_ = set(before.get("required", ())), set(now.get("required", ()))
        for name in is_ - was:
            yield f"{path}.{name}: is required now; those who write {_version(path)} do not send it"
        if self._read_by_others:
            still = was - is_ & now.get("properties", {}).keys()
            yield from (f"{path}.{name}: can be absent now, and readers rely on it" for name in still - is_)

    def _field(self, path: str, before: Schema, now: Schema) -> Iterator[str]:
        if "default" in before and "default" in now and before["default"] != now["default"]:
            yield f"{path}: absent meant {before['default']!r} and would mean {now['default']!r}"
        yield from self.of(path, before, now)
