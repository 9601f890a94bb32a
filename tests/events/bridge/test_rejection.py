from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError

from events import rejection
from events.rejection import DeadLetterTopic, Reason, Rejected, attempts, dead_letter_headers, header
from registry.topics import DEAD_LETTERS
from tests.events.bridge.letters import PaperRecord

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SENT = [("content-type", b"application/cloudevents+json"), ("ce_id", b"e-1"), ("odd", None), ("ce_id", b"again")]
REJECTED = Rejected(Reason.WRONG_TOPIC, "不属于 this topic")


class PaperProducer:
    """Fails as it was told, then keeps what it was given."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.sent: list[dict[str, Any]] = []

    async def send_and_wait(self, topic, *, value, key, headers):
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append({"topic": topic, "value": value, "key": key, "headers": headers})


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(rejection, "PAUSES", (0.0, 0.0))


def ours(headers):
    return {name: value.decode() for name, value in headers if name.startswith("dlq-")}


def test_the_senders_headers_stay_and_ours_say_where_why_and_when():
    record = PaperRecord(b"{}", "dept.taxation.events", partition=3, offset=17, headers=SENT)

    headers = dead_letter_headers(record, REJECTED, "onething-bridge", AT)

    assert headers[:4] == SENT
    assert ours(headers) == {
        "dlq-topic": "dept.taxation.events",
        "dlq-partition": "3",
        "dlq-offset": "17",
        "dlq-stage": "contract",
        "dlq-reason": "wrong_topic",
        "dlq-error": "不属于 this topic",
        "dlq-attempts": "1",
        "dlq-at": "2026-03-02T09:30:00+00:00",
        "dlq-consumer": "onething-bridge",
    }


def test_a_long_error_is_cut():
    headers = dead_letter_headers(PaperRecord(b""), Rejected(Reason.CONTRACT, "错" * 900), "c", AT)

    assert header(headers, "error") == "错" * 500


def test_what_comes_back_after_a_replay_counts_one_attempt_more_and_says_from_where():
    first = dead_letter_headers(PaperRecord(b"", headers=SENT), REJECTED, "c", AT)
    replayed = [*SENT, ("dlq-replayed-from", b"2:40"), ("dlq-attempts", str(attempts(first)).encode())]

    again = dead_letter_headers(PaperRecord(b"", headers=replayed), REJECTED, "c", AT)

    assert again[:4] == SENT
    assert ours(again)["dlq-attempts"] == "2"
    assert ours(again)["dlq-replayed-from"] == "2:40"
    assert len([name for name, _ in again if name == "dlq-attempts"]) == 1


@pytest.mark.parametrize("said", [b"", b"many", b"-1", b"\xff", None, "²".encode(), b"9" * 9_000])
def test_a_sender_cannot_confuse_the_count(said):
    headers = dead_letter_headers(PaperRecord(b"", headers=[("dlq-attempts", said)]), REJECTED, "c", AT)

    assert header(headers, "attempts") == "1"


async def test_a_record_is_kept_as_it_came_however_long_the_broker_is_away():
    producer = PaperProducer(*[KafkaConnectionError()] * 5, ValueError("odd"))
    record = PaperRecord(b"\xff\x00", key=None, headers=SENT)

    await DeadLetterTopic(producer, "c").keep(record, REJECTED)

    (sent,) = producer.sent
    assert (sent["topic"], sent["value"], sent["key"]) == (DEAD_LETTERS, b"\xff\x00", None)
    assert sent["headers"][:4] == SENT


async def test_a_value_that_no_producer_may_send_stays_where_it_is_and_the_letter_says_so():
    producer = PaperProducer(MessageSizeTooLargeError())
    record = PaperRecord(b"x" * 2_000_000, offset=5, headers=SENT)

    await DeadLetterTopic(producer, "c").keep(record, REJECTED)

    (sent,) = producer.sent
    assert sent["value"] == b""
    assert ours(sent["headers"])["dlq-left-behind"] == "value"
    assert ours(sent["headers"])["dlq-offset"] == "5"
