"""What does each procedure do, in order? Its verbs, read from the file itself, for docs/services.md.

`python -m tests.outline` writes the page again.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import activities
from activities.task import terms
from events.contracts.catalogue import CONTRACTS
from registry import services
from registry.services import SERVICES, Service
from schemas.identifiers import ServiceId

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "services.md"
VERBS = frozenset({
    "announce", "announce_as", "ask", "ask_all", "clock", "decided_by", "hand_over", "heard", "if_withdrawn", "on",
    "open_case",
    "opened", "pass_on", "started", "until", "wait_for", "within",
})  # fmt: skip
EVENTS = {event.__name__ for event in CONTRACTS.values()}
HEAD = """# What each procedure does, in order

Read from `workflows/` by `python -m tests.outline`; a test compares. Each line is a verb of `workflows/verbs.py` with
the office, the person, the event or the limit that it is about; an indented line belongs to the step above it. Steps
that depend on a decision or come again stand once, where they stand in the file.
"""


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "workflows").glob("*.py")))


@cache
def classes() -> dict[str, ast.ClassDef]:
    return {node.name: node for tree in _trees() for node in tree.body if isinstance(node, ast.ClassDef)}


def procedures() -> dict[ServiceId, ast.ClassDef]:
    """Each service with the class that carries it."""
    found = {service: node for node in classes().values() if (service := _service(node))}
    return {service: found[service] for service in SERVICES if service in found}


def _service(node: ast.ClassDef) -> ServiceId | None:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "workflow.defn":
            service: Service = getattr(services, ast.unparse(decorator.keywords[0].value).removesuffix(".id"))
            return service.id
    return None


class Outline:
    """The steps of one procedure, each method told once."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def of(self, owner: ast.ClassDef, method: str, depth: int = 0) -> Iterator[str]:
        body = _methods(owner)[method]
        helpers = _helpers(owner)
        for call in _calls(body):
            on, _, name = ast.unparse(call.func).rpartition(".")
            if on in {"self.case", "case"} and name in VERBS:
                yield f"{'  ' * depth}* **{_words(name)}** {_about(owner, name, call)}".rstrip()
                continue
            here = _made_here(call)
            part = owner if on == "self" else helpers.get(on) or here
            if part is not None and name in _methods(part):
                whose = f"{_title(part)}, " if part is here else ""
                yield from self._step(part, name, depth, _quoted(_named(owner, call, "")), whose)

    def _step(self, owner: ast.ClassDef, name: str, depth: int, events: str, whose: str) -> Iterator[str]:
        """A method with steps of its own, and the events that it is handed."""
        known = (owner.name, name) in self._told
        self._told.add((owner.name, name))
        within = [] if known else list(self.of(owner, name, depth + 1))
        head = f"{'  ' * depth}* *{whose}{_words(name)}* {events}".rstrip()
        if known and _has_steps(owner, name):
            yield f"{head}, as above"
        elif within:
            says = (ast.get_docstring(_methods(owner)[name]) or "").split("\n")[0]
            yield f"{head}{': ' if says else ''}{says}"
            yield from within


@cache
def _has_steps(owner: ast.ClassDef, name: str) -> bool:
    return any(Outline().of(owner, name))


@cache
def _methods(owner: ast.ClassDef) -> dict[str, ast.AsyncFunctionDef | ast.FunctionDef]:
    return {node.name: node for node in owner.body if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)}


@cache
def _helpers(owner: ast.ClassDef) -> dict[str, ast.ClassDef]:
    """Names of the parts of a procedure that live in classes of their own."""
    found: dict[str, ast.ClassDef] = {}
    for node in ast.walk(owner):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            made = ast.unparse(node.value.func)
            if made in classes():
                found[ast.unparse(target)] = classes()[made]
    return found | _handed(owner)


def _handed(owner: ast.ClassDef) -> dict[str, ast.ClassDef]:
    """Parts that somebody else made, as fields of the class."""
    fields = (node for node in owner.body if isinstance(node, ast.AnnAssign))
    named = {f"self.{ast.unparse(each.target)}": ast.unparse(each.annotation) for each in fields}
    return {field: classes()[of] for field, of in named.items() if of in classes() and of != "Case"}


