"""Do the documents say what is so? Commands, links, settings, names, examples, and what must stand nowhere."""

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from activities.ports import SystemReply
from cli import app
from events.contracts.catalogue import CONTRACTS, received
from events.contracts.envelope import Envelope
from events.rejection import Reason
from events.streams import app as streams
from registry.departments import DEPARTMENTS
from registry.items import ITEMS, MARRIAGE_ITEMS
from registry.regions import UNITS
from registry.services import SERVICES
from registry.topics import TOPICS
from runtime.settings import PREFIX, Settings
from schemas.alerts import Grade, VisitResult
from schemas.cases import Role, Ruling, Withdrawal
from schemas.clocks import ExtensionOrder, PauseOrder
from schemas.entitlements import PaymentOrder
from schemas.households import Category
from schemas.payments import BatchOrder
from schemas.questions import Errand, Question, ReplyStatus, Topic
from simulator.scenarios import TOPIC_OF, names
from worker import Role as Part
from workflows.doors import Repair
from workflows.page import ATTRIBUTES
from workflows.verbs import NEVER_OPENED, WITHDRAWN

ROOT = Path(__file__).parent.parent
START, END = "<!-- settings: written from runtime/settings.py", "<!-- end of settings -->"
READMES = {"README.md": ("setting", "default", "meaning"), "README.zh-CN.md": ("设置", "默认值", "含义")}
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"```json\n(.*?)```", re.DOTALL)
EXAMPLES: tuple[type[BaseModel], ...] = (
    Question, Errand, PaymentOrder, BatchOrder, Ruling, Withdrawal, Repair, ExtensionOrder, PauseOrder, SystemReply,
)  # fmt: skip


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a repository", allow_module_level=True)
    return tuple(path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file())


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tell(wrong: list[str], remedy: str) -> None:
    if wrong:
        pytest.fail("\n".join([*wrong, f"What to do: {remedy}"]))


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def lines_of_code() -> Iterator[tuple[str, str]]:
    for path in documents():
        for block, span in CODE.findall(path.read_text("utf-8")):
            for line in (block or span).splitlines():
                yield name_of(path), line.strip().removeprefix("$ ")


def words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:  # an apostrophe in a sentence: no command line
        return []


def test_every_command_that_a_document_names_exists_with_its_options() -> None:
    wrong = []
    for document, line in lines_of_code():
        given = words(line)
        if given and given[0].rpartition("/")[2] == "onething":
            wrong += [f"{document}: `{line}`: {trouble}" for trouble in troubles(given[1:])]

    tell(wrong, "name a command of `onething --help`.")


def troubles(given: list[str]) -> Iterator[str]:
    command: Any = typer.main.get_command(app)
    for word in given:
        if word.startswith("--"):
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            if word not in known:
                yield f"no option {word}"
        elif hasattr(command, "commands"):
            if word not in command.commands:
                yield f"no command {word}"
                return
            command = command.commands[word]


def test_every_make_target_role_and_desk_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    wrong = []
    for document, line in lines_of_code():
        given = words(line)
        if given[:1] == ["make"] and len(given) > 1 and given[1] not in targets:
            wrong.append(f"{document}: `{line}`: no target {given[1]}")
        wrong += [f"{document}: `{line}`: {trouble}" for trouble in _unknown_parts(given)]

    tell(wrong, "see `make help`, worker.py and registry/departments.py.")


