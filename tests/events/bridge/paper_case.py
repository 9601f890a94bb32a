"""A case that only keeps what it is told; ends when the application is taken back."""

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from events.contracts.civil_affairs import AssistanceApplicationWithdrawn
from events.contracts.envelope import Envelope
from registry.services import CASES
from schemas.base import Model
from schemas.cases import CaseRecord, CaseStart, EventLine


class Kept(Model):
    """What a paper case was told so far."""

    start: CaseStart
    events: tuple[str, ...] = ()
    signals: tuple[int, ...] = ()
    """How many events each signal brought."""
    doubles: int = 0


@workflow.defn(name="assistance")
class PaperCase:
    """As the real ones: an event counts once, whatever comes twice."""

    told = 0
    """How many events all cases of this process were told: a quick look for tests."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self._kept = Kept(start=start)
        self._read: list[EventLine] = []

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:
        await workflow.wait_condition(
            lambda: any(line.type == AssistanceApplicationWithdrawn.type for line in self._read)
        )
        return CaseRecord(
            case=start.case, service=start.service, status="closed", opened_by=start.opened_by, read=tuple(self._read)
        )

    @workflow.signal
    def deliver(self, envelopes: list[Envelope]) -> None:
        before = len(self._read)
        PaperCase.told += len(envelopes)
        for envelope in envelopes:
            if all(line.id != envelope.id for line in self._read):
                self._read.append(
                    EventLine(id=envelope.id, source=envelope.source, type=envelope.type, at=envelope.time)
                )
        self._kept = Kept(
            start=self._kept.start,
            events=tuple(line.id for line in self._read),
            signals=(*self._kept.signals, len(envelopes)),
            doubles=self._kept.doubles + before + len(envelopes) - len(self._read),
        )

    @workflow.query
    def kept(self) -> Kept:
        return self._kept


def worker(client: Client) -> Worker:
    return Worker(client, task_queue=CASES, workflows=[PaperCase], workflow_runner=UnsandboxedWorkflowRunner())
