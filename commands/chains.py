"""Where are the cases of a chain? Found by its correlation id, or by an event somewhere within it."""

import asyncio
import json
from typing import Any

from pydantic import ValidationError
from temporalio.client import Client
from temporalio.exceptions import TemporalError

from commands import cases, running
from commands.following import record_of
from commands.lineage import Node, first, tree
from commands.words import Trouble
from events import deadletters
from events.contracts.envelope import Envelope
from registry.topics import TOPICS
from runtime import kafka
from runtime.settings import Settings
from schemas.cases import CaseRecord, EventLine
from workflows.page import CHAIN

AT_ONCE = 8


def lineage(event: str) -> Node:
    """The tree below an event; Trouble when nobody knows it."""
    settings = running.settings()
    sent = _sent(settings, event)
    if sent is None:
        raise Trouble(
            f"No event {event} is on any topic of {settings.kafka_bootstrap}. `onething case show` names some."
        )
    records = cases.with_client(lambda client: _records(client, sent.chain))
    line = first(event, records) or EventLine(id=sent.id, source=sent.source, type=sent.type, at=sent.time)
    return tree(line, records, deadletters.list_(settings))


def as_json(node: Node) -> str:
    """The tree for machines."""
    return json.dumps(_plain(node), ensure_ascii=False, indent=2)


def _plain(node: Node) -> dict[str, Any]:
    at = node.at.isoformat() if node.at else None
    below = [_plain(each) for each in node.below]
    return {"name": node.name, "what": node.what, "at": at, "note": node.note, "below": below}


def _sent(settings: Settings, event: str) -> Envelope | None:
    """The event as it was sent; the topics are read from their beginning, as long as they are kept."""
    wanted = event.encode()
    for topic in TOPICS:
        for record in kafka.read_all(settings, topic):
            if record.value is not None and wanted in record.value:
                envelope = _envelope(record.value)
                if envelope is not None and envelope.id == event:
                    return envelope
    return None


def _envelope(value: bytes) -> Envelope | None:
    try:
        return Envelope.model_validate_json(value)
    except ValidationError:
        return None


async def _records(client: Client, chain: str) -> list[CaseRecord]:
    """Every case of the chain; one that cannot tell its record is left out."""
    if "'" in chain:
        raise Trouble(f"A correlation id has no quotes in it: {chain}")
    places = asyncio.Semaphore(AT_ONCE)
    listed = [case async for case in client.list_workflows(f"{CHAIN.name} = '{chain}'")]

    async def fetched(case: Any) -> CaseRecord | None:
        async with places:
            try:
                return await record_of(client, case)
            except (TemporalError, ValidationError):
                return None

    found = await asyncio.gather(*map(fetched, listed))
    return [record for record in found if record is not None]
