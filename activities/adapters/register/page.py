"""How is one entry written? All its rows in one transaction, which the household's own row makes wait its turn."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

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
)
from activities.register import Contradicted
from schemas.base import Model
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.register_entries import DecidedRule, PaymentEntry, Signature

DAYS = {"recorded_at", "ordered_on", "reported_on"}


class Page:
    """What one case enters about one household, at one moment."""

    def __init__(self, session: Session, case: CaseId, household: HouseholdRef) -> None:
        self._session = session
        self._now = datetime.now(UTC)
        self._common = {"case_id": case, "household": household, "recorded_at": self._now}
        self.case = case
        self._add_missing(HouseholdRow, [{"ref": household, "recorded_at": self._now}])
        session.execute(select(HouseholdRow.ref).where(HouseholdRow.ref == household).with_for_update())

    def begins(self, key: str, outcome: str, on: date, entry: Model) -> bool:
        """False when the same entry was written before; Contradicted when another one was."""
        digest = hashlib.sha256(entry.model_dump_json(exclude_defaults=True).encode()).hexdigest()
        known = self._session.get(OutcomeRow, key)
        if known is None:
            self._add(OutcomeRow(key=key, outcome=outcome, happened_on=on, digest=digest, **self._common))
        elif known.digest != digest:
            raise Contradicted(f"{key} was entered before with another content")
        return known is None

    def found(self, members: Iterable[PersonRef], on: date, signature: Signature) -> None:
        """Who belonged to the household when it was decided."""
        persons = sorted(members)
        self._add_missing(PersonRow, [{"ref": person, "recorded_at": self._now} for person in persons])
        statement = {"valid_from": on, "decided_at": signature.at, **self._common}
        self._add_missing(
            MembershipRow, [{"key": f"{self.case}/{person}", "person": person, **statement} for person in persons]
        )

    def decided(self, decisions: Iterable[DecidedRule], signature: Signature) -> None:
        """The decisions with their whole trace."""
        for each in decisions:
            trace = masked(each.decision.model_dump_json(exclude_none=True))
            self._add(DecisionRow(
                key=f"{self.case}/{each.decision.rule}", rule=each.decision.rule, outcome=each.decision.outcome,
                decided_on=each.decision.on, amount=each.decision.amount, rules_version=each.decision.rules_version,
                trace=json.loads(trace), question=signature.question, decided_by=signature.officer,
                decided_at=signature.at, event_id=each.event, **self._common,
            ))  # fmt: skip

    def entitled(self, **row: Any) -> None:
        """A new row in the order of the decisions, whichever came first; the one before points to it."""
        new = EntitlementRow(**row, **self._common)
        later = [each for each in self._entitlements(new) if _order(each) > _order(new)]
        earlier = [each for each in self._entitlements(new) if _order(each) < _order(new)]
        new.superseded_by = later[0].key if later else None
        self._add(new)
        if earlier:
            self._session.flush()
            earlier[-1].superseded_by = new.key

    def reported(self, key: str, **row: Any) -> None:
        """What a department said to a linked item, or that it has said nothing."""
        self._add_once(ItemRow(key=f"{self.case}/item/{key}", **row, **self._common))

    def ordered(self, entry: PaymentEntry) -> None:
        """A payment that finance is asked for, under finance's own key."""
        order = entry.order
        self._add_once(PaymentRow(
            key=order.key, payee=order.payee, kind=order.kind, purpose=order.purpose, amount=order.amount,
            first_month=order.first_month, ordered_on=entry.on, **self._common,
        ))  # fmt: skip

    def _entitlements(self, like: EntitlementRow) -> list[EntitlementRow]:
        same = select(EntitlementRow).where(
            EntitlementRow.household == like.household,
            EntitlementRow.benefit == like.benefit,
            EntitlementRow.person.is_not_distinct_from(like.person),
        )
        return sorted(self._session.scalars(same), key=_order)

    def _add(self, row: Base) -> None:
        self._session.add(row)

    def _add_once(self, row: ItemRow | PaymentRow) -> None:
        known = self._session.get(type(row), row.key)
        if known is None:
            self._add(row)
        elif _said(known) != _said(row):
            raise Contradicted(f"{row.key} was entered before with another content")

    def _add_missing(self, table: type[Base], rows: list[dict[str, Any]]) -> None:
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        self._session.execute(insert(table).values(rows).on_conflict_do_nothing())


def _order(row: EntitlementRow) -> tuple[datetime, str]:
    return row.decided_at, row.key


def _said(row: Base) -> dict[str, Any]:
    """Without the days on which it was said: a case that is set back to an earlier task says it again later."""
    return {name: getattr(row, name) for name in set(row.__table__.c.keys()) - DAYS}
