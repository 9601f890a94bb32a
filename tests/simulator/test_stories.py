"""Do the figures of the stories hold? Each story's registers and forms, judged by the rules themselves."""

from datetime import date
from decimal import Decimal

import pytest

from events.contracts.catalogue import ContractBroken, received
from events.contracts.civil_affairs import AssistanceApplicationSubmitted, MarriageBooked
from events.contracts.marriage_papers import MarriagePapersSupplied, MarriageRegisteredOffline
from events.contracts.medical_insurance import MedicalSettlementPosted
from policy import classification, completeness, emergency, linked_items, marriage, means, self_care
from registry.departments import CIVIL_AFFAIRS, answering
from schemas.daily_living import Findings
from schemas.households import Category
from schemas.identifiers import CaseId
from schemas.questions import Reply, ReplyStatus, Topic
from simulator import answers
from simulator.behaviours import Manner
from simulator.city import archive
from simulator.occasions import Request
from simulator.scenarios import load, names
from tests.simulator.conftest import question

ON = date(2026, 11, 21)


def events(scenario):
    for record in scenario.lines:
        try:
            yield received(record.value, record.topic)[1]
        except ContractBroken:
            continue


def forms(scenario):
    """The application of each case, as it stands after a correction."""
    submitted = (event for event in events(scenario) if isinstance(event, AssistanceApplicationSubmitted))
    found = {event.number: event.application for event in submitted}
    found |= {form.number: form for form in scenario.applications}
    return found | {habit.application.number: habit.application for habit in scenario.habits if habit.application}


def report(scenario, application):
    files = archive([scenario])
    replies = tuple(reply(files, department.id, application) for department in answering(Topic.MEANS))
    return means.consolidation(CaseId(f"means-check:{application.number}"), application, replies, 1, ON)


def reply(files, department, application):
    asked = question(department, Topic.MEANS, *(member.ref for member in application.household.members))
    items = answers.means(files, asked).items
    status = ReplyStatus.ANSWERED
    return Reply(question=asked.id, department=department, topic=Topic.MEANS, status=status, items=items)


def cared_for(scenario, application):
    """With the tiers that the scenario's assessors find; the place is what the form asks for."""
    files, members = archive([scenario]), []
    for member in application.household.members:
        asked = question(CIVIL_AFFAIRS.id, Topic.SELF_CARE, member.ref)
        occasion = Request(CIVIL_AFFAIRS.id, Topic.SELF_CARE, asked.id, asked.case, None, asked.model_dump(mode="json"))
        told = files.overlaid(occasion, {})
        found = [Findings.model_validate(one) for one in told.get("findings", ()) if one["person"] == member.ref]
        tier = self_care.tier(found[0].cannot, ON).tier if found else None
        members.append(member.model_copy(update={"self_care": tier}))
    household = application.household.model_copy(update={"members": tuple(members)})
    return application.model_copy(update={"household": household})


def expected_cases(service, *outcomes):
    return [
        pytest.param(name, expected, id=f"{name} {expected.case}")
        for name in names()
        for expected in load(name).expectations
        if expected.case.startswith(f"{service}:") and expected.outcome in outcomes
    ]


@pytest.mark.parametrize(("name", "expected"), expected_cases("assistance", "granted"))
def test_what_the_story_grants_is_what_the_rules_grant(name, expected):
    scenario = load(name)
    application = cared_for(scenario, forms(scenario)[expected.case.removeprefix("assistance:")])

    decisions = classification.classification(application, report(scenario, application), ON)

    granted = next(decision for decision in decisions if decision.granted)
    assert (granted.rule, granted.amount) == (expected.category, expected.amount)
    assert expected.decisions.items() <= {each.rule: each.outcome.value for each in decisions}.items()


@pytest.mark.parametrize(("name", "expected"), expected_cases("assistance", "granted"))
def test_the_linked_items_of_the_story_are_those_of_the_rules(name, expected):
    application = forms(load(name))[expected.case.removeprefix("assistance:")]

    items = linked_items.linked_items(application, Category(expected.category), ON)

    if expected.items is not None:
        assert {item.item for item in items} == set(expected.items)


