"""How does a command speak? Plainly: what is so, and for trouble who, what, which case and what to do."""

import logging
import sys

import structlog
import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

WIDE = 160
"""Columns where nobody looks at a screen: a file or a pipe has no edge."""

# Articles of the law stand in brackets, as rich's own marks would: nothing is marked by its text.
console = Console(markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else WIDE)
errors = Console(markup=False, highlight=False, emoji=False, stderr=True, soft_wrap=True)


class Trouble(Exception):
    """Something that a person can put right; it is told, and never shown as a traceback."""


class Plain(TyperGroup):
    """Tells trouble in plain words and ends with code 1."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer's own class is private
        _quieten()
        try:
            return super().invoke(ctx)
        except Trouble as trouble:
            errors.print(str(trouble), style="red")
            raise typer.Exit(1) from None


def say(text: str, style: str = "") -> None:
    """A line for the person; long ones are not broken, so that addresses can be copied."""
    console.print(text, style=style or None, soft_wrap=True)


def table(title: str, *heads: str) -> Table:
    """An empty table in the look of all our tables; its first column, a name, is never broken."""
    found = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for head in heads:
        found.add_column(head, overflow="fold", no_wrap=not found.columns)
    return found


def _quieten() -> None:
    """What the libraries log is no answer to a person; our own warnings and errors are shown."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.CRITICAL)
