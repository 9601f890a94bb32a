"""Is the table of triggers sound: no dead end, no loop, no storm, and case ids from business keys only?"""

import re

import pytest

from events.contracts.catalogue import CONTRACTS
from events.contracts.civil_affairs import AssistanceItemRequested
from events.contracts.early_warning import AlertHelpArranged
from events.contracts.envelope import Event
from events.triggers import MAX_DEPTH, OPENS_AT_MOST, TRIGGERS, reactions
from registry.services import SERVICES
from registry.topics import ALERTS, OUTCOMES, SOURCES
from schemas.alerts import Scene
from schemas.daily_living import CareChange
from schemas.households import Category
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, PersonRef, ServiceId, UnitId
from schemas.remedies import RemedyPath
from schemas.rounds import RoundKind
from schemas.temporary_aid import AidKind
from tests.events.contracts.golden_samples import TYPES, contract, envelope, sample
from tools import chains, procedures
from tools.chains import EVERY_DEPARTMENT, STREAMS
from workflows import disability_round, review_round

BUSINESS_KEYS = {
    AidKind,
    ApplicationNumber,
    CareChange,
    CaseId,
    Category,
    HouseholdRef,
    PersonRef,
    RemedyPath,
    RoundKind,
    Scene,
    UnitId,
}
PLAIN_KEYS = {
    "run": "month of a payment run, with its occasion",
    "payment": "payee, benefit, month and number of a payment",
    "attempt": "which attempt to pay it was",
    "booking": "number of a booking",
    "certificate": "number of a marriage certificate",
    "number": "number of a court's or the police's paper",
    "year": "calendar year of the sum",
    "death": "the day of a death",
    "line": "the line that was crossed, in whole yuan",
    "fact": "kind of a fact",
    "reported_on": "the day on which an office told it again, or otherwise",
    "on": "the day of a fact, or from which a standard counts: part of what it is",
    "standard": "which published standard",
    "reason": "why a household or a person is checked again",
    "asks": "that a household asks for the end",
    "due_on": "the day on which a check was due",
    "valid_from": "first month of a recognition",
    "changed_from": "first month that differs",
    "ended_from": "first month without it",
    "request": "number of a family's request",
    "reference": "number of a police case",
}
"""Parts of case ids that have no type of their own, and what each is."""

ACCEPTED_LOOPS: dict[tuple[str, ...], str] = {
    ("payment",): "the calendar opens the run of its month, once; a run opens nothing",
    ("bereavement",): "an unknown body is identified once, and its case ends with it; the person's case opens none",
    ("review-round",): "a round opens a case for each county; a county's case opens pages, and no round",
    ("disability-round",): "a round opens a case for each county; a county's case opens none",
    ("disability-subsidies",): "a couple's fact, or an offer, opens a case of one person, who gets no other of it",
    ("means-check", "review"): "only a late answer to a check of a closed case opens a review, which asks once anew",
}
"""Ways on which a case may open one of its own service again, each with what ends it."""

SAID_FOR_OTHERS: dict[type[Event], str] = {
    AssistanceItemRequested: "a household asks by its code; the office of the code only hands it on",
}
"""Events of departments that an office of the platform writes down for them."""

NOT_BROUGHT: dict[str, frozenset[str]] = {
    "review": frozenset({"InjuryNursingEnded", "InjuryNursingGranted", "OrphanAidEnded", "OrphanAidGranted"}),
    "disability-subsidies": frozenset(
        {
            "BirthRegistered",
            "CareReassessed",
            "JobsRefused",
            "PropertyAcquired",
            "SupportPlaceChanged",
        }
    ),
}
"""Facts that concern the other of the two alone: both read facts by the same module, and get their own."""

ANNOUNCES_AT_MOST: dict[ServiceId, int] = {
    ServiceId("review-page"): review_round.PAGE, ServiceId("disability-round"): disability_round.PAGE,
}  # fmt: skip
"""Services of which one case announces many events that open cases: so many a page, and each page a person signed."""

IN_NO_ORDER: dict[str, str] = {
    "AlertHelpArranged": "it names an application that nobody else could name before",
    "BirthRegistered": "a child is born once, and nothing else is brought to the case of its birth",
    "MarriageRegistered": "whatever comes later about the couple is a fact, and a case, of its own",
    "DivorceRegistered": "whatever comes later about the couple is a fact, and a case, of its own",
    "MarriageVoided": "whatever comes later about the couple is a fact, and a case, of its own",
    "StandardChanged": "nothing else is brought to its round",
}
"""Events whose partition key is no part of a case's id, each with why no order can be lost."""