def _unknown_parts(given: list[str]) -> Iterator[str]:
    if not any(word.endswith("worker.py") for word in given):
        return
    for option, value in pairwise(given):
        if option == "--role" and value not in set(Part):
            yield f"no role {value}"
        if option == "--desk" and value not in DEPARTMENTS:
            yield f"no department {value}"


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    wrong = []
    for target in LINK.findall(path.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, place = target.partition("#")
        there = (path.parent / file) if file else path
        if not there.exists():
            wrong.append(f"{name_of(path)}: {target}: no such file")
        elif place and place not in anchors(there.read_text("utf-8")):
            wrong.append(f"{name_of(path)}: {target}: no such heading")

    tell(wrong, "correct the link, or write the page.")


def anchors(page: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_the_tests_that_a_document_names_exist() -> None:
    defined = {name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}  # fmt: skip  # noqa: E501
    wrong = [f"{name_of(path)}: {test}" for path in documents()
             for test in re.findall(r"`(test_\w{12,})`", path.read_text("utf-8")) if test not in defined]  # fmt: skip

    tell(wrong, "name the test that proves it now.")


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("readme", READMES)
def test_the_settings_of_the_readme_are_those_of_the_code(readme: str) -> None:
    assert rewritten(readme) == text(readme), "What to do: python -m tests.test_documents"


def rewritten(readme: str) -> str:
    """The readme with its table written anew; what a translation says of a setting is kept."""
    before, _, rest = text(readme).partition(START)
    opening, _, rest = rest.partition("\n")
    old, _, after = rest.partition(END)
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in old.splitlines()]
    said = {row[0].strip("`"): row[-1] for row in rows if row[-1] and row[0].startswith("`")} if "zh" in readme else {}
    heads = READMES[readme]
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in settings(said)]
    return f"{before}{START}{opening}\n" + "\n".join(lines) + f"\n{END}{after}"


