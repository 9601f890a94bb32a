"""How is the database reached? A SQLite file by one writer at a time, PostgreSQL with limits on every wait."""

import json
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

BUSY_SECONDS = 8
"""Shorter than a task's own limit, so that the task tells what is wrong."""


def connect(url: str) -> Engine:
    """An engine for the whole process; parameters are never logged."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    limits = f"-c statement_timeout={BUSY_SECONDS}s -c lock_timeout={BUSY_SECONDS}s"
    arguments: dict[str, Any] = {"connect_timeout": 5, "options": limits}
    return create_engine(
        url, hide_parameters=True, pool_pre_ping=True, pool_timeout=BUSY_SECONDS, connect_args=arguments
    )


def _sqlite(url: str) -> Engine:
    """Threads queue for the one connection, processes for the file's lock; a commit is on the disk."""
    readable = partial(json.dumps, ensure_ascii=False)
    engine = create_engine(
        url, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS, json_serializer=readable
    )
    Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Only the first process changes a new file; SQLite lets none wait for it, so each that comes too early does."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _begin(connection: Connection) -> None:
    """What a transaction reads is still so when it writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
