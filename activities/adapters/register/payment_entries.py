"""How is something about a payment written? One entry after the other, while nobody else writes about the household."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, RowMapping, select

from activities.adapters.register import statements
from activities.adapters.register.payment_lists import Line
from activities.adapters.register.payment_reading import PAID, SAID, standing
from activities.adapters.register.statements import table
from activities.adapters.register.tables import HouseholdRow, PaidResultRow, PaidRow, RepaidRow, RunRow
from schemas.payments import Entered, PaymentState, Results, Run

_HOUSEHOLD = table(HouseholdRow).c


def locked(connection: Connection, of: Sequence[str]) -> None:
    """Whoever enters something about these households waits for its turn; always in the same order."""
    if connection.dialect.name != "sqlite":
        ordered = select(_HOUSEHOLD["ref"]).where(_HOUSEHOLD["ref"].in_(of)).order_by(_HOUSEHOLD["ref"])
        connection.execute(ordered.with_for_update())


def begun(connection: Connection, run: Run) -> None:
    """The run is known from its first page on."""
    row = {"key": run.case, "month": run.month, "kind": run.occasion, "frozen_on": run.on, "recorded_at": _now()}
    connection.execute(statements.add_missing(RunRow, connection.dialect.name), row)


def taken_on(connection: Connection, run: Run, wanted: Sequence[Line]) -> None:
    """New payments, and the next attempts of those that failed, are on their way."""
    new = [{**row_of(line), "run": run.case, "recorded_at": _now()} for line in wanted if line.attempt == 1]
    if new:
        connection.execute(table(PaidRow).insert(), new)
    taken = [
        {"payment": line.key, "attempt": line.attempt, "state": PaymentState.OWED, "run": run.case, "reason": None,
         "happened_on": run.on, "event_id": None, "recorded_at": _now()}
        for line in wanted
    ]  # fmt: skip
    if taken:
        connection.execute(table(PaidResultRow).insert(), taken)


def row_of(line: Line) -> dict[str, Any]:
    """The payment as the table has it, but for its run."""
    benefit, person, month = line.of
    return {
        "key": line.key, "household": line.household, "person": person, "benefit": benefit, "month": month,
        "purpose": line.purpose, "due": line.due, "set_off": line.set_off, "amount": line.amount,
        "set_offs": {recovery: str(amount) for recovery, amount in line.set_offs.items()},
        "entitlement": line.entitlement,
    }  # fmt: skip


def theirs(connection: Connection, keys: Iterable[str]) -> Sequence[RowMapping]:
    """The payments with their newest entries, while nobody else enters anything about their households."""
    wanted = PAID["key"].in_(list(keys))
    locked(connection, sorted(set(connection.scalars(select(PAID["household"]).where(wanted)))))
    columns = (PAID["key"], PAID["set_offs"], SAID["state"], SAID["attempt"], SAID["run"])
    return connection.execute(standing(*columns).where(wanted).order_by(PAID["key"])).mappings().all()


def enter(
    connection: Connection, row: RowMapping, state: PaymentState, reason: str | None, on: date, event: str | None = None
) -> None:
    """What happened to an attempt, with what it set off or takes back."""
    entry = {"payment": row["key"], "attempt": row["attempt"], "state": state, "run": row["run"], "reason": reason,
             "happened_on": on, "event_id": event, "recorded_at": _now()}  # fmt: skip
    if state is PaymentState.PAID:
        entry["event_id"] = event_of(row["key"], row["attempt"])
    connection.execute(table(PaidResultRow).insert(), entry)
    repaid = [_repaid(row, recovery, Decimal(amount), state, on) for recovery, amount in row["set_offs"].items()]
    if repaid and state in {PaymentState.PAID, PaymentState.RETURNED}:
        connection.execute(table(RepaidRow).insert(), repaid)


def _repaid(row: RowMapping, recovery: str, amount: Decimal, state: PaymentState, on: date) -> dict[str, Any]:
    """A payment that was returned takes back what it had set off."""
    returned = state is PaymentState.RETURNED
    return {
        "key": f"{row['key']}/{row['attempt']}/{recovery}{'/returned' if returned else ''}", "recovery": recovery,
        "amount": -amount if returned else amount, "happened_on": on, "payment": row["key"], "recorded_at": _now(),
    }  # fmt: skip


def entered(connection: Connection, results: Results) -> Entered:
    """By number, the entries that say so: made now, or when the same was said before."""
    said = {(each.key, each.attempt): each for each in results.results}
    rows = connection.execute(
        select(SAID["number"], SAID["payment"], SAID["attempt"], SAID["state"]).where(
            SAID["payment"].in_([each.key for each in results.results]),
            SAID["run"] == results.run,
            SAID["state"].in_((PaymentState.PAID, PaymentState.FAILED)),
        )
    ).all()
    ours = [(number, state) for number, payment, attempt, state in rows if (payment, attempt) in said]
    if not ours:
        return Entered()
    numbers = [number for number, _ in ours]
    paid = sum(state == PaymentState.PAID for _, state in ours)
    return Entered(first=min(numbers), last=max(numbers), paid=paid, failed=len(ours) - paid)


def event_of(payment: str, attempt: int) -> str:
    """The id under which the payment is announced, however often."""
    return str(uuid5(NAMESPACE_URL, f"{payment}/{attempt}/paid"))


def _now() -> datetime:
    return datetime.now(UTC)
