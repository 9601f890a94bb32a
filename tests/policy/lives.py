"""Households of tests whose life goes on after a recognition: snapshots, facts and choices."""

from datetime import date
from decimal import Decimal
from typing import Any

from policy.changes import assessment
from policy.snapshots import snapshot
from schemas.employment import RiseGround
from schemas.facts import Choice, ChoiceKind, FactKind, KnownPerson, LifeFact
from schemas.households import Category
from schemas.identifiers import OfficerId
from schemas.people import Sex
from schemas.questions import DataItem, ItemCode
from schemas.reviews import ReviewAssessment, ReviewRequest, SnapshotRequest
from schemas.rights import PaidMonth, RightSpan, Standing
from tests.workflows.applications import APPLICANT, CHILD, HOUSEHOLD, application

RECOGNISED = date(2026, 3, 20)
APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))
HEAD = OfficerId("CZ-TN.head")
WORKER = {
    "incomes": [
        {"person": APPLICANT, "kind": "wage", "monthly": "1800.00"},
        {"person": CHILD, "kind": "maintenance", "monthly": "600.00"},
    ]
}


def fact(kind: FactKind, person: str, on: date, **more: Any) -> LifeFact:
    return LifeFact.model_validate({
        "key": f"{kind}/{person}/{on}", "kind": kind, "person": person, "happened_on": on, "known_on": on,
        "source": "public-security", "event": f"e-{kind}-{person}-{on}", **more,
    })  # fmt: skip


def birth(on: date, child: str = "p-baby") -> LifeFact:
    born = KnownPerson(ref=child, born=on, sex=Sex.FEMALE)
    return fact(FactKind.BIRTH, APPLICANT, on, other=child, persons=(born,))


def job(person: str, on: date, wage: str, **more: Any) -> LifeFact:
    item = DataItem(person=person, code=ItemCode.WAGE, amount=Decimal(wage), as_of=on)
    return fact(FactKind.JOB_STARTED, person, on, items=(item,), ground=RiseGround.WORK, **more)


def taper(since: date, former: str) -> Choice:
    return Choice(key="taper/review:1", kind=ChoiceKind.TAPER, since=since, by=HEAD, ground=RiseGround.WORK,
                  amount=Decimal(former))  # fmt: skip


def standing(*facts: LifeFact, choices: tuple[Choice, ...] = (), rights: tuple[RightSpan, ...] | None = None,
             paid: dict[date, str] | None = None, **changed: Any) -> Standing:  # fmt: skip
    """The family of three, recognised with 600.00 from April 2026."""
    found = snapshot(SnapshotRequest(
        case="assistance:A-1", application=application("A-1", **changed), category=Category.LOW_INCOME, on=RECOGNISED,
        first_month=APRIL))  # fmt: skip
    held = RightSpan(benefit=Category.LOW_INCOME, amount=Decimal("600.00"), first=APRIL)
    months = tuple(
        PaidMonth(benefit="low_income", month=month, amount=amount) for month, amount in (paid or {}).items()
    )
    return Standing(household=HOUSEHOLD, version=1, snapshots=(found,), facts=facts, choices=choices, paid=months,
                    rights=(held,) if rights is None else rights)  # fmt: skip


def assessed(on: date, known: Standing) -> ReviewAssessment:
    return assessment(ReviewRequest(standing=known, on=on))
