"""A city on paper: it opens cases as the bridge would, and its offices answer what a test tells them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.worker import Worker

import worker
from activities.hall import Hall
from activities.task import tasks
from events.contracts.envelope import Envelope, Event
from registry.departments import CHARITY, CIVIL_AFFAIRS, FINANCE, HALL, PUBLIC_SECURITY
from registry.services import CASES, Service, case_id
from schemas.base import Model
from schemas.cases import CaseRecord, CaseStart
from tests.workflows.paper_case import PaperCase, in_envelope
from tests.workflows.paper_offices import PaperDepartments, PaperPost
from workflows.page import CHAIN, SERVICE

SHORT_DAY = timedelta(milliseconds=10)
"""Every limit is over soon."""

UNHURRIED_DAY = timedelta(milliseconds=150)
"""Limits of a day or two are over soon, those of weeks leave time to act."""

LONG_DAY = timedelta(minutes=5)
"""No limit is over before the test is."""

calm = pytest.mark.parametrize("day", [LONG_DAY], ids=["long days"])
unhurried = pytest.mark.parametrize("day", [UNHURRIED_DAY], ids=["unhurried days"])

DESKS = (CIVIL_AFFAIRS.id, FINANCE.id, CHARITY.id, PUBLIC_SECURITY.id)


class PaperCity:
    """One test's city: its own departments, its own post, and a number that no other test uses."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.number = f"A-{uuid4().hex[:12]}"
        self.departments = PaperDepartments(self.number)
        self.post = PaperPost(self.number)

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
                SearchAttributePair(SERVICE, service.id), SearchAttributePair(CHAIN, self.number),
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


def workers(city: PaperCity, day: timedelta) -> list[Worker]:
    """The product's own workers, with paper offices behind the hall and the desks that have tasks of their own."""
    return [
        worker.case_worker(city.client, city.post, day=day),
        *worker.desk_workers(city.client, city.departments, DESKS),
        Worker(city.client, task_queue=HALL, activities=tasks(Hall(city.departments))),
    ]
