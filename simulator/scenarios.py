"""What is a scenario, and which are there? A folder with a scenario.toml, the forms it names, and events.jsonl."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from events.contracts.catalogue import problems
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from events.contracts.envelope import Envelope
from registry.topics import SOURCES
from schemas.base import Model
from schemas.city_time import CITY_TIME
from schemas.households import Application
from schemas.registrations import MarriageEntry
from simulator.archive import Told
from simulator.bank import Account
from simulator.behaviours import Behaviour
from simulator.choices import Choice
from simulator.clock_words import ClockWord
from simulator.emission import Record, record
from simulator.expectations import DeadLetters, Expectation, Money
from simulator.habits import Habit
from simulator.paydays import Payday, dated
from simulator.residents import Resident
from simulator.sequels import Sequel

FOLDER = Path(__file__).parent / "scenarios"
TOPIC_OF = {source: topic for topic, source in SOURCES.items() if topic.startswith("dept.")}
"""Departments speak on one topic each, so the source tells the topic."""

TODAY = "{today}"
THIS_MONTH = "{this-month}"
"""Stands for the day on which the scenario is read: periods are counted from it."""

SUBMITTED = AssistanceApplicationSubmitted.type


class ScenarioBroken(Exception):
    """A scenario cannot be read; the message says file, line, what is wrong and what to do."""


class Lock(Model):
    """A person whom another office holds for a marriage of its own."""

    person: str
    booking: str
    office: str = ""


class Scenario(Model):
    """A story with its people, how the offices behave in it, who decides what, and how it should end."""

    name: str
    title: str
    title_zh: str
    story: str
    short: bool = Field(False, description="Played by `make run`; the tests play all")
    residents: tuple[Resident, ...] = Field((), alias="person")
    applications: tuple[Application, ...] = Field((), alias="application")
    told: tuple[Told, ...] = Field((), alias="answer")
    locks: tuple[Lock, ...] = Field((), alias="lock")
    marriages: tuple[MarriageEntry, ...] = Field((), alias="marriage")
    behaviours: tuple[Behaviour, ...] = Field((), alias="behaviour")
    choices: tuple[Choice, ...] = Field((), alias="ruling")
    habits: tuple[Habit, ...] = Field((), alias="citizen")
    accounts: tuple[Account, ...] = Field((), alias="account")
    paydays: tuple[Payday, ...] = Field((), alias="payday")
    sequels: tuple[Sequel, ...] = Field((), alias="sequel")
    words: tuple[ClockWord, ...] = Field((), alias="clock")
    expectations: tuple[Expectation, ...] = Field((), alias="expect")
    money: tuple[Money, ...] = Field((), alias="paid")
    dead_letters: DeadLetters = Field(DeadLetters(number=0), alias="expect_dead_letters")
    lines: tuple[Record, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The business keys and persons that this story is about."""
        cases = (_key(expectation.case) for expectation in self.expectations)
        return frozenset(cases) | {resident.ref for resident in self.residents}

    @property
    def submitted(self) -> tuple[Application, ...]:
        """The forms that households send: the town keeps them."""
        said = (_heard(line.value) for line in self.lines)
        return tuple(Application.model_validate(event.data["application"]) for event in said
                     if event is not None and event.type == SUBMITTED)  # fmt: skip


def _key(case: str) -> str:
    """The first part that names somebody or something: a review's second part names a kind of fact."""
    parts = case.split(":")[1:]
    return next((part for part in parts if any(map(str.isdigit, part))), parts[0])


def _heard(value: bytes) -> Envelope | None:
    """The event of a line; None for rubbish."""
    try:
        return Envelope.model_validate_json(value)
    except ValidationError:
        return None


