"""What happens to the finance bureau's transfers? Most arrive; some accounts are closed, some payments come back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from pydantic import Field

from events.contracts.payments import PaymentReturned
from registry.departments import FINANCE
from schemas.base import Model
from schemas.city_time import CITY_TIME
from schemas.identifiers import CaseId
from schemas.payments import NOTHING, BatchOrder, PaymentState, Statement, StatementLine, StatementRequest, Transfer
from simulator.emission import Record, record, sealed

PAGE = 100
"""Lines of one page of a statement."""


class Account(Model):
    """An account of which a scenario tells; every other one is in order."""

    payee: str
    fails: int = Field(0, ge=0, description="So many attempts of each payment reach no account")
    reason: str = "account_closed"
    returned: str | None = Field(None, description="Keys of payments that come back, once, with * for any part")
    after_days: float = Field(1.0, ge=0, description="Pretend days until they come back")


class Letter(NamedTuple):
    """A return that is announced some pretend days later."""

    days: float
    record: Record


@dataclass
class Bank:
    """The bureau's own books: each transfer once by its key and attempt."""

    accounts: tuple[Account, ...] = ()
    made: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    """Run → payment → yuan."""
    _answered: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    _letters: list[Letter] = field(default_factory=list)

    def pay(self, batch: BatchOrder) -> list[dict[str, Any]]:
        """What became of each transfer; the same transfer in another batch gets the same answer."""
        return [self._paid(batch.case, transfer) for transfer in batch.transfers]

    def statement(self, request: StatementRequest) -> Statement:
        """The sums of a run, or a page of its transfers in the order of their keys."""
        made = self.made.get(request.case, {})
        if not request.lines:
            return Statement(transfers=len(made), total=sum(made.values(), NOTHING))
        keys = sorted(key for key in made if key > (request.after or ""))
        lines = tuple(StatementLine(key=key, amount=made[key]) for key in keys[:PAGE])
        return Statement(lines=lines, last=lines[-1].key if len(keys) > PAGE else None)

    def letters(self) -> Iterable[Letter]:
        """What is still to be announced, each once."""
        while self._letters:
            yield self._letters.pop(0)

    def _paid(self, run: CaseId, transfer: Transfer) -> dict[str, Any]:
        which = transfer.key, transfer.attempt
        if which not in self._answered:
            self._answered[which] = self._tried(run, transfer)
        return self._answered[which]

    def _tried(self, run: CaseId, transfer: Transfer) -> dict[str, Any]:
        said = {"key": transfer.key, "attempt": transfer.attempt}
        account = next((each for each in self.accounts if each.payee == transfer.payee), None)
        if account is not None and transfer.attempt <= account.fails:
            return {**said, "state": PaymentState.FAILED.value, "reason": account.reason}
        self.made.setdefault(run, {})[transfer.key] = transfer.amount
        if account is not None and _comes_back(account, transfer):
            self._letters.append(Letter(account.after_days, _returned(run, transfer, account.reason)))
        return {**said, "state": PaymentState.PAID.value}


def _comes_back(account: Account, transfer: Transfer) -> bool:
    """The first that arrives does; what is paid for it afterwards stays."""
    first = transfer.attempt == account.fails + 1
    return first and account.returned is not None and fnmatchcase(transfer.key, account.returned)


def _returned(run: CaseId, transfer: Transfer, reason: str) -> Record:
    now = datetime.now(CITY_TIME)
    event = PaymentReturned(payment=transfer.key, attempt=transfer.attempt, run=run, reason=reason, on=now.date())
    envelope = sealed(event, id=f"return-{transfer.key}-{transfer.attempt}", source=FINANCE.source, time=now)
    return record(envelope, FINANCE.topic)
