"""What does the register know of payments? Rights, what payments carry, what is on its way, what is owed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, exists, func, select, union

from activities.adapters.register.payment_lists import Holdings, Known, Order, Owing, Right
from activities.adapters.register.statements import table
from activities.adapters.register.tables import (
    EntitlementRow,
    PaidResultRow,
    PaidRow,
    PaymentRow,
    RecoveryRow,
    RepaidRow,
)
from policy.months import month_of
from schemas.entitlements import PaymentKind
from schemas.household_files import Period
from schemas.payments import NOTHING, PaymentState
from schemas.rights import RecoveryWay, RightState

PAYMENT = table(PaidRow)
PAID, SAID = PAYMENT.c, table(PaidResultRow).c
_RIGHT, _ORDER, _RECOVERY, _REPAID = (
    table(of).c for of in (EntitlementRow, PaymentRow, RecoveryRow, RepaidRow)
)  # fmt: skip
IS_ARREARS = _ORDER["kind"] == PaymentKind.ARREARS
_LATER = table(PaidResultRow).alias("later")
IS_NEWEST = ~exists().where(_LATER.c["payment"] == SAID["payment"], _LATER.c["number"] > SAID["number"])


def standing(*columns: Any) -> Select[Any]:
    """Payments with the newest entry about each."""
    return _with_entries(*columns).where(IS_NEWEST)


def households(connection: Connection, after: str | None, at_most: int) -> list[str]:
    """The next ones with a right or an order, in the order of their references."""
    of_rights = select(_RIGHT["household"]).where(_RIGHT["household"] > (after or ""))
    of_orders = select(_ORDER["household"]).where(IS_ARREARS, _ORDER["household"] > (after or ""))
    both = union(of_rights, of_orders).subquery()
    return list(connection.scalars(select(both.c["household"]).order_by(both.c["household"]).limit(at_most)))


def listed_households(connection: Connection, run: str, after: str | None, at_most: int) -> list[str]:
    """The next ones whose payments the run took on, in the order of their references."""
    theirs = _with_entries(PAID["household"]).distinct()
    wanted = theirs.where(SAID["run"] == run, PAID["household"] > (after or ""))
    return list(connection.scalars(wanted.order_by(PAID["household"]).limit(at_most)))


def holdings(connection: Connection, of: Sequence[str]) -> list[Holdings]:
    """All that a run must know of these households."""
    found = {household: Holdings(household) for household in of}
    for row in _rows(connection, EntitlementRow, found, _RIGHT["decided_at"], _RIGHT["key"]):
        found[row["household"]].rights.append(_right(row))
    for row in _payments(connection, found):
        found[row["household"]].payments.append(_known(row))
    for household, owing in _owing(connection, found):
        found[household].recoveries.append(owing)
    for row in _rows(connection, PaymentRow, found, _ORDER["key"]):
        if row["kind"] == PaymentKind.ARREARS:
            found[row["household"]].orders.append(_order(row))
    return list(found.values())


def on_its_way(run: str) -> Select[Any]:
    """Payments that a run has taken on and of which nothing was heard yet."""
    return (
        standing(PAYMENT, SAID["attempt"])
        .where(SAID["run"] == run, SAID["state"] == PaymentState.OWED)
        .order_by(PAID["key"])
    )


def taken_off(run: str, reason: str) -> Select[Any]:
    """What a run had on its way and did not pay, for a reason of its own."""
    return _with_entries(PAID["key"]).where(SAID["run"] == run, SAID["reason"] == reason)


def made(run: str) -> Select[Any]:
    """Every payment of a run that reached its account, those returned since among them."""
    wanted = _with_entries(PAYMENT, SAID["attempt"], SAID["number"], SAID["happened_on"])
    return wanted.where(SAID["run"] == run, SAID["state"] == PaymentState.PAID)


def missing() -> Select[Any]:
    """Payments that reached no account, of whose month nothing newer is known under another key."""
    other, said = table(PaidRow).alias("other"), table(PaidResultRow).alias("said_of_other")
    otherwise = exists().where(
        other.c["household"] == PAID["household"],
        other.c["person"].is_not_distinct_from(PAID["person"]),
        other.c["benefit"] == PAID["benefit"],
        other.c["month"] == PAID["month"],
        other.c["key"] != PAID["key"],
        said.c["payment"] == other.c["key"],
        said.c["number"] > SAID["number"],
    )
    return (
        standing(PAYMENT, SAID["state"], SAID["reason"], SAID["happened_on"])
        .where(SAID["state"].in_((PaymentState.FAILED, PaymentState.RETURNED)), ~otherwise)
        .order_by(PAID["key"])
    )


def _with_entries(*columns: Any) -> Select[Any]:
    wanted: Select[Any] = select(*columns)
    return wanted.select_from(PAYMENT.join(table(PaidResultRow), SAID["payment"] == PAID["key"]))


def _rows(connection: Connection, of: Any, households_: Iterable[str], *order: Any) -> Iterable[RowMapping]:
    rows = table(of)
    return connection.execute(
        select(rows).where(rows.c["household"].in_(list(households_))).order_by(*order)
    ).mappings()


def _payments(connection: Connection, households_: Iterable[str]) -> Iterable[RowMapping]:
    wanted = standing(PAYMENT, SAID["state"], SAID["attempt"], SAID["run"].label("taken_on_by"))
    return connection.execute(
        wanted.where(PAID["household"].in_(list(households_))).order_by(PAID["key"])
    ).mappings()  # fmt: skip


def _right(row: RowMapping) -> Right:
    return Right(
        row["key"], row["benefit"], row["person"], row["amount"],
        Period(first=row["valid_from"], last=row["valid_to"]), RightState(row["state"]),
    )  # fmt: skip


def _known(row: RowMapping) -> Known:
    set_offs = {recovery: Decimal(amount) for recovery, amount in row["set_offs"].items()}
    return Known(
        row["key"], (row["benefit"], row["person"], row["month"]), row["due"], set_offs,
        PaymentState(row["state"]), row["attempt"], row["taken_on_by"],
    )  # fmt: skip


def _owing(connection: Connection, found: dict[str, Holdings]) -> Iterable[tuple[str, Owing]]:
    """Recoveries in the order of their decisions, with what came back and what is on its way."""
    kept = connection.execute(
        select(_REPAID["recovery"], func.sum(_REPAID["amount"]).label("kept"))
        .join(table(RecoveryRow), _RECOVERY["key"] == _REPAID["recovery"])
        .where(_RECOVERY["household"].in_(list(found)))
        .group_by(_REPAID["recovery"])
    )
    come: dict[str, Decimal] = {row[0]: row[1] for row in kept}
    under_way: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    for payment in (one for held in found.values() for one in held.payments if one.state is PaymentState.OWED):
        for recovery, amount in payment.set_offs.items():
            under_way[recovery] += amount
    for row in _rows(connection, RecoveryRow, found, _RECOVERY["decided_at"], _RECOVERY["key"]):
        yield row["household"], Owing(
            row["key"], row["benefit"], row["person"], RecoveryWay(row["way"]), row["total"], row["monthly"],
            come.get(row["key"], NOTHING), under_way[row["key"]],
        )  # fmt: skip


def _order(row: RowMapping) -> Order:
    person = None if row["payee"] == row["household"] else row["payee"]
    month: date = row["first_month"] or month_of(row["ordered_on"])
    return Order(row["key"], person, month, row["purpose"], row["amount"])
