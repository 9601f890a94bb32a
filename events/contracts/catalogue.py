"""Which events exist, who may announce each, and does a record keep its contract?"""

from pydantic import ValidationError

from events.contracts import (
    assistance, cases, civil_affairs, departments, early_warning, marriage, means_check, medical_insurance,
)  # fmt: skip
from events.contracts.envelope import Envelope, Event
from registry.topics import SOURCES


class ContractBroken(Exception):
    """A record does not keep the contract; the message says which part and what to do."""


_MODULES = (
    civil_affairs, departments, medical_insurance, early_warning, assistance, means_check, marriage, cases,
)  # fmt: skip

CONTRACTS: dict[str, type[Event]] = {
    event.type: event
    for module in _MODULES
    for event in vars(module).values()
    if isinstance(event, type) and issubclass(event, Event) and "type" in vars(event) and event is not Event
}
"""Event type → its class."""


def opened(envelope: Envelope) -> Event:
    """The event in the envelope; ContractBroken when its type is unknown or its data do not fit."""
    contract = CONTRACTS.get(envelope.type)
    if contract is None:
        raise ContractBroken(f"Unknown event type {envelope.type!r}. docs/events.md lists the known ones.")
    try:
        return contract.model_validate(envelope.data)
    except ValidationError as error:
        raise ContractBroken(f"{envelope.type} {envelope.id}: {problems(error)}") from error


def received(value: bytes, topic: str) -> tuple[Envelope, Event]:
    """The envelope and event of a record on a topic, checked: form, contract, and who may say it there."""
    try:
        envelope = Envelope.model_validate_json(value)
    except ValidationError as error:
        raise ContractBroken(f"Not a CloudEvent: {problems(error)}") from error
    event = opened(envelope)
    _owned(envelope, event, topic)
    return envelope, event


def _owned(envelope: Envelope, event: Event, topic: str) -> None:
    if SOURCES.get(topic) != envelope.source:
        raise ContractBroken(
            f"{envelope.source} may not speak on {topic}; that topic belongs to {SOURCES.get(topic, 'nobody')}."
        )
    if event.topic is not None and event.topic != topic:
        raise ContractBroken(f"{envelope.type} belongs on {event.topic}, not on {topic}.")
    if isinstance(event, departments.QuestionAnswered) and topic != f"dept.{event.department}.events":
        raise ContractBroken(f"{envelope.source} may not answer for {event.department}.")
    if envelope.partitionkey != event.partition_key:
        raise ContractBroken(
            f"partitionkey is {envelope.partitionkey!r}, but {envelope.type} is keyed by its {event.key}; "
            "events of one key would lose their order."
        )


def problems(error: ValidationError) -> str:
    """Where and what is wrong, without the values (they can be personal data)."""
    lines = (f"{'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}" for problem in error.errors())
    return "; ".join(lines)