def names() -> tuple[str, ...]:
    """Every shipped scenario."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/scenario.toml")))


def short_ones() -> tuple[str, ...]:
    """What is played when nobody says what."""
    return tuple(name for name in names() if load(name).short)


def load(name: str, folder: Path = FOLDER) -> Scenario:
    """The scenario of that name; ScenarioBroken tells what is wrong with it."""
    home = folder / name
    file = home / "scenario.toml"
    if not file.is_file():
        raise ScenarioBroken(f"{file}: there is no such scenario. Shipped are: {', '.join(names())}.")
    text = _written(file)
    tables = _with_forms(_tables(file, text), home)
    try:
        scenario = Scenario.model_validate({"name": name, "lines": tuple(_lines(home / "events.jsonl")), **tables})
    except ValidationError as error:
        raise ScenarioBroken(_explained(file, text, error)) from error
    return _scoped(scenario)


def records(scenario: Scenario) -> Iterator[Record]:
    """What the scenario puts on the topics, in its order."""
    yield from scenario.lines


def interleaved(*scenarios: Scenario) -> Iterator[Record]:
    """One line of each scenario in turn, so that the stories mix; each keeps its own order."""
    for row in zip_longest(*(scenario.lines for scenario in scenarios)):
        yield from (line for line in row if line is not None)


def _tables(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioBroken(f"{file}: {error}. Correct the TOML at that place.") from error


def _with_forms(tables: dict[str, Any], home: Path) -> dict[str, Any]:
    """Names of form files become the forms that lie in them."""
    forms = [_form(home / entry["file"]) for entry in tables.get("application", ())]
    habits = [
        {**entry, "application": _form(home / entry["application"])} if "application" in entry else entry
        for entry in tables.get("citizen", ())
    ]
    sequels = [
        {**{name: said for name, said in entry.items() if name != "file"}, "event": _event(home / entry["file"])}
        for entry in tables.get("sequel", ())
    ]
    return {**tables, "application": forms, "citizen": habits, "sequel": sequels}


def _written(file: Path) -> str:
    return as_of_today(file.read_text("utf-8"))


def as_of_today(text: str) -> str:
    """The text with the day of today, its month, and the month that is paid, written into it."""
    now = datetime.now(CITY_TIME)
    return dated(text).replace(TODAY, f"{now:%F}").replace(THIS_MONTH, f"{now:%Y-%m}")


def _event(file: Path) -> Envelope:
    try:
        return Envelope.model_validate_json(_written(file))
    except FileNotFoundError:
        raise ScenarioBroken(f"{file}: the scenario names this event, but there is no such file. Add it.") from None
    except ValidationError as error:
        raise ScenarioBroken(f"{file}: {problems(error)}. Correct the event by docs/events.md.") from error


def _form(file: Path) -> Application:
    try:
        return Application.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise ScenarioBroken(f"{file}: the scenario names this form, but there is no such file. Add it.") from None
    except ValidationError as error:
        raise ScenarioBroken(f"{file}: {problems(error)}. Correct the form by schemas/households.py.") from error


def _lines(file: Path) -> Iterator[Record]:
    if not file.exists():
        return
    text = _written(file)
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            yield _record(line)
        except (ValueError, KeyError, TypeError) as error:
            what = problems(error) if isinstance(error, ValidationError) else str(error)
            raise ScenarioBroken(
                f"{file}, line {number}: {what}. A line is a CloudEvent of a department, "
                'or {"topic": ..., "key": ..., "raw": ...} for bytes as they are.'
            ) from error


def _record(line: str) -> Record:
    if raw := _Raw.read(line):
        return Record(raw.topic, raw.key.encode(), raw.raw.encode())
    envelope = Envelope.model_validate_json(line)
    if envelope.source not in TOPIC_OF:
        raise ValueError(f"{envelope.source} is the source of no department")
    return record(envelope, TOPIC_OF[envelope.source])


class _Raw(Model):
    topic: str
    key: str
    raw: str

    @classmethod
    def read(cls, line: str) -> "_Raw | None":
        try:
            return cls.model_validate_json(line)
        except ValidationError:
            return None


def _explained(file: Path, text: str, error: ValidationError) -> str:
    first = error.errors()[0]["loc"]
    remedy = "Correct the entry; simulator/scenarios.py names the fields of each table."
    return f"{file}, line {_line_of(text, first)}: {problems(error)}. {remedy}"


def _line_of(text: str, place: tuple[int | str, ...]) -> int:
    """The line of the table that the error lies in; 1 when it lies in none."""
    table, index = (str(place[0]) if place else ""), (place[1] if len(place) > 1 else 0)
    heads = [n for n, line in enumerate(text.splitlines(), start=1) if line.strip().strip("[]") == table]
    return heads[index] if isinstance(index, int) and index < len(heads) else (heads or [1])[0]


def _scoped(scenario: Scenario) -> Scenario:
    """What says nothing of its case applies to this scenario's cases only."""
    scope = {"keys": scenario.keys}
    return scenario.model_copy(
        update={
            "behaviours": tuple(each.model_copy(update=scope) for each in scenario.behaviours),
            "told": tuple(each.model_copy(update=scope) for each in scenario.told),
        }
    )
