"""What happens in a household reaches its open application: it is counted as it is, not as it was filed (2.9)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from activities.adapters.register.rights import SqlRights
from events.contracts.facts import JobStarted, PrisonEntered
from registry.services import ASSISTANCE
from schemas.questions import ItemCode
from schemas.rights import Concern, StandingRequest
from tests.activities.register.reviews.household import Lived
from tests.workflows.applications import APPLICANT, SPOUSE, item, person, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_offices import PENDING

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]
DIED = date(2026, 3, 10)


async def applied(lived: Lived, members: list[dict[str, Any]], incomes: list[dict[str, str]]) -> PaperCase:
    """Accepted on paper; nothing is decided yet."""
    signed = [{"person": member["ref"], "signed_on": "2026-03-02"} for member in members]
    case = await lived.city.open(ASSISTANCE, submitted(
        lived.city.number, household={"ref": lived.household, "members": members}, incomes=incomes,
        authorisations=signed))  # fmt: skip
    await case.decide("acceptance")
    await case.asks("opinion")
    return case


async def alone(lived: Lived) -> PaperCase:
    """One person with a pension of 500.00."""
    me = person(lived.ref(APPLICANT), "1958-03-15", "male", "applicant")
    return await applied(lived, [me], [{"person": me["ref"], "kind": "pension", "monthly": "500.00"}])


async def couple(lived: Lived) -> PaperCase:
    """Two persons; the spouse's pension of 500.00 is all they have."""
    one = person(lived.ref(APPLICANT), "1958-03-15", "male", "applicant")
    two = person(lived.ref(SPOUSE), "1960-09-03", "female", "spouse")
    return await applied(lived, [one, two], [{"person": two["ref"], "kind": "pension", "monthly": "500.00"}])


async def died(lived: Lived, who: str) -> None:
    """The review of the death has entered it; nothing was recognised that it could change."""
    review = await lived.review(lived.died(who, DIED))
    assert (await review.closed()).outcome in {"unchanged", "nobody_concerned"}


def letters(lived: Lived) -> list[str]:
    return [said["details"]["kind"] for said in lived.city.departments.bodies("deliver_notice")]


def known(lived: Lived) -> Any:
    request = StandingRequest(household=lived.household, case="test")
    return SqlRights(lived.book.engine).standing(request)


@pytest.mark.parametrize("after", ["opinion", "confirmation"])
async def test_the_application_of_a_single_person_who_died_ends_without_a_decision(lived: Lived, after: str) -> None:
    case = await alone(lived)
    if after == "confirmation":
        await case.decide("opinion")
    await case.asks(after)
    posted = len(lived.city.departments.asked_for("post_publicity"))

    await died(lived, APPLICANT)
    await case.decide(after)
    record = await case.closed()

    kinds = announced(record)
    concerned = SqlRights(lived.book.engine).concerned(Concern(person=lived.ref(APPLICANT), on=DIED))
    assert (record.outcome, kinds[-1]) == ("applicant_died", "assistance.closed")
    assert {"assistance.refused", "assistance.identity-confirmed"} & set(kinds) == set()
    assert len(lived.city.departments.asked_for("post_publicity")) == posted
    assert (lived.city.departments.asked_for("open_payment"), letters(lived), known(lived)) == ([], [], None)
    assert concerned.applications == ()


async def test_a_death_before_the_acceptance_ends_it_before_anybody_forms_an_opinion(lived: Lived) -> None:
    await died(lived, APPLICANT)
    me = person(lived.ref(APPLICANT), "1958-03-15", "male", "applicant")
    case = await lived.city.open(ASSISTANCE, submitted(
        lived.city.number, household={"ref": lived.household, "members": [me]}, incomes=[],
        authorisations=[{"person": me["ref"], "signed_on": "2026-03-02"}]))  # fmt: skip
    await case.decide("acceptance")

    record = await case.closed()

    assert (record.outcome, [ruled.question for ruled in record.rulings]) == ("applicant_died", ["acceptance"])


async def test_who_is_left_of_two_is_counted_anew_told_where_to_go_on_and_recognised_alone(lived: Lived) -> None:
    case = await couple(lived)
    before = (await case.record()).amount
    await case.decide("opinion")
    await case.asks("confirmation")

    await died(lived, SPOUSE)
    await case.decide("confirmation")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    (told,) = (said["details"]["text"] for said in lived.city.departments.bodies("deliver_notice")
               if said["details"]["kind"] == "recounted")  # fmt: skip
    (confirmed,) = lived.city.said(case, "assistance.identity-confirmed")
    held = known(lived)
    assert (record.outcome, before) == ("granted", None)
    assert "身后一件事" in told
    assert confirmed["members"] == [lived.ref(APPLICANT)]
    assert [member.ref for member in held.newest.application.household.members] == [lived.ref(APPLICANT)]
    assert record.amount == held.rights[0].amount > Decimal(0)
    assert [ruled.question for ruled in record.rulings].count("confirmation") == 2


async def test_who_goes_to_prison_while_the_application_is_open_is_not_counted(lived: Lived) -> None:
    case = await couple(lived)
    fact = PrisonEntered(person=lived.ref(SPOUSE), on=DIED, reported_on=DIED)
    await (await lived.review(fact)).closed()

    await case.decide("opinion")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    members = {member.ref: member.absence for member in known(lived).newest.application.household.members}
    assert record.outcome == "granted"
    assert members == {lived.ref(APPLICANT): None, lived.ref(SPOUSE): "prison"}


async def test_a_fact_whose_office_answers_after_the_recognition_is_reviewed_all_the_same(patient: Lived) -> None:
    await alone(patient)
    patient.city.departments.says("human-resources", "fact_details", PENDING)
    review = await patient.review(JobStarted(person=patient.ref(APPLICANT), on=DIED, reported_on=DIED))
    await review.until(lambda record: record.stage == "asking the source")
    patient.recognised(amount="500.00", members=patient.family()[:1], incomes=[])

    wage = item(ItemCode.WAGE, "3500.00", patient.ref(APPLICANT))
    await review.answered("fact_details/human-resources", "human-resources", "fact_details", items=(wage,))
    ask = await review.asks("review")

    assert ask.unit == "CZ-TN"
