"""How does a case tell the others? In order, with ids that are the same each time, without holding up the case."""

import asyncio
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from temporalio import workflow

from activities.outbox import Announcements, Outbox
from events.contracts.envelope import Envelope, Event
from registry.topics import PLATFORM_SOURCE
from schemas.cases import EventLine
from schemas.identifiers import EventId

if TYPE_CHECKING:
    from workflows.verbs import Case


class Announcing:
    """The outgoing events of one case; those announced at the same moment travel together."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._sent: list[Envelope] = []
        self._outgoing: list[Envelope] = []
        self._publisher: asyncio.Task[None] | None = None

    def announce(self, *events: Event) -> None:
        """Durable from here on: the events go out in this order, whatever dies meanwhile."""
        for event in events:
            self._outgoing.append(self._envelope(event, self.id_of(str(len(self._sent)))))
        if self._publisher is None:
            self._publisher = asyncio.ensure_future(self._publish())

    def announce_as(self, name: str, event: Event) -> None:
        """As `announce`, with an id that was known before: what is entered first may name its event."""
        self._outgoing.append(self._envelope(event, self.id_of(name)))
        if self._publisher is None:
            self._publisher = asyncio.ensure_future(self._publish())

    def id_of(self, name: str) -> EventId:
        """The id of the event that the case will announce under a name of its own."""
        run = workflow.info().first_execution_run_id
        return EventId(str(uuid5(NAMESPACE_URL, f"{self._case.id}/{run}/{name}")))

    @property
    def done(self) -> bool:
        """Everything announced is out."""
        return self._publisher is None

    @property
    def lines(self) -> tuple[EventLine, ...]:
        """What was announced, for the record."""
        return tuple(EventLine(id=e.id, source=e.source, type=e.type, at=e.time) for e in self._sent)

    async def out(self) -> None:
        """Returns when nothing waits any more, also what a bug of ours kept from going out."""
        await self._publish()

    async def _publish(self) -> None:
        try:
            while self._outgoing:
                await workflow.wait_condition(lambda: True)  # all that is announced by now goes together
                batch = Announcements(events=tuple(self._outgoing))
                await self._case.put(Outbox.publish, batch)
                del self._outgoing[: len(batch.events)]
        finally:
            self._publisher = None

    def _envelope(self, event: Event, id_: EventId) -> Envelope:
        case = self._case
        envelope = Envelope(
            id=id_,
            source=PLATFORM_SOURCE,
            type=event.type,
            subject=case.id,
            time=workflow.now(),
            partitionkey=event.partition_key,
            correlationid=case.chain,
            causationid=case.cause,
            causationdepth=case.depth + 1,
            factdate=case.today(),
            legalbasis=event.legal_basis,
            data=event.model_dump(mode="json"),
        )
        self._sent.append(envelope)
        return envelope
