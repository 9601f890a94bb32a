"""Payments: a month, a list that comes back, an account that fails, a cent that differs, a calendar, an empty month."""

from datetime import date
from decimal import Decimal
from typing import Any

from activities.ports import SystemReply
from registry.services import PAYMENT, case_id
from schemas.identifiers import HouseholdRef
from schemas.payments import RunRequest
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity
from tests.workflows.paper_offices import answered, in_turn
from tests.workflows.paper_payments import PaperPayments, PaperRun

MONTH = date(2090, 12, 1)
DUE = {HouseholdRef("h-1"): Decimal("600.00"), HouseholdRef("h-2"): Decimal("123.45")}
BOOKS = answered(transfers=2, total="723.45")


async def due(city: PaperCity, *books: SystemReply) -> PaperCase:
    PaperPayments.runs[case_id(PAYMENT, city.number)] = PaperRun(dict(DUE))
    city.departments.says("finance", "pay_batch", pays)
    city.departments.says("finance", "statement", in_turn(*(books or (BOOKS,))))
    return await city.open(PAYMENT, request=RunRequest(month=MONTH))


def pays(said: dict[str, Any], closed: str = "") -> SystemReply:
    named = [{"key": each["key"], "attempt": each["attempt"]} for each in said["transfers"]]
    return answered(payments=[{**each, "state": "failed" if each["key"] == closed else "paid"} for each in named])


@recorded(PAYMENT, ORDINARY)
async def a_month_is_paid(city: PaperCity) -> PaperCase:
    case = await due(city)
    await case.decide("payment_approval")
    return case


@recorded(PAYMENT, "list-returned")
async def the_list_comes_back_once(city: PaperCity) -> PaperCase:
    case = await due(city)
    await case.decide("payment_approval", "return")
    await case.decide("payment_list")
    await case.decide("payment_approval")
    return case


@recorded(PAYMENT, "given-up")
async def the_list_comes_back_and_is_given_up(city: PaperCity) -> PaperCase:
    case = await due(city)
    await case.decide("payment_approval", "return")
    await case.decide("payment_list", "end")
    return case


@recorded(PAYMENT, "failed-account")
async def an_account_fails_once(city: PaperCity) -> PaperCase:
    case = await due(city)
    city.departments.says("finance", "pay_batch", lambda said: pays(said, closed="h-2"))
    await case.decide("payment_approval")
    await case.asks("failed_accounts")
    city.departments.says("finance", "pay_batch", pays)
    await case.decide("failed_accounts", "retry")
    return case


@recorded(PAYMENT, "ended-meanwhile")
async def a_right_ends_before_the_list_is_approved(city: PaperCity) -> PaperCase:
    case = await due(city, answered(transfers=1, total="600.00"))
    PaperPayments.runs[case.id].ended = frozenset({HouseholdRef("h-2")})
    await case.decide("payment_approval")
    return case


@recorded(PAYMENT, "difference")
async def a_cent_differs(city: PaperCity) -> PaperCase:
    lines = answered(lines=[{"key": "h-1", "amount": "599.99"}, {"key": "h-2", "amount": "123.45"}])
    case = await due(city, answered(transfers=2, total="723.44"), lines, BOOKS)
    await case.decide("payment_approval")
    await case.decide("reconciliation")
    return case


@recorded(PAYMENT, "nothing-due")
async def nobody_is_due_anything(city: PaperCity) -> PaperCase:
    return await city.open(PAYMENT, request=RunRequest(month=MONTH))
