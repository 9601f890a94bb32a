"""Do today's classes read every event version that was ever announced?"""

import json

import pytest

from events.contracts.catalogue import CONTRACTS, received
from policy.identifiers import citizen_number
from runtime.settings import DEMO_KEY
from simulator.pseudonyms import pseudonym
from tests.events.contracts.golden_samples import FOLDER, TYPES, contract, envelope, sample, topic, value

LARGEST = 64 * 1024
"""Every CloudEvents intermediary forwards an event of that size."""


def test_every_event_of_the_catalogue_has_a_golden_sample_and_nothing_else_has_one():
    assert set(TYPES) == set(CONTRACTS), f"{FOLDER.name}/<type>.json holds one whole event of each version"


@pytest.mark.parametrize("type_", TYPES)
def test_a_golden_sample_is_received_on_its_topic(type_):
    read, event = received(value(sample(type_)), topic(type_))

    assert type(event) is contract(type_)
    assert (read.type, read.legalbasis) == (type_, contract(type_).legal_basis)


@pytest.mark.parametrize("type_", TYPES)
def test_what_is_read_and_sent_again_says_the_same(type_):
    once, event = received(value(sample(type_)), topic(type_))

    again, event_again = received(once.encoded(), topic(type_), once.headers())

    assert (again, event_again) == (once, event)
    assert sample(type_).items() <= json.loads(once.encoded()).items()


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_made_of_its_class_says_no_less_than_the_sample(type_):
    _, event = received(value(sample(type_)), topic(type_))

    assert contract(type_).model_validate(event.model_dump(mode="json")) == event


@pytest.mark.parametrize("type_", TYPES)
def test_a_golden_sample_is_small_enough_for_every_intermediary(type_):
    assert len(envelope(type_).encoded()) < LARGEST


@pytest.mark.parametrize("type_", TYPES)
def test_the_people_of_a_golden_sample_are_nobody(type_):
    for person in _people(sample(type_)["data"]):
        assert person["id_number"].startswith("320499")
        assert citizen_number(person["id_number"]).valid
        assert person["ref"] == pseudonym("person", person["id_number"], DEMO_KEY)


def _people(part):
    if isinstance(part, dict):
        if part.get("id_number"):
            yield part
        part = list(part.values())
    for each in part if isinstance(part, list) else ():
        yield from _people(each)
