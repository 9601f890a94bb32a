"""Which payments are there? Lists are frozen, results entered, returns kept; nobody is paid twice for a month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, Engine, RowMapping, case, func, select

from activities.adapters.register import statements
from activities.adapters.register.payment_lists import Line, lines
from activities.adapters.register.payment_reading import (
    PAID,
    SAID,
    holdings,
    households,
    made,
    missing,
    on_its_way,
    standing,
)
from activities.adapters.register.statements import table
from activities.adapters.register.tables import HouseholdRow, PaidResultRow, PaidRow, RepaidRow, RunRow
from activities.payments import PAGE, Unknown
from schemas.identifiers import CaseId, HouseholdRef
from schemas.payments import (
    NOTHING,
    Announcement,
    Attempt,
    Batch,
    BenefitSum,
    Comparison,
    Difference,
    Differences,
    Entered,
    FrozenPage,
    ListPage,
    OwedLine,
    PaidPayment,
    PaymentState,
    Release,
    Results,
    ReturnEntry,
    Run,
    RunSums,
    Transfer,
)
from schemas.rights import PaidMonth

_HOUSEHOLD = table(HouseholdRow).c
PREVIEWED = 500
"""Households that a preview works out at a time."""


def paid_months(connection: Connection, household: HouseholdRef) -> tuple[PaidMonth, ...]:
    """What the household received; a payment that failed or came back is owed again and does not count."""
    received = standing(PAID["benefit"], PAID["person"], PAID["month"], PAID["due"].label("amount")).where(
        PAID["household"] == household, SAID["state"] == PaymentState.PAID, PAID["due"] > NOTHING
    )
    ordered = received.order_by(PAID["month"], PAID["benefit"], PAID["key"])
    return tuple(PaidMonth.model_validate(dict(row)) for row in connection.execute(ordered).mappings())


class SqlPayments:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def freeze(self, page: ListPage) -> FrozenPage:
        with self._engine.begin() as connection:
            of = households(connection, page.after, PAGE)
            if not of:
                return FrozenPage()
            _locked(connection, of)
            _begun(connection, page.run)
            _taken_on(connection, page.run, _wanted(connection, page, of))
            listed = on_its_way(page.run.case).where(PAID["household"].in_(of))
            return FrozenPage(last=HouseholdRef(of[-1]), sums=_sums(connection.execute(listed).mappings()))

    def preview(self, run: Run) -> tuple[BenefitSum, ...]:
        found: list[dict[str, Any]] = []
        after: str | None = None
        with self._engine.begin() as connection:
            while of := households(connection, after, PREVIEWED):
                found += (_row(line) for held in holdings(connection, of) for line in lines(held, run))
                after = of[-1]
        return _sums(found)

    def batch(self, run: CaseId) -> Batch:
        with self._engine.begin() as connection:
            rows = connection.execute(on_its_way(run).limit(PAGE)).mappings().all()
        transfers = tuple(
            Transfer(key=row["key"], attempt=row["attempt"], payee=row["person"] or row["household"],
                     amount=row["amount"])
            for row in rows if row["amount"] > NOTHING
        )  # fmt: skip
        set_off = tuple(Attempt(key=row["key"], attempt=row["attempt"]) for row in rows if row["amount"] <= NOTHING)
        same = sha256("\n".join(f"{each.key}#{each.attempt}" for each in transfers).encode()).hexdigest()[:16]
        return Batch(run=run, key=f"{run}/batch/{same}", transfers=transfers, set_off=set_off)

    def enter_results(self, results: Results) -> Entered:
        said = {each.key: each for each in results.results}
        with self._engine.begin() as connection:
            for row in _theirs(connection, said):
                one = said[row["key"]]
                if (row["state"], row["attempt"]) == (PaymentState.OWED, one.attempt):
                    _enter(connection, row, one.state, one.reason, results.on)
            return _entered(connection, results)

    def release(self, release: Release) -> None:
        with self._engine.begin() as connection:
            keys = [row["key"] for row in connection.execute(on_its_way(release.run)).mappings()]
            for row in _theirs(connection, keys):
                if row["state"] == PaymentState.OWED:
                    _enter(connection, row, PaymentState.FAILED, release.reason, release.on)

    def enter_return(self, entry: ReturnEntry) -> None:
        with self._engine.begin() as connection:
            for row in _theirs(connection, [entry.payment]):
                if row["attempt"] < entry.attempt or row["state"] == PaymentState.FAILED:
                    break
                if row["attempt"] > entry.attempt or row["state"] == PaymentState.RETURNED:
                    return  # entered before; it may have been paid again since
                if row["state"] == PaymentState.OWED:  # the bank is faster than the bureau: what came back was paid
                    _enter(connection, row, PaymentState.PAID, None, entry.on)
                _enter(connection, row, PaymentState.RETURNED, entry.reason, entry.on, entry.event)
                return
        raise Unknown(f"attempt {entry.attempt} of payment {entry.payment} was never paid")

    def paid(self, announced: Announcement) -> tuple[PaidPayment, ...]:
        numbers = SAID["number"].between(announced.first, announced.last)
        with self._engine.begin() as connection:
            rows = connection.execute(made(announced.run).where(numbers).order_by(SAID["number"])).mappings().all()
        return tuple(
            PaidPayment.model_validate({
                "payment": row["key"], "attempt": row["attempt"], "household": row["household"],
                "person": row["person"], "benefit": row["benefit"], "month": row["month"], "amount": row["amount"],
                "set_off": row["set_off"], "on": row["happened_on"], "event": _event(row["key"], row["attempt"]),
            })
            for row in rows
        )  # fmt: skip

    def sums(self, run: CaseId) -> RunSums:
        with self._engine.begin() as connection:
            paid = made(run).subquery()
            through_bank = paid.c["amount"] > NOTHING
            total = func.coalesce(func.sum(paid.c["amount"]), NOTHING, type_=PAID["amount"].type)
            all_, transfers, amount = connection.execute(
                select(func.count(), func.count(case((through_bank, 1))), total).select_from(paid)
            ).one()
            failed = _counted(connection, run, PaymentState.FAILED)
            returned = _counted(connection, run, PaymentState.RETURNED)
        return RunSums(paid=all_, transfers=transfers, total=amount, failed=failed[0], owed=failed[1],
                       returned=returned[0])  # fmt: skip

    def compared(self, comparison: Comparison) -> Differences:
        """Both sides between two keys, in the order of their characters; without a last key, to the end."""
        after, page = comparison.after or "", comparison.page
        with self._engine.begin() as connection:
            rows = connection.execute(made(comparison.run).where(PAID["amount"] > NOTHING)).mappings()
            ours = {row["key"]: row["amount"] for row in rows
                    if after < row["key"] and (page.last is None or row["key"] <= page.last)}  # fmt: skip
        theirs = {line.key: line.amount for line in page.lines}
        return Differences(found=tuple(
            Difference(key=key, register_has=ours.get(key), bureau_has=theirs.get(key))
            for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)
        ))  # fmt: skip

    def owed(self, run: CaseId | None = None) -> tuple[OwedLine, ...]:
        """What is owed because it reached no account, of one run or of all."""
        wanted = missing() if run is None else missing().where(SAID["run"] == run)
        with self._engine.begin() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(
            OwedLine.model_validate({
                "payment": row["key"], "household": row["household"], "payee": row["person"] or row["household"],
                "benefit": row["benefit"], "month": row["month"], "amount": row["amount"], "state": row["state"],
                "reason": row["reason"], "since": row["happened_on"],
            })
            for row in rows
        )  # fmt: skip


def _locked(connection: Connection, of: Sequence[str]) -> None:
    """Whoever enters something about these households waits for its turn; always in the same order."""
    if connection.dialect.name != "sqlite":
        ordered = select(_HOUSEHOLD["ref"]).where(_HOUSEHOLD["ref"].in_(of)).order_by(_HOUSEHOLD["ref"])
        connection.execute(ordered.with_for_update())


def _begun(connection: Connection, run: Run) -> None:
    row = {"key": run.case, "month": run.month, "kind": run.occasion, "frozen_on": run.on, "recorded_at": _now()}
    connection.execute(statements.add_missing(RunRow, connection.dialect.name), row)


def _wanted(connection: Connection, page: ListPage, of: Sequence[str]) -> list[Line]:
    due = [line for held in holdings(connection, of) for line in lines(held, page.run)]
    return [line for line in due if line.failed_in == page.run.case] if page.again else due


def _taken_on(connection: Connection, run: Run, wanted: Sequence[Line]) -> None:
    new = [{**_row(line), "run": run.case, "recorded_at": _now()} for line in wanted if line.attempt == 1]
    if new:
        connection.execute(table(PaidRow).insert(), new)
    taken = [
        {"payment": line.key, "attempt": line.attempt, "state": PaymentState.OWED, "run": run.case, "reason": None,
         "happened_on": run.on, "event_id": None, "recorded_at": _now()}
        for line in wanted
    ]  # fmt: skip
    if taken:
        connection.execute(table(PaidResultRow).insert(), taken)


def _row(line: Line) -> dict[str, Any]:
    benefit, person, month = line.of
    return {
        "key": line.key, "household": line.household, "person": person, "benefit": benefit, "month": month,
        "purpose": line.purpose, "due": line.due, "set_off": line.set_off, "amount": line.amount,
        "set_offs": {recovery: str(amount) for recovery, amount in line.set_offs.items()},
        "entitlement": line.entitlement,
    }  # fmt: skip


def _sums(rows: Iterable[RowMapping | dict[str, Any]]) -> tuple[BenefitSum, ...]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["benefit"]].append(row)
    return tuple(
        BenefitSum(benefit=benefit, payments=len(of), due=_total(of, "due"), set_off=_total(of, "set_off"),
                   amount=_total(of, "amount"))
        for benefit, of in sorted(found.items())
    )  # fmt: skip


def _total(rows: Iterable[Any], name: str) -> Decimal:
    return sum((row[name] for row in rows), NOTHING)


def _theirs(connection: Connection, keys: Iterable[str]) -> Sequence[RowMapping]:
    """The payments with their newest entries, while nobody else enters anything about their households."""
    wanted = PAID["key"].in_(list(keys))
    _locked(connection, sorted(set(connection.scalars(select(PAID["household"]).where(wanted)))))
    columns = (PAID["key"], PAID["set_offs"], SAID["state"], SAID["attempt"], SAID["run"])
    return connection.execute(standing(*columns).where(wanted).order_by(PAID["key"])).mappings().all()


def _enter(
    connection: Connection, row: RowMapping, state: PaymentState, reason: str | None, on: date, event: str | None = None
) -> None:
    entry = {"payment": row["key"], "attempt": row["attempt"], "state": state, "run": row["run"], "reason": reason,
             "happened_on": on, "event_id": event, "recorded_at": _now()}  # fmt: skip
    if state is PaymentState.PAID:
        entry["event_id"] = _event(row["key"], row["attempt"])
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


def _entered(connection: Connection, results: Results) -> Entered:
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


def _counted(connection: Connection, run: CaseId, state: PaymentState) -> tuple[int, Decimal]:
    now = standing(PAID["amount"]).where(SAID["run"] == run, SAID["state"] == state)
    amounts = connection.scalars(now).all()
    return len(amounts), sum(amounts, NOTHING)


def _event(payment: str, attempt: int) -> str:
    """The id under which the payment is announced, however often."""
    return str(uuid5(NAMESPACE_URL, f"{payment}/{attempt}/paid"))


def _now() -> datetime:
    return datetime.now(UTC)
