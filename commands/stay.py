"""How does the platform stay up for other terminals? Started, written down, looked after."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from commands import running
from commands.interrupting import until_interrupted
from commands.programs import Children, children, city, platform
from commands.words import Trouble, say
from runtime.platform import HOST, free_port
from runtime.settings import Settings
from simulator.scenarios import FOLDER, Scenario, ScenarioBroken, load, names

RUN_DAY, UP_DAY = 0.5, 5.0
"""Seconds of a pretend day where neither the command line nor the environment says."""


async def up(scenarios: Sequence[str], *, day: float | None, clerks: bool = True) -> int:
    """Runs until it is ended; leaving it by Ctrl-C is the ordinary way."""
    stories = loaded(scenarios)
    settings = with_city(running.given(), day, UP_DAY)
    async with started(settings, stories, settings.data_directory, clerks=clerks) as (known, ours):
        tell_addresses(known)
        await until_interrupted(ours.during)
    return 0


@asynccontextmanager
async def started(
    settings: Settings, stories: Iterable[Scenario], directory: Path, *, clerks: bool = True
) -> AsyncIterator[tuple[Settings, Children]]:
    """The platform and all processes, written down in the directory so that the other commands find them."""
    async with platform(settings, _warn) as known:
        written = running.write_down(known, directory)
        try:
            living = city(known, [story.name for story in stories], clerks=clerks)
            async with children(known, _warn, living) as ours:
                yield known, ours
        finally:
            if written:
                running.forget(directory)


def with_city(settings: Settings, day: float | None, usual: float, data_directory: Path | None = None) -> Settings:
    """The settings with a pretend city: its port, its day, and the departments' address unless one is given."""
    port = settings.city_port or free_port()
    return running.given(
        city_port=port,
        city_day=day or settings.city_day or (usual if settings.embedded else None),
        departments_url=settings.departments_url or f"http://{HOST}:{port}/{{department}}",
        data_directory=data_directory,
    )


def loaded(wanted: Sequence[str], *, otherwise: Callable[[], Sequence[str]] = names) -> list[Scenario]:
    """The scenarios of these names, or else all; Trouble names what is wrong."""
    try:
        return [load(name) for name in wanted or otherwise()]
    except ScenarioBroken as broken:
        raise Trouble(str(broken)) from broken


def tell_addresses(known: Settings) -> None:
    """Where everything answers, and how to go on in another terminal."""
    say("onething is up. End it with Ctrl-C.", "bold")
    say(f"  Temporal UI   {known.temporal_ui_url or '-'}")
    say(f"  Temporal      {known.temporal_address}")
    say(f"  Kafka         {known.kafka_bootstrap}")
    say(f"  departments   {known.departments_url}")
    say(f"  logs          {known.data_directory / 'logs'}")
    say(f"  a city day    {known.city_day} s" if known.city_day else "  a city day    a real day")
    say("In another terminal:")
    say(f"  onething emit {FOLDER / 'family-of-three' / 'events.jsonl'}")
    say("  onething case list --all")
    say("  onething doctor")


def _warn(text: str) -> None:
    say(text, "yellow")
