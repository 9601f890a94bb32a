"""When does the finance bureau have money paid? On the day that a scenario tells, once a household is recognised."""

import re
from collections.abc import Iterable
from datetime import datetime

import aiokafka
from pydantic import Field

from events.contracts.assistance import AssistanceIdentityConfirmed
from events.contracts.catalogue import ContractBroken, received
from events.contracts.envelope import Envelope
from events.contracts.payments import PaymentRunDue
from policy.months import after
from registry.departments import FINANCE
from registry.topics import OUTCOMES
from runtime.kafka import consumer
from runtime.settings import Settings
from schemas.base import Model
from schemas.city_time import CITY_TIME
from schemas.identifiers import ApplicationNumber
from simulator.emission import record, sealed
from simulator.post import Post

MONTH = re.compile(r"\{month([+-]\d+)?\}")
"""Stands in a scenario for the month that is paid, or for one so many months before or after it."""

AHEAD = 6
"""Months: however long a procedure lasts, whoever was recognised in it is due something by then."""


class Payday(Model):
    """A run that is announced some pretend days after an application was granted."""

    number: ApplicationNumber
    run: str = Field(description="As in the event, for example `{month}`")
    after_days: float = Field(1.0, ge=0)


def dated(text: str) -> str:
    """The scenario with the month that is paid written into it: a later one than any of its decisions."""
    paid = after(datetime.now(CITY_TIME).date().replace(day=1), AHEAD)
    return MONTH.sub(lambda found: f"{after(paid, int(found.group(1) or 0)):%Y-%m}", text)


class Treasury:
    """The bureau's calendar; a run is announced once, however often the recognition is told."""

    def __init__(self, paydays: Iterable[Payday], post: Post, day: float) -> None:
        self._paydays = tuple(paydays)
        self._post = post
        self._day = day
        self._read: set[str] = set()

    async def live(self, settings: Settings) -> None:
        """Reads every outcome, from the beginning; announcements have fixed ids, so a restart repeats without harm."""
        if not self._paydays:
            return
        reader: aiokafka.AIOKafkaConsumer
        async with consumer(settings, OUTCOMES, group="pretend-treasury") as reader:
            async for outcome in reader:
                self.hear(outcome.value)

    def hear(self, value: bytes) -> None:
        """Reads one outcome; an announcement may go to the post. What cannot be read is told by others."""
        try:
            envelope, event = received(value, OUTCOMES)
        except ContractBroken:
            return
        if isinstance(event, AssistanceIdentityConfirmed) and envelope.id not in self._read:
            self._read.add(envelope.id)
            for payday in (each for each in self._paydays if each.number == event.number):
                self._announce(payday, envelope)

    def _announce(self, payday: Payday, cause: Envelope) -> None:
        now = datetime.now(CITY_TIME)
        event = PaymentRunDue(run=payday.run, on=now.date())
        envelope = sealed(
            event, id=f"payday-{payday.run}", source=FINANCE.source, time=now, correlationid=cause.chain,
            causationid=cause.id, causationdepth=cause.causationdepth + 1,
        )  # fmt: skip
        self._post.send_later(payday.after_days * self._day, record(envelope, FINANCE.topic))
