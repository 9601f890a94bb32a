"""A household whose list is read: a mother, a severely disabled husband, a boy at school; and who reads of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import SecretStr
from sqlalchemy import Engine

from activities.adapters.register.book import SqlBook
from activities.adapters.register.codes import SqlCodes
from activities.adapters.register.listing import SqlLists
from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.rights import SqlRights
from activities.household_codes import HouseholdCodes
from activities.household_lists import HouseholdLists
from schemas.access import Reading
from schemas.entitlements import PaymentOrder
from schemas.household_codes import CodeReading
from schemas.register_entries import PaymentEntry
from schemas.rights import ChangeEntry, FactEntry
from schemas.snapshots import Snapshot
from tests.activities.register.entries import HOUSEHOLD, case, recognition, signed
from tests.activities.register.payment_runs import paid

MOTHER, FATHER, BOY = "p-0001", "p-0002", "p-0003"
DECEMBER, NEW_YEAR = date(2025, 12, 20), date(2026, 1, 1)
NOW = datetime(2026, 12, 30, 9, 30, tzinfo=UTC)
TOWN, GRID = "CZ-TN-LL.officer", "CZ-TN-LL.grid"
ITEMS = (
    ("disability-living", "civil-affairs"),
    ("medical-premium-aid", "medical-insurance"),
    ("school-aid", "education"),
)


class Register(NamedTuple):
    """Everything that is written to and read from one database."""

    book: SqlBook
    rights: SqlRights
    payments: SqlPayments
    lists: HouseholdLists
    codes: HouseholdCodes


def register(engine: Engine, book: SqlBook) -> Register:
    lists = SqlLists(engine)
    return Register(book, SqlRights(engine), SqlPayments(engine), HouseholdLists(lists),
                    HouseholdCodes(lists, SqlCodes(engine)))  # fmt: skip


def member(ref: str, relation: str, born: date, **changed: Any) -> dict[str, Any]:
    return {"ref": ref, "name": "", "born": born, "sex": "female", "relation": relation, **changed}


FAMILY = (
    member(MOTHER, "applicant", date(1980, 5, 6)),
    member(FATHER, "spouse", date(1978, 2, 3), sex="male", disability={"kind": "physical", "grade": 1}),
    member(BOY, "minor child", date(2014, 9, 1), sex="male", student=True),
)


def snapshot(number: int = 1, on: date = DECEMBER, first: date = NEW_YEAR, **changed: Any) -> Snapshot:
    household = {"ref": HOUSEHOLD, "region": "320402", "county": "CZ-TN", "town": "CZ-TN-LL", "members": FAMILY}
    application = {"number": f"A-2026-{number:06}", "submitted_on": on, "household": household}
    return Snapshot.model_validate({
        "case": case(number), "number": application["number"], "taken_on": on, "first_month": first,
        "category": "low_income", "review_due": date(2026, 12, 19), "application": application, **changed,
    })  # fmt: skip


def recognised(of: Register, number: int = 1, on: date = DECEMBER, first: date = NEW_YEAR, **changed: Any) -> None:
    """Low income from the new year on, six hundred a month; three departments are asked for their items."""
    owed = [{"item": item, "department": department} for item, department in ITEMS]
    of.book.enter_recognition(recognition(number, on, first=first, payment=None, **{
        "items": owed, "snapshot": snapshot(number, on, first), **changed}))  # fmt: skip


def changed(of: Register, *spans: dict[str, Any], on: date, number: int, **entry: Any) -> None:
    """People decide that rights stand otherwise."""
    of.rights.enter_change(ChangeEntry.model_validate({
        "case": f"review:{HOUSEHOLD}:{number}", "household": HOUSEHOLD, "on": on, "signature": signed(on),
        "spans": spans, "event": f"e-change-{number}", **entry,
    }))  # fmt: skip


def year_of_payments(of: Register, months: int = 12) -> None:
    """Twelve months of six hundred, a price subsidy in April, emergency aid in May."""
    april = date(2026, 4, 1)
    for month in range(1, months + 1):
        if month == april.month:
            subsidy = {"benefit": "price_subsidy", "amount": "83.33", "first": april, "last": date(2026, 4, 30)}
            changed(of, subsidy, on=date(2026, 3, 25), number=900)
        paid(of.payments, date(2026, month, 1))
    emergency(of)


def emergency(of: Register, amount: str = "3000.00", event: str | None = "e-emergency") -> None:
    order = PaymentOrder(key=f"{case(5)}/emergency", case=case(5), kind="once", payee=HOUSEHOLD,
                         purpose="临时救助(急难型)", amount=Decimal(amount))  # fmt: skip
    of.book.enter_payment_order(PaymentEntry(household=HOUSEHOLD, on=date(2026, 5, 14), order=order, event=event))


def fact(of: Register, kind: str, person: str, on: date, **changed: Any) -> None:
    known = {"key": f"{kind}/{person}/{on}", "kind": kind, "person": person, "happened_on": on, "known_on": on,
             "source": "public-security", "event": f"e-{kind}-{person}", **changed}  # fmt: skip
    of.rights.enter_fact(FactEntry.model_validate({"case": f"review:{HOUSEHOLD}:{kind}", "fact": known}))


def by(officer: str = TOWN, purpose: str = "yearly check", household: str = HOUSEHOLD, **changed: Any) -> Reading:
    return Reading.model_validate({"household": household, "by": officer, "purpose": purpose, "at": NOW, **changed})


def shown(token: SecretStr, who: str = MOTHER, days: int = 0, **changed: Any) -> CodeReading:
    """Somebody shows a code, so many days later."""
    at = NOW + timedelta(days=days)
    return CodeReading.model_validate({"token": token, "by": who, "purpose": "family", "at": at, **changed})
