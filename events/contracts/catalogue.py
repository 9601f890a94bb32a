"""Which events exist, who may announce each, and does a record keep its contract?"""

import re
from enum import StrEnum

from pydantic import ValidationError

from events.contracts import (
    assistance,
    bereavement,
    cases,
    civil_affairs,
    departments,
    disability,
    early_warning,
    facts,
    funerals,
    grid,
    health,
    marriage,
    marriage_papers,
    means_check,
    medical_insurance,
    payments,
    remedies,
)
from events.contracts.arrival import Headers, arrived
from events.contracts.envelope import Envelope, Event
from registry.topics import SOURCES

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Breach(StrEnum):
    """Which part of the contract is broken: stable codes for programs, beside the message for people."""

    NOT_JSON = "not_json"
    NOT_CLOUDEVENT = "not_cloudevent"
    UNKNOWN_TYPE = "unknown_type"
    CONTRACT = "contract"
    WRONG_SOURCE = "wrong_source"
    WRONG_TOPIC = "wrong_topic"


class ContractBroken(Exception):
    """A record does not keep the contract; the message says which part and what to do, and repeats nothing personal."""

    def __init__(self, message: str, code: Breach = Breach.CONTRACT) -> None:
        super().__init__(message)
        self.code = code


_MODULES = (
    civil_affairs, departments, facts, medical_insurance, early_warning, assistance, means_check, marriage,
    marriage_papers,
    health, funerals, grid, bereavement, payments, remedies, cases, disability,
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
        message = f"Unknown event type {envelope.type!r}. docs/events.md lists the known ones."
        raise ContractBroken(message, Breach.UNKNOWN_TYPE)
    try:
        return contract.model_validate(envelope.data)
    except ValidationError as error:
        raise ContractBroken(f"{envelope.type} {envelope.id}: {problems(error)}") from error


def received(value: bytes, topic: str, headers: Headers = ()) -> tuple[Envelope, Event]:
    """The envelope and event of a record on a topic, checked: form, contract, and who may say it there.

    The headers tell whether the record is in the binary form; without them it is read as structured.
    """
    try:
        envelope = arrived(value, headers)
    except ValidationError as error:
        raise ContractBroken(f"Not a CloudEvent: {problems(error)}", _form(error)) from error
    event = opened(envelope)
    _owned(envelope, event, topic)
    return envelope, event


def _form(error: ValidationError) -> Breach:
    unreadable = any(problem["type"] == "json_invalid" for problem in error.errors())
    return Breach.NOT_JSON if unreadable else Breach.NOT_CLOUDEVENT


def _owned(envelope: Envelope, event: Event, topic: str) -> None:
    if SOURCES.get(topic) != envelope.source:
        raise ContractBroken(
            f"{envelope.source} may not speak on {topic}; that topic belongs to {SOURCES.get(topic, 'nobody')}.",
            Breach.WRONG_SOURCE,
        )
    if event.topic is not None and event.topic != topic:
        raise ContractBroken(f"{envelope.type} belongs on {event.topic}, not on {topic}.", Breach.WRONG_TOPIC)
    if isinstance(event, departments.QuestionAnswered) and topic != f"dept.{event.department}.events":
        raise ContractBroken(f"{envelope.source} may not answer for {event.department}.", Breach.WRONG_SOURCE)
    if not event.may_be_said_on(topic):
        raise ContractBroken(f"{envelope.type}: not for {envelope.source} to say of this.", Breach.WRONG_SOURCE)
    if envelope.partitionkey != event.partition_key:
        raise ContractBroken(
            f"partitionkey is not the {event.key} by which {envelope.type} is keyed; "
            "events of one key would lose their order."
        )


def problems(error: ValidationError) -> str:
    """Where and what is wrong, without the values (they can be personal data)."""
    return "; ".join(f"{_place(problem['loc'])}: {problem['msg']}" for problem in error.errors())


def _place(path: tuple[int | str, ...]) -> str:
    """The way to a field. What nobody could have meant as the name of one is not repeated: it can be a person's."""
    return ".".join(str(step) if isinstance(step, int) or NAME.fullmatch(step) else "?" for step in path) or "record"
