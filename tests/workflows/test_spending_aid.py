"""Aid for spending beyond means (domain 3.7): checked, posted, decided by town or county, paid once."""

from decimal import Decimal
from typing import Any

import pytest

from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
    AssistanceSpendingAidApplied,
)
from registry.services import SPENDING_AID
from schemas.questions import ItemCode
from tests.workflows.applications import HOUSEHOLD, SPOUSE, application, found
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, answered

pytestmark = pytest.mark.platform

WAGE = ({"person": SPOUSE, "kind": "wage", "monthly": "6000.00"},)
"""2,000.00 a head: ordinary, and no reason for low income."""
ELSEWHERE = {"local": False, "region": "320500"}


def applied(city: PaperCity, spent: str = "60000.00", **changed: Any) -> AssistanceSpendingAidApplied:
    """A hospital bill of most of a year's wage."""
    said = {name: changed.pop(name) for name in ("ties", "cause") if name in changed}
    form = {"incomes": WAGE, "rigid_spending_12_months": spent, "applied_for": None, **changed}
    of = application(city.number, **form)
    return AssistanceSpendingAidApplied.model_validate({"application": of, "cause": "medical", **said})


async def accepted(city: PaperCity, **changed: Any) -> PaperCase:
    case = await city.open(SPENDING_AID, applied(city, **changed))
    await case.decide("acceptance")
    return case


def about(city: PaperCity) -> dict[str, str]:
    return {"number": city.number, "household": HOUSEHOLD, "service": SPENDING_AID.id}


async def test_what_is_above_the_towns_limit_is_decided_by_the_county_and_paid_once(city: PaperCity) -> None:
    case = await accepted(city)

    ask = await case.asks("spending_aid")
    await case.decide("spending_aid")
    record = await case.closed()

    assert (ask.role, ask.unit, ask.proposal) == ("county section head", "CZ-TN", "5000.00")
    assert (record.outcome, record.category, record.amount) == ("paid", "spending", Decimal("5000.00"))
    assert [(body["amount"], body["kind"]) for body in city.departments.bodies("pay_once")] == [("5000.00", "once")]
    assert record.children == (f"means-check:{city.number}",)
    told = [type_ for type_ in city.sent(case) if not type_.startswith("case.deadline")]
    assert told == ["assistance.accepted", "assistance.spending-posted", "assistance.spending-paid",
                    "assistance.closed"]  # fmt: skip


async def test_a_small_sum_is_decided_by_the_town(city: PaperCity) -> None:
    case = await accepted(city, incomes=[{"person": SPOUSE, "kind": "wage", "monthly": "400.00"}], spent="4000.00")

    ask = await case.asks("spending_aid")
    await case.decide("spending_aid")
    record = await case.closed()

    assert (ask.role, ask.unit) == ("town lead", "CZ-TN-LL")
    assert record.amount == Decimal("4000.00")


async def test_who_is_refused_reads_why_and_what_else_may_help_ac_e2(city: PaperCity) -> None:
    """From elsewhere, six months here, five months insured."""
    case = await accepted(city, household=ELSEWHERE, ties={"residence_months": 6, "insurance_months": 5})

    ask = await case.asks("spending_aid")
    await case.decide("spending_aid", "refuse", reasons="参保未满六个月")
    record = await case.closed()

    (refusal,) = city.said(case, "assistance.spending-refused")
    letter = city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert (ask.proposal, ask.choices[0]) == ("refuse", "refuse")
    assert (record.outcome, record.amount) == ("refused", None)
    assert refusal["reasons"] == ["insurance"]
    assert refusal["offered"] == ["charity-aid", "low-income"]
    assert "参加社会保险5个月" in letter
    assert "您还可以申请" in letter
    assert "省内通办" in letter
    assert city.departments.asked_for("pay_once") == []
    assert city.departments.asked_for("post_publicity") == []


async def test_sudden_hardship_is_offered_emergency_aid_ac_e2(city: PaperCity) -> None:
    struck = {"cause": "fire", "happened_on": "2026-03-01", "need": "800.00"}
    case = await accepted(city, household=ELSEWHERE, emergency=struck)

    await case.decide("spending_aid", "refuse", reasons="未满六个月")
    await case.closed()

    assert city.said(case, "assistance.spending-refused")[0]["offered"][0] == "emergency-aid"