def test_four_departments_help_the_family_of_three():
    from registry.items import item

    (expected, _) = load("family-of-three").expectations

    assert len({item(each).owner.id for each in expected.items or ()}) == 4


def test_only_the_register_contradicts_the_declaration_at_the_edge():
    scenario = load("edge-instead")
    (application,) = forms(scenario).values()

    (conflict,) = report(scenario, application).conflicts

    assert (conflict.field, conflict.declared, conflict.found) == ("pension", "900.00", "4500.00")


@pytest.mark.parametrize("name", ["edge-instead", "no-signature", "rubbish"])
def test_a_signature_is_missing_at_first(name):
    first = next(event.application for event in events(load(name)) if isinstance(event, AssistanceApplicationSubmitted)
                 and not completeness.completeness(event.application, ON).complete)  # fmt: skip

    assert {lack.code for lack in completeness.completeness(first, ON).missing} == {"authorisation"}


def test_a_signature_that_stays_away_bars_acceptance():
    (application,) = forms(load("no-signature")).values()

    assert completeness.completeness(application, ON, corrected=True).barred


def test_the_fire_is_paid_with_three_thousand_and_matched_with_three_thousand():
    (application,) = forms(load("emergency-fire")).values()
    (expected,) = load("emergency-fire").expectations

    paid = emergency.entitlement(application, ON)

    assert (paid.rule, paid.amount) == (*expected.decisions, expected.amount)
    assert emergency.charity_match(application, Decimal(3000), ON) == expected.amount


def with_papers(spouse, scenario):
    """One of the two with what was brought after the booking."""
    came = (event for event in events(scenario) if isinstance(event, MarriagePapersSupplied))
    brought = tuple(paper for event in came if event.person == spouse.ref for paper in event.papers)
    return spouse.model_copy(update={"papers": (*spouse.papers, *brought)})


def identified(files, ref):
    """What the base says of the marriage, with what public security says of the identity."""
    (said,) = answers.identity(files, question("public-security", Topic.IDENTITY, ref)).result["records"]
    return files.marital(ref).model_copy(update={"identity_matches": said["matches"], "id_valid": said["valid"]})


BOOKED_LATER = {"one-life"}
"""Stories in which the wedding follows from what happens."""

WEDDINGS = [each for each in expected_cases("marriage", "registered", "refused", "pending_elsewhere")
            if each.values[0] not in BOOKED_LATER]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), WEDDINGS)
def test_the_base_says_of_each_couple_what_the_story_says(name, expected):
    scenario = load(name)
    wedding = next(event for event in events(scenario) if isinstance(event, MarriageBooked | MarriageRegisteredOffline)
                   and expected.case == f"marriage:{event.booking}")  # fmt: skip
    spouses = tuple(with_papers(spouse, scenario) for spouse in wedding.spouses)
    records = tuple(identified(archive([scenario]), spouse.ref) for spouse in spouses)

    decision = marriage.conditions(spouses[0], spouses[1], records, wedding.on, unit=wedding.office, voluntary=True)

    assert decision.outcome == ("refused" if expected.outcome == "refused" else "granted")


def test_the_bills_of_one_person_cross_the_line_and_those_of_the_other_do_not():
    scenario = load("hospital-bills")
    bills = {event.settlement: event for event in events(scenario) if isinstance(event, MedicalSettlementPosted)}

    sums: dict[str, Decimal] = {}
    for bill in bills.values():
        sums[bill.person] = sums.get(bill.person, Decimal(0)) + bill.self_pay

    assert sorted(map(str, sums.values())) == ["10100.00", "9800.00"]


def test_a_silent_office_is_silent_for_its_story_alone():
    behaviours = [behaviour for name in names() for behaviour in load(name).behaviours]

    assert all(behaviour.keys for behaviour in behaviours)
    assert {behaviour.manner for behaviour in behaviours} >= {Manner.LATE, Manner.SILENT, Manner.REFUSING}
