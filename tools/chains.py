"""What leads to what? Announcements are read from the procedures, and what they do from the table of triggers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from events.contracts.envelope import Event
from events.triggers import TRIGGERS, Trigger
from registry.departments import DEPARTMENTS
from registry.services import SERVICES
from tools import procedures

STREAMS = "streams"
EVERY_DEPARTMENT = "departments"

Edge = tuple[str, str]


@dataclass(frozen=True)
class Link:
    """Somebody announces an event, and a case is opened or informed by it."""

    source: str
    event: type[Event]
    target: str
    trigger: Trigger


@cache
def links() -> tuple[Link, ...]:
    """Every way from an announcement to a case, in the order of the table."""
    return tuple(
        Link(source, trigger.on, target, trigger)
        for trigger in TRIGGERS for source in sources(trigger.on) for target in targets(trigger)
    )  # fmt: skip


def sources(event: type[Event]) -> tuple[str, ...]:
    """Who announces it: departments, the streams, services; empty when nobody does."""
    for department in DEPARTMENTS.values():
        if event.topic == department.topic:
            return (department.id,)
    if event.topic is None:
        return (EVERY_DEPARTMENT,)
    from_streams = (STREAMS,) if event in procedures.derived() else ()
    return (*from_streams, *(service for service, events in procedures.announced().items() if event in events))


def targets(trigger: Trigger) -> tuple[str, ...]:
    """The services whose cases it may reach: one, or each that hears an event which names its case itself."""
    if trigger.service is not None:
        return (trigger.service.id,)
    return tuple(service for service in SERVICES if trigger.on in procedures.heard(service))


@cache
def below() -> tuple[Edge, ...]:
    """Which service opens cases of which other below its own, without an event."""
    return tuple((service, child) for service in SERVICES for child in sorted(procedures.opened_below(service)))


def opening() -> frozenset[Edge]:
    """From whoever announces to the services whose cases that opens: by event, at once or later, or below a case."""
    found = {(link.source, link.target) for link in links() if link.trigger.opens}
    later = {(link.source, link.trigger.afterwards[0].id) for link in links() if link.trigger.afterwards}
    return frozenset(found | later) | frozenset(below())


def loops(edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """Every way that comes back to where it began, each told once."""
    known = sorted(edges)
    starts = sorted({source for source, _ in known})
    return tuple(way for start in starts for way in _returning((start,), known) if min(way) == start)


def _returning(way: tuple[str, ...], edges: list[Edge]) -> Iterator[tuple[str, ...]]:
    for target in (target for source, target in edges if source == way[-1]):
        if target == way[0]:
            yield way
        elif target not in way:
            yield from _returning((*way, target), edges)
