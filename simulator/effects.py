"""What have the offices done, and how often were they asked to? The same key never has a second effect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.occasions import Request


@dataclass(frozen=True)
class Answer:
    """What goes back over the protocol."""

    status: int
    body: dict[str, Any]


@dataclass
class Effect:
    """One thing that an office was asked to do."""

    department: str
    task: str
    key: str
    case: str
    requested: int = 0
    executed: int = 0
    answer: Answer | None = None


@dataclass
class Effects:
    """Everything that all offices were asked to do."""

    _effects: dict[tuple[str, str, str], Effect] = field(default_factory=dict)

    def asked(self, request: Request) -> Effect:
        """The effect of the request's key, with this request counted."""
        key = (request.department, request.task, request.key)
        effect = self._effects.setdefault(key, Effect(*key, case=request.case))
        effect.requested += 1
        return effect

    def listed(self) -> list[dict[str, Any]]:
        """One line an effect, in the order in which they were first asked for."""
        return list(self._lines())

    def _lines(self) -> Iterator[dict[str, Any]]:
        for effect in self._effects.values():
            line = {name: getattr(effect, name) for name in ("department", "task", "key", "case", "requested")}
            yield {**line, "executed": effect.executed, "status": effect.answer.status if effect.answer else None}
