"""How is a run played? Events out, cases followed to their end, records fetched, compared and shown."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
from aiokafka.errors import KafkaError

from activities.adapters.register.book import SqlBook
from commands import folders, outcome, running, stay
from commands.following import Following
from commands.interrupting import until_interrupted
from commands.outcome import Outcome
from commands.progress import Progress
from commands.verdicts import expected_dead_letters, verdicts
from commands.words import Trouble, say
from events import deadletters
from events.deadletters import DeadLetter
from runtime.platform import HOST
from runtime.settings import Settings
from schemas.household_files import FilePart, FileRequest, PaidLine
from schemas.identifiers import HouseholdRef
from simulator.emission import emit
from simulator.scenarios import Scenario, interleaved, names, short_ones

LOOK = 0.3
LETTERS_WITHIN = 5.0
"""Seconds that the last dead letters may take after the last case has closed."""


async def scenarios(
    wanted: Sequence[str], *, day: float | None, report: Path | None, keep: bool, patience: float, every: bool = False
) -> int:
    """Code 0 when everything is as the scenarios expect, 1 when not."""
    began, given = time.monotonic(), running.given()
    stories = stay.loaded(wanted, otherwise=names if every else short_ones)
    settings = stay.with_city(given, day, stay.RUN_DAY, folders.fresh(given.data_directory))
    say(f"Starting the platform, three workers and a pretend city; files in {settings.data_directory}")
    async with stay.started(settings, stories, given.data_directory) as (known, ours):
        came = await ours.during(_played(known, stories, began, patience))
        outcome.show(came)
        if report is not None:
            _write(report, came)
        if keep:
            stay.tell_addresses(known)
            await until_interrupted(ours.during)
    return 0 if came.as_expected else 1


async def _played(known: Settings, stories: Sequence[Scenario], began: float, patience: float) -> Outcome:
    """Emits, follows, fetches and judges."""
    client = await running.client(known, at_most=30.0)
    try:
        count = await emit(known, interleaved(*stories))
    except KafkaError as unsent:
        raise Trouble(f"The events could not be sent to {known.kafka_bootstrap}: {unsent!r}") from unsent
    say(f"{count} records of {len(stories)} scenarios sent, {time.monotonic() - began:.0f} s after the start")
    following = Following(client, stories)
    await _followed(following, patience)
    found = await following.found()
    dead = await _dead_letters(known, expected_dead_letters(stories).number)
    reasons, paid = [letter.error for letter in dead], await _paid(known, stories)
    told = verdicts(stories, found, await _effects(known), reasons, paid)
    return Outcome(known, tuple(stories), tuple(found), tuple(told), tuple(dead), time.monotonic() - began)


async def _followed(following: Following, patience: float) -> None:
    with Progress() as progress:
        try:
            await asyncio.wait_for(following.until_closed(progress.show), patience)
        except TimeoutError:
            late = ", ".join(await following.open_cases())
            say(f"After {patience:.0f} s these are not closed: {late}", "yellow")


async def _dead_letters(known: Settings, expected: int) -> Sequence[DeadLetter]:
    """All that there are; while expected ones are missing, they get a moment more."""
    until = time.monotonic() + LETTERS_WITHIN
    while True:
        letters = await asyncio.to_thread(deadletters.list_, known)
        if len(letters) >= expected or time.monotonic() > until:
            return letters
        await asyncio.sleep(LOOK)


async def _paid(known: Settings, stories: Sequence[Scenario]) -> dict[HouseholdRef, tuple[PaidLine, ...]]:
    """The payments in the files of the households of which a story says something; looked at when all is over."""
    households = {each.household for story in stories for each in story.money}
    if not households:
        return {}
    book = SqlBook(known.database_url)
    try:
        return {each: await asyncio.to_thread(_paid_to, book, each) for each in households}
    finally:
        book.close()


def _paid_to(book: SqlBook, household: HouseholdRef) -> tuple[PaidLine, ...]:
    read = FileRequest(household=household, by="onething run", purpose="scenario", parts=(FilePart.PAID,))
    file = book.household_file(read)
    return file.paid if file else ()


async def _effects(known: Settings) -> list[dict[str, Any]]:
    """What the pretend offices did, as they remember it."""
    try:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://{HOST}:{known.city_port}/effects")
        effects: list[dict[str, Any]] = answer.raise_for_status().json()
    except httpx.HTTPError as unheard:
        say(f"The pretend city did not tell what its offices did: {unheard!r}", "yellow")
        return []
    return effects


def _write(file: Path, came: Outcome) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(outcome.report(came).model_dump_json(indent=2) + "\n", "utf-8")
    except OSError as unwritten:
        raise Trouble(f"{file} cannot be written: {unwritten}") from unwritten
    say(f"Written to {file}")
