"""What has been counted, and what is still to be announced? Each event and its effect in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Self

from sqlalchemy import Connection

from events.contracts.envelope import Envelope
from events.contracts.medical_insurance import MedicalSettlementPosted
from events.streams.self_pay import SCENE, Account, announcement, post
from events.streams.tables import CROSSED, METADATA, OUTBOX, SEEN, SETTLEMENT, Statements, connect
from registry.topics import ALERTS
from schemas.alerts import Alert
from schemas.identifiers import EventId, PersonRef
from schemas.money import cents


@dataclass(frozen=True)
class Letter:
    """A row of the outbox that was not published yet."""

    number: int
    topic: str
    key: str
    value: str


class Ledger:
    """The streams' tables, in PostgreSQL or in a SQLite file; every method may be repeated and blocks."""

    def __init__(self, url: str) -> None:
        self._engine = connect(url)
        self._statements = Statements(self._engine.dialect.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def create_tables(self) -> None:
        METADATA.create_all(self._engine)

    def post(self, cause: Envelope, settlement: MedicalSettlementPosted, bands: Sequence[Decimal]) -> int:
        """How many alerts wait in the outbox because of it; none when the event or its settlement was counted before.

        An event that corrects another takes the other's place, whichever of the two came first.
        """
        with self._engine.begin() as connection:
            return _Posting(connection, self._statements, cause, settlement).alerts(bands)

    def paid(self, person: PersonRef, year: int) -> Decimal:
        """What the person paid in the year, as far as it is counted."""
        with self._engine.connect() as connection:
            return _yuan(connection.scalar(self._statements.paid, {"of": person, "in": year}) or 0)

    def waiting(self) -> tuple[Letter, ...]:
        """The oldest letters that were not published yet, in the order of their crossings."""
        with self._engine.connect() as connection:
            return tuple(Letter(*row) for row in connection.execute(self._statements.waiting))

    def mark_published(self, letter: Letter) -> None:
        with self._engine.begin() as connection:
            connection.execute(self._statements.mark, {"row": letter.number, "at": datetime.now(UTC)})


@dataclass(frozen=True)
class _Posting:
    """One settlement inside its transaction."""

    connection: Connection
    statements: Statements
    cause: Envelope
    settlement: MedicalSettlementPosted

    def alerts(self, bands: Sequence[Decimal]) -> int:
        if not self._is_new():
            return 0
        _, alerts = post(self._account(), self.settlement, bands)
        for alert in alerts:
            self._announce(alert)
        return len(alerts)

    def _is_new(self) -> bool:
        """Neither the event nor its settlement was counted before; both are from now on."""
        if not self.statements.add(self.connection, SEEN, event_id=self.cause.id):
            return False
        if self.cause.supersedes is not None:
            self._make_void(EventId(self.cause.supersedes))
        return self.statements.add(
            self.connection,
            SETTLEMENT,
            number=self.settlement.settlement,
            event_id=self.cause.id,
            person=self.settlement.person,
            year=self.settlement.paid_on.year,
            cents=_whole(self.settlement.self_pay),
        )

    def _make_void(self, event_id: EventId) -> None:
        """The corrected event counts no longer, and will not if it is still to come."""
        self.statements.add(self.connection, SEEN, event_id=event_id)
        corrected = {"event": event_id, "settlement": self.settlement.settlement}
        for person, year, amount in self.connection.execute(self.statements.make_void, corrected).all():
            self._change(person, year, -amount)

    def _account(self) -> Account:
        """The account before the settlement; its row holds the sum after it, locked until the transaction ends."""
        person, year, amount = self.settlement.person, self.settlement.paid_on.year, _whole(self.settlement.self_pay)
        after = self._change(person, year, amount)
        bands = self.connection.scalars(self.statements.alerted, {"of": person, "in": year, "what": SCENE})
        return Account(_yuan(after - amount), frozenset(map(_yuan, bands)))

    def _change(self, person: PersonRef, year: int, amount: int) -> int:
        """The sum of the person and year afterwards."""
        change = {"person": person, "year": year, "cents": amount}
        return int(self.connection.execute(self.statements.change, change).scalar_one())

    def _announce(self, alert: Alert) -> None:
        band = {"person": alert.person, "scene": alert.scene, "year": alert.year, "band": _whole(alert.band)}
        self.statements.add(self.connection, CROSSED, **band)
        event = announcement(alert, self.settlement, self.cause)
        letter = {"topic": ALERTS, "key": event.partitionkey, "value": event.encoded().decode()}
        self.statements.add(self.connection, OUTBOX, event_id=event.id, **letter)


def _whole(amount: Decimal) -> int:
    return int(cents(amount).scaleb(2))


def _yuan(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
