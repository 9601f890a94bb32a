"""How is one entry written? All its rows in one transaction, which the household's own row makes wait its turn."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

from activities.adapters.register import statements
from activities.adapters.register.masking import masked
from activities.adapters.register.tables import (
    Base,
    DecisionRow,
    EntitlementRow,
    HouseholdRow,
    ItemRow,
    MembershipRow,
    OutcomeRow,
    PaymentRow,
    PersonRow,
    SnapshotRow,
)
from activities.register import Contradicted
from schemas.base import Model
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.register_entries import DecidedRule, PaymentEntry, Signature
from schemas.snapshots import Snapshot

MOMENTS = frozenset({"at", "decided_at", "decided_on", "known_to", "on", "review_due", "taken_on"})
"""When something was said: who says the same again, after a lost answer or a set-back, says it at a later moment."""

DAYS = frozenset({"happened_on", "ordered_on", "recorded_at", "reported_on"})
"""Columns that say the same of a row; inside of what was said they are days of facts, and count."""


class Page:
    """What one case enters about one household, at one moment."""

    def __init__(
        self, connection: Connection, case: CaseId, household: HouseholdRef, *, key: str | None = None
    ) -> None:
        self._connection = connection
        self._now = datetime.now(UTC)
        self._common = {"case_id": case, "household": household, "recorded_at": self._now}
        self.case = case
        self.key = key or case
        """What keys begin with; a case that decides about several households says which."""
        self._add_missing(HouseholdRow, [{"ref": household, "recorded_at": self._now}])
        if connection.dialect.name != "sqlite":
            connection.execute(statements.LOCK, {"of": household})

    def begins(self, key: str, outcome: str, on: date, entry: Model) -> bool:
        """False when the same entry was written before; Contradicted when another one was."""
        said = _substance(entry.model_dump(mode="json", exclude_defaults=True))
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
        return self.add_once(OutcomeRow, key=key, outcome=outcome, happened_on=on, digest=digest)

    def found(self, members: Iterable[PersonRef], on: date, signature: Signature) -> None:
        """Who belonged to the household when it was decided."""
        persons = sorted(members)
        finding = {"valid_from": on, "decided_at": signature.at, **self._common}
        self.known(persons)
        self._add_missing(
            MembershipRow, [{"key": f"{self.key}/{person}", "person": person, **finding} for person in persons]
        )

    def known(self, persons: Iterable[PersonRef]) -> None:
        """Persons of whom the register speaks."""
        rows = [{"ref": person, "recorded_at": self._now} for person in persons]
        if rows:
            self._add_missing(PersonRow, rows)

    def decided(self, decisions: Iterable[DecidedRule], signature: Signature) -> None:
        """The decisions with their whole trace."""
        for decision, event in ((each.decision, each.event) for each in decisions):
            trace = masked(decision.model_dump_json(exclude_none=True))
            self.add_once(
                DecisionRow, key=f"{self.key}/{decision.rule}", rule=decision.rule, outcome=decision.outcome,
                decided_on=decision.on, amount=decision.amount, rules_version=decision.rules_version,
                trace=json.loads(trace), question=signature.question, decided_by=signature.officer,
                decided_at=signature.at, event_id=event,
            )  # fmt: skip

    def entitled(self, **row: Any) -> None:
        """A new row in the order of the decisions, whichever came first; the one before points to it."""
        right = {"household": self._common["household"], "benefit": row["benefit"], "person": row.get("person")}
        known = [(at, key) for key, at in self._connection.execute(statements.SAME_RIGHT, right)]
        mine = row["decided_at"], row["key"]
        following = next((key for at, key in known if (at, key) > mine), None)
        self.add_once(EntitlementRow, **(right | row), superseded_by=following)
        before = [key for at, key in known if (at, key) < mine]
        if before:
            self._connection.execute(statements.SUPERSEDE, {"old": before[-1], "new": row["key"]})

    def snapshot(self, found: Snapshot) -> None:
        """The household as the case found it."""
        household = found.application.household
        self.add_once(
            SnapshotRow, key=f"{self.key}/{found.taken_on}", taken_on=found.taken_on, first_month=found.first_month,
            category=found.category, valid_to=found.valid_to, review_due=found.review_due, town=household.town,
            county=household.county, found=found.model_dump(mode="json", exclude_none=True),
        )  # fmt: skip

    def reported(self, key: str, **row: Any) -> None:
        """What a department said to a linked item, or that it has said nothing."""
        self.add_once(ItemRow, key=f"{self.case}/item/{key}", **row)

    def ordered(self, entry: PaymentEntry) -> None:
        """A payment that finance is asked for, under finance's own key."""
        order = entry.order
        self.add_once(
            PaymentRow, key=order.key, payee=order.payee, kind=order.kind, purpose=order.purpose, amount=order.amount,
            first_month=order.first_month, ordered_on=entry.on, event_id=entry.event,
        )  # fmt: skip

    def add_once(self, of: type[Base], **row: Any) -> bool:
        """False when the same row was there before; Contradicted when another one was."""
        new = self._common | row
        if self._connection.execute(statements.add_once(of, self._connection.dialect.name), new).first() is not None:
            return True
        known = self._connection.execute(statements.known(of), {"of": row["key"]}).mappings().one()
        columns = new.keys() - DAYS
        if any(_substance({name: known[name]}) != _substance({name: new[name]}) for name in columns):
            raise Contradicted(f"{row['key']} was entered before with another content")
        return False

    def _add_missing(self, of: type[Base], rows: list[dict[str, Any]]) -> None:
        self._connection.execute(statements.add_missing(of, self._connection.dialect.name), rows)


def _substance(said: Any) -> Any:
    """What was said, without its moments."""
    if isinstance(said, dict):
        return {name: _substance(each) for name, each in said.items() if name not in MOMENTS}
    return [_substance(each) for each in said] if isinstance(said, list | tuple) else said