def _made_here(call: ast.Call) -> ast.ClassDef | None:
    """The class of a part that is made for this one call: `Part(case).done()`, or `Part.by(event).done()`."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    return classes().get(ast.unparse(made.func).split(".")[0]) if isinstance(made, ast.Call) else None


@cache
def _calls(body: ast.AST) -> list[ast.Call]:
    calls = (node for node in ast.walk(body) if isinstance(node, ast.Call))
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def _words(name: str) -> str:
    return name.strip("_").replace("_", " ")


def _title(owner: ast.ClassDef) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", owner.name).lower()


def _quoted(names: list[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def _about(owner: ast.ClassDef, verb: str, call: ast.Call) -> str:
    """Whom or what the verb is about, in the words of the file and of the service."""
    said = [ast.unparse(argument) for argument in call.args]
    if verb == "ask":
        return f"`{said[0]}` {_summary(said[0])}"
    if verb == "decided_by":
        role, question, chinese = said[0].removeprefix("Role."), *(_text(each) for each in said[2:4])
        return f"{_words(role.lower())} `{question}` {chinese}: {' / '.join(_texts(call.args[4]))}"
    if verb in {"announce", "ask_all"}:
        return _quoted(_named(owner, call, "Topic." if verb == "ask_all" else ""))
    if verb == "opened":
        return " or ".join(f"`{name}`" for name in said)
    waiting = [ast.unparse(keyword.value).strip("'") for keyword in call.keywords if keyword.arg == "waiting_on"]
    about = waiting[0] if verb == "within" and waiting else said[0].removeprefix("self.").strip("'")
    return f"`{about}`" if about in EVENTS else _words(about)


def _text(said: str) -> str:
    """A text, or what a name of workflows/ stands for."""
    return _constants().get(said, said.strip("'"))


@cache
def _constants() -> dict[str, str]:
    named = (node for tree in _trees() for node in tree.body if isinstance(node, ast.Assign))
    return {
        ast.unparse(node.targets[0]): str(node.value.value) for node in named if isinstance(node.value, ast.Constant)
    }


def _texts(choices: ast.expr) -> list[str]:
    """Every choice of a question, whatever the assessment says."""
    offered = max((node.elts for node in ast.walk(choices) if isinstance(node, ast.Tuple)), key=len, default=[])
    return [ast.unparse(choice).strip("'") for choice in offered] or ["as the assessment says"]


def _summary(task: str) -> str:
    office, _, name = task.partition(".")
    return next((terms(getattr(each, name)).summary for each in _offices() if each.__name__ == office), "")


@cache
def _offices() -> list[type]:
    modules = [import_module(f"activities.{found.name}") for found in iter_modules(activities.__path__)]
    return [each for module in modules for each in vars(module).values() if isinstance(each, type)]


def _named(owner: ast.ClassDef, call: ast.Call, prefix: str) -> list[str]:
    """Topics that are asked, or events that are announced, here or in the methods that make them."""
    found: dict[str, None] = {}
    for node in (inner for argument in call.args for inner in ast.walk(argument)):
        if isinstance(node, ast.Attribute) and prefix and ast.unparse(node).startswith(prefix):
            found[ast.unparse(node).removeprefix(prefix).lower()] = None
        elif isinstance(node, ast.Call):
            found |= dict.fromkeys(_made(owner, node, prefix))
    return list(found)


def _made(owner: ast.ClassDef, call: ast.Call, prefix: str) -> list[str]:
    on, _, name = ast.unparse(call.func).rpartition(".")
    if on == "self" and name in _methods(owner):
        method: Any = _methods(owner)[name]
        if not prefix:
            returned = ast.unparse(method.returns).split(" | ") if method.returns else []
            return [each for each in returned if each in EVENTS]
        return [each for inner in _calls(method) for each in _named(owner, _as_argument(inner), prefix)]
    return [name] if not prefix and name in EVENTS else []


def _as_argument(call: ast.Call) -> ast.Call:
    """The call itself, looked at as something handed over."""
    return ast.Call(func=call.func, args=[call, *(keyword.value for keyword in call.keywords)], keywords=[])


@cache
def sections() -> dict[ServiceId, str]:
    """Each procedure with its part of the page."""
    return {service: _section(SERVICES[service], node) for service, node in procedures().items()}


def _section(service: Service, node: ast.ClassDef) -> str:
    steps = "\n".join(Outline().of(node, "procedure"))
    return f"## {service.name_zh} {service.name} (`{service.id}`)\n\n{ast.get_docstring(node)}\n\n{steps}\n"


def page() -> str:
    """docs/services.md as it should be."""
    return "\n".join([HEAD, *sections().values()])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")
