"""Is a generated crowd the same each time, and does it apply as anybody else would?"""

from collections import Counter

from events.contracts.catalogue import received
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from policy import classification, completeness
from registry.departments import answering
from schemas.questions import Topic
from simulator.city import archive
from simulator.load import ON, crowd
from tests.simulator.test_stories import report


def applications(story):
    events = (received(line.value, line.topic)[1] for line in story.lines)
    return [event.application for event in events if isinstance(event, AssistanceApplicationSubmitted)]


def test_the_same_seed_makes_the_same_crowd():
    assert crowd(30, 5, "k") == crowd(30, 5, "k")
    assert crowd(30, 5, "k") != crowd(30, 6, "k")


def test_a_crowd_of_two_seeds_shares_no_application():
    numbers = [line.key for seed in (1, 2) for line in crowd(20, seed, "k").lines]

    assert len(numbers) == len(set(numbers))


def test_every_application_is_complete_and_matches_the_registers():
    story = crowd(40, 1, "k")

    found = applications(story)

    assert all(completeness.completeness(each, ON).complete for each in found)
    assert not any(report(story, each).conflicts for each in found)


def test_a_crowd_has_every_kind_of_result():
    story = crowd(80, 1, "k")

    results: Counter[str] = Counter()
    for application in applications(story):
        decisions = classification.classification(application, report(story, application), ON)
        results[next((each.rule for each in decisions if each.granted), "refused")] += 1

    assert set(results) >= {"low_income", "low_income_edge", "refused"}


def test_the_city_knows_its_crowd():
    story = crowd(3, 1, "k")
    registers = {department.id for department in answering(Topic.MEANS)}

    known = archive([story]).residents.values()

    assert len(known) == 9
    assert {department for person in known for department in person.registers} <= registers
