"""How does a person see that it goes on? A table that changes on a screen, a line now and then elsewhere."""

import time
from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Group
from rich.live import Live
from rich.table import Table

from commands.words import console, say, table

SELDOM = 5.0
"""Seconds between two lines where nobody can look at a screen that changes."""


class Progress:
    """Shows how many cases are at each stage, while it is entered."""

    def __init__(self) -> None:
        self._live = Live(console=console, refresh_per_second=4, transient=True) if console.is_terminal else None
        self._shown: Counter[str] = Counter()
        self._at = time.monotonic()

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, stages: Counter[str]) -> None:
        """Takes how many cases are at each stage."""
        if self._live is not None:
            self._live.update(Group(_line(stages), _table(stages)))
        elif stages != self._shown and time.monotonic() - self._at >= SELDOM:
            say(_line(stages))
            self._shown, self._at = stages, time.monotonic()


def _table(stages: Counter[str]) -> Table:
    found = table("", "cases", "stage")
    for stage, count in sorted(stages.items()):
        found.add_row(str(count), stage)
    return found


def _line(stages: Counter[str]) -> str:
    closed = sum(count for stage, count in stages.items() if stage.startswith("closed"))
    open_ = ", ".join(f"{count} {stage}" for stage, count in sorted(stages.items()) if not stage.startswith("closed"))
    return f"{closed} of {stages.total()} cases closed" + (f"; {open_}" if open_ else "")
