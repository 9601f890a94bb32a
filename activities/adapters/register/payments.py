"""Which payments are there? Lists are frozen, results entered, returns kept; nobody is paid twice for a month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, case, func, select

from activities.adapters.register.payment_entries import (
    begun,
    enter,
    entered,
    event_of,
    locked,
    row_of,
    taken_on,
    theirs,
)
from activities.adapters.register.payment_lists import Line, lines, relisted
from activities.adapters.register.payment_reading import (
    PAID,
    SAID,
    holdings,
    households,
    listed_households,
    made,
    missing,
    on_its_way,
    standing,
    taken_off,
)
from activities.adapters.register.statements import table
from activities.adapters.register.tables import AccessRow
from activities.payments import PAGE, Unknown
from schemas.household_files import FilePart
from schemas.identifiers import CaseId, HouseholdRef
from schemas.payments import (
    NOTHING,
    Announcement,
    Attempt,
    Batch,
    BatchOrder,
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
    TakenOff,
    Transfer,
)
from schemas.rights import PaidMonth

PREVIEWED = 500
"""Households that a preview works out at a time."""

LESS_DUE = "less_due"
"""Why a payment is taken off a list that was approved: by now less is due, or nothing."""


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
            locked(connection, of)
            begun(connection, page.run)
            taken_on(connection, page.run, _wanted(connection, page, of))
            listed = on_its_way(page.run.case).where(PAID["household"].in_(of))
            return FrozenPage(last=HouseholdRef(of[-1]), sums=_sums(connection.execute(listed).mappings()))

    def take_off(self, page: ListPage) -> TakenOff:
        run = page.run
        with self._engine.begin() as connection:
            of = listed_households(connection, run.case, page.after, PAGE)
            if not of:
                return TakenOff()
            locked(connection, of)
            found = [relisted(held, run) for held in holdings(connection, of)]
            for row in theirs(connection, [key for each in found for key in each.gone]):
                enter(connection, row, PaymentState.FAILED, LESS_DUE, run.on)
            taken_on(connection, run, [line for each in found for line in each.instead])
            gone = taken_off(run.case, LESS_DUE).where(PAID["household"].in_(of))
            return TakenOff(last=HouseholdRef(of[-1]), payments=len(connection.execute(gone).all()))

    def preview(self, run: Run) -> tuple[BenefitSum, ...]:
        found: list[dict[str, Any]] = []
        after: str | None = None
        with self._engine.begin() as connection:
            while of := households(connection, after, PREVIEWED):
                found += (row_of(line) for held in holdings(connection, of) for line in lines(held, run))
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
        return Batch(order=_order(run, transfers) if transfers else None, set_off=set_off)

    def enter_results(self, results: Results) -> Entered:
        said = {each.key: each for each in results.results}
        with self._engine.begin() as connection:
            for row in theirs(connection, said):
                one = said[row["key"]]
                if (row["state"], row["attempt"]) == (PaymentState.OWED, one.attempt):
                    enter(connection, row, one.state, one.reason, results.on)
            return entered(connection, results)

    def release(self, release: Release) -> None:
        with self._engine.begin() as connection:
            keys = [row["key"] for row in connection.execute(on_its_way(release.run)).mappings()]
            for row in theirs(connection, keys):
                if row["state"] == PaymentState.OWED:
                    enter(connection, row, PaymentState.FAILED, release.reason, release.on)

    def enter_return(self, entry: ReturnEntry) -> None:
        with self._engine.begin() as connection:
            for row in theirs(connection, [entry.payment]):
                if row["attempt"] < entry.attempt or row["state"] == PaymentState.FAILED:
                    break
                if row["attempt"] > entry.attempt or row["state"] == PaymentState.RETURNED:
                    return  # entered before; it may have been paid again since
                if row["state"] == PaymentState.OWED:  # the bank is faster than the bureau: what came back was paid
                    enter(connection, row, PaymentState.PAID, None, entry.on)
                enter(connection, row, PaymentState.RETURNED, entry.reason, entry.on, entry.event)
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
                "set_off": row["set_off"], "on": row["happened_on"], "event": event_of(row["key"], row["attempt"]),
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
            failed = [row for row in _still_owed(connection, run) if row["state"] == PaymentState.FAILED]
            returned = connection.scalars(
                standing(PAID["key"]).where(SAID["run"] == run, SAID["state"] == PaymentState.RETURNED)
            ).all()
        return RunSums(paid=all_, transfers=transfers, total=amount, failed=len(failed), owed=_total(failed, "amount"),
                       returned=len(returned))  # fmt: skip

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

    def owed(self, run: CaseId | None, by: str) -> tuple[OwedLine, ...]:
        """What reached no account and is owed, of what one run tried last or of all; who reads is written down."""
        with self._engine.begin() as connection:
            rows = _still_owed(connection, run)
            read = sorted({row["household"] for row in rows})
            if read:
                connection.execute(table(AccessRow).insert(), [_reading(household, run, by) for household in read])
        return tuple(
            OwedLine.model_validate({
                "payment": row["key"], "household": row["household"], "payee": row["person"] or row["household"],
                "benefit": row["benefit"], "month": row["month"], "amount": row["amount"], "state": row["state"],
                "reason": row["reason"], "since": row["happened_on"],
            })
            for row in rows
        )  # fmt: skip


def _wanted(connection: Connection, page: ListPage, of: Sequence[str]) -> list[Line]:
    due = [line for held in holdings(connection, of) for line in lines(held, page.run)]
    return [line for line in due if line.failed_in == page.run.case] if page.again else due


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


def _still_owed(connection: Connection, run: CaseId | None) -> list[RowMapping]:
    """What reached no account, as long as the month is still due."""
    wanted = missing() if run is None else missing().where(SAID["run"] == run)
    rows = connection.execute(wanted).mappings().all()
    found: list[RowMapping] = []
    for start in range(0, len(rows), PREVIEWED):
        some = rows[start : start + PREVIEWED]
        due = _due(connection, some)
        found += [row for row in some if (row["benefit"], row["person"], row["month"], row["household"]) in due]
    return found


def _due(connection: Connection, rows: Sequence[RowMapping]) -> set[tuple[str, str | None, date, str]]:
    """The months for which the next run would take something on."""
    latest = max(row["month"] for row in rows)
    next_run = Run(case=CaseId("payment"), month=latest, on=latest)
    held = holdings(connection, sorted({row["household"] for row in rows}))
    return {(*line.of, line.household) for each in held for line in lines(each, next_run)}


def _reading(household: str, run: CaseId | None, by: str) -> dict[str, Any]:
    return {"reader": by, "household": household, "fields": [FilePart.PAID.value], "case_id": run,
            "purpose": "payments that reached no account", "found": True, "read_at": datetime.now(UTC)}  # fmt: skip


def _order(run: CaseId, transfers: tuple[Transfer, ...]) -> BatchOrder:
    same = sha256("\n".join(f"{each.key}#{each.attempt}" for each in transfers).encode()).hexdigest()[:16]
    return BatchOrder(key=f"{run}/batch/{same}", case=run, transfers=transfers)
