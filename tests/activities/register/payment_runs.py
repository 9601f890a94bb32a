"""What runs do in tests: freeze every page, have the bureau answer, take returns; and what people decided before."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from activities.adapters.register.book import SqlBook
from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.rights import SqlRights
from schemas.entitlements import PaymentKind, PaymentOrder
from schemas.household_files import FilePart, PaidLine
from schemas.payments import (
    Batch,
    BenefitSum,
    Entered,
    ListPage,
    PaymentState,
    Release,
    Results,
    ReturnEntry,
    Run,
    Transfer,
    TransferResult,
)
from schemas.register_entries import PaymentEntry
from schemas.rights import ChangeEntry
from tests.activities.register.entries import HOUSEHOLD, recognition, request, signed

MARCH, APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (3, 4, 5, 6, 7))
NUMBERS = count(1000)


def run(month: date, occasion: str = "monthly") -> Run:
    number = f"{month:%Y-%m}" + ("" if occasion == "monthly" else f":{occasion}")
    return Run.model_validate({"case": f"payment:{number}", "month": month, "occasion": occasion, "on": month})


def frozen(payments: SqlPayments, of: Run, **page: Any) -> tuple[BenefitSum, ...]:
    """The sums of every page."""
    sums: tuple[BenefitSum, ...] = ()
    after = None
    while (found := payments.freeze(ListPage(run=of, after=after, **page))).last:
        sums, after = (*sums, *found.sums), found.last
    return sums


def taken_off(payments: SqlPayments, of: Run) -> int:
    """How many payments of every page are due less by now."""
    gone, after = 0, None
    while (found := payments.take_off(ListPage(run=of, after=after))).last:
        gone, after = gone + found.payments, found.last
    return gone


def answered(payments: SqlPayments, of: Run, fails: frozenset[str] | set[str] = frozenset()) -> Entered:
    """The bureau pays what is on its way; the accounts of some payees are closed."""
    told = [payments.enter_results(said(batch, of, fails)) for batch in batches(payments, of)]
    return told[-1] if told else Entered()


def approved(payments: SqlPayments, of: Run) -> int:
    """Less what is not due any more the list is paid; how many payments were due less."""
    gone = taken_off(payments, of)
    answered(payments, of)
    return gone


def said(batch: Batch, of: Run, fails: frozenset[str] | set[str] = frozenset()) -> Results:
    by_bank = [
        TransferResult(key=one.key, attempt=one.attempt, state=PaymentState.FAILED, reason="account_closed")
        if one.payee in fails else TransferResult(key=one.key, attempt=one.attempt, state=PaymentState.PAID)
        for one in transfers(batch)
    ]  # fmt: skip
    set_off = [TransferResult(key=one.key, attempt=one.attempt, state=PaymentState.PAID) for one in batch.set_off]
    return Results(run=of.case, on=of.on, results=(*by_bank, *set_off))


def transfers(batch: Batch) -> tuple[Transfer, ...]:
    return batch.order.transfers if batch.order else ()


def batches(payments: SqlPayments, of: Run) -> Iterator[Batch]:
    while not (batch := payments.batch(of.case)).empty:
        yield batch


def paid(payments: SqlPayments, month: date, occasion: str = "monthly", fails: set[str] | None = None) -> Run:
    """A whole run."""
    of = run(month, occasion)
    frozen(payments, of)
    answered(payments, of, fails or set())
    return of


def returned(payments: SqlPayments, payment: str, attempt: int = 1, on: date = MAY) -> None:
    payments.enter_return(ReturnEntry.model_validate({
        "case": f"payment:{payment}:{attempt}", "payment": payment, "attempt": attempt, "reason": "account_closed",
        "on": on, "event": f"e-{payment}-{attempt}",
    }))  # fmt: skip


def released(payments: SqlPayments, of: Run) -> None:
    payments.release(Release(run=of.case, on=of.on, reason="list_returned"))


def recognised(book: SqlBook, household: str = HOUSEHOLD, amount: str = "600.00", first: date = APRIL) -> None:
    """Low income from a month on."""
    book.enter_recognition(recognition(next(NUMBERS), household=household, amount=amount, first=first, payment=None))


def ordered(book: SqlBook) -> None:
    """Back pay of a month, by order of whoever decided a remedy."""
    order = PaymentOrder.model_validate({
        "key": "remedy:1/arrears", "case": "remedy:1", "kind": PaymentKind.ARREARS, "payee": HOUSEHOLD,
        "purpose": "复议后补发", "amount": "123.45", "first_month": MARCH,
    })  # fmt: skip
    book.enter_payment_order(PaymentEntry(household=HOUSEHOLD, on=MARCH, order=order))


def change(rights: SqlRights, *spans: dict[str, Any], household: str = HOUSEHOLD, **entry: Any) -> None:
    """People decide that rights stand otherwise."""
    number = next(NUMBERS)
    rights.enter_change(ChangeEntry.model_validate({
        "case": f"review:{household}:{number}", "household": household, "on": MAY,
        "signature": signed(date(2026, 5, 20), number), "spans": spans, "event": f"e-{number}", **entry,
    }))  # fmt: skip


def span(first: date, amount: str | None = "600.00", state: str = "active", **changed: Any) -> dict[str, Any]:
    return {"benefit": "low_income", "amount": amount, "first": first, "state": state, **changed}


def recovery(total: str, monthly: str | None = "100.00", way: str = "set_off", **changed: Any) -> dict[str, Any]:
    return {"key": f"recovery-{next(NUMBERS)}", "benefit": "low_income", "total": total, "way": way,
            "monthly": monthly, **changed}  # fmt: skip


def lines_of(book: SqlBook, household: str = HOUSEHOLD) -> tuple[PaidLine, ...]:
    """The payments in the household's file."""
    file = book.household_file(request(household, parts=(FilePart.PAID,)))
    assert file is not None
    return file.paid


def shown(book: SqlBook, household: str = HOUSEHOLD) -> list[tuple[str, str, str]]:
    """Month, yuan for the account, and state of each."""
    return [(f"{line.month:%m}", str(line.amount), line.state.value) for line in lines_of(book, household)]
