"""Cities on paper: they open cases as the bridge would, and their offices answer what a test tells them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from sys import executable
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

import worker
from activities.hall import Hall
from activities.ports import SystemReply
from activities.register import Book
from activities.task import tasks
from events.contracts.envelope import Envelope, Event
from registry.departments import CHARITY, CIVIL_AFFAIRS, FINANCE, HALL, PUBLIC_SECURITY
from registry.services import CASES, Service, case_id
from schemas.base import Model
from schemas.cases import CaseRecord, CaseStart
from tests.workflows.paper_case import PaperCase, in_envelope
from tests.workflows.paper_offices import PaperDepartments, PaperPost
from workflows import page

log = logging.getLogger(__name__)

SHORT_DAY = timedelta(milliseconds=10)
"""Every limit is over soon."""

BRISK_DAY = timedelta(milliseconds=30)
"""Limits of weeks are over soon, and leave time to act between their rungs."""

UNHURRIED_DAY = timedelta(milliseconds=150)
"""Limits of a day or two are over soon, those of weeks leave time to act."""

LONG_DAY = timedelta(minutes=5)
"""No limit is over before the test is."""

calm = pytest.mark.parametrize("day", [LONG_DAY], ids=["long days"])
brisk = pytest.mark.parametrize("day", [BRISK_DAY], ids=["brisk days"])
unhurried = pytest.mark.parametrize("day", [UNHURRIED_DAY], ids=["unhurried days"])

WORKERS_OF_ITS_OWN = timedelta(minutes=6)
"""A namespace without workers: a test that has some die brings its own."""

NAMESPACES = {SHORT_DAY: "short-days", BRISK_DAY: "brisk-days", UNHURRIED_DAY: "unhurried-days", LONG_DAY: "long-days",
              WORKERS_OF_ITS_OWN: "workers-of-its-own"}  # fmt: skip
DESKS = (CIVIL_AFFAIRS.id, FINANCE.id, CHARITY.id, PUBLIC_SECURITY.id)
SERVER: dict[str, Any] = {
    "dev_server_existing_path": str(Path(executable).with_name("temporal")),
    "dev_server_log_level": "error",
    "search_attributes": [key for key in vars(page).values() if isinstance(key, SearchAttributeKey)],
}
"""How every Temporal server of the tests is started."""


class PaperCity:
    """One test's city: its own departments, its own post, and a number that no other test uses."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.number = f"A-{uuid4().hex[:12]}"
        self.departments = PaperDepartments()
        self.post = PaperPost()

    async def open(
        self, service: Service, *events: Event | Envelope, key: tuple[str, ...] = (), request: Model | None = None
    ) -> PaperCase:
        """Opens a case by events, or by the request of a case above it."""
        case = self.case(service, *key)
        envelopes = [in_envelope(event) for event in events]
        start = CaseStart(case=case.id, service=service.id, opened_by=envelopes[0].id if envelopes else None,
                          request=request.model_dump(mode="json") if request else None)  # fmt: skip
        await self.client.start_workflow(
            service.id, start, id=case.id, task_queue=CASES,
            start_signal="deliver" if envelopes else None, start_signal_args=[envelopes],
            search_attributes=TypedSearchAttributes([
                SearchAttributePair(page.SERVICE, service.id), SearchAttributePair(page.CHAIN, self.number),
            ]),
        )  # fmt: skip
        return case

    def case(self, service: Service, *key: str) -> PaperCase:
        id_ = case_id(service, self.number, *key)
        return PaperCase(id_, self.client.get_workflow_handle(id_, result_type=CaseRecord))

    def sent(self, case: PaperCase) -> list[str]:
        """Types of the events that a case announced, in order."""
        return self.post.of(case.id)

    def said(self, case: PaperCase, type_: str) -> list[dict[str, Any]]:
        """What a case said in its events of a type, in order."""
        return self.post.data(case.id, type_)


class PaperCities:
    """All cities of one server. What a case asks or announces reaches the city whose number the case carries.

    Workers run as long as the server: a worker that ends takes a task along now and then, which comes back too late.
    One that fails has its namespace's workers started again, as a program of the product would be.
    """

    def __init__(self, address: str, running: AsyncExitStack, register: Book | None = None) -> None:
        self._address = address
        self._register = register
        self._running = running
        self._clients: dict[timedelta, Client] = {}
        self._cities: dict[str, PaperCity] = {}

    async def founded(self, day: timedelta) -> PaperCity:
        """A new city, in which a day lasts so long."""
        if day not in self._clients:
            client = await self.client(day)
            await self.served(client, day)
            self._clients[day] = client
        return self.known(PaperCity(self._clients[day]))

    async def client(self, day: timedelta) -> Client:
        """A connection to the namespace in which a day lasts so long."""
        return await Client.connect(self._address, namespace=NAMESPACES[day], data_converter=pydantic_data_converter)

    def known(self, city: PaperCity) -> PaperCity:
        self._cities[city.number] = city
        return city

    async def served(self, client: Client, day: timedelta) -> None:
        """The product's own workers, with the paper offices behind the hall and the desks that have own tasks."""
        serving = asyncio.create_task(self._serve(client, day))
        self._running.push_async_callback(_ended, serving)

    async def _serve(self, client: Client, day: timedelta) -> None:
        while True:
            try:
                async with asyncio.TaskGroup() as group:
                    for each in self.workers(client, day):
                        group.create_task(each.run())
            except ExceptionGroup:
                log.exception("workers of %s failed and are started again", client.namespace)

    def workers(self, client: Client, day: timedelta) -> tuple[Worker, ...]:
        """What serves a namespace, not running yet."""
        return (
            worker.case_worker(client, self, day=day, register=self._register),
            *worker.desk_workers(client, self, DESKS),
            Worker(client, task_queue=HALL, activities=tasks(Hall(self))),
        )

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:
        return await self._of(case).departments.put(department, task, key=key, case=case, body=body)

    async def publish(self, topic: str, envelope: Envelope) -> None:
        await self._of(envelope.subject or "").post.publish(topic, envelope)

    def _of(self, case: str) -> PaperCity:
        return next(self._cities[part] for part in case.split(":") if part in self._cities)


async def _ended(serving: asyncio.Task[None]) -> None:
    serving.cancel()
    await asyncio.wait([serving])


@asynccontextmanager
async def paper_cities(register: Book | None = None) -> AsyncIterator[PaperCities]:
    """Cities on a server of their own, with a namespace for each length of a day; one register for all, or none."""
    namespaces = [option for name in NAMESPACES.values() for option in ("--namespace", name)]
    async with (
        await WorkflowEnvironment.start_local(**SERVER, dev_server_extra_args=namespaces) as environment,
        AsyncExitStack() as running,
    ):
        yield PaperCities(environment.client.service_client.config.target_host, running, register)
