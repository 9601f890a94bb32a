"""How does an event get into a case, once? The one place that knows Temporal's signals, request ids and answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, ValidationError
from temporalio.api.common.v1 import Payloads, WorkflowExecution, WorkflowType
from temporalio.api.enums.v1 import WorkflowIdConflictPolicy, WorkflowIdReusePolicy
from temporalio.api.errordetails.v1 import NamespaceNotFoundFailure
from temporalio.api.sdk.v1 import UserMetadata
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    SignalWithStartWorkflowExecutionRequest,
    SignalWorkflowExecutionRequest,
)
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.converter import WorkflowSerializationContext, encode_search_attributes
from temporalio.service import RPCError, RPCStatusCode

from events.intake import Errand
from events.rejection import Reason, Rejected
from registry.services import CASES, service_of
from schemas.cases import CaseStart
from schemas.identifiers import CaseId, EventId

SIGNAL = "deliver"
SERVICE = SearchAttributeKey.for_keyword("Service")
CHAIN = SearchAttributeKey.for_keyword("Chain")
"""Names as in workflows/page.py, which this folder does not import."""

PATIENCE = timedelta(seconds=5)
LARGEST = 2 * 1024 * 1024
"""Bytes of one payload that the server takes. Far larger ones it answers like an outage, so they must not be sent."""

OUTAGES = frozenset({
    RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.ABORTED, RPCStatusCode.CANCELLED, RPCStatusCode.INTERNAL, RPCStatusCode.UNKNOWN,
    RPCStatusCode.UNAUTHENTICATED,
})  # fmt: skip
"""Answers that say nothing about the event; the last one is about our own credentials."""


class Outage(Exception):
    """Temporal cannot do it now; the same call is worth repeating."""


class CaseAway(Exception):
    """No such case is open: it has closed, or never was."""


class _Line(BaseModel):
    id: EventId
    source: str = ""


class _Memory(BaseModel):
    """What a closed case remembers; read by these fields alone, so that records of every age can be read."""

    read: tuple[_Line, ...] = ()

    @property
    def events(self) -> set[str]:
        return {f"{line.source}#{line.id}" for line in self.read}


def meaning(error: RPCError) -> Exception:
    """What an answer of the server says about an event: try again, the case is away, or it is refused."""
    if error.status in OUTAGES:
        return Outage(f"{error.status.name}: {error.message}")
    if error.status is RPCStatusCode.ALREADY_EXISTS or (
        error.status is RPCStatusCode.NOT_FOUND and not _namespace_missing(error)
    ):
        return CaseAway(error.message)
    return Rejected(Reason.REFUSED_BY_TEMPORAL, f"{error.status.name}: {error.message}")


def _namespace_missing(error: RPCError) -> bool:
    return any(detail.Is(NamespaceNotFoundFailure.DESCRIPTOR) for detail in error.grpc_status.details)


def request_id(errands: Sequence[Errand]) -> str:
    """The same for the same events, so that the server knows a repetition; for one event its own identity."""
    ids = [errand.envelope.identity for errand in errands]
    return ids[0] if len(ids) == 1 else str(uuid5(NAMESPACE_URL, "/".join(ids)))


class Door:
    """Brings events to cases. A repeated request is dropped by the server or, for another run or set, by the case."""

    def __init__(self, client: Client, identity: str) -> None:
        self._client = client
        self._service = client.workflow_service
        self._identity = identity

    async def deliver(self, errands: Sequence[Errand]) -> bool:
        """Brings events to their one case; False when it has closed and read them all before.

        Outage when it is worth repeating, Rejected when it is not.
        """
        try:
            await (self._open if errands[0].keeps else self._inform)(errands)
        except RPCError as error:
            answer = meaning(error)
            if not isinstance(answer, CaseAway):
                raise answer from error
            return await self._closed(errands)
        return True

    async def _closed(self, errands: Sequence[Errand]) -> bool:
        """False when the closed case has read them all; what happened after it may open the next case."""
        next_cases = errands[0].next_cases if len(errands) == 1 else ()
        try:
            await self._known_already(errands)
        except Rejected as rejected:
            if not next_cases or rejected.reason is not Reason.CASE_CLOSED:
                raise
            case, *later = next_cases
            following = replace(errands[0], case=case, service=service_of(case), next_cases=tuple(later))
            return await self.deliver([following])
        return False

    async def healthy(self) -> bool:
        return await self._client.service_client.check_health(timeout=PATIENCE)

    async def check_namespace(self) -> None:
        """Raises when the namespace does not exist: otherwise every event would be refused, one by one."""
        request = DescribeNamespaceRequest(namespace=self._client.namespace)
        try:
            await self._service.describe_namespace(request, timeout=PATIENCE)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                raise RuntimeError(
                    f"Temporal has no namespace {self._client.namespace!r}. Create it, or set "
                    "ONETHING_TEMPORAL_NAMESPACE to the right one."
                ) from error

    async def _open(self, errands: Sequence[Errand]) -> None:
        """Opens the case when it does not exist; a closed one stays closed."""
        first = errands[0]
        summary = f"{first.service.name_zh} {first.case.partition(':')[2]}"
        request = SignalWithStartWorkflowExecutionRequest(
            namespace=self._client.namespace,
            workflow_id=first.case,
            workflow_type=WorkflowType(name=first.service.id),
            task_queue=TaskQueue(name=CASES),
            input=await self._payloads(first.case, _start(first)),
            identity=self._identity,
            request_id=request_id(errands),
            workflow_id_reuse_policy=WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
            workflow_id_conflict_policy=WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
            signal_name=SIGNAL,
            signal_input=await self._letters(errands),
            user_metadata=UserMetadata(summary=(await self._payloads(first.case, summary)).payloads[0]),
        )
        encode_search_attributes(_attributes(first), request.search_attributes)
        await self._service.signal_with_start_workflow_execution(request, timeout=PATIENCE)

    async def _inform(self, errands: Sequence[Errand]) -> None:
        """The case must be open."""
        case = errands[0].case
        request = SignalWorkflowExecutionRequest(
            namespace=self._client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=case),
            signal_name=SIGNAL,
            input=await self._letters(errands),
            identity=self._identity,
            request_id=request_id(errands),
        )
        await self._service.signal_workflow_execution(request, timeout=PATIENCE)

    async def _known_already(self, errands: Sequence[Errand]) -> None:
        """Returns when the closed case has read all of them; Rejected when it has not."""
        case = errands[0].case
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                known = (await self._memory(case)).events
        except TimeoutError as unclear:
            raise Outage(f"{case} was away, and is not closed") from unclear
        if not known.issuperset(errand.envelope.identity for errand in errands):
            raise Rejected(Reason.CASE_CLOSED, f"{case} closed without having read this event.")

    async def _memory(self, case: CaseId) -> _Memory:
        """Of a case that did not end with a record, nothing."""
        handle = self._client.get_workflow_handle(case, result_type=_Memory)
        try:
            remembered = await handle.result()
            return remembered if isinstance(remembered, _Memory) else _Memory()
        except (WorkflowFailureError, ValidationError):
            return _Memory()
        except RPCError as error:
            answer = meaning(error)
            if isinstance(answer, CaseAway):
                raise Rejected(Reason.NO_SUCH_CASE, f"There is no case {case}.") from error
            raise answer from error

    async def _letters(self, errands: Sequence[Errand]) -> Payloads:
        letters = await self._payloads(errands[0].case, [errand.envelope for errand in errands])
        if letters.ByteSize() > LARGEST:
            raise Rejected(Reason.TOO_LARGE, f"{letters.ByteSize()} bytes; a case can be told {LARGEST} at once.")
        return letters

    async def _payloads(self, case: CaseId, value: Any) -> Payloads:
        context = WorkflowSerializationContext(namespace=self._client.namespace, workflow_id=case)
        return Payloads(payloads=await self._client.data_converter.with_context(context).encode([value]))


def _start(errand: Errand) -> CaseStart:
    envelope = errand.envelope
    return CaseStart(
        case=errand.case,
        service=errand.service.id,
        opened_by=envelope.id,
        chain=envelope.chain,
        depth=envelope.causationdepth,
    )


def _attributes(errand: Errand) -> TypedSearchAttributes:
    return TypedSearchAttributes([
        SearchAttributePair(SERVICE, errand.service.id), SearchAttributePair(CHAIN, errand.envelope.chain),
    ])  # fmt: skip
