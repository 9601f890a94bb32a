#!/usr/bin/env python
"""Once before the first start on outside clusters: search attributes, topics and tables that the processes expect.

May be repeated. It creates what is missing and leaves alone what is there; it never changes a topic.
"""

import asyncio

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.client import Client

from activities.adapters.register.upgrade import upgrade
from registry.topics import TOPICS
from runtime import kafka, logs, temporal
from runtime.logs import logger
from runtime.settings import Settings
from workflows.page import ATTRIBUTES

TYPES = {
    "Keyword": IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    "Datetime": IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    "Bool": IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
}

log = logger(__name__)


async def prepare(settings: Settings) -> None:
    """Afterwards a case can be opened and an event sent."""
    await _search_attributes(await temporal.connect(settings, at_most=120.0))
    await asyncio.to_thread(kafka.create_topics, settings, TOPICS)
    log.info("prepare.topics", count=len(TOPICS))
    log.info("prepare.register", revision=await asyncio.to_thread(upgrade, settings.database_url))


async def _search_attributes(client: Client) -> None:
    known = ListSearchAttributesRequest(namespace=client.namespace)
    there = (await client.operator_service.list_search_attributes(known)).custom_attributes
    missing = {name: TYPES[kind] for name, kind in ATTRIBUTES.items() if name not in there}
    if missing:
        request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        await client.operator_service.add_search_attributes(request)
    log.info("prepare.search_attributes", count=len(ATTRIBUTES), created=sorted(missing))


if __name__ == "__main__":
    given = Settings()
    logs.configure(given, "prepare")
    asyncio.run(prepare(given))
