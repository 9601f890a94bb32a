"""How well does an office work? Fast, slow, wrong, twice, silent, refusing, down or late."""

import time
from collections.abc import Callable, Iterable
from enum import StrEnum

from pydantic import Field

from simulator.occasions import Occasion, Request


class Manner(StrEnum):
    """The ways in which an office answers. Those that answer by event concern questions only."""

    FAST = "fast"
    SLOW = "slow"
    """Takes the question, answers by event after some days."""
    WRONG = "wrong"
    """Its first answer cannot be read; the next one is right."""
    TWICE = "twice"
    """Takes the question and sends its answer twice."""
    SILENT = "silent"
    """Takes the question and never answers."""
    REFUSING = "refusing"
    """Understands and says no."""
    DOWN = "down"
    """Its system is out of order for some days from the first request on."""
    LATE = "late"
    """Takes the question and answers when the reply limit has passed."""


BY_EVENT = frozenset({Manner.SLOW, Manner.TWICE, Manner.LATE})


class Behaviour(Occasion):
    """How an office takes the requests of an occasion."""

    manner: Manner
    days: float = Field(1.0, ge=0, description="Pretend days: until the answer, after the limit, or out of order")
    reason: str | None = Field(None, description="Why it refuses; with an answer by event, the event refuses")
    text: str = "不符合办理条件"


FAST = Behaviour(manner=Manner.FAST)


class Behaviours:
    """How every office behaves; the first behaviour that fits counts, and without one an office is fast."""

    def __init__(
        self, behaviours: Iterable[Behaviour], day: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._behaviours = tuple(behaviours)
        self._clock = clock
        self._first_asked: dict[Behaviour, float] = {}
        self.day = day

    def of(self, request: Request) -> Behaviour:
        """How the office takes this request."""
        return next((behaviour for behaviour in self._behaviours if behaviour.fits(request)), FAST)

    def out_of_order(self, behaviour: Behaviour) -> bool:
        """The office's system is down now; the days count from the first request that met it."""
        if behaviour.manner is not Manner.DOWN:
            return False
        since = self._first_asked.setdefault(behaviour, self._clock())
        return self._clock() - since < behaviour.days * self.day

    def delay(self, behaviour: Behaviour, request: Request) -> float:
        """Seconds until the answer goes out by event; a late one first lets the limit pass."""
        limit = 0.0
        if behaviour.manner is Manner.LATE and request.question is not None:
            limit = request.question.due.after.total_seconds()
        return limit + behaviour.days * self.day
