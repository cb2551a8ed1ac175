from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from firefighter.store import schema
from firefighter.store.database import Database
from firefighter.store.tables import Table
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.databases import Databases
from tests.store.contents import contents
from tests.store.desk import Desk, effect
from tests.store.threads import at_once


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    with databases.fresh(migrated=False) as url:
        yield url


@pytest.fixture
def empty(empty_url: str, open_database: OpenDatabase) -> Database:
    """A database without any table."""
    return open_database(empty_url)


def tables_of(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_the_history_has_one_head() -> None:
    assert len(ScriptDirectory.from_config(schema._config()).get_heads()) == 1


def test_migrating_makes_exactly_the_tables_that_the_code_speaks_of(empty: Database) -> None:
    schema.upgrade(empty)
    assert tables_of(empty) == {*Table.metadata.tables, "alembic_version"}
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Table.metadata) == []


def test_the_way_back_leaves_nothing_and_can_be_gone_again(
    empty: Database, clock: SettableClock
) -> None:
    for _ in range(2):
        schema.upgrade(empty)
        Desk(empty, clock).incident()
        schema.downgrade(empty, "base")
        assert tables_of(empty) == {"alembic_version"}
    schema.upgrade(empty)
    assert Desk(empty, clock).incident() == 1


def test_migrating_what_is_migrated_changes_nothing(
    database: Database, clock: SettableClock
) -> None:
    Desk(database, clock).incident()
    before = contents(database)
    schema.upgrade(database)
    assert contents(database) == before


def test_it_is_known_whether_the_schema_is_current(empty: Database) -> None:
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    schema.downgrade(empty, "base")
    assert not schema.is_current(empty)


def become_newer(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_a_schema_that_newer_code_made_is_current_enough(database: Database) -> None:
    become_newer(database)
    assert schema.is_current(database)


def test_old_code_leaves_a_newer_schema_as_it_is(database: Database) -> None:
    become_newer(database)
    schema.upgrade(database)
    assert schema.is_current(database)


def test_several_processes_may_migrate_at_once(empty_url: str, open_database: OpenDatabase) -> None:
    processes = [open_database(empty_url) for _ in range(4)]
    assert at_once(*(partial(schema.upgrade, one) for one in processes)) == [None] * 4
    assert all(schema.is_current(one) for one in processes)


def test_several_processes_may_open_a_new_file_at_once(
    tmp_path: Path, open_database: OpenDatabase
) -> None:
    for number in range(20):
        processes = [open_database(f"sqlite:///{tmp_path / str(number)}") for _ in range(4)]
        assert at_once(*(partial(schema.is_current, one) for one in processes)) == [False] * 4


def test_rebuilding_a_table_keeps_what_refers_to_it(
    database: Database, clock: SettableClock
) -> None:
    desk = Desk(database, clock)
    desk.enqueue(desk.incident(), effect("room", "a"), effect("panel", "a"))
    before = contents(database)
    with schema._migrating(database) as config:
        connection = config.attributes["connection"]
        operations = Operations(MigrationContext.configure(connection))
        for table in ("incidents", "effects"):  # which SQLite can only change by rebuilding them
            with operations.batch_alter_table(table) as batch:
                batch.alter_column("kind", nullable=True)
    assert contents(database) == before


def test_a_migration_that_fails_changes_nothing(database: Database, clock: SettableClock) -> None:
    Desk(database, clock).incident()
    before = contents(database)
    with pytest.raises(DBAPIError), schema._migrating(database) as config:
        delete_and_stumble(config.attributes["connection"])
    assert contents(database) == before


def test_foreign_keys_are_minded_after_a_migration(sqlite_database: Database) -> None:
    schema.upgrade(sqlite_database)
    assert minds_foreign_keys(sqlite_database)


def test_foreign_keys_are_minded_after_a_migration_that_failed(sqlite_database: Database) -> None:
    with pytest.raises(schema.CannotMigrate):
        schema.downgrade(sqlite_database, "no such revision")
    assert minds_foreign_keys(sqlite_database)


def delete_and_stumble(connection: Connection) -> None:
    connection.execute(text("DELETE FROM timeline"))
    connection.execute(text("DELETE FROM no_such_table"))


def minds_foreign_keys(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(text("PRAGMA foreign_keys")))
