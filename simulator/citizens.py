"""How do households take part? They read what cases announce and answer by letter after some days."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import aiokafka

from events.contracts.catalogue import ContractBroken, received
from events.contracts.envelope import Envelope, Event
from registry.departments import CIVIL_AFFAIRS
from registry.services import RESIDENCE
from registry.topics import OUTCOMES
from runtime.kafka import consumer
from runtime.logs import logger
from runtime.settings import Settings
from simulator.emission import record, sealed
from simulator.habits import EVENTS, Habit, reaction
from simulator.post import Post

log = logger(__name__)


class Citizens:
    """Every household of the city; what they are told twice they answer once."""

    def __init__(self, habits: Iterable[Habit], post: Post, day: float) -> None:
        self._habits = tuple(habits)
        self._post = post
        self._day = day
        self._read: set[str] = set()
        self._times: Counter[tuple[str, str]] = Counter()

    async def live(self, settings: Settings) -> None:
        """Reads every outcome, from the beginning; letters have fixed ids, so a restart repeats without harm."""
        reader: aiokafka.AIOKafkaConsumer
        async with consumer(settings, OUTCOMES, group="pretend-citizens") as reader:
            async for outcome in reader:
                self.hear(outcome.value)

    def hear(self, value: bytes) -> None:
        """Reads one outcome; a letter may go to the post."""
        try:
            envelope, event = received(value, OUTCOMES)
        except ContractBroken as broken:
            log.warning("outcome.unreadable", reason=str(broken))
            return
        if type(event) in EVENTS and envelope.id not in self._read:
            self._read.add(envelope.id)
            self._react(envelope, event)

    def _react(self, envelope: Envelope, event: Event) -> None:
        habit = self._habit(event)
        letter = reaction(event, habit)  # type: ignore[arg-type]  # the keys of EVENTS are what reaction reads
        if letter is None:
            return
        answer = sealed(
            letter,
            id=f"letter-{envelope.id}",
            source=CIVIL_AFFAIRS.source,
            time=datetime.now(UTC),
            correlationid=envelope.chain,
            causationid=envelope.id,
            causationdepth=envelope.causationdepth + 1,
        )
        self._post.send_later(habit.after_days * self._day, record(answer, CIVIL_AFFAIRS.topic))
        log.info("letter.written", type=letter.type, after_days=habit.after_days)

    def _habit(self, event: Event) -> Habit:
        told, number = EVENTS[type(event)], getattr(event, "number", "")
        person = getattr(event, "person", "")
        there = RESIDENCE.id if str(getattr(event, "case", "")).startswith(f"{RESIDENCE.id}:") else None
        fitting = [habit for habit in self._habits if habit.on is told and habit.number in {None, number}
                   and habit.person in {None, person} and habit.posted_by == there]  # fmt: skip
        whose = f"{number or person}@{there or ''}"
        turn = self._times[whose, told]
        self._times[whose, told] += 1
        return fitting[turn] if turn < len(fitting) else Habit(on=told)
