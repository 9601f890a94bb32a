"""What households file in tests: the family of three of AC-L1, and changes to it."""

from datetime import date
from decimal import Decimal
from typing import Any

from activities.ports import SystemReply
from events.contracts.civil_affairs import (
    AssistanceApplicationSubmitted,
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
)
from schemas.households import Application
from schemas.questions import DataItem, ItemCode, ReplyStatus

HOUSEHOLD = "h-0001"
APPLICANT, SPOUSE, CHILD = "p-0001", "p-0002", "p-0003"
EDGE = ({"person": SPOUSE, "kind": "pension", "monthly": "4200.00"},)
"""1,400.00 a head: too much for low income, not for its edge."""

FIRE = {"cause": "fire", "happened_on": "2026-03-07", "need": "3000.00"}


def person(ref: str, born: str, sex: str, relation: str, **more: Any) -> dict[str, Any]:
    return {"ref": ref, "name": "测试", "born": born, "sex": sex, "relation": relation, **more}


def application(number: str, **changed: Any) -> Application:
    """Three members, a pension of 1,800 and maintenance of 600: 600.00 a month (AC-L1)."""
    household = {
        "ref": HOUSEHOLD, "region": "320402", "county": "CZ-TN", "town": "CZ-TN-LL",
        "members": [
            person(APPLICANT, "1958-03-15", "male", "applicant"),
            person(SPOUSE, "1960-09-03", "female", "spouse"),
            person(CHILD, "2016-11-20", "male", "other with legal support duty", student=True),
        ],
    }  # fmt: skip
    household |= changed.pop("household", {})
    return Application.model_validate({
        "number": number, "submitted_on": "2026-03-02", "household": household,
        "incomes": [
            {"person": APPLICANT, "kind": "pension", "monthly": "1800.00"},
            {"person": CHILD, "kind": "maintenance", "monthly": "600.00"},
        ],
        "authorisations": authorised(APPLICANT, SPOUSE, CHILD),
        "pledge_signed": True, "property": {"deposits": "12000.00", "homes": 1}, **changed,
    })  # fmt: skip


def authorised(*persons: str) -> list[dict[str, str]]:
    return [{"person": ref, "signed_on": "2026-03-02"} for ref in persons]


def submitted(number: str, **changed: Any) -> AssistanceApplicationSubmitted:
    return AssistanceApplicationSubmitted(application=application(number, **changed))


def corrected(number: str, **changed: Any) -> AssistanceCorrectionSupplied:
    return AssistanceCorrectionSupplied.model_validate({
        "number": number, "household": HOUSEHOLD, "application": application(number, **changed),
    })  # fmt: skip


def about(number: str) -> dict[str, str]:
    """What every later event of an application names."""
    return {"number": number, "household": HOUSEHOLD}


def not_contested(number: str) -> AssistanceFindingsAnswered:
    """The household says that what was put to it is so."""
    return AssistanceFindingsAnswered.model_validate({**about(number), "objects": False})


def item(code: ItemCode, amount: str | None = None, ref: str = APPLICANT, *, count: int | None = None) -> DataItem:
    return DataItem(person=ref, code=code, amount=Decimal(amount) if amount else None, count=count,
                    as_of=date(2026, 2, 28))  # fmt: skip


def found(code: ItemCode, amount: str | None = None, ref: str = APPLICANT, *, count: int | None = None) -> SystemReply:
    """A register says so."""
    return SystemReply(status=ReplyStatus.ANSWERED, items=(item(code, amount, ref, count=count),))
