"""How does the pretend city live? Its offices answer, its people decide, its households react, in one event loop."""

import asyncio
import signal
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import uvicorn

from runtime.kafka import producer
from runtime.logs import logger
from runtime.settings import Settings
from runtime.temporal import connect
from simulator.archive import Archive
from simulator.bank import Bank
from simulator.behaviours import Behaviours
from simulator.choices import Choices
from simulator.citizens import Citizens
from simulator.clerks import Clerks
from simulator.clock_words import ClockWords
from simulator.departments import departments
from simulator.desk import Desk
from simulator.marriage_base import entries
from simulator.paydays import Treasury
from simulator.post import KafkaPost, Post
from simulator.scenarios import Scenario
from simulator.sequels import Sequels

HOST = "127.0.0.1"
DAY = 1.0
"""Seconds of a pretend day where the settings name none: nobody waits a real day for a pretend office."""

log = logger(__name__)


class Server(uvicorn.Server):
    """Leaves the signals to the city, which ends everything together."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def archive(scenarios: Iterable[Scenario]) -> Archive:
    """The files of all offices at the beginning of the stories."""
    stories = tuple(scenarios)
    return Archive(
        residents={person.ref: person for story in stories for person in story.residents},
        applications={form.number: form for story in stories for form in (*story.submitted, *story.applications)},
        told=tuple(chain.from_iterable(story.told for story in stories)),
        locks={lock.person: lock.booking for story in stories for lock in story.locks},
        holders={lock.booking: {"office": lock.office} for story in stories for lock in story.locks},
        entries=entries(tuple(chain.from_iterable(story.marriages for story in stories))),
        bank=Bank(tuple(chain.from_iterable(story.accounts for story in stories))),
    )


def desk(scenarios: Iterable[Scenario], post: Post, day: float) -> Desk:
    """The counter of all offices, behaving as the stories tell."""
    stories = tuple(scenarios)
    behaviours = chain.from_iterable(story.behaviours for story in stories)
    return Desk(archive(stories), Behaviours(behaviours, day), post)


async def live(settings: Settings, scenarios: Iterable[Scenario], *, clerks: bool = True) -> None:
    """Returns when the process is asked to end; what was not sent by then stays unsent."""
    stories, day = tuple(scenarios), settings.city_day or DAY
    async with producer(settings) as sender:
        post = KafkaPost(sender)
        server = _server(settings, desk(stories, post, day))
        words = ClockWords(chain.from_iterable(story.words for story in stories))
        choices = Choices(chain.from_iterable(story.choices for story in stories))
        people = Clerks(await connect(settings), choices, day, words)
        sequels = Sequels(chain.from_iterable(story.sequels for story in stories), post, day)
        citizens = Citizens(chain.from_iterable(story.habits for story in stories), post, day)
        treasury = Treasury(chain.from_iterable(story.paydays for story in stories), post, day)
        log.info("city.lives", scenarios=[story.name for story in stories], port=settings.city_port, day=day)
        work = [citizens.live(settings), treasury.live(settings), sequels.live(settings)]
        work += [people.work()] if clerks else []
        await _until_asked_to_end(server, work)
        await post.close()
    log.info("city.ended")


def _server(settings: Settings, counter: Desk) -> Server:
    options = uvicorn.Config(
        departments(counter), host=HOST, port=settings.city_port, log_config=None, log_level="warning"
    )
    return Server(options)


async def _until_asked_to_end(server: Server, work: Sequence[Coroutine[Any, Any, None]]) -> None:
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, asked.set)
    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(each) for each in work]
        serving = group.create_task(server.serve())
        await asked.wait()
        server.should_exit = True
        await serving
        for worker in workers:
            worker.cancel()
