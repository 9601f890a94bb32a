"""The golden samples, and ways to spoil one."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Envelope, Event
from registry.topics import SOURCES

FOLDER = Path(__file__).parent / "golden"
TYPES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))

Sample = dict[str, Any]


def sample(type_: str) -> Sample:
    """A copy of its own, to be changed at will."""
    return copy.deepcopy(_read(type_))


@cache
def _read(type_: str) -> Sample:
    event: Sample = json.loads((FOLDER / f"{type_}.json").read_text("utf-8"))
    return event


def contract(type_: str) -> type[Event]:
    return CONTRACTS[type_]


def envelope(type_: str) -> Envelope:
    return Envelope.model_validate(sample(type_))


def topic(type_: str) -> str:
    """Where the sample travels: the event's own topic, or that of the department which sent it."""
    own = contract(type_).topic
    return own or next(topic for topic, source in SOURCES.items() if source == sample(type_)["source"])


def value(event: Sample) -> bytes:
    return json.dumps(event, ensure_ascii=False).encode()
