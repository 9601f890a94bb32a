"""What does a record ask for? Judged from its bytes alone: which events go to which cases, or why it is rejected."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import TopicPartition

from events.contracts.catalogue import ContractBroken, received
from events.contracts.envelope import Envelope
from events.rejection import Headers, Reason, Record, Rejected, bug
from events.triggers import MAX_DEPTH, reactions
from events.watermark import Tenure
from registry.services import Service
from schemas.identifiers import CaseId

MOST_TOGETHER = 100
LARGEST_TOGETHER = 256 * 1024


@dataclass(frozen=True)
class Errand:
    """One event, and one case that it is to reach."""

    envelope: Envelope
    case: CaseId
    service: Service
    keeps: bool
    """The case is opened when it does not exist yet."""
    next_cases: tuple[CaseId, ...] = ()
    """The cases that are opened, each when those before have closed without this event."""


@dataclass(frozen=True)
class Parcel:
    """A record on its way, with what it asks for or why it was rejected."""

    record: Record
    tenure: Tenure
    errands: tuple[Errand, ...] = ()
    rejected: Rejected | None = None

    def finish(self) -> None:
        """Its offset counts as done; may be said twice."""
        self.tenure.finish(TopicPartition(self.record.topic, self.record.partition), self.record.offset)


def judged(record: Record, tenure: Tenure) -> Parcel:
    """Never raises: whatever is wrong with a record is a reason to reject it."""
    try:
        found = errands(record.value, record.topic, record.headers)
        _keyed(record, found)
        return Parcel(record, tenure, found)
    except Rejected as rejected:
        return Parcel(record, tenure, rejected=rejected)
    except Exception as error:  # noqa: BLE001  a bug of ours costs one record its way, and never stops the stream
        return Parcel(record, tenure, rejected=bug(error))


def _keyed(record: Record, found: tuple[Errand, ...]) -> None:
    """A record under another key than its event's lies in another partition, where nobody keeps its order."""
    if found and record.key is not None and record.key != found[0].envelope.partitionkey.encode():
        raise Rejected(Reason.CONTRACT, "The key of the record is not the partitionkey of its event.")


def errands(value: bytes | None, topic: str, headers: Headers = ()) -> tuple[Errand, ...]:
    """None when the event concerns no case; Rejected when it breaks its contract or leads nowhere."""
    try:
        envelope, event = received(value or b"", topic, headers)
    except ContractBroken as broken:
        raise Rejected(Reason(broken.code), str(broken)) from broken
    if envelope.causationdepth > MAX_DEPTH:
        raise Rejected(
            Reason.CHAIN_TOO_LONG, f"{envelope.causationdepth} events led to this one; at most {MAX_DEPTH} may."
        )
    try:
        concerned = reactions(event)
    except LookupError as unknown:
        raise Rejected(Reason.NO_SUCH_CASE, "The case id in the event names no service of the registry.") from unknown
    return tuple(
        Errand(envelope, case, service, trigger.keeps, trigger.next_cases(event))
        for case, service, trigger in concerned
    )


def go_together(before: Sequence[Parcel], parcel: Parcel) -> bool:
    """Events for one case make one signal, as long as it stays small; more or less than one errand goes alone."""
    first = before[0]
    if len(first.errands) != 1 or len(parcel.errands) != 1 or first.tenure is not parcel.tenure:
        return False
    ours, other = first.errands[0], parcel.errands[0]
    size = sum(len(each.record.value or b"") for each in (*before, parcel))
    small = len(before) < MOST_TOGETHER and size <= LARGEST_TOGETHER
    return small and (ours.case, ours.keeps) == (other.case, other.keeps)
