"""How does a command reach the register? At its configured address, else that of a platform that runs here."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from activities.adapters.register.database import connect
from activities.adapters.register.upgrade import lacking
from commands import running
from commands.words import Trouble

REMEDY = "Start the platform or its database; `onething register migrate` makes the tables of this version."


@contextmanager
def register() -> Iterator[Engine]:
    """The database, ready to be read; Trouble when it is away or not up to date."""
    url = address()
    trouble = lacking(url)
    if trouble is not None:
        raise Trouble(f"The register cannot be read: {trouble}. {REMEDY}")
    engine = connect(url)
    try:
        yield engine
    except OperationalError as away:
        raise Trouble(f"The register does not answer ({type(away.orig).__name__}). Try again.") from away
    finally:
        engine.dispose()


def address() -> str:
    """A platform that is kept up after a run has its register in a folder of its own, which it has written down."""
    known = running.given()
    found = running.running(known.data_directory)
    if "database_url" in known.model_fields_set or found is None:
        return known.database_url
    return running.given(data_directory=found.data_directory).database_url
