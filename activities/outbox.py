"""How do other departments hear of it? Events go out in the order in which a case announced them."""

from activities.ports import Publisher
from activities.task import task
from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Envelope
from registry.services import CASES
from schemas.base import Model


class Announcements(Model):
    """Events of one case, in order."""

    events: tuple[Envelope, ...]


class Outbox:
    """Announces outcomes."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    @task(CASES, at_once=True, summary="公布办理结果")
    async def publish(self, announcements: Announcements) -> None:
        """Repeatable: event ids come from the case, and every reader knows them again. Waits out an outage."""
        for envelope in announcements.events:
            topic = CONTRACTS[envelope.type].topic
            if topic is None:
                raise ValueError(f"{envelope.type} has no topic of its own, so a case cannot announce it.")
            await self._publisher.publish(topic, envelope)
