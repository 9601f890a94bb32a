"""An office refuses what has no branch (style 1.5): the case waits for an operator, loses nothing, and goes on."""

from typing import Any

import pytest

from policy import completeness
from registry.services import ASSISTANCE
from schemas.entitlements import Completeness
from tests.workflows.applications import submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import NOTHING, PENDING, in_turn, refused

pytestmark = pytest.mark.platform

NO_ACCOUNT = refused("一卡通账户已注销")


async def recognised(city: PaperCity) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


async def test_a_refused_payment_waits_for_an_operator_and_is_repeated_under_the_same_key(city: PaperCity) -> None:
    city.departments.says("finance", "open_payment", in_turn(NO_ACCOUNT, NOTHING))
    case = await recognised(city)
    waiting = await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))

    await case.repair("已请申请人补办银行卡")
    record = await case.closed()

    assert waiting.outcome is None
    assert "一卡通账户已注销" in (waiting.waiting_on or "")
    assert record.outcome == "granted"
    assert city.departments.asked_for("open_payment") == ["finance", "finance"]
    assert city.departments.keys("open_payment") == ["low_income"]
    assert any("repaired by CZ.bureau: 已请申请人补办银行卡" in note for note in record.notes)


async def test_a_repair_that_did_not_help_is_asked_for_again(city: PaperCity) -> None:
    city.departments.says("finance", "open_payment", in_turn(NO_ACCOUNT, NO_ACCOUNT, NOTHING))
    case = await recognised(city)

    await case.until(lambda record: _refusals(record.notes) == 1)
    await case.repair()
    await case.until(lambda record: _refusals(record.notes) == 2)
    await case.repair()
    record = await case.closed()

    assert record.outcome == "granted"
    assert _refusals(record.notes) == 2


async def test_two_offices_that_refuse_at_once_are_both_asked_again(city: PaperCity) -> None:
    city.departments.says("finance", "open_payment", in_turn(NO_ACCOUNT, NOTHING))
    city.departments.says("civil-affairs", "deliver_notice", in_turn(refused("地址不详"), NOTHING))
    case = await recognised(city)
    await case.until(lambda record: _refusals(record.notes) == 2)

    await case.repair()
    record = await case.closed()

    assert record.outcome == "granted"
    assert city.departments.keys("deliver_notice") == ["notice/granted"]


async def test_an_operator_finds_the_trouble_while_other_departments_still_work(city: PaperCity) -> None:
    city.departments.says("finance", "open_payment", in_turn(NO_ACCOUNT, NOTHING))
    city.departments.says("education", "linked_item", PENDING)
    case = await recognised(city)
    record = await case.until(lambda now: _refusals(now.notes) and now.asked[-1].status == "silent")

    assert (record.waiting_on or "").startswith("operator:")
    await case.repair()

    assert (await case.closed()).outcome == "granted"


@calm
async def test_a_bug_in_a_rule_makes_the_case_wait_for_its_fix_and_never_fails_it(
    city: PaperCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule, failures = completeness.completeness, iter((KeyError("a figure that the file lacks"),))

    def broken_once(*facts: Any, **more: Any) -> Completeness:
        for failure in failures:
            raise failure
        return rule(*facts, **more)

    monkeypatch.setattr(completeness, "completeness", broken_once)
    case = await city.open(ASSISTANCE, submitted(city.number))

    await case.decide("acceptance")
    record = await case.record()

    assert record.status == "open"


@calm
async def test_a_case_that_waits_for_no_operator_takes_no_repair(city: PaperCity) -> None:
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.asks("acceptance")

    told = await case.refused_repair()

    assert "waits for no repair" in told


async def test_a_repair_says_how_it_was_settled(city: PaperCity) -> None:
    city.departments.says("finance", "open_payment", NO_ACCOUNT)
    case = await recognised(city)
    await case.until(lambda record: _refusals(record.notes))

    told = await case.refused_repair(reasons=" ")

    assert "Say how it was settled" in told


def _refusals(notes: tuple[str, ...]) -> int:
    return sum("needs repair" in note for note in notes)