UNSAID: dict[type[Event], str] = {}
"""Contracts of the platform that nothing announces, each with why it is kept. There is none."""

TOLD = [pytest.param(trigger, id=f"{trigger.on.__name__}:{trigger.service.id if trigger.service else 'any'}")
        for trigger in TRIGGERS]  # fmt: skip


def sampled(event: type[Event]) -> Event:
    return event.model_validate(sample(event.type)["data"])


def told_to(trigger) -> Event:
    """The sample, as it is said of an application of the trigger's own procedure, or of a posting."""
    said = dict(sample(trigger.on.type)["data"])
    if trigger.service and "service" in trigger.on.model_fields:
        said["service"] = trigger.service.id
    if trigger.key == ("posted_by",):
        said["posted_by"] = f"residence:{said['number']}"
    if trigger.afterwards is not None and "item" in trigger.afterwards[1]:
        said["item"] = "school-aid"
    event: Event = trigger.on.model_validate(said)
    return event


# ── ends ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("trigger", TOLD)
def test_a_trigger_leads_to_a_service_that_has_a_procedure(trigger):
    assert chains.targets(trigger)
    assert set(chains.targets(trigger)) <= set(SERVICES) & set(procedures.procedures())
    assert trigger.why


@pytest.mark.parametrize("trigger", [each for each in TRIGGERS if each.opens], ids=lambda each: each.on.__name__)
def test_what_opens_a_case_names_its_service(trigger):
    assert trigger.service is not None
    assert trigger.keeps


@pytest.mark.parametrize("trigger", [each for each in TRIGGERS if each.service], ids=lambda each: each.on.__name__)
def test_a_procedure_hears_whatever_is_brought_to_its_cases(trigger):
    assert trigger.on in procedures.heard(trigger.service.id)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_can_be_opened(service):
    assert service in {target for _, target in chains.opening()}


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_a_procedure_hears_is_brought_to_it(service):
    brought = {trigger.on for trigger in TRIGGERS if service in chains.targets(trigger)}
    later = {trigger.on for trigger in TRIGGERS if trigger.afterwards and trigger.afterwards[0].id == service}
    unbrought = {event.__name__ for event in procedures.heard(service) - brought - later}

    assert unbrought == NOT_BROUGHT.get(service, frozenset())


@pytest.mark.parametrize("type_", [each for each in TYPES if contract(each).topic in {OUTCOMES, ALERTS}])
def test_what_the_platform_announces_is_no_dead_end(type_):
    triggered = any(trigger.on is contract(type_) for trigger in TRIGGERS)

    assert triggered or contract(type_).readers, f"{type_}: name in `readers` for whose work it is, or leave it out."


@pytest.mark.parametrize("type_", [each for each in TYPES if contract(each).topic not in {OUTCOMES, ALERTS}])
def test_what_departments_announce_is_heard_by_a_case_or_a_stream(type_):
    triggered = any(trigger.on is contract(type_) for trigger in TRIGGERS)

    assert triggered or contract(type_) in procedures.followed()


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_is_owned(type_):
    event = contract(type_)

    assert event.topic is None or event.topic in SOURCES
    assert bool(chains.sources(event)) is (event not in UNSAID)


def test_nobody_but_the_platform_announces_on_the_platforms_topics():
    said = {event for events in procedures.announced().values() for event in events} | procedures.derived()

    assert {event.topic for event in said - set(SAID_FOR_OTHERS)} == {OUTCOMES, ALERTS}
    assert {event for event in CONTRACTS.values() if event.topic in {OUTCOMES, ALERTS}} - said == set(UNSAID)


def test_streams_announce_on_their_topic_and_cases_on_theirs():
    assert {event.topic for event in procedures.derived()} == {ALERTS}
    said = {event for events in procedures.announced().values() for event in events}

    assert {event.topic for event in said - set(SAID_FOR_OTHERS)} == {OUTCOMES}


# ── loops and storms ─────────────────────────────────────────────────────────────────────────────────────────────


def test_no_case_leads_to_another_of_its_own_service_unless_something_ends_it():
    found = set(chains.loops(chains.opening()))

    assert found == set(ACCEPTED_LOOPS), "A loop needs an end in law: name it in ACCEPTED_LOOPS, with what ends it."


def test_an_alert_and_the_help_that_it_brings_close_each_other_and_open_nothing_anew():
    both = {(link.source, link.target, link.trigger.opens) for link in chains.links()}

    assert ("early-warning", "assistance", True) in both
    assert ("assistance", "early-warning", False) in both
    assert ("assistance", "early-warning", True) not in both


