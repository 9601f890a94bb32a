"""How do a database's tables become those of this version? In one transaction, by one process at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import OperationalError

from activities.adapters.register.database import connect

SCRIPTS = Path(__file__).with_name("migrations")
LOCK = 20_140_221
"""Number of the lock in PostgreSQL that a process holds while it migrates."""


def upgrade(url: str) -> str:
    """The revision after the tables were brought up to date; a database that is up to date is left alone."""
    engine = connect(url)
    try:
        with engine.begin() as connection:
            _alone(connection)
            command.upgrade(_configuration(connection), "head")
            return current(connection) or ""
    finally:
        engine.dispose()


def lacking(url: str) -> str | None:
    """What keeps this version from using the database, in words; None when nothing does."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return "there is no file yet"
    engine = connect(url)
    try:
        with engine.connect() as connection:
            known = current(connection)
    except OperationalError as away:
        return f"the database does not answer: {type(away.orig).__name__}"
    finally:
        engine.dispose()
    return None if known == newest() else f"its tables are at revision {known}, and {newest()} is needed"


def current(connection: Connection) -> str | None:
    """The revision of the database's tables; None when it has none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this version of the product needs."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head() or ""


def draft(url: str, message: str) -> None:
    """Writes the next revision, from what a database that is up to date lacks; to be read before it is used."""
    engine = connect(url)
    with engine.begin() as connection:
        command.revision(_configuration(connection), message, autogenerate=True)
    engine.dispose()


def ours(name: str | None, kind: str, parents: Mapping[Any, str | None]) -> bool:  # noqa: ARG001  Alembic's own form
    """The streams keep tables of their own in the same database."""
    return kind != "table" or not (name or "").startswith("stream_")


def _configuration(connection: Connection) -> Config:
    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return configuration


def _alone(connection: Connection) -> None:
    """SQLite locked the file when the transaction began; in PostgreSQL a large table may take its time."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