def settings(said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        variable = f"{PREFIX}{name.upper()}"
        default = _shown(field.default)
        yield f"`{variable}`", f"`{default}`" if default else "–", said.get(variable, field.description or "")


def _shown(default: Any) -> str:
    if hasattr(default, "get_secret_value"):
        return str(default.get_secret_value())
    return (
        ""
        if default in (None, "", (), PydanticUndefined)
        else str(default).lower()
        if isinstance(default, bool)
        else str(default)
    )


def test_every_setting_that_a_document_names_exists() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    named = re.compile(rf"\b{PREFIX}[A-Z_]+[A-Z]\b")
    wrong = [f"{name_of(path)}: {variable}" for path in documents()
             for variable in set(named.findall(path.read_text("utf-8"))) - known]  # fmt: skip

    tell(wrong, "runtime/settings.py has the settings.")


# ── what must stand nowhere ──────────────────────────────────────────────────────────────────────────────────────

HOSTS = ("pypi", "pythonhosted", "docker", "ghcr", "quay", "gcr", "npmjs", "golang")
NOWHERE = {
    "a host of a package registry": re.compile(
        rf"\b(?:{'|'.join(HOSTS)})\.(?:org|io|com)\b|(?<!no-emit-)index{'-'}url"
    ),
    "a path of one machine": re.compile(r"(?<![\w.}>-])/(?:work|home|root|Users|mnt|private)/\w"),
    "an address of one network": re.compile(r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?::\d+)\b"),
}


def test_no_registry_hosts_and_no_paths_of_one_machine_stand_in_the_repository() -> None:
    wrong = [f"{name_of(path)}:{number}: {what}: {line.strip()[:100]}"
             for path in tracked() for number, line in enumerate(_lines(path), 1)
             for what, pattern in NOWHERE.items() if pattern.search(line)]  # fmt: skip

    tell(wrong, "leave it out; the machine that runs it knows.")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []  # a picture


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────


def terms() -> Iterator[tuple[str, tuple[str, ...]]]:
    for department in DEPARTMENTS.values():
        yield department.id, (department.name_zh, department.name)
    for service in SERVICES.values():
        yield service.id, (service.name_zh, service.name)
    for item in (*ITEMS.values(), *MARRIAGE_ITEMS.values()):
        yield item.id, (item.name_zh, item.name)
    for unit in UNITS.values():
        yield unit.id, (unit.name_zh,)
    for enum in (Role, Category, Topic, ReplyStatus, VisitResult, Grade):
        yield from ((member.value, ()) for member in enum)
    yield from ((area, ()) for area in {type_.split(".")[2] for type_ in CONTRACTS})
    yield from ((word, ()) for word in (*spoken(), WITHDRAWN, NEVER_OPENED))


def spoken() -> set[str]:
    """Stages that procedures enter, questions that they put, what can be answered, and how they end."""
    found: set[str] = set()
    for path in sorted((ROOT / "workflows").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                found |= _said(node.func.attr, node.args)
    return found


def _said(verb: str, given: list[ast.expr]) -> set[str]:
    places = {"enter": (0,), "decided_by": (2, 4)}.get(verb, ())
    return {said for place in places for said in _texts(*given[place : place + 1])}


def _texts(*nodes: ast.expr) -> set[str]:
    return {
        each.value
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def test_every_name_stands_in_the_glossary() -> None:
    rows = [line for line in text("GLOSSARY.md").splitlines() if line.startswith("|")]
    wrong = [f"{code}: {', '.join(names_) or 'no row'}" for code, names_ in terms()
             if not any(f"`{code}`" in row and all(name in row for name in names_) for row in rows)]  # fmt: skip

    tell(wrong, "add a row to GLOSSARY.md: Chinese, `name in code`, English.")


# ── pages that list what there is ────────────────────────────────────────────────────────────────────────────────


def test_every_shipped_scenario_is_told() -> None:
    tell([name for name in names() if f"`{name}`" not in text("docs/scenarios.md")], "add it to docs/scenarios.md.")


def test_operators_read_of_every_search_attribute_and_of_every_reason() -> None:
    page, protocol = text("docs/operators.md"), text("docs/departments.md")
    missing = [name for name in ATTRIBUTES if f"`{name}`" not in page]
    missing += [reason for reason in Reason if f"`{reason}`" not in protocol]

    tell(missing, "docs/operators.md has the search attributes, docs/departments.md the reasons.")


def test_every_log_line_of_ours_is_described() -> None:
    page = text("docs/logging.md")

    tell(sorted({name for name in logged() if f"`{name}`" not in page}), "describe it in docs/logging.md.")


def logged() -> Iterator[str]:
    for folder in ("events", "runtime", "simulator", "activities", "workflows", "commands", "deploy"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (name := _event(node)):
                    yield name


def _event(call: ast.Call) -> str | None:
    function = ast.unparse(call.func)
    first = call.args[0] if call.args else None
    if function == streams.patiently.__name__ or re.fullmatch(r"log\.(debug|info|warning|error|exception)", function):
        return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return None


def test_every_topic_of_the_platform_is_named() -> None:
    page = text("docs/architecture.md")

    tell([t for t in TOPICS if t.startswith("onething.") and f"`{t}`" not in page], "name it in docs/architecture.md.")


def test_a_fragment_of_the_changelog_is_of_a_known_kind() -> None:
    kinds = set(re.findall(r"^\| `(\w+)` \|", text("changelog.d/README.md"), re.MULTILINE))
    fragments = [path.name for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]

    assert fragments
    tell([name for name in fragments if name.split(".")[-2] not in kinds], "name it <what-changed>.<kind>.md.")


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────────


def examples() -> list[Any]:
    return [pytest.param(found.group(1), id=f"{name_of(path)}:{number}") for path in documents()
            for number, found in enumerate(BLOCK.finditer(path.read_text("utf-8")), 1)]  # fmt: skip


@pytest.mark.parametrize("example", examples())
def test_every_example_in_json_can_be_read(example: str) -> None:
    if '"specversion"' in example:
        received(example.encode(), TOPIC_OF[Envelope.model_validate_json(example).source])
    elif '"text"' not in example:  # a refusal is read by its reason alone
        assert any(_reads(model, example) for model in EXAMPLES), "it is no request, answer or decision"


def _reads(model: type[BaseModel], example: str) -> bool:
    answer = example.replace("{", '{"status": "answered",', 1) if model is SystemReply else example
    try:
        model.model_validate_json(answer)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("path", [ROOT / readme for readme in READMES], ids=name_of)
def test_the_events_of_the_readmes_keep_their_contracts(path: Path) -> None:
    events = [line for line in path.read_text("utf-8").splitlines() if line.startswith('{"specversion"')]

    assert events
    for event in events:
        received(event.encode(), TOPIC_OF[Envelope.model_validate_json(event).source])


if __name__ == "__main__":
    for each in READMES:
        (ROOT / each).write_text(rewritten(each), "utf-8")
