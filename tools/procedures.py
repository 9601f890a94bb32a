"""Which events does each procedure make, and which does it hear? Read from the files themselves."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Event
from registry import services
from registry.services import Service
from schemas.identifiers import ServiceId

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / "workflows"
ACTIVITIES = ROOT / "activities"
STREAMS = ROOT / "events/streams"
EVENTS = {event.__name__: event for event in CONTRACTS.values()}

Events = frozenset[type[Event]]


@cache
def announced() -> dict[ServiceId, Events]:
    """Each service with the events that its procedure announces, or has an office of the platform announce in bulk."""
    return {service: _made(_reachable(file)) | _made(_offices(file)) for service, file in procedures().items()}


@cache
def heard(service: ServiceId) -> Events:
    """Events that its procedure names and does not announce, and what it waits for although it announces it too."""
    files = _reachable(procedures()[service])
    return (_named(files) - _made(files)) | _awaited(files)


def _offices(file: Path) -> frozenset[Path]:
    """The offices that it asks: some tell events page by page, of which only sums stand in the case."""
    asked = {name for each in _reachable(file) for name in _imported(each, "activities")}
    return frozenset(found for name in asked if (found := ACTIVITIES / f"{name}.py").exists())


@cache
def derived() -> Events:
    """Events that the streams announce."""
    return _made(STREAMS.glob("*.py"))


@cache
def followed() -> Events:
    """Events from which the streams derive others."""
    return _named(STREAMS.glob("*.py")) - derived()


def entered(service: ServiceId) -> frozenset[str]:
    """What its procedure has entered, by the office that keeps the book and its task."""
    nodes = (node for file in _reachable(procedures()[service]) for node in _nodes(file))
    tasks = (node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))
    return frozenset(ast.unparse(node) for node in tasks
                     if ast.unparse(node)[0].isupper() and node.attr.split("_")[0] == "enter")  # fmt: skip


def opened_below(service: ServiceId) -> frozenset[ServiceId]:
    """The services of which it opens cases below its own, without an event."""
    calls = [node for file in _reachable(procedures()[service]) for node in _nodes(file) if isinstance(node, ast.Call)]
    return frozenset(
        _service(ast.unparse(call.args[0])) for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "open_case"
    )  # fmt: skip


@cache
def procedures() -> dict[ServiceId, Path]:
    """Each service with the file whose class carries it."""
    return {service: file for file in sorted(WORKFLOWS.glob("*.py")) for service in _defined(file)}


def _defined(file: Path) -> Iterator[ServiceId]:
    for node in _nodes(file):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "workflow.defn":
                yield _service(ast.unparse(decorator.keywords[0].value).removesuffix(".id"))


def _service(name: str) -> ServiceId:
    service: Service = getattr(services, name)
    return service.id


def _reachable(file: Path) -> frozenset[Path]:
    """The file, and what of the same folder it imports, over any number of steps."""
    found, waiting = {file}, [file]
    while waiting:
        new = {WORKFLOWS / f"{name}.py" for name in _imported(waiting.pop())} - found
        found |= new
        waiting += new
    return frozenset(found)


def _imported(file: Path, folder: str = "workflows") -> Iterator[str]:
    for node in _nodes(file):
        if isinstance(node, ast.ImportFrom) and node.module == folder:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{folder}."):
            yield node.module.removeprefix(f"{folder}.")


def _made(files: Iterable[Path]) -> Events:
    """`Event(...)`, or a call of one of its own functions such as `Event.model_validate(...)`."""
    called = [node.func for file in files for node in _nodes(file) if isinstance(node, ast.Call)]
    makers = (call.value if isinstance(call, ast.Attribute) else call for call in called)
    return frozenset(EVENTS[name.id] for name in makers if isinstance(name, ast.Name) and name.id in EVENTS)


def _awaited(files: Iterable[Path]) -> Events:
    """What opens a case, or is reacted to whenever it comes."""
    calls = [node for file in files for node in _nodes(file) if isinstance(node, ast.Call)]
    waiting = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in {"opened", "on"}]
    names = (argument.id for call in waiting for argument in call.args if isinstance(argument, ast.Name))
    return frozenset(EVENTS[name] for name in names if name in EVENTS)


def _named(files: Iterable[Path]) -> Events:
    """By its own name, or as one of all that a base class has below it (`Base.__subclasses__()`)."""
    nodes = [node for file in files for node in _nodes(file)]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    bases = {ast.unparse(node.value) for node in nodes if isinstance(node, ast.Attribute)
             and node.attr == "__subclasses__"}  # fmt: skip
    below = {event for event in EVENTS.values() if any(base.__name__ in bases for base in event.__bases__)}
    return frozenset(EVENTS[name] for name in names if name in EVENTS) | frozenset(below)


@cache
def _nodes(file: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(file.read_text("utf-8"))))
