"""How does a command reach the dead letters of the running platform?"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kafka.errors import KafkaError
from pydantic import TypeAdapter

from commands import running
from commands.words import Trouble
from events import deadletters
from events.deadletters import DeadLetter
from runtime.settings import Settings

Answer = TypeVar("Answer")


def every() -> tuple[DeadLetter, ...]:
    """Every dead letter, the oldest first."""
    return _reached(deadletters.list_)


def one(number: str) -> DeadLetter:
    """The dead letter of that number; Trouble when there is none."""
    return _reached(lambda known: deadletters.show(known, number))


def replayed(numbers: Sequence[str], repaired: bytes | None) -> None:
    """The letters of these numbers are on their topics again."""
    _reached(lambda known: deadletters.replay(known, [deadletters.show(known, each) for each in numbers], repaired))


def as_json(letters: Sequence[DeadLetter]) -> str:
    """The letters for machines, their bytes in base64."""
    return TypeAdapter(list[DeadLetter]).dump_json(list(letters), indent=2).decode()


def _reached(asked: Callable[[Settings], Answer]) -> Answer:
    known = running.settings()
    try:
        return asked(known)
    except (LookupError, ValueError) as refused:
        raise Trouble(str(refused)) from refused
    except KafkaError as unreached:
        raise Trouble(f"Kafka at {known.kafka_bootstrap} does not answer: {unreached}. {running.START}") from unreached
