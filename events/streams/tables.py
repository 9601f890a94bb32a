"""Which tables do the streams keep beside the register? Money is in whole cents."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    event,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

BUSY_SECONDS = 10
PAGE = 100
PAUSE = 0.05

METADATA = MetaData()

SEEN = Table("stream_seen", METADATA, Column("event_id", String, primary_key=True))
"""Every event that was counted, or that a correction made void before it came."""

SETTLEMENT = Table(
    "stream_settlement",
    METADATA,
    Column("number", String, primary_key=True),
    Column("event_id", String, nullable=False, unique=True),
    Column("person", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("cents", BigInteger, nullable=False),
)
"""Every settlement that counts, by its business number."""

SELF_PAY = Table(
    "stream_self_pay",
    METADATA,
    Column("person", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("cents", BigInteger, nullable=False),
)
"""The sum of what a person paid in a calendar year."""

CROSSED = Table(
    "stream_crossed",
    METADATA,
    Column("person", String, primary_key=True),
    Column("scene", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("band", BigInteger, primary_key=True, autoincrement=False),
)
"""Every band, in cents, that was alerted."""

OUTBOX = Table(
    "stream_outbox",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("event_id", String, nullable=False, unique=True),
    Column("topic", String, nullable=False),
    Column("key", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("published_at", DateTime(timezone=True)),
)
"""Every alert as it is published; without a time it still waits to be."""

Index("stream_outbox_waiting", OUTBOX.c.published_at, OUTBOX.c.number)


def connect(url: str) -> Engine:
    """A SQLite file waits its turn for the lock and is on the disk after each commit; parameters are not logged."""
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """The first process changes a new file; SQLite lets the others not wait for it, so they come again."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)
        else:
            return


class Statements:
    """What is said to the tables, put together once: that costs more than saying it."""

    def __init__(self, dialect: str) -> None:
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        tables = (SEEN, SETTLEMENT, CROSSED, OUTBOX)
        self._add = {t: insert(t).on_conflict_do_nothing().returning(*t.primary_key) for t in tables}
        row = insert(SELF_PAY)
        self.change = row.on_conflict_do_update(
            index_elements=[SELF_PAY.c.person, SELF_PAY.c.year], set_={"cents": SELF_PAY.c.cents + row.excluded.cents}
        ).returning(SELF_PAY.c.cents)

    def add(self, connection: Connection, table: Table, **row: object) -> bool:
        """False when a row with one of its keys exists already."""
        return connection.execute(self._add[table], row).first() is not None

    alerted = select(CROSSED.c.band).where(
        CROSSED.c.person == bindparam("of"), CROSSED.c.year == bindparam("in"), CROSSED.c.scene == bindparam("what")
    )
    paid = select(SELF_PAY.c.cents).where(SELF_PAY.c.person == bindparam("of"), SELF_PAY.c.year == bindparam("in"))
    make_void = (
        delete(SETTLEMENT)
        .where((SETTLEMENT.c.event_id == bindparam("event")) | (SETTLEMENT.c.number == bindparam("settlement")))
        .returning(SETTLEMENT.c.person, SETTLEMENT.c.year, SETTLEMENT.c.cents)
    )
    waiting = (
        select(OUTBOX.c.number, OUTBOX.c.topic, OUTBOX.c.key, OUTBOX.c.value)
        .where(OUTBOX.c.published_at.is_(None))
        .order_by(OUTBOX.c.number)
        .limit(PAGE)
    )
    mark = update(OUTBOX).where(OUTBOX.c.number == bindparam("row")).values(published_at=bindparam("at"))
