"""What cases enter in tests: a household of three, its recognition, its refusal, its items."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from schemas.decisions import Condition, Decision, Fact
from schemas.entitlements import PaymentOrder
from schemas.household_files import FileRequest
from schemas.register_entries import ItemsEntry, PaymentEntry, RecognitionEntry, RefusalEntry

HOUSEHOLD = "h-0001"
MEMBERS = ("p-0001", "p-0002", "p-0003")
MARCH = date(2026, 3, 2)
APRIL = date(2026, 4, 1)


def decision(rule: str = "low_income", amount: str | None = "600.00", on: date = MARCH, **changed: Any) -> Decision:
    income = Fact(name="income", value="2400.00", source="human-resources", on=date(2026, 2, 28))
    condition = Condition(code="income", text="income below", text_zh="收入低于标准", met=amount is not None,
                          article="第九条", facts=(income,))  # fmt: skip
    return Decision.model_validate({
        "rule": rule, "rule_zh": "最低生活保障", "on": on, "outcome": "granted" if amount else "refused",
        "amount": amount, "conditions": (condition,), "rules_version": "1", **changed,
    })  # fmt: skip


def case(number: int) -> str:
    return f"assistance:A-2026-{number:06}"


def signed(on: date, minute: int = 0) -> dict[str, Any]:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + timedelta(minutes=minute)
    return {"question": "confirmation", "officer": "CZ-TN.head", "at": at}


def decided(number: int, on: date, household: str = HOUSEHOLD) -> dict[str, Any]:
    """What every decided case says."""
    return {"case": case(number), "household": household, "members": MEMBERS, "on": on, "signature": signed(on)}


def recognition(
    number: int = 1, on: date = MARCH, *, amount: str | None = "600.00", first: date = APRIL, last: date | None = None,
    **changed: Any,
) -> RecognitionEntry:  # fmt: skip
    return RecognitionEntry.model_validate({
        **decided(number, on), "category": "low_income", "event": f"e-{number}-identity", "first_month": first,
        "valid_to": last, "amount": amount,
        "decisions": [{"decision": decision(amount=amount, on=on), "event": f"e-{number}-identity"}],
        "items": [{"item": "school-aid", "department": "education"}], "payment": order(number, amount or "1", first),
        **changed,
    })  # fmt: skip


def refusal(number: int = 1, on: date = MARCH, *rules: str, **changed: Any) -> RefusalEntry:
    made = [{"decision": decision(rule, None, on), "event": f"e-{number}-{rule}"} for rule in rules or ("low_income",)]
    return RefusalEntry.model_validate({**decided(number, on), "decisions": made, **changed})


def result(number: int = 1, event: str = "e-1-item", on: date = MARCH, **said: Any) -> ItemsEntry:
    answered = {"item": "school-aid", "department": "education", "status": "answered", "granted": True, "event": event}
    return ItemsEntry.model_validate({
        "case": case(number), "household": HOUSEHOLD, "on": on, "results": [{**answered, **said}],
    })  # fmt: skip


def order(number: int, amount: str = "600.00", first: date = APRIL, key: str = "low_income") -> PaymentOrder:
    return PaymentOrder.model_validate({
        "key": f"{case(number)}/{key}", "case": case(number), "kind": "monthly", "payee": HOUSEHOLD,
        "purpose": "最低生活保障", "amount": Decimal(amount), "first_month": first,
    })  # fmt: skip


def payment(number: int, amount: str = "600.00", key: str = "emergency") -> PaymentEntry:
    return PaymentEntry(household=HOUSEHOLD, on=MARCH, order=order(number, amount, key=key))


def request(household: str = HOUSEHOLD, **changed: Any) -> FileRequest:
    return FileRequest.model_validate({
        "household": household, "by": "CZ-TN.head", "purpose": "yearly check", "case": case(9), **changed,
    })  # fmt: skip
