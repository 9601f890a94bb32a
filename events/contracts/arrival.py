"""In which form does a CloudEvent arrive on Kafka? Structured, as we send it, or binary, with `ce_` headers."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from events.contracts.envelope import Envelope

Headers = Sequence[tuple[str, bytes | None]]

PREFIX = "ce_"
CONTENT_TYPE = "content-type"
STRUCTURED = "application/cloudevents"
_ATTRIBUTES = TypeAdapter(dict[str, str])
_DATA = TypeAdapter(dict[str, Any])


def arrived(value: bytes, headers: Headers = ()) -> Envelope:
    """The envelope of a record; ValidationError when it is no CloudEvent. Without headers it is read as structured."""
    given = {name.lower(): said for name, said in headers if said is not None}
    if not _binary(given):
        return Envelope.model_validate_json(value)
    attributes = {name.removeprefix(PREFIX): said for name, said in given.items() if name.startswith(PREFIX)}
    read = _ATTRIBUTES.validate_python({**attributes, "datacontenttype": _media_type(given)})
    return Envelope.model_validate({**read, "data": _DATA.validate_json(value)})


def _binary(given: Mapping[str, bytes]) -> bool:
    """The content type tells; our own structured events repeat some attributes in headers, never the version."""
    return not _media_type(given).startswith(STRUCTURED.encode()) and f"{PREFIX}specversion" in given


def _media_type(given: Mapping[str, bytes]) -> bytes:
    """Without parameters such as the character set, which is always UTF-8 in JSON."""
    return given.get(CONTENT_TYPE, b"application/json").partition(b";")[0].strip().lower()
