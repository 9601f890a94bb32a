"""Where are the cases of a chain? Found by its correlation id, or by an event somewhere within it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from temporalio.client import Client, WorkflowExecution
from temporalio.exceptions import TemporalError

from commands import cases, running
from commands.following import record_of
from commands.lineage import Chain, Known, Node, Sent, stopped
from commands.words import Trouble
from events import deadletters
from events.contracts.envelope import Envelope
from registry.topics import ALERTS, DEAD_LETTERS, OUTCOMES, TOPICS
from runtime import kafka
from runtime.settings import Settings
from workflows.page import CHAIN

AT_ONCE = 8
SAID = tuple(topic for topic in TOPICS if topic != DEAD_LETTERS)


def lineage(event: str) -> Node:
    """The tree below an event; Trouble when nobody knows it."""
    settings = running.settings()
    sent = _sent(settings, event)
    if event not in sent:
        raise Trouble(
            f"No event {event} is on any topic of {settings.kafka_bootstrap}. `onething case show` names some."
        )
    known = cases.with_client(lambda client: _known(client, sent[event].chain))
    said = {id_: each.sent for id_, each in sent.items()}
    return Chain(known, said, stopped(deadletters.list_(settings))).tree(event)


def as_json(node: Node) -> str:
    """The tree for machines."""
    return json.dumps(_plain(node), ensure_ascii=False, indent=2)


def _plain(node: Node) -> dict[str, Any]:
    at = node.at.isoformat() if node.at else None
    below = [_plain(each) for each in node.below]
    kind = "case" if node.case else "derived" if node.derived else "event"
    return {"name": node.name, "what": node.what, "kind": kind, "at": at, "note": node.note, "below": below}


@dataclass(frozen=True)
class _Said:
    """An event as it lies on its topic."""

    chain: str
    sent: Sent


def _sent(settings: Settings, event: str) -> dict[str, _Said]:
    """Every event of the chain to which the event belongs; topics are read as far back as they are kept."""
    found = {said.sent.id: said for said in _said(settings, event)}
    if event not in found:
        return {}
    chain = found[event].chain
    return {said.sent.id: said for said in _said(settings, chain) if said.chain == chain}


def _said(settings: Settings, word: str) -> Iterator[_Said]:
    """Every event in which the word occurs, the first of each id."""
    known: set[str] = set()
    for record in kafka.read_all(settings, *SAID):
        if record.value is None or word.encode() not in record.value:
            continue
        envelope = _envelope(record.value)
        if envelope is not None and envelope.id not in known:
            known.add(envelope.id)
            # A case tells when it announced; whatever a department says counts from when it lay on its topic.
            at = envelope.time if record.topic == OUTCOMES else datetime.fromtimestamp(record.timestamp / 1000, UTC)
            sent = Sent(envelope.id, envelope.source, envelope.type, at, envelope.causationid, record.topic == ALERTS)
            yield _Said(envelope.chain, sent)


def _envelope(value: bytes) -> Envelope | None:
    try:
        return Envelope.model_validate_json(value)
    except ValidationError:
        return None


async def _known(client: Client, chain: str) -> list[Known]:
    """Every case of the chain; one that cannot tell its record is left out."""
    if "'" in chain:
        raise Trouble(f"A correlation id has no quotes in it: {chain}")
    places = asyncio.Semaphore(AT_ONCE)
    listed = [case async for case in client.list_workflows(f"{CHAIN.name} = '{chain}'")]

    async def fetched(case: WorkflowExecution) -> Known | None:
        async with places:
            try:
                return Known(await record_of(client, case), case.start_time)
            except (TemporalError, ValidationError):
                return None

    found = await asyncio.gather(*map(fetched, sorted(listed, key=lambda case: case.start_time)))
    return [known for known in found if known is not None]
