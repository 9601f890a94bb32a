"""Is what we send a CloudEvent for everybody else, and do we take what everybody else sends?"""

import json

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured, to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft7Validator, ValidationError

from events.contracts.catalogue import Breach, ContractBroken, received
from tests.events.contracts.golden_samples import FOLDER, TYPES, envelope, sample, topic, value

OFFICIAL = Draft7Validator(json.loads((FOLDER.parent / "official/cloudevents-1.0.2.json").read_text("utf-8")))
FORMAT = JSONFormat()
ONE = "cn.onething.assistance.objection-raised.v1"


def as_message(type_: str) -> KafkaMessage:
    """As we send it."""
    sent = envelope(type_)
    return KafkaMessage(headers=dict(sent.headers()), key=sent.partitionkey, value=sent.encoded())


def headers(message: KafkaMessage) -> list[tuple[str, bytes]]:
    return list(message.headers.items())


def binary(type_: str = ONE) -> KafkaMessage:
    """As somebody else sends it in the binary form."""
    return to_binary(from_structured(as_message(type_), FORMAT), FORMAT)


def refusal(message: KafkaMessage, changed: dict[str, bytes | None], body: bytes | None = None) -> ContractBroken:
    given = {**message.headers, **changed}
    with pytest.raises(ContractBroken) as refused:
        received(message.value if body is None else body, topic(ONE), list(given.items()))
    return refused.value


@pytest.mark.parametrize("type_", TYPES)
def test_a_golden_sample_keeps_the_rules_of_the_json_format(type_):
    OFFICIAL.validate(sample(type_))
    OFFICIAL.validate(json.loads(envelope(type_).encoded()))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"id": ""},
        {"source": None},
        {"specversion": "2.0"},
        {"time": "yesterday"},
        {"partition_key": "k"},
        {"averyverylongattribute": "k"},
        {"factdate": {"day": 1}},
        {"data_base64": "e30="},
    ],
    ids=lambda spoilt: next(iter(spoilt)),
)
def test_the_rules_of_the_json_format_are_rules(spoilt):
    with pytest.raises(ValidationError):
        OFFICIAL.validate(sample(ONE) | spoilt)


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_comes_back_unchanged_from_the_structured_form_of_others(type_):
    theirs = from_structured(as_message(type_), FORMAT)

    message = to_structured(theirs, FORMAT)
    read, _ = received(message.value, topic(type_), headers(message))

    assert isinstance(theirs, CloudEvent)
    assert read == envelope(type_)
    assert message.key == read.partitionkey


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_comes_back_unchanged_from_the_binary_form_of_others(type_):
    message = binary(type_)

    read, event = received(message.value, topic(type_), headers(message))

    assert read == envelope(type_)
    assert event == received(value(sample(type_)), topic(type_))[1]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"content-type": b"application/json; charset=utf-8"}, "with a character set"),
        ({"content-type": None}, "without a content type"),
        ({"ce_futureattribute": "说明".encode()}, "with an extension that we do not know"),
        ({"dlq-replayed-from": b"0:1"}, "with headers of other programs"),
        ({"ce_data": b"{}"}, "with an attribute that would hide the data"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_the_binary_form_is_taken(changed, why):
    message = binary()
    given = {**message.headers, **changed}

    read, _ = received(message.value, topic(ONE), list(given.items()))

    assert read.model_dump(exclude={"futureattribute"}) == envelope(ONE).model_dump()


def test_the_structured_form_is_known_by_its_content_type_whatever_else_the_headers_say():
    sent = as_message(ONE)
    repeated = [("Content-Type", b"Application/CloudEvents+JSON"), *binary().headers.items()]

    read, _ = received(sent.value, topic(ONE), [*repeated, ("content-type", sent.headers["content-type"])])

    assert read == envelope(ONE)


@pytest.mark.parametrize(
    ("changed", "body", "code", "said"),
    [
        ({"ce_id": None}, None, Breach.NOT_CLOUDEVENT, "id"),
        ({"ce_source": b""}, None, Breach.NOT_CLOUDEVENT, "source"),
        ({"ce_specversion": b"0.3"}, None, Breach.NOT_CLOUDEVENT, "specversion"),
        ({"ce_time": b"yesterday"}, None, Breach.NOT_CLOUDEVENT, "time"),
        ({"ce_subject": b"\xff\xfe"}, None, Breach.NOT_CLOUDEVENT, "subject"),
        ({"content-type": b"text/xml"}, None, Breach.NOT_CLOUDEVENT, "datacontenttype"),
        ({"ce_partitionkey": None}, None, Breach.NOT_CLOUDEVENT, "partitionkey"),
        ({}, b"", Breach.NOT_JSON, "JSON"),
        ({}, b"<xml/>", Breach.NOT_JSON, "JSON"),
        ({}, b"[" * 100_000, Breach.NOT_JSON, "JSON"),
        ({}, b"[]", Breach.NOT_CLOUDEVENT, "object"),
        ({}, b"{}", Breach.CONTRACT, "number"),
        ({"ce_type": b"cn.onething.unheard-of.v1"}, None, Breach.UNKNOWN_TYPE, "unheard-of"),
        ({"ce_source": b"//taxation.city"}, None, Breach.WRONG_SOURCE, "//taxation.city"),
        ({"ce_partitionkey": b"A-1"}, None, Breach.CONTRACT, "partitionkey"),
    ],
)
def test_a_spoilt_event_in_the_binary_form_is_refused_with_its_code(changed, body, code, said):
    refused = refusal(binary(), changed, body)

    assert refused.code is code
    assert said in str(refused)
