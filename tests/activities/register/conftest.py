"""A register of each test's own: on a SQLite file always, on PostgreSQL where it is."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from activities.adapters.register.book import SqlBook
from activities.adapters.register.database import connect
from activities.adapters.register.payments import SqlPayments, paid_months
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.tables import Base
from activities.adapters.register.upgrade import upgrade
from schemas.identifiers import HouseholdRef
from tests.activities.register import postgres
from tests.activities.register.entries import HOUSEHOLD

NUMBERS = count()
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.platform)]

Tables = Callable[[], dict[str, list[dict[str, Any]]]]


@pytest.fixture(scope="session")
def socket() -> Iterator[str]:
    """The folder of the server's socket; its database `migrated` is what the others are copied from."""
    with postgres.server() as folder:
        postgres.say(folder, "CREATE DATABASE migrated")
        upgrade(postgres.address(folder, "migrated"))
        yield folder


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a register that nothing was entered into: what the others are copied from."""
    file = tmp_path_factory.mktemp("migrated") / "register.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(params=BOTH)
def empty(request, tmp_path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'of' / 'register.db'}"
    return _database(request.getfixturevalue("socket"), "template1")


@pytest.fixture(params=BOTH)
def url(request, tmp_path) -> str:
    """The address of a register that nothing was entered into."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated"), tmp_path / "register.db")
        return f"sqlite:///{file}"
    return _database(request.getfixturevalue("socket"), "migrated")


@pytest.fixture
def open_book(url: str) -> Iterator[Callable[[], SqlBook]]:
    """Opens the register as another process would."""
    with ExitStack() as stack:

        def opened() -> SqlBook:
            book = SqlBook(url)
            stack.callback(book.close)
            return book

        yield opened


@pytest.fixture
def book(open_book: Callable[[], SqlBook]) -> SqlBook:
    return open_book()


@pytest.fixture
def payments(book: SqlBook) -> SqlPayments:
    return SqlPayments(book.engine)


@pytest.fixture
def rights(book: SqlBook) -> SqlRights:
    return SqlRights(book.engine)


@pytest.fixture
def received(book: SqlBook) -> Callable[[], list[tuple[str, str]]]:
    """What the household received of each month, what was set off among it."""

    def months() -> list[tuple[str, str]]:
        with book.engine.begin() as connection:
            return [(f"{each.month:%m}", str(each.amount)) for each in paid_months(connection, HouseholdRef(HOUSEHOLD))]

    return months


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = connect(url)
    yield opened
    opened.dispose()


@pytest.fixture
def tables(engine: Engine) -> Tables:
    """Every row of every table."""
    return lambda: rows(engine)


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.begin() as connection:
        return {
            name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for name, table in Base.metadata.tables.items()
        }


def _database(socket: str, template: str) -> str:
    name = f"of_test_{next(NUMBERS)}"
    postgres.say(socket, f"CREATE DATABASE {name} TEMPLATE {template}")
    return postgres.address(socket, name)
