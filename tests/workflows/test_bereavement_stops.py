"""What stops by itself after a death (domain 8.2): each office for itself, by its own limit, never by the funeral."""

import pytest

from policy.procedure_limits import limit
from registry.departments import CIVIL_AFFAIRS, HOUSING_FUND, HUMAN_RESOURCES, PUBLIC_SECURITY
from registry.services import BEREAVEMENT
from schemas.questions import Topic
from tests.policy.facts import ON
from tests.workflows.deaths import DIED, certificate, cremated
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, UNREACHABLE, answered, in_turn, refused

pytestmark = pytest.mark.platform

REGISTER = "household_register_cancellation"


async def confirmed(city: PaperCity, **changed: object) -> PaperCase:
    return await city.open(BEREAVEMENT, certificate(city.number, **changed), cremated(city.number))


def statuses(record) -> dict[str, str]:
    return {line.topic.value: line.status.value for line in record.asked}


@calm
async def test_every_office_is_asked_by_the_day_of_death_and_told_which_papers_there_are(city: PaperCity) -> None:
    case = await confirmed(city)

    record = await case.until(lambda now: now.waiting_on == "family: what it asks for")

    assert {"civil-affairs", "disabled-persons", "veterans", "trade-unions", "transport"} <= set(
        city.departments.asked_for("card_cancellation")
    )
    for task in (REGISTER, "pension_stop", "medical_insurance_stop", "card_cancellation"):
        assert {body["details"]["died_on"] for body in city.departments.bodies(task)} == {DIED}
    assert city.departments.bodies(REGISTER)[0]["details"]["certificates"] == ["DC-1"]
    assert "hukou.cancelled" in announced(record)


@calm
async def test_police_that_are_late_hold_up_nothing_and_are_waited_for(city: PaperCity) -> None:
    city.departments.says("public-security", REGISTER, PENDING)
    case = await confirmed(city)

    record = await case.until(lambda now: statuses(now).get("medical_insurance_stop") == "answered")
    await case.answered(f"{REGISTER}/public-security/1", "public-security", REGISTER, result={"cancelled": True})
    after = await case.until(lambda now: "hukou.cancelled" in announced(now))

    assert "hukou.cancelled" not in announced(record)
    assert (statuses(after)[REGISTER], record.pending) == ("answered", None)


@unhurried
async def test_a_limit_that_passes_reminds_the_police_and_the_register_is_cancelled_late(city: PaperCity) -> None:
    city.departments.says("public-security", REGISTER, PENDING)
    case = await confirmed(city)
    await case.until(lambda record: statuses(record).get(REGISTER) == "silent")

    await case.answered(f"{REGISTER}/public-security/1", "public-security", REGISTER)
    await case.until(lambda record: "hukou.cancelled" in announced(record))

    reminders = city.said(case, "case.department-reminded")
    assert {"public-security"} == {each["department"] for each in reminders}
    assert "breach" in {each["rung"] for each in reminders}


@calm
async def test_police_that_refuse_are_asked_again_on_a_persons_word(city: PaperCity) -> None:
    city.departments.says("public-security", REGISTER, in_turn(refused("姓名不一致"), answered(cancelled=True)))
    case = await confirmed(city)

    ask = await case.asks("refused_stop")
    others = await case.until(lambda now: statuses(now).get("medical_insurance_stop") == "answered")
    await case.decide("refused_stop")
    record = await case.until(lambda now: "hukou.cancelled" in announced(now))

    assert "姓名不一致" in (ask.proposal or "")
    assert others.pending is not None
    assert city.departments.keys(REGISTER) == [f"{REGISTER}/public-security/{turn}" for turn in (1, 2)]
    assert record.rulings[-1].choice == "ask_again"


@calm
async def test_two_refusals_are_put_to_the_county_one_after_the_other(city: PaperCity) -> None:
    for office, task in (("public-security", REGISTER), ("medical-insurance", "medical_insurance_stop")):
        city.departments.says(office, task, refused("查无此人"))
    case = await confirmed(city)

    await case.decide("refused_stop", "leave", reasons="外地户籍,已转告")
    await case.until(lambda record: len(record.rulings) == 1 and record.pending)
    await case.decide("refused_stop", "leave", reasons="未参保")
    record = await case.until(lambda now: now.waiting_on == "family: what it asks for")

    assert [ruled.question for ruled in record.rulings] == ["refused_stop", "refused_stop"]
    assert "hukou.cancelled" not in announced(record)


@calm
async def test_a_card_office_that_is_silent_or_refuses_is_named_and_nobody_has_to_decide(city: PaperCity) -> None:
    city.departments.says("veterans", "card_cancellation", refused("无优抚待遇"))
    case = await confirmed(city)

    record = await case.until(lambda now: now.waiting_on == "family: what it asks for")

    assert record.pending is None
    said = {str(line.department): line.status.value for line in record.asked if line.topic == "card_cancellation"}
    assert (said["veterans"], said["disabled-persons"]) == ("refused", "answered")


@calm
async def test_a_register_without_an_interface_is_not_linkable_and_the_family_gets_guidance(city: PaperCity) -> None:
    case = await confirmed(city, region="540102")

    record = await case.until(lambda now: now.waiting_on == "family: what it asks for")

    assert statuses(record)[REGISTER] == "not_linkable"
    assert city.departments.keys(REGISTER) == []


@calm
async def test_a_register_of_another_city_with_an_interface_is_asked(city: PaperCity) -> None:
    case = await confirmed(city, region="340104")

    await case.until(lambda record: "hukou.cancelled" in announced(record))

    assert city.departments.bodies(REGISTER)[0]["details"]["region"] == "340104"


@calm
async def test_an_office_that_is_down_is_reached_later_and_the_others_go_on(city: PaperCity) -> None:
    city.departments.says("human-resources", "pension_stop", in_turn(UNREACHABLE, UNREACHABLE, answered(insured=False)))
    case = await confirmed(city)

    record = await case.until(lambda now: now.waiting_on == "family: what it asks for")

    assert statuses(record)["pension_stop"] == "answered"


@calm
async def test_a_death_that_is_confirmed_late_counts_from_its_own_day(city: PaperCity) -> None:
    """Domain 2.9: the message came four months after the fact; the fact drives everything."""
    late = certificate(city.number, on="2026-01-09", issued_on="2026-01-09", reported_on="2026-05-13")
    case = await city.open(BEREAVEMENT, late, cremated(city.number, died_on="2026-01-09"))

    await case.until(lambda record: record.waiting_on == "family: what it asks for")

    assert city.said(case, "death.confirmed")[0]["on"] == "2026-01-09"
    assert city.departments.bodies("pension_stop")[0]["details"]["died_on"] == "2026-01-09"


def test_the_limits_of_the_desks_are_those_of_the_law() -> None:
    wanted = {
        "register_cancellation": PUBLIC_SECURITY.answers[Topic.HOUSEHOLD_REGISTER_CANCELLATION],
        "licence_cancellation": PUBLIC_SECURITY.answers[Topic.LICENCE_CANCELLATION],
        "cremation_certificate": CIVIL_AFFAIRS.answers[Topic.CREMATION_CERTIFICATE],
        "pension_settlement": HUMAN_RESOURCES.answers[Topic.SURVIVOR_MONEY],
        "housing_fund_withdrawal": HOUSING_FUND.answers[Topic.ACCOUNT_TO_HEIRS],
    }

    for step, said in wanted.items():
        assert (said.value, said.unit) == (limit(step, ON).value, limit(step, ON).unit), step
