"""Where does the platform run? Where the environment says, else where a running `onething` wrote down."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from temporalio.client import Client

from commands.words import Trouble
from runtime.settings import PREFIX, Settings
from runtime.temporal import connect
from schemas.base import Model

FILE = "platform.json"
START = "Start it with `onething up` in another terminal, or set its addresses in the environment."


class Running(Model):
    """What another terminal needs to know of a running platform."""

    pid: int
    platform: Literal["embedded", "outside"]
    temporal_address: str
    temporal_namespace: str
    temporal_ui_url: str | None
    kafka_bootstrap: str
    departments_url: str
    data_directory: Path
    city_port: int
    city_day: float | None

    @property
    def lives(self) -> bool:
        """The process that wrote it is still there."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True


def given(**chosen: Any) -> Settings:
    """The settings of the environment, with what the command line chose."""
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        raise Trouble(_explained(error)) from error


def settings() -> Settings:
    """The settings with the addresses of a platform that runs; Trouble when none does."""
    known = given()
    if known.temporal_address is not None:
        return known
    found = running(known.data_directory)
    if found is None:
        raise Trouble(f"No platform runs in {known.data_directory}. {START}")
    return known.model_copy(update=found.model_dump(exclude={"pid"}))


def running(directory: Path) -> Running | None:
    """What the running platform of that directory wrote down; None when none runs."""
    try:
        found = Running.model_validate_json((directory / FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    return found if found.lives else None


def write_down(known: Settings, directory: Path) -> bool:
    """Lets the other commands find this platform; False when another one that runs is written down there."""
    if running(directory) is not None:
        return False
    names = set(Running.model_fields) - {"pid"}
    found = Running(pid=os.getpid(), **known.model_dump(include=names))
    directory.mkdir(parents=True, exist_ok=True)
    (directory / FILE).write_text(found.model_dump_json(indent=2) + "\n", "utf-8")
    return True


def forget(directory: Path) -> None:
    """Nobody finds this platform any more; another process's is left alone."""
    found = running(directory)
    if found is not None and found.pid == os.getpid():
        with suppress(FileNotFoundError):
            (directory / FILE).unlink()


async def client(known: Settings, *, at_most: float = 3.0) -> Client:
    """A client of the running platform; Trouble when Temporal does not answer."""
    try:
        return await connect(known, at_most=at_most)
    except ConnectionError as absent:
        raise Trouble(f"{absent} {START}") from absent


def _explained(error: ValidationError) -> str:
    lines = (f"{_named(problem['loc'])}{problem['msg'].removeprefix('Value error, ')}" for problem in error.errors())
    return "\n".join(lines)


def _named(place: tuple[int | str, ...]) -> str:
    return f"{PREFIX}{str(place[0]).upper()}: " if place else ""
