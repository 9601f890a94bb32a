"""What is a task of an office? A method with the terms under which it may be asked and repeated."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import activity

Method = TypeVar("Method", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True)
class Terms:
    """How a task is asked: on which queue, for how long, and whether it stays in the caller's process."""

    name: str
    queue: str
    within: timedelta
    local: bool
    at_once: bool
    summary: str


def task(
    queue: str, *, within: timedelta = timedelta(seconds=10), at_once: bool = False, summary: str
) -> Callable[[Method], Method]:
    """A task on an office's own desk; repeated by the platform until it is done or refused.

    `at_once`: tried first in the process of the case, which costs a third; the desk has it when that fails.
    """
    return _marked(queue, within, summary, at_once=at_once)


def recorded(*, summary: str) -> Callable[[Method], Method]:
    """A decision or a date worked out from its arguments alone; recorded in the case, never recomputed."""
    return _marked("", timedelta(seconds=10), summary, local=True)


def _marked(
    queue: str, within: timedelta, summary: str, *, local: bool = False, at_once: bool = False
) -> Callable[[Method], Method]:
    def mark(method: Method) -> Method:
        # `Office.task` in snake case: what operators read in the history.
        name = method.__qualname__
        marked = activity.defn(name=name)(method)
        marked.__terms__ = Terms(name, queue, within, local, at_once, summary)  # type: ignore[attr-defined]
        return marked

    return mark


def terms(method: Callable[..., Any]) -> Terms:
    """The terms of a task; TypeError for a method that is none."""
    found = getattr(method, "__terms__", None)
    if not isinstance(found, Terms):
        raise TypeError(f"{method.__qualname__} is not a task: mark it with @task or @recorded.")
    return found


def tasks(office: object) -> list[Callable[..., Any]]:
    """Every task of an office, for its worker."""
    methods = (getattr(office, name) for name in dir(type(office)) if not name.startswith("_"))
    return [method for method in methods if hasattr(method, "__terms__")]