async def test_six_months_of_both_are_enough_ac_e3(city: PaperCity) -> None:
    case = await accepted(city, household=ELSEWHERE, ties={"residence_months": 6, "insurance_months": 6})

    await case.decide("spending_aid")
    record = await case.closed()

    assert (record.outcome, record.amount) == ("paid", Decimal("5000.00"))


@pytest.mark.parametrize(
    ("months", "proposal"), [pytest.param(6, "5000.00", id="enough"), pytest.param(5, "refuse", id="too few")]
)
async def test_the_registers_word_on_the_months_goes_before_the_households(
    city: PaperCity, months: int, proposal: str
) -> None:
    city.departments.says("human-resources", "local_ties", answered(insurance_months=months))
    city.departments.says("public-security", "local_ties", answered(residence_months=24))
    case = await accepted(city, household=ELSEWHERE, ties={"residence_months": 0, "insurance_months": 12 - months})

    ask = await case.asks("spending_aid")

    assert ask.proposal == proposal


@calm
async def test_nobody_asks_the_citys_own_how_long_they_have_lived_here(city: PaperCity) -> None:
    case = await accepted(city)
    await case.until(lambda now: now.stage == "publicity")

    assert city.departments.asked_for("local_ties") == []


@unhurried
async def test_an_upheld_objection_leads_to_a_new_survey_and_a_new_posting(city: PaperCity) -> None:
    case = await accepted(city)
    await case.until(lambda now: now.stage == "publicity")

    await case.hears(AssistanceObjectionRaised.model_validate({**about(city), "grounds": "有新房"}))
    await case.decide("panel", "upheld")
    await case.decide("spending_aid")
    record = await case.closed()

    assert record.children == (f"means-check:{city.number}", f"means-check:{city.number}:2")
    assert city.departments.keys("post_publicity") == ["post_publicity/1", "post_publicity/2"]
    assert record.outcome == "paid"


@unhurried
async def test_a_second_neighbour_is_heard_while_the_notice_hangs(city: PaperCity) -> None:
    case = await accepted(city)
    await case.until(lambda now: now.stage == "publicity")

    await case.hears(*(AssistanceObjectionRaised.model_validate({**about(city), "grounds": each})
                       for each in ("有新房", "有新车")))  # fmt: skip
    await case.decide("panel", "rejected")
    await case.until(lambda now: now.pending and now.pending.proposal == "有新车")
    await case.decide("panel", "rejected")
    await case.decide("spending_aid")
    record = await case.closed()

    assert [ruled.question for ruled in record.rulings] == ["acceptance", "panel", "panel", "spending_aid"]
    assert city.departments.keys("post_publicity") == ["post_publicity/1"]
    assert record.outcome == "paid"


@calm
async def test_findings_are_put_to_the_household_first(city: PaperCity) -> None:
    city.departments.says("public-security", "means", found(ItemCode.VEHICLE, count=1))
    case = await accepted(city)
    await case.until(lambda now: now.stage == "hearing")

    await case.hears(AssistanceFindingsAnswered.model_validate({**about(city), "objects": False}))
    ask = await case.asks("spending_aid")

    assert ask.proposal == "refuse"
    assert "assistance.findings-put" in announced(await case.record())


@unhurried
async def test_a_missing_answer_is_paid_only_by_a_person_who_says_so(city: PaperCity) -> None:
    city.departments.says("education", "means", PENDING)
    case = await accepted(city)

    told = await case.refusal("spending_aid")
    await case.decide("spending_aid", evidence_gap=True)
    record = await case.closed()

    assert "evidence_gap" in told
    assert (record.outcome, record.evidence_gap) == ("paid", True)


async def test_a_person_may_pay_what_the_rule_refuses_and_the_letter_says_why(city: PaperCity) -> None:
    case = await accepted(city, spent="100.00")

    await case.decide("spending_aid", "pay", reasons="情况特殊,经集体研究")
    record = await case.closed()

    letter = city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert (record.outcome, record.amount) == ("paid", Decimal("100.00"))
    assert "情况特殊,经集体研究" in letter


@calm
async def test_who_takes_the_application_back_is_neither_paid_nor_refused(city: PaperCity) -> None:
    case = await accepted(city)
    await case.until(lambda now: now.stage == "publicity")

    await case.hears(AssistanceApplicationWithdrawn.model_validate(about(city)))
    record = await case.closed()

    assert record.outcome == "withdrawn"
    assert city.departments.asked_for("pay_once") == city.departments.asked_for("deliver_notice") == []
