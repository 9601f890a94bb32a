"""What do the offices need from the world outside? Kept small, so that a paper office can stand in."""

from typing import Any, Protocol

from pydantic import Field

from events.contracts.envelope import Envelope
from schemas.base import Model
from schemas.questions import DataItem, ReplyStatus


class SystemReply(Model):
    """What a department's own system said to one request."""

    status: ReplyStatus
    items: tuple[DataItem, ...] = ()
    result: dict[str, Any] = Field(default_factory=dict)
    reason: str | None = None


class DepartmentSystems(Protocol):
    """The departments' own systems, all behind one protocol (docs/departments.md)."""

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:
        """Idempotent by `key`. Raises Unreachable when there is no answer that keeps the protocol."""
        ...


class Publisher(Protocol):
    """Where outcomes are announced."""

    async def publish(self, topic: str, envelope: Envelope) -> None:
        """Returns when the event is safe; a repeated event has the same id."""
        ...
