"""How do our pages name things? In the languages of the registers, and as Markdown."""

from collections.abc import Iterable, Sequence

from events.contracts.envelope import Event
from registry.departments import DEPARTMENTS, Department
from registry.services import SERVICES
from schemas.identifiers import DepartmentId, ServiceId
from tools.chains import EVERY_DEPARTMENT, STREAMS

MADE = "<!-- Made by `make pages` from the code; change the code, not this page. -->"


def short(event: type[Event]) -> str:
    """Its type without what all types begin with."""
    return event.type.removeprefix("cn.onething.")


def who(source: str) -> str:
    """A department, a service, or what stands for several."""
    if source in DEPARTMENTS:
        return department(DEPARTMENTS[DepartmentId(source)])
    if source in SERVICES:
        service = SERVICES[ServiceId(source)]
        return f"{service.name_zh} {service.name}"
    return {STREAMS: "the streams", EVERY_DEPARTMENT: "every department"}[source]


def department(named: Department) -> str:
    """Both names."""
    return f"{named.name_zh} {named.name}"


def readers(event: type[Event]) -> str:
    """The departments for whose work it is meant."""
    every = len(event.readers) == len(DEPARTMENTS)
    return "every department" if every else ", ".join(department(each) for each in event.readers) or "–"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is no border."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(*blocks: str) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(block for block in blocks if block) + "\n"