def test_without_the_table_an_informing_answer_would_be_a_loop():
    every_way = {(link.source, link.target) for link in chains.links()}

    assert ("assistance", "early-warning") in chains.loops(every_way)
    assert ("assistance", "early-warning") not in chains.loops(chains.opening())


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({("a", "b"), ("b", "c")}, ()),
        ({("a", "a")}, (("a",),)),
        ({("a", "b"), ("b", "a")}, (("a", "b"),)),
        ({("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")}, (("a", "b", "c"),)),
        ({("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}, (("a", "b"), ("b", "c"))),
    ],
    ids=["none", "itself", "there and back", "over three", "two that share a service"],
)
def test_every_loop_is_found_once(edges, found):
    assert chains.loops(edges) == found


def test_the_longest_way_stays_far_below_the_limit():
    ways: list[tuple[str, ...]] = [("",)]
    while longer := [(*way, target) for way in ways for source, target in chains.opening()
                     if way[-1] in {"", source} and target not in way]:  # fmt: skip
        ways = longer

    assert len(ways[0]) - 1 < MAX_DEPTH / 2


@pytest.mark.parametrize("type_", TYPES)
def test_one_event_opens_as_many_cases_as_the_table_says(type_):
    event = contract(type_)
    opening = [trigger for trigger in TRIGGERS if trigger.on is event and trigger.opens]

    assert len(opening) == OPENS_AT_MOST.get(event, min(len(opening), 1))
    assert OPENS_AT_MOST.get(event, 2) > 1


@pytest.mark.parametrize("type_", TYPES)
def test_one_event_reaches_each_of_its_cases_once(type_):
    reached = [case for case, _, _ in reactions(sampled(contract(type_)))]

    assert len(reached) == len(set(reached)) <= OPENS_AT_MOST.get(contract(type_), 1)


def test_what_follows_a_fact_is_at_most_the_reviews_of_the_couple_and_their_subsidies():
    assert max(OPENS_AT_MOST.values()) == 3


def test_a_case_that_announces_for_many_does_so_page_by_page():
    """A page is signed, or believed, by a person before its events are announced."""
    opening = {trigger.on for trigger in TRIGGERS if trigger.opens}

    assert ANNOUNCES_AT_MOST == {"review-page": 25, "disability-round": 100}
    assert all(procedures.announced()[service] & opening for service in ANNOUNCES_AT_MOST)


# ── ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("trigger", TOLD)
def test_the_key_of_a_case_is_made_of_business_keys(trigger):
    for name in (*trigger.key, *trigger.again):
        assert _kind(trigger.on, name) in BUSINESS_KEYS or name in PLAIN_KEYS


@pytest.mark.parametrize("trigger", TOLD)
def test_the_id_of_a_case_does_not_depend_on_how_often_or_when_it_is_said(trigger):
    first, again = told_to(trigger), told_to(trigger)
    sent = envelope(trigger.on.type)

    assert trigger.concerns(first)
    assert (trigger.case(first), trigger.next_cases(first)) == (trigger.case(again), trigger.next_cases(again))
    for case in (trigger.case(first), *trigger.next_cases(first)):
        assert sent.id not in case
        assert not re.search(r"(?<!\w)\d{17}[\dX]", case)


def test_an_application_after_an_alert_and_the_form_itself_open_one_and_the_same_case():
    arranged = AlertHelpArranged.model_validate(sample(AlertHelpArranged.type)["data"])
    keys = {trigger.key for trigger in TRIGGERS if trigger.service and trigger.service.id == "assistance"}

    assert keys == {("number",)}
    assert reactions(arranged)[0][0] == f"assistance:{arranged.number}"


@pytest.mark.parametrize("trigger", [each for each in TRIGGERS if each.service], ids=lambda each: each.on.__name__)
def test_events_of_one_case_travel_in_one_order(trigger):
    """The partition key is part of the id, so that all of them are in the same partition of their topic."""
    assert trigger.on.key in trigger.key or trigger.on.__name__ in IN_NO_ORDER


def _kind(event: type[Event], name: str) -> object:
    field = event.model_fields.get(name)
    if field is None:
        return getattr(event, name).fget.__annotations__["return"]
    optional = getattr(field.annotation, "__args__", ())
    return next((kind for kind in optional if kind is not type(None)), field.annotation)


def test_who_stands_for_several_is_no_service_and_no_department():
    assert {STREAMS, EVERY_DEPARTMENT}.isdisjoint({*SERVICES, *SOURCES})
