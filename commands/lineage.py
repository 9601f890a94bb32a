"""What came of an event? A tree over cases and events, from what each case read and announced."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from events.deadletters import DeadLetter
from schemas.cases import CaseRecord, EventLine


@dataclass
class Node:
    """An event, and the cases that read it; or a case, and the events that it announced on reading that one."""

    name: str
    what: str
    at: datetime | None
    note: str = ""
    below: list["Node"] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Node"]]:
        """Itself and everything below, with how deep it is."""
        yield depth, self
        for node in self.below:
            yield from node.walk(depth + 1)


def tree(event: EventLine, records: Sequence[CaseRecord], letters: Iterable[DeadLetter] = ()) -> Node:
    """Everything that the event led to; an event that went to the dead letters is shown as stopped there."""
    stopped = {_id(letter): letter.error for letter in letters}
    return _event(event, records, stopped, frozenset())


def first(chain: str, records: Sequence[CaseRecord]) -> EventLine | None:
    """The event at the root of a chain, or any event of it by its id."""
    lines = (line for record in records for line in (*record.read, *record.announced))
    return next((line for line in lines if line.id == chain), None)


def _event(event: EventLine, records: Sequence[CaseRecord], stopped: dict[str, str], seen: frozenset[str]) -> Node:
    node = Node(event.id, _short(event.type), event.at, stopped.get(event.id, ""))
    if event.id in seen:
        node.note = "told above"
        return node
    readers = [record for record in records if any(line.id == event.id for line in record.read)]
    node.below = [_case(record, event, records, stopped, seen | {event.id}) for record in readers]
    return node


def _case(
    record: CaseRecord, event: EventLine, records: Sequence[CaseRecord], stopped: dict[str, str], seen: frozenset[str]
) -> Node:
    state = record.outcome or f"open: {record.stage}"
    began = next((line.at for line in record.read if line.id == event.id), None)
    node = Node(record.case, record.service, began, state)
    if record.opened_by not in {None, event.id} and record.read and record.read[0].id != event.id:
        node.note = f"informed; {state}"
        return node
    below = (child for child in records if child.parent == record.case)
    node.below = [_below(child, records, stopped, seen) for child in below]
    node.below += [_event(line, records, stopped, seen) for line in record.announced]
    return node


def _below(record: CaseRecord, records: Sequence[CaseRecord], stopped: dict[str, str], seen: frozenset[str]) -> Node:
    """A case below another one read no event: it was asked by the one above it."""
    node = Node(record.case, record.service, None, record.outcome or f"open: {record.stage}")
    node.below = [_event(line, records, stopped, seen) for line in record.announced]
    return node


def _short(type_: str) -> str:
    return type_.removeprefix("cn.onething.").removesuffix(".v1")


def _id(letter: DeadLetter) -> str:
    headers = dict(letter.headers)
    return (headers.get("ce_id") or b"").decode(errors="replace")
