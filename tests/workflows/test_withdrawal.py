"""Taking an application back (domain 2.9): at any stage until the decision; open questions and timers stop."""

from collections.abc import Awaitable, Callable

import pytest

from events.contracts.civil_affairs import AssistanceApplicationWithdrawn
from registry.services import ASSISTANCE, MEANS_CHECK
from schemas.questions import ItemCode
from tests.workflows.applications import EDGE, FIRE, about, found, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, UNREACHABLE, refused

pytestmark = [pytest.mark.platform, calm]

Arranged = Callable[[PaperCity], Awaitable[PaperCase]]


def withdrawn(city: PaperCity) -> AssistanceApplicationWithdrawn:
    return AssistanceApplicationWithdrawn.model_validate({**about(city.number), "reasons": "已找到工作"})


async def in_correction(city: PaperCity) -> PaperCase:
    return await city.open(ASSISTANCE, submitted(city.number, pledge_signed=False))


async def in_acceptance(city: PaperCity) -> PaperCase:
    return await city.open(ASSISTANCE, submitted(city.number))


async def in_check(city: PaperCity) -> PaperCase:
    city.departments.says("education", "means", PENDING)
    case = await in_acceptance(city)
    await case.decide("acceptance")
    return case


async def in_hearing(city: PaperCity) -> PaperCase:
    city.departments.says("public-security", "means", found(ItemCode.VEHICLE, count=1))
    case = await in_acceptance(city)
    await case.decide("acceptance")
    return case


async def in_publicity(city: PaperCity) -> PaperCase:
    case = await in_acceptance(city)
    await case.decide("acceptance")
    await case.decide("opinion")
    return case


async def in_confirmation(city: PaperCity) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE))
    await case.decide("acceptance")
    await case.decide("opinion")
    return case


async def before_the_old_town_answers(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "transfer_package", UNREACHABLE)
    former = {"case": "assistance:A-0", "number": "A-0", "town": "CZ-WJ-LJ"}
    return await city.open(ASSISTANCE, submitted(city.number, door="transfer from another town", former=former))


async def in_signatures(city: PaperCity) -> PaperCase:
    unsigned = {"door": "town proactively", "authorisations": []}
    case = await city.open(ASSISTANCE, submitted(city.number, **unsigned))
    await case.decide("acceptance")
    return case


async def in_spot_check(city: PaperCity) -> PaperCase:
    """The town has confirmed; what it confirmed does not count yet."""
    jintan = {"county": "CZ-JT", "town": "CZ-JT-XC", "region": "320413"}
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, household=jintan, relative_of_staff=True))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


async def with_an_office_out_of_reach(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "post_publicity", UNREACHABLE)
    return await in_publicity(city)


async def while_an_office_refuses(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "post_publicity", refused("公示栏已撤除"))
    return await in_publicity(city)


async def with_an_office_that_refused(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "post_publicity", refused("公示栏已撤除"))
    case = await in_publicity(city)
    await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))
    return case


@pytest.mark.parametrize(
    ("arranged", "stage"),
    [
        pytest.param(in_correction, "needs correction", id="correction"),
        pytest.param(in_acceptance, "submitted", id="acceptance"),
        pytest.param(in_check, "checking", id="check"),
        pytest.param(in_hearing, "hearing", id="hearing"),
        pytest.param(in_publicity, "publicity", id="publicity"),
        pytest.param(in_confirmation, "confirmation", id="confirmation"),
        pytest.param(before_the_old_town_answers, "former papers", id="transfer package"),
        pytest.param(in_signatures, "signatures", id="signatures"),
        pytest.param(in_spot_check, "spot check", id="spot check"),
        pytest.param(with_an_office_out_of_reach, "publicity", id="office out of reach"),
        pytest.param(while_an_office_refuses, "publicity", id="office refuses meanwhile"),
        pytest.param(with_an_office_that_refused, "publicity", id="waiting for an operator"),
    ],
)
async def test_an_application_is_taken_back_at_every_stage(city: PaperCity, arranged: Arranged, stage: str) -> None:
    case = await arranged(city)
    before = await case.until(lambda record: record.stage == stage and record.waiting_on)

    await case.withdraw()
    record = await case.closed()

    assert before.outcome is None
    assert (record.outcome, record.pending) == ("withdrawn", None)
    assert city.sent(case)[-1] == "case.withdrawn"
    assert any("withdrawn by household" in note for note in record.notes)
    assert "assistance.refused" not in city.sent(case)
    assert {clock.state for clock in record.clocks} <= {"ended"}


async def test_what_a_town_confirmed_and_does_not_count_yet_is_taken_back_by_letter_too(city: PaperCity) -> None:
    case = await in_spot_check(city)
    await case.until(lambda record: record.stage == "spot check")

    await case.hears(withdrawn(city))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert "assistance.review-due" not in city.sent(case)


async def test_a_withdrawal_stops_the_check_below_and_its_questions(city: PaperCity) -> None:
    case = await in_check(city)
    await case.until(lambda record: record.children)
    check = city.case(MEANS_CHECK)
    await check.until(lambda record: record.waiting_on == "departments: education")

    await case.hears(withdrawn(city))
    record, below = await case.closed(), await check.closed()

    assert (record.outcome, below.outcome) == ("withdrawn", "withdrawn")
    assert any("已找到工作" in note for note in record.notes)
    assert city.sent(check) == ["case.withdrawn"]
    (told,) = city.departments.bodies("take_back_question")
    assert told["details"] == {"question": f"{check.id}/means/education/1", "reason": "application_withdrawn"}
    assert city.departments.asked_for("seal_check_data") == []


async def test_a_withdrawal_in_the_mail_before_the_application_ends_it_at_once(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, withdrawn(city))

    await case.hears(submitted(city.number))
    record = await case.closed()

    assert (record.outcome, record.rulings) == ("withdrawn", ())
    assert city.sent(case) == ["assistance.closed", "case.withdrawn"]


async def test_what_was_paid_in_an_emergency_is_not_reclaimed(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number, emergency=FIRE))
    await case.decide("emergency")
    await case.asks("acceptance")

    await case.withdraw()
    record = await case.closed()

    assert (record.outcome, record.category) == ("withdrawn", "emergency")
    assert city.sent(case) == ["assistance.emergency-paid", "assistance.closed", "case.withdrawn"]


async def test_after_the_decision_a_withdrawal_is_refused_and_the_case_goes_on(city: PaperCity) -> None:
    city.departments.says("education", "linked_item", PENDING)
    case = await in_confirmation(city)
    await case.decide("confirmation")
    await case.until(lambda record: record.waiting_on == "linked items: education")

    told = await case.refused_withdrawal()
    await case.hears(withdrawn(city))
    await case.answered("linked_item/school-aid", "education", "linked_item", result={"granted": True})
    record = await case.closed()

    assert "ask to end the benefit instead" in told
    assert record.outcome == "granted"
    assert any("withdrawal by household after the decision" in note for note in record.notes)
