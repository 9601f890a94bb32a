"""Does every file keep to its folder's question? The table of docs/design, read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A folder, and what of ours it may import besides itself. The longest name that fits a file counts.
MAY_IMPORT: dict[str, set[str]] = {
    "schemas": set(),
    "registry": {"schemas"},
    "policy": {"schemas"},
    "events.contracts": {"schemas", "registry"},
    "events": {"schemas", "registry", "runtime"},
    "activities": {"schemas", "registry", "policy", "events.contracts"},
    "workflows": {"schemas", "registry", "events.contracts", "activities"},
    "runtime": set(),
}
SHIPPED = {*MAY_IMPORT, "worker", "cli"}
ENTRY_POINTS = {"worker": set(MAY_IMPORT), "commands": {*MAY_IMPORT, "worker"}, "cli": {"commands"}}
ON_TOP = {"simulator": {*SHIPPED}, "benchmarks": {*SHIPPED, "simulator"}, "tools": {*SHIPPED}}
TABLE = MAY_IMPORT | ENTRY_POINTS | ON_TOP
OURS = {name.partition(".")[0] for name in TABLE} | {"tests"}
# `onething run` plays the city's scenarios; `onething triggers --draw` reads the procedures as the pages do
EXCEPTIONS = {("commands", "simulator"), ("commands", "tools")}

CLIENT_LIBRARIES = {"aiokafka", "faust", "httpx", "kafka", "sqlalchemy"}
IMPURE_MODULES = {
    "http",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
IMPURE_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "input",
    "open",
    "os.urandom",
    "print",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid1",
    "uuid4",
}
IMPURE_METHODS = {"read_bytes", "read_text", "write_bytes", "write_text"}
READS_THE_NUMBERS = {"policy.figures", "policy.numbers"}


@dataclass(frozen=True)
class Source:
    """One file of ours."""

    path: Path
    module: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    @property
    def folder(self) -> str:
        """The row of the table that this file belongs to, or nothing."""
        fitting = (row for row in TABLE if within(self.module, row))
        return max(fitting, key=len, default="")

    def imports(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{self._origin(node)}.{alias.name}") for alias in node.names)

    def calls(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node.lineno, ast.unparse(node.func)

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.module.split(".") if self.path.name == "__init__.py" else self.module.split(".")[:-1]
        above = package[: len(package) - node.level + 1]
        return ".".join([*above, node.module] if node.module else above)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def within(module: str, folder: str) -> bool:
    return module == folder or module.startswith(f"{folder}.")


def sources() -> list[Source]:
    """Every file of ours except the tests, which may look at everything."""
    found = [ROOT / f"{name}.py" for name in ("worker", "cli")]
    found += [path for name in sorted(OURS - {"tests"}) for path in (ROOT / name).rglob("*.py")]
    return [Source(path, _module(path)) for path in found if path.exists()]


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tell(violations: list[str], rule: str, remedy: str) -> None:
    if violations:
        pytest.fail("\n".join([rule, *(f"  {line}" for line in sorted(violations)), f"What to do: {remedy}"]))


def test_every_file_imports_only_what_its_folder_may() -> None:
    violations = [
        f"{source.at(line)} ({source.folder}) imports {name}; allowed: {', '.join(sorted(TABLE[source.folder])) or '-'}"
        for source in sources()
        for line, name in source.imports()
        if name.partition(".")[0] in OURS and not allowed(source.folder, name)
    ]

    tell(
        violations,
        "A folder may import only the folders below it (design, section 2).",
        "move what you need down a layer, or pass it in from worker.py.",
    )


def allowed(folder: str, name: str) -> bool:
    if (folder, name.partition(".")[0]) in EXCEPTIONS:
        return True
    return any(within(name, other) for other in {folder, *TABLE[folder]})


def test_procedures_know_the_names_of_tasks_and_not_how_they_are_done() -> None:
    violations = [
        f"{source.at(line)} imports {name}"
        for source in sources()
        for line, name in source.imports()
        if source.folder == "workflows" and within(name, "activities.adapters")
    ]

    tell(violations, "A procedure does not reach outside.", "ask for it through a task of the office in activities/.")


def test_every_module_at_the_top_is_in_the_table() -> None:
    named = {row.partition(".")[0] for row in TABLE} | {"tests"}
    top = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {path.stem for path in ROOT.glob("*.py")}

    tell(
        [f"{name} is not in the table" for name in top - named],
        "Six folders for six questions, the plumbing, and what stands on top.",
        "put the file into the folder whose question it answers.",
    )


def test_only_the_settings_read_the_environment() -> None:
    reading = {"os.environ", "os.getenv"}
    violations = [
        f"{source.at(line)} reads the environment"
        for source in sources()
        if source.module != "runtime.settings"
        for line, name in [*source.imports(), *_attributes(source)]
        if name in reading
    ]

    tell(violations, "Only runtime/settings.py reads the environment.", "add a field to Settings and pass it in.")


def _attributes(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.lineno, f"{node.value.id}.{node.attr}"


def test_only_adapters_use_client_libraries() -> None:
    violations = [
        f"{source.at(line)} imports {name}"
        for source in sources()
        if source.folder == "activities" and not within(source.module, "activities.adapters")
        for line, name in source.imports()
        if name.partition(".")[0] in CLIENT_LIBRARIES
    ]

    tell(
        violations,
        "A task knows its port; the client behind it lives in activities/adapters/.",
        "write an adapter, and take its port in the constructor.",
    )


def test_rules_and_procedures_are_without_clock_chance_and_the_outside() -> None:
    pure = [source for source in sources() if source.folder in {"policy", "workflows"}]
    violations = [line for source in pure for line in [*_impure_imports(source), *_impure_calls(source)]]

    tell(
        violations,
        "policy/ and workflows/ give the same answer whenever they are asked.",
        "take the day as an argument, use workflow.now() and workflow.uuid4(), or ask an office.",
    )


def _impure_imports(source: Source) -> Iterator[str]:
    impure = IMPURE_MODULES | CLIENT_LIBRARIES
    for line, name in source.imports():
        if name.partition(".")[0] in impure or name in {"uuid.uuid1", "uuid.uuid4"}:
            yield f"{source.at(line)} imports {name}"


def _impure_calls(source: Source) -> Iterator[str]:
    for line, name in source.calls():
        ending = ".".join(name.split(".")[-2:])
        reads = name.rpartition(".")[2] in IMPURE_METHODS and source.module not in READS_THE_NUMBERS
        if name != f"workflow.{name.rpartition('.')[2]}" and (ending in IMPURE_CALLS or reads):
            yield f"{source.at(line)} calls {name}"


def test_no_name_at_the_top_hides_a_module_of_the_standard_library() -> None:
    top = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path.is_dir() and path.name.isidentifier())}

    tell(
        [f"{name} hides the standard library's {name}" for name in top & sys.stdlib_module_names],
        "A file at the top is found before the standard library.",
        "choose another name.",
    )
