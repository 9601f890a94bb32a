"""What happens in a story after something else? An event that is sent some days after an outcome was announced."""

from collections.abc import Iterable

import aiokafka
from pydantic import Field

from events.contracts.envelope import Envelope
from registry.topics import OUTCOMES, SOURCES
from runtime.kafka import consumer
from runtime.logs import logger
from runtime.settings import Settings
from schemas.base import Model
from simulator.emission import record
from simulator.post import Post

TOPIC_OF = {source: topic for topic, source in SOURCES.items() if topic.startswith("dept.")}

log = logger(__name__)


class Sequel(Model):
    """An event that a department announces once a case has announced another one."""

    on: str = Field(description="Type of the outcome, such as `assistance.accepted`")
    about: str | tuple[str, ...] = Field(description="Texts in its data: number, household, case, department")
    after_days: float = Field(1.0, ge=0)
    event: Envelope

    def follows(self, outcome: Envelope) -> bool:
        """The outcome is the one that it waits for."""
        said = [value for value in outcome.data.values() if isinstance(value, str)]
        about = (self.about,) if isinstance(self.about, str) else self.about
        return outcome.type == f"cn.onething.{self.on}.v1" and set(about) <= set(said)


class Sequels:
    """Each is sent once; its event has a fixed id, so a restart repeats without harm."""

    def __init__(self, sequels: Iterable[Sequel], post: Post, day: float) -> None:
        self._waiting = list(sequels)
        self._post = post
        self._day = day

    async def live(self, settings: Settings) -> None:
        """Reads every outcome, from the beginning."""
        if not self._waiting:
            return
        reader: aiokafka.AIOKafkaConsumer
        async with consumer(settings, OUTCOMES, group="pretend-sequels") as reader:
            async for outcome in reader:
                self.hear(outcome.value)

    def hear(self, value: bytes) -> None:
        """Reads one outcome; what follows it goes to the post. What cannot be read is told by others."""
        try:
            outcome = Envelope.model_validate_json(value)
        except ValueError:
            return
        for sequel in [each for each in self._waiting if each.follows(outcome)]:
            self._waiting.remove(sequel)
            self._send(sequel, outcome)

    def _send(self, sequel: Sequel, cause: Envelope) -> None:
        event = sequel.event.model_copy(update={
            "correlationid": cause.chain, "causationid": cause.id, "causationdepth": cause.causationdepth + 1,
        })  # fmt: skip
        self._post.send_later(sequel.after_days * self._day, record(event, TOPIC_OF[event.source]))
        log.info("sequel.sent", type=event.type, after=sequel.on, after_days=sequel.after_days)
