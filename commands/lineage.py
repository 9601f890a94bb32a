"""What came of an event? A tree over cases and events, from what was sent and what each case read and announced."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from events.deadletters import DeadLetter
from events.rejection import Reason
from schemas.cases import CaseRecord


@dataclass(frozen=True)
class Sent:
    """An event of the chain, when it lay on its topic, and which event led to it."""

    id: str
    source: str
    type: str
    at: datetime
    because: str | None = None
    derived: bool = False
    """By a stream of the platform, as soon as it could."""


@dataclass(frozen=True)
class Known:
    """A case of the chain, and when it was opened."""

    record: CaseRecord
    began: datetime | None = None


@dataclass
class Node:
    """An event, and the cases that read it; or a case, and the events that it announced on reading that one."""

    name: str
    what: str
    at: datetime | None
    note: str = ""
    case: bool = False
    derived: bool = False
    below: list["Node"] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Node"]]:
        """Itself and everything below, with how deep it is."""
        yield depth, self
        for node in self.below:
            yield from node.walk(depth + 1)

    def links(self) -> Iterator[tuple["Node", "Node", float]]:
        """Each event, what it opened or what a stream made of it, and the seconds between."""
        for node in self.below:
            by_itself = node.case or node.derived
            if by_itself and not self.case and node.at is not None and self.at is not None:
                yield self, node, (node.at - self.at).total_seconds()
            yield from node.links()


@dataclass
class Chain:
    """Everything that is known of one chain."""

    cases: Sequence[Known]
    sent: Mapping[str, Sent]
    stopped: Mapping[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def tree(self, event: str) -> Node:
        """An event with what it led to; one that is told twice is told once in full."""
        sent = self.sent[event]
        node = Node(event, _short(sent.type), sent.at, self.stopped.get(event, ""), derived=sent.derived)
        if event in self.told:
            node.note = "told above"
            return node
        self.told.add(event)
        readers = [known for known in self.cases if any(line.id == event for line in known.record.read)]
        node.below = [self._case(known, event) for known in readers]
        node.below += [self.tree(each.id) for each in self._led_to(event)]
        return node

    def _led_to(self, event: str) -> list[Sent]:
        """What streams, departments and citizens said because of it; what a case announced stands below the case."""
        announced = {line.id for known in self.cases for line in known.record.announced}
        found = (each for each in self.sent.values() if each.because == event and each.id not in announced)
        return sorted(found, key=lambda each: each.at)

    def _case(self, known: Known, event: str) -> Node:
        record, state = known.record, _state(known.record)
        if record.opened_by not in {None, event}:
            return Node(record.case, record.service, None, f"informed; {state}", case=True)
        node = Node(record.case, record.service, known.began, state, case=True)
        node.below = [*self._children(record), *self._announced(record)]
        return node

    def _children(self, record: CaseRecord) -> Iterator[Node]:
        """A case below another one read no event: it was asked by the one above it."""
        for known in self.cases:
            child = known.record
            if child.parent == record.case:
                below = [*self._children(child), *self._announced(child)]
                yield Node(child.case, child.service, None, _state(child), case=True, below=below)

    def _announced(self, record: CaseRecord) -> Iterator[Node]:
        for line in record.announced:
            if line.id in self.sent:
                yield self.tree(line.id)
            else:
                yield Node(line.id, _short(line.type), line.at, "not on its topic")


def stopped(letters: Iterable[DeadLetter]) -> dict[str, str]:
    """Why an event went no further, by its id."""
    return {id_: _reason(letter) for letter in letters if (id_ := _id(letter))}


def _reason(letter: DeadLetter) -> str:
    word = "stopped, the chain is too long" if letter.reason == Reason.CHAIN_TOO_LONG else "rejected"
    return f"{word}: {letter.error} Dead letter {letter.number}."


def _state(record: CaseRecord) -> str:
    return record.outcome or f"open: {record.stage}"


def _short(type_: str) -> str:
    return type_.removeprefix("cn.onething.").removesuffix(".v1")


def _id(letter: DeadLetter) -> str:
    headers = dict(letter.headers)
    return (headers.get("ce_id") or b"").decode(errors="replace")
