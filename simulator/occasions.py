"""When does something that a scenario tells of happen? By department, task, case and what the request is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pydantic import Field

from schemas.base import Model
from schemas.questions import Question


@dataclass(frozen=True)
class Request:
    """What an office was asked to do, as it came over the protocol."""

    department: str
    task: str
    key: str
    case: str = ""
    chain: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    question: Question | None = None

    @property
    def about(self) -> frozenset[str]:
        """Every text in the request: persons, items, police stations, numbers."""
        return frozenset(_texts(self.body))


class Occasion(Model):
    """The requests that something applies to; what is left out matches everything."""

    department: str = "*"
    task: str = "*"
    case: str = Field("*", description="Case id, with * for any part")
    about: str | None = Field(None, description="A text that the request contains: a person, an item, a station")
    keys: frozenset[str] = Field(frozenset(), description="Business keys of the scenario; set by the loader")

    def fits(self, request: Request) -> bool:
        """The request is one of those."""
        return (
            fnmatchcase(request.department, self.department)
            and fnmatchcase(request.task, self.task)
            and fnmatchcase(request.case, self.case)
            and (self.about is None or self.about in request.about)
            and self._of_its_scenario(request)
        )

    def _of_its_scenario(self, request: Request) -> bool:
        if not self.keys or not self.keys.isdisjoint(request.about):
            return True
        return any(key in request.case for key in self.keys)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
