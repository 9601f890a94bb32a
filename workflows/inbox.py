"""Which events has a case heard, and which has it not yet used? An event counts once, whatever comes twice."""

from collections.abc import Callable
from typing import TypeVar

from events.contracts.catalogue import opened
from events.contracts.envelope import Envelope, Event
from schemas.cases import EventLine

Heard = TypeVar("Heard", bound=Event)


class Inbox:
    """Events in the order of arrival; early ones are kept until the procedure asks for them."""

    def __init__(self) -> None:
        self.lines: list[EventLine] = []
        self.envelopes: list[Envelope] = []
        self._seen: set[str] = set()
        self._unread: list[Event] = []

    def put(self, envelopes: list[Envelope]) -> list[Event]:
        """The events that are new; doubles are dropped."""
        return [self._keep(envelope) for envelope in envelopes if envelope.identity not in self._seen]

    def _keep(self, envelope: Envelope) -> Event:
        event = opened(envelope)
        self._seen.add(envelope.identity)
        self.envelopes.append(envelope)
        self.lines.append(EventLine(id=envelope.id, source=envelope.source, type=envelope.type, at=envelope.time))
        self._unread.append(event)
        return event

    def has(self, *kinds: type[Event]) -> bool:
        """An unread event of one of these kinds is there."""
        return any(isinstance(event, kinds) for event in self._unread)

    def take(self, kind: type[Heard], where: Callable[[Heard], bool] = lambda _: True) -> Heard | None:
        """The oldest unread event of that kind, now read; None when there is none."""
        for event in self._unread:
            if isinstance(event, kind) and where(event):
                self._unread.remove(event)
                return event
        return None

    def line_of(self, event: Event) -> EventLine:
        """How an event arrived; of several that say the same, the first."""
        arrived = zip(self.lines, self.envelopes, strict=True)
        return next(line for line, envelope in arrived if opened(envelope) == event)

    def envelope_of(self, event: Event) -> Envelope:
        """In which envelope an event came; of several that say the same, the first."""
        return next(envelope for envelope in self.envelopes if opened(envelope) == event)

    @property
    def unread(self) -> tuple[Event, ...]:
        """What nobody asked for."""
        return tuple(self._unread)
