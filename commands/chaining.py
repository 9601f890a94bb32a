"""What do the registers and the trigger table say, row by row? Read from the code that runs, so it is never old."""

from pathlib import Path
from typing import Any

from commands.words import Trouble
from events.contracts.catalogue import CONTRACTS
from events.triggers import TRIGGERS, Trigger
from registry.departments import DEPARTMENTS, Department
from registry.services import SERVICES, Service
from registry.topics import OUTCOMES

ANY_TOPIC = "dept.<department>.events"


def draw(file: Path) -> None:
    """The whole of chaining as one picture; Trouble when it cannot be written."""
    from tools import drawing  # read from the procedures themselves, which costs a second

    try:
        file.write_text(drawing.svg(), "utf-8")
    except OSError as unwritten:
        raise Trouble(f"{file} cannot be written: {unwritten}") from unwritten


def triggers() -> list[dict[str, Any]]:
    """A row for each trigger."""
    return [_trigger(trigger) for trigger in TRIGGERS]


def services() -> list[dict[str, Any]]:
    """A row for each service, with the events around it."""
    return [_service(service) for service in SERVICES.values()]


def departments() -> list[dict[str, Any]]:
    """A row for each department, with what it answers and by when."""
    return [_department(department) for department in DEPARTMENTS.values()]


def _trigger(trigger: Trigger) -> dict[str, Any]:
    return {
        "event": trigger.on.type,
        "topic": trigger.on.topic or ANY_TOPIC,
        "does": "opens" if trigger.opens else "informs",
        "service": trigger.service.id if trigger.service else None,
        "service_zh": trigger.service.name_zh if trigger.service else "(by case id)",
        "key": ":".join(trigger.key),
        "conditional": trigger.when is not None,
        "waits_for_its_case": trigger.keeps,
        "why": trigger.why,
    }


def _service(service: Service) -> dict[str, Any]:
    known = {"id": service.id, "name": service.name, "name_zh": service.name_zh, "summary": service.summary}
    return known | {
        "opened_by": _events(service, opens=True),
        "informed_by": _events(service, opens=False),
        "announces": _announced(service),
    }


def _events(service: Service, *, opens: bool) -> list[str]:
    return [each.on.type for each in TRIGGERS if each.opens is opens and each.service in {None, service}]


def _announced(service: Service) -> list[str]:
    """What the contracts of the service, and those of every case, say on the platform's topic."""
    modules = {f"events.contracts.{service.id.replace('-', '_')}", "events.contracts.cases"}
    return [type_ for type_, event in CONTRACTS.items() if event.__module__ in modules and event.topic == OUTCOMES]


def _department(department: Department) -> dict[str, Any]:
    return {
        "id": department.id,
        "name": department.name,
        "name_zh": department.name_zh,
        "member": department.member,
        "desk": department.desk,
        "topic": department.topic,
        "source": department.source,
        "answers": {topic.value: str(limit) for topic, limit in department.answers.items()},
    }
