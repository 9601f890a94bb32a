"""Do the migrations make the tables that the code expects, beside what is there, as often as they are run?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from activities.adapters.register.tables import Base
from activities.adapters.register.upgrade import lacking, newest, ours, upgrade
from events.streams.ledger import Ledger

OPTIONS = {"include_name": ours, "compare_type": True, "compare_server_default": True}


def differences(address: str) -> list[object]:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), Base.metadata)
    engine.dispose()
    return list(found)


def tables(address: str) -> set[str]:
    engine = create_engine(address)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_the_migrations_make_the_tables_that_the_code_expects(empty):
    upgrade(empty)

    assert differences(empty) == []
    assert tables(empty) == {*Base.metadata.tables, "alembic_version"}


def test_the_streams_tables_in_the_same_database_are_left_alone(empty):
    with Ledger(empty) as streams:
        streams.create_tables()
        before = tables(empty)
        upgrade(empty)

    assert before <= tables(empty)
    assert any(name.startswith("stream_") for name in before)
    assert differences(empty) == []


def test_the_streams_may_come_second(empty):
    upgrade(empty)
    with Ledger(empty) as streams:
        streams.create_tables()

    assert differences(empty) == []


def test_a_lacking_column_would_be_found(empty):
    upgrade(empty)
    engine = create_engine(empty)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER payment_order_stays" + (
            " ON payment_order" if engine.dialect.name == "postgresql" else ""))  # fmt: skip
        connection.exec_driver_sql("ALTER TABLE payment_order DROP COLUMN purpose")
    engine.dispose()

    assert "purpose" in str(differences(empty))


def test_processes_that_start_together_migrate_once(empty):
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(upgrade, [empty] * 4)) == {newest()}

    assert differences(empty) == []


def test_what_is_lacking_is_told_in_words(empty, tmp_path):
    before = lacking(empty)
    upgrade(empty)

    assert before is not None
    assert before.startswith(("there is no file", "its tables are at revision None"))
    assert lacking(empty) is None


@pytest.mark.platform
def test_a_database_that_is_away_is_told_apart_from_one_that_is_old(tmp_path):
    address = f"postgresql+psycopg://postgres@/register?host={tmp_path}"

    assert lacking(address) == "the database does not answer: OperationalError"
