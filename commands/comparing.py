"""How are many households judged under two sets of figures? In chunks, on every processor, line by line."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from commands.words import Trouble
from policy.comparison import Comparison, compared
from policy.figures import Pack, Proposal
from policy.packs import pack_of, proposal
from schemas.households import Application

CHUNK = 1000
TOLD = 5
"""So many wrong lines are told; more would say the same."""


@dataclass(frozen=True)
class Chunk:
    """Some lines of a file of cases: so many lie before it, it begins at this byte, and has so many itself."""

    cases: Path
    before: int
    start: int
    size: int

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines with their numbers; empty ones are passed over."""
        with self.cases.open("rb") as file:
            file.seek(self.start)
            for number, line in enumerate(islice(file, self.size), self.before + 1):
                if line.strip():
                    yield number, line


@dataclass(frozen=True)
class Twin:
    """The two sets of figures and the day; `after` stands on top of `before`, so that only what it says differs."""

    on: date
    before: Pack
    after: Pack

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(part for part in self.after if isinstance(part, Proposal))


@dataclass(frozen=True)
class Judged:
    """What became of a chunk: the comparison, lines that are no application, changed figures that were asked for."""

    comparison: Comparison
    wrong: tuple[str, ...]
    asked: frozenset[str]


def twin(before: str, after: str, on: date) -> Twin:
    """Both sets of figures, each a TOML file or the name of a pack."""
    today = chosen(before, on)
    return Twin(on, today, (*chosen(after, on), *today))


def chosen(written: str, on: date) -> Pack:
    """A set of figures: a file of proposed values, a region, or presets."""
    file = Path(written)
    try:
        return (proposal(file.read_text("utf-8"), on),) if file.suffix == ".toml" else pack_of(written)
    except OSError as unread:
        raise Trouble(f"The proposal {file} cannot be read: {unread.strerror}.") from None
    except (LookupError, ValueError, TypeError) as wrong:
        raise Trouble(f"{written}: {wrong.args[0]}") from None


def judged(cases: Path, asked: Twin, processes: int | None = None) -> Judged:
    """Every household of the file; Trouble names the lines that are none."""
    found, wrong, counted = Comparison(), list[str](), set[str]()
    try:
        for part in _parts(_chunks(cases), asked, processes or os.cpu_count() or 1):
            found.add(part.comparison)
            wrong += part.wrong
            counted |= part.asked
    except OSError as unread:
        raise Trouble(f"The cases {cases} cannot be read: {unread.strerror}.") from None
    except (LookupError, ValueError) as refused:
        raise Trouble(str(refused.args[0])) from None
    if wrong:
        more = [f"  and {len(wrong) - TOLD} more"] if len(wrong) > TOLD else []
        said = f"Nothing is compared: {len(wrong)} lines of {cases} are no application."
        raise Trouble("\n".join([said, *wrong[:TOLD], *more]))
    return Judged(found, (), frozenset(counted))


def _chunks(cases: Path) -> list[Chunk]:
    """Where in the file each chunk begins, so that whoever judges it reads it."""
    starts, place = list[Chunk](), 0
    with cases.open("rb") as lines:
        for number, line in enumerate(lines):
            if number % CHUNK == 0:
                starts.append(Chunk(cases, number, place, CHUNK))
            place += len(line)
    return starts


def _parts(chunks: list[Chunk], asked: Twin, processes: int) -> Iterator[Judged]:
    """A few chunks are judged here; for more it pays to start processes."""
    if processes == 1 or len(chunks) <= processes:
        yield from (_judge(asked, chunk) for chunk in chunks)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _remember, (asked,)) as pool:
        yield from pool.map(_judge_remembered, chunks)


_ASKED: list[Twin] = []


def _remember(asked: Twin) -> None:
    """What this process is asked, told to it once: a proposal is read once, and its figures are found again."""
    _ASKED[:] = [asked]


def _judge_remembered(chunk: Chunk) -> Judged:
    return _judge(_ASKED[0], chunk)


def _judge(asked: Twin, chunk: Chunk) -> Judged:
    applications, wrong = list[Application](), list[str]()
    for number, line in chunk.lines():
        try:
            applications.append(Application.model_validate_json(line))
        except ValidationError as error:
            wrong.append(_told(number, error))
    comparison = compared(applications, asked.on, asked.before, asked.after)
    return Judged(comparison, tuple(wrong), frozenset(key for part in asked.proposals for key in part.asked))


def _told(number: int, error: ValidationError) -> str:
    """Where and what, without the value: it may be somebody's name."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"  line {number}: {f'{where}: ' if where else ''}{first['msg']}"
