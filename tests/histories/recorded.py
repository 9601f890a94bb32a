"""Which cases are recorded? Each file of cases adds its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from registry.services import Service
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import LONG_DAY, PaperCity

Play = Callable[[PaperCity], Awaitable[PaperCase]]

ORDINARY = "ordinary"


@dataclass(frozen=True)
class Recorded:
    """One case: how it goes until it is left to end by itself, and how long a day lasts in its city."""

    service: Service
    name: str
    day: timedelta
    play: Play


RECORDED: list[Recorded] = []


def recorded(service: Service, name: str, day: timedelta = LONG_DAY) -> Callable[[Play], Play]:
    def add(play: Play) -> Play:
        RECORDED.append(Recorded(service, name, day, play))
        return play

    return add
