"""Is what breaks its contract refused, with the right code, and without repeating what may be personal?"""

import json

import pytest

from events.contracts.catalogue import Breach, ContractBroken, received
from registry.departments import DEPARTMENTS
from registry.topics import ALERTS, OUTCOMES, SOURCES
from tests.events.contracts.golden_samples import TYPES, Sample, contract, sample, topic, value

CITIZEN = "320499195804120878"
NAME = "陈国平"
PERSONAL = (CITIZEN, NAME)
ANSWERED = "cn.onething.desk.question-answered.v1"


def refusal(event: Sample, on: str) -> ContractBroken:
    with pytest.raises(ContractBroken) as refused:
        received(value(event), on)
    return refused.value


def quiet(refused: ContractBroken) -> bool:
    return not any(word in str(refused) for word in PERSONAL)


@pytest.mark.parametrize("type_", TYPES)
def test_an_unknown_field_is_refused(type_):
    event = sample(type_)
    event["data"]["remark"] = NAME

    refused = refusal(event, topic(type_))

    assert refused.code is Breach.CONTRACT
    assert "remark" in str(refused)
    assert quiet(refused)


@pytest.mark.parametrize("type_", TYPES)
def test_each_missing_field_is_refused_by_its_name(type_):
    required = [name for name, field in contract(type_).model_fields.items() if field.is_required()]

    assert required
    for name in required:
        event = sample(type_)
        del event["data"][name]
        refused = refusal(event, topic(type_))
        assert refused.code is Breach.CONTRACT
        assert name in str(refused)


@pytest.mark.parametrize("type_", TYPES)
def test_no_value_of_any_field_is_repeated(type_):
    free = {"result"}  # a table of the desk's own
    for name in sample(type_)["data"].keys() - free:
        event = sample(type_)
        event["data"][name] = {NAME: [CITIZEN], CITIZEN: NAME}
        assert quiet(refusal(event, topic(type_)))


@pytest.mark.parametrize("type_", TYPES)
def test_another_source_is_refused(type_):
    event = sample(type_) | {"source": "//somebody.else"}

    assert refusal(event, topic(type_)).code is Breach.WRONG_SOURCE


@pytest.mark.parametrize("type_", TYPES)
def test_it_is_refused_on_the_topic_of_another(type_):
    for on in SOURCES:
        if on != topic(type_):
            assert refusal(sample(type_), on).code in {Breach.WRONG_SOURCE, Breach.WRONG_TOPIC}


@pytest.mark.parametrize("type_", [each for each in TYPES if contract(each).topic is not None])
def test_nobody_may_say_the_event_of_another_on_the_own_topic(type_):
    for department in DEPARTMENTS.values():
        if department.topic != topic(type_):
            event = sample(type_) | {"source": department.source}
            assert refusal(event, department.topic).code is Breach.WRONG_TOPIC


def test_the_platform_keeps_its_two_topics_apart():
    outcome, alert = "cn.onething.alert.graded.v1", "cn.onething.medical.selfpay-threshold-crossed.v1"

    assert refusal(sample(outcome), ALERTS).code is Breach.WRONG_TOPIC
    assert refusal(sample(alert), OUTCOMES).code is Breach.WRONG_TOPIC


@pytest.mark.parametrize("type_", TYPES)
def test_another_partition_key_is_refused_and_not_repeated(type_):
    refused = refusal(sample(type_) | {"partitionkey": CITIZEN}, topic(type_))

    assert refused.code is Breach.CONTRACT
    assert contract(type_).key in str(refused)
    assert quiet(refused)


@pytest.mark.parametrize("other", [each for each in DEPARTMENTS if each != "financial-institutions"])
def test_no_department_answers_for_another(other):
    event = sample(ANSWERED) | {"source": DEPARTMENTS[other].source}

    refused = refusal(event, DEPARTMENTS[other].topic)

    assert refused.code is Breach.WRONG_SOURCE
    assert "financial-institutions" in str(refused)


def test_every_department_may_answer_for_itself():
    for id_, department in DEPARTMENTS.items():
        event = sample(ANSWERED) | {"source": department.source}
        event["data"]["department"] = id_
        received(value(event), department.topic)


@pytest.mark.parametrize("name", [NAME, CITIZEN, "陈 国平", "Chen Guoping", "a" * 200])
def test_a_field_that_is_named_like_a_person_is_not_repeated(name):
    event = sample(ANSWERED)
    event["data"][name] = 1

    refused = refusal(event, topic(ANSWERED))

    assert name not in str(refused)
    assert str(refused).endswith("?: Extra inputs are not permitted")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"specversion": "0.3"}, Breach.NOT_CLOUDEVENT),
        ({"time": "2026-03-02T09:12:00"}, Breach.NOT_CLOUDEVENT),
        ({"id": ""}, Breach.NOT_CLOUDEVENT),
        ({"id": "i" * 201}, Breach.NOT_CLOUDEVENT),
        ({"causationdepth": -1}, Breach.NOT_CLOUDEVENT),
        ({"datacontenttype": "text/plain"}, Breach.NOT_CLOUDEVENT),
        ({"data": [NAME]}, Breach.NOT_CLOUDEVENT),
        ({"type": "cn.onething.desk.question-answered.v2"}, Breach.UNKNOWN_TYPE),
    ],
    ids=json.dumps,
)
def test_a_spoilt_envelope_is_refused_with_its_code(changed, code):
    refused = refusal(sample(ANSWERED) | changed, topic(ANSWERED))

    assert refused.code is code
    assert quiet(refused)
