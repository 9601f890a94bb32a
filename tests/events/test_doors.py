"""To which case does a lead of the grid go, an objection, and what is taken back? (domain 2.9, 3.2)"""

from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceConsentWithdrawn,
    AssistanceObjectionRaised,
)
from events.contracts.grid import GridLeadReported
from events.contracts.health import DeathReportRevoked
from events.triggers import reactions
from registry.services import ASSISTANCE, EARLY_WARNING, SPENDING_AID


def lead(number: str) -> GridLeadReported:
    return GridLeadReported.model_validate(
        {"number": number, "person": "p-7", "seen_on": "2026-03-02", "residence_town": "CZ-WJ-HT"}
    )


def objection(**changed: str) -> AssistanceObjectionRaised:
    about = {"number": "A-1", "household": "h-1", "grounds": "家中有营运车辆"}
    return AssistanceObjectionRaised.model_validate({**about, **changed})


def test_leads_of_one_person_and_year_are_one_case_while_it_is_open():
    ((case, service, trigger),) = reactions(lead("G-1"))

    assert (case, service) == ("early-warning:p-7:grid:2026", EARLY_WARNING)
    assert trigger.next_cases(lead("G-9")) == ("early-warning:p-7:grid:2026:G-9",)


def test_an_objection_goes_to_the_case_whose_posting_it_is_about():
    assert [case for case, _, _ in reactions(objection())] == ["assistance:A-1"]
    assert [case for case, _, _ in reactions(objection(posted_by="residence:A-1"))] == ["residence:A-1"]


def taken_back(**changed: str) -> AssistanceConsentWithdrawn:
    about = {"number": "A-1", "household": "h-1", "person": "p-7", "on": "2026-03-10"}
    return AssistanceConsentWithdrawn.model_validate({**about, **changed})


def test_what_is_taken_back_of_a_closed_application_is_a_request_to_end_its_aid():
    withdrawn = AssistanceApplicationWithdrawn.model_validate({"number": "A-1", "household": "h-1"})

    for said in (withdrawn, taken_back()):
        ((case, service, trigger),) = reactions(said)
        assert (case, service) == ("assistance:A-1", ASSISTANCE)
        assert trigger.next_cases(said) == ("review:end-asked:h-1:A-1",)


def test_the_authorisation_for_aid_for_spending_stops_that_check_and_ends_no_other_aid():
    said = taken_back(service="spending-aid")
    ((case, service, trigger),) = reactions(said)

    assert (case, service) == ("spending-aid:A-1", SPENDING_AID)
    assert trigger.next_cases(said) == ()


def test_a_consent_to_one_item_ends_no_aid():
    ((case, _, trigger),) = reactions(taken_back(item="school-aid"))

    assert case == "assistance:A-1"
    assert trigger.next_cases(taken_back(item="school-aid")) == ("review:item-given-up:h-1:school-aid:2026-03-10",)


def test_a_death_that_is_taken_back_after_its_second_case_opens_a_third():
    off = DeathReportRevoked.model_validate(
        {"person": "p-7", "on": "2026-03-02", "reported_on": "2026-04-09", "town": "CZ-WJ-HT", "decision": "D-1"}
    )
    ((case, _, trigger),) = reactions(off)

    assert case == "bereavement:p-7"
    assert trigger.next_cases(off) == ("bereavement:p-7:2026-03-02", "bereavement:p-7:2026-03-02:2026-04-09")
