"""How long is each link of a chain? One life, from a bill to the grave, on a platform that is warm; asserts nothing.

A link lies between the announcement of an event and the case that it opens. Between links stand the waits of people
and law, which are pretend days here.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from simulator.scenarios import FOLDER

ONETHING = str(Path(sys.executable).with_name("onething"))
STORY = FOLDER / "one-life" / "events.jsonl"
CROSSING = "ol-0002"
LINK = 5.0
"""Seconds that a link may take."""
PATIENCE = 240.0
LAST = "death.settled"


def main(
    day: Annotated[float, typer.Option(help="Seconds of a pretend day.")] = 0.5,
    rest: Annotated[float, typer.Option(help="Seconds in which the streams grow warm between the two bills.")] = 15.0,
) -> None:
    """Play one life and print its chain: the tree, and every link with its seconds."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        with _up(folder, day):
            first, second = STORY.read_text("utf-8").splitlines()
            _emit(folder, first)
            time.sleep(rest)
            _emit(folder, second)
            _until(lambda: LAST in _typed(folder, "chain", "show", CROSSING), f"no {LAST}")
            picture, told = (_typed(folder, "chain", "show", CROSSING, *how) for how in ((), ("--json",)))
    _print(picture, list(_links(json.loads(told))))


@contextmanager
def _up(folder: Path, day: float) -> Iterator[None]:
    said = folder / "up.txt"
    with said.open("wb") as output:
        command = _command(folder, "up", "--scenario", "one-life", "--day", str(day))
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _until(lambda: "In another terminal" in said.read_text("utf-8"), "the platform is not up")
        yield
    finally:
        process.terminate()
        process.wait(30)


def _emit(folder: Path, line: str) -> None:
    file = folder / "bill.jsonl"
    file.write_text(line + "\n", "utf-8")
    _typed(folder, "emit", str(file))


def _typed(folder: Path, *words: str) -> str:
    return subprocess.run(_command(folder, *words), check=True, capture_output=True, text=True).stdout


def _command(folder: Path, *words: str) -> list[str]:
    return ["env", f"ONETHING_DATA_DIRECTORY={folder}", "COLUMNS=160", ONETHING, *words]


def _until(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise SystemExit(f"After {PATIENCE:.0f} s: {what}")
        time.sleep(1.0)


def _links(node: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Each event, what it opened or what a stream made of it, and the seconds between."""
    for below in node["below"]:
        if below["kind"] != "event" and node["kind"] != "case" and below["at"]:
            took = datetime.fromisoformat(below["at"]) - datetime.fromisoformat(node["at"])
            yield node["what"], below["name"], took.total_seconds()
        yield from _links(below)


def _print(picture: str, links: list[tuple[str, str, float]]) -> None:
    table = Table("event", "opens", "seconds")
    for event, opened, took in links:
        table.add_row(event, opened, f"{took:.2f}")
    console = Console(width=160)
    console.print(picture, markup=False, highlight=False)
    console.print(table)
    slow = sum(took > LINK for _, _, took in links)
    longest = max((took for _, _, took in links), default=0.0)
    console.print(f"{len(links)} links, the longest {longest:.2f} s; {slow} above {LINK:.0f} s.")


if __name__ == "__main__":
    typer.run(main)
