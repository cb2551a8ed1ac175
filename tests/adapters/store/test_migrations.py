import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Connection, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.statistics import refresh_stale_facts
from firefighter.adapters.store.tables import Table
from firefighter.domain.events import ReviewRequested
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, Priority
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.taxonomy import Classification
from firefighter.effects.page_creation import CreatePage
from tests.adapters.store.concurrency import run_at_once
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery, effect
from tests.adapters.store.table_contents import contents
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.databases import Databases
from tests.domain.game_days import created


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    with databases.fresh(migrated=False) as url:
        yield url


@pytest.fixture
def empty(empty_url: str, open_database: OpenDatabase) -> Database:
    """A database without any table."""
    return open_database(empty_url)


def tables_of(database: Database) -> set[str]:
    """Without the search index, which is made of tables of the database's own."""
    names = inspect(database.engine).get_table_names()
    return {name for name in names if schema.is_mapped(name, None, None)}


def test_migrations_have_one_head() -> None:
    assert len(ScriptDirectory.from_config(schema._config()).get_heads()) == 1


def test_migrations_create_exactly_the_tables_of_the_code(empty: Database) -> None:
    schema.upgrade(empty)
    assert tables_of(empty) == {*Table.metadata.tables, "alembic_version"}
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": schema.is_mapped,
            },
        )
        assert compare_metadata(context, Table.metadata) == []


def test_downgrade_to_base_leaves_nothing_and_upgrade_works_again(
    empty: Database, clock: SettableClock
) -> None:
    for _ in range(2):
        schema.upgrade(empty)
        StoreClient(empty, clock).incident()
        schema.downgrade(empty, "base")
        assert tables_of(empty) == {"alembic_version"}
    schema.upgrade(empty)
    assert StoreClient(empty, clock).incident() == 1


def test_upgrading_a_current_database_changes_nothing(
    database: Database, clock: SettableClock
) -> None:
    StoreClient(database, clock).incident()
    before = contents(database)
    schema.upgrade(database)
    assert contents(database) == before


def test_is_current_tells_whether_the_schema_is_current(empty: Database) -> None:
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    schema.downgrade(empty, "base")
    assert not schema.is_current(empty)


def test_old_built_in_triggers_are_renamed(empty: Database, clock: SettableClock) -> None:
    schema.upgrade(empty)
    store_client = StoreClient(empty, clock)
    incident_id = store_client.incident()
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).classify(
            Classification("security", "network"), actor=ANA, now=clock.now()
        )
    assert stored_triggers(empty) == ("security", "security")
    schema.downgrade(empty, "0024")
    assert stored_triggers(empty) == ("attack", "attack")
    schema.upgrade(empty)
    assert stored_triggers(empty) == ("security", "security")


def test_pending_effects_of_pages_are_renamed(empty: Database, clock: SettableClock) -> None:
    schema.upgrade(empty)
    store_client = StoreClient(empty, clock)
    with store_client.units(delivery()) as unit:
        unit.enqueue(None, CreatePage().request())
    assert stored_kinds(empty) == ["create_page"]
    schema.downgrade(empty, "0035")
    assert stored_kinds(empty) == ["create_postmortem_page"]
    schema.upgrade(empty)
    assert stored_kinds(empty) == ["create_page"]


@pytest.mark.parametrize(
    "older_code", ["DELETE FROM incident_facts", "UPDATE incident_facts SET version = 7"]
)
def test_facts_that_older_code_left_behind_are_derived_again(
    empty: Database, clock: SettableClock, older_code: str
) -> None:
    schema.upgrade(empty)
    StoreClient(empty, clock).incident()
    before = contents(empty)["incident_facts"]
    schema.downgrade(empty, "0056")
    with empty.writing() as session:
        session.execute(text(older_code))
    schema.upgrade(empty)
    refresh_stale_facts(empty, RULES)
    assert contents(empty)["incident_facts"] == before


def stored_kinds(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return list(connection.scalars(text("SELECT kind FROM effects")))


def test_declined_incidents_of_older_versions_are_renamed(
    empty: Database, clock: SettableClock
) -> None:
    schema.upgrade(empty)
    store_client = StoreClient(empty, clock)
    incident_id = store_client.incident()
    step = Step(StepKind.DECLINE, decline_reason=DeclineReason.FALSE_ALARM)
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).advance(step, actor=ANA, now=clock.now())
    after = stored_declines(empty, "decline_reason")
    assert after == ("false_alarm", "declined", "decline", "false_alarm")
    schema.downgrade(empty, "0030")
    before = stored_declines(empty, "cancel_reason")
    assert before == ("false_alarm", "cancelled", "cancel", "false_alarm")
    schema.upgrade(empty)
    assert stored_declines(empty, "decline_reason") == after


def stored_declines(database: Database, field: str) -> tuple[object, ...]:
    """Of the one incident: its reason, its group, and what the newest entry says of the step."""
    details = table("timeline", column("id"), column("details", JSON()))
    with database.engine.connect() as connection:
        newest = connection.scalars(select(details.c.details).order_by(details.c.id.desc())).first()
        assert newest is not None
        return (
            connection.scalar(select(table("incidents", column(field)).c[field])),
            connection.scalar(text("SELECT counts_as FROM incident_facts")),
            newest.get("step_kind") or newest["trigger"],
            newest[field],
        )


def test_follow_ups_of_older_versions_are_kept(empty: Database, clock: SettableClock) -> None:
    schema.upgrade(empty)
    store_client = StoreClient(empty, clock)
    incident_id = store_client.incident()
    alarm = FollowUp(number=FollowUpNumber(1), text="Add an alarm", priority=Priority.P1)
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).follow_up(alarm, actor=ANA, now=clock.now())
    schema.downgrade(empty, "0033")
    schema.upgrade(empty)
    with store_client.units(delivery()) as unit:
        kept = unit.incidents.get(incident_id).follow_ups
    assert kept == {1: replace(alarm, priority=None)}


def test_a_review_is_dropped_on_the_way_back_and_its_incident_kept(
    empty: Database, clock: SettableClock
) -> None:
    schema.upgrade(empty)
    store_client = StoreClient(empty, clock)
    incident_id = store_client.incident()
    asked = ReviewRequested(actor=ANA, at=clock.now(), reviewers=(ANA,))
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).change_review(asked)
    schema.downgrade(empty, "0034")
    schema.upgrade(empty)
    with store_client.units(delivery()) as unit:
        assert unit.incidents.get(incident_id).review is None
        assert unit.timeline(incident_id)[-1].event == asked


def stored_triggers(database: Database) -> tuple[str, str]:
    """Of the one incident, and of the newest entry of its timeline."""
    details = table("timeline", column("id"), column("details", JSON()))
    newest = select(details.c.details).order_by(details.c.id.desc()).limit(1)
    with database.engine.connect() as connection:
        incident = connection.scalar(text("SELECT trigger FROM incidents"))
        return str(incident), str(connection.scalars(newest).one()["trigger"])


def become_newer(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_a_newer_schema_counts_as_current(database: Database) -> None:
    become_newer(database)
    assert schema.is_current(database)


def test_upgrade_leaves_a_newer_schema_alone(database: Database) -> None:
    become_newer(database)
    schema.upgrade(database)
    assert schema.is_current(database)


def test_several_processes_may_migrate_at_once(empty_url: str, open_database: OpenDatabase) -> None:
    processes = [open_database(empty_url) for _ in range(4)]
    assert run_at_once(*(partial(schema.upgrade, one) for one in processes)) == [None] * 4
    assert all(schema.is_current(one) for one in processes)


LONGER_THAN_OTHER_LOCKS_S = 2.5


@pytest.mark.postgresql
def test_migrating_waits_for_another_process_that_migrates(
    postgresql_databases: Databases, open_database: OpenDatabase
) -> None:
    with postgresql_databases.fresh(migrated=False) as url:
        one, other = open_database(url), open_database(url)
        with one.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": schema._LOCK})
            release = Timer(LONGER_THAN_OTHER_LOCKS_S, connection.invalidate)
            release.start()
            schema.upgrade(other)
            release.join()
        assert schema.is_current(other)


def test_opening_a_new_file_waits_for_another_process_that_sets_it_up(
    tmp_path: Path, open_database: OpenDatabase
) -> None:
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    release = Timer(1.5, other.close)
    release.start()
    assert not schema.is_current(open_database(f"sqlite:///{path}"))
    release.join()


def test_several_processes_may_open_a_new_file_at_once(
    tmp_path: Path, open_database: OpenDatabase
) -> None:
    for number in range(20):
        processes = [open_database(f"sqlite:///{tmp_path / str(number)}") for _ in range(4)]
        assert run_at_once(*(partial(schema.is_current, one) for one in processes)) == [False] * 4


def test_rebuilding_a_table_keeps_rows_that_refer_to_it(
    database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    store_client.enqueue(store_client.incident(), effect("channel", "a"), effect("panel", "a"))
    before = contents(database)
    with schema._migrating(database) as config:
        connection = config.attributes["connection"]
        operations = Operations(MigrationContext.configure(connection))
        for table in ("incidents", "effects"):  # which SQLite can only change by rebuilding them
            with operations.batch_alter_table(table) as batch:
                batch.alter_column("kind", nullable=True)
    assert contents(database) == before


def test_going_back_before_game_days_takes_their_effects_along(
    database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    store_client.enqueue(store_client.incident(), effect("kept", "card"), effect("next", "card"))
    with store_client.units(delivery()) as unit:
        unit.game_days.add(game_day := created(game_day_id=unit.game_days.next_id()))
        unit.enqueue_for_game_day(game_day.id, effect("gone", "card"))
        unit.enqueue_for_game_day(game_day.id, effect("gone", "card"))
    schema.downgrade(database, "0031")
    assert not any(name.startswith("game_day") for name in tables_of(database))
    schema.upgrade(database)
    assert store_client.rounds() == [["kept"], ["next"]]
    with store_client.units(delivery()) as unit:
        assert unit.game_days.next_id() == 1


def test_a_failed_migration_changes_nothing(database: Database, clock: SettableClock) -> None:
    StoreClient(database, clock).incident()
    before = contents(database)
    with pytest.raises(DBAPIError), schema._migrating(database) as config:
        delete_and_fail(config.attributes["connection"])
    assert contents(database) == before


def test_foreign_keys_are_enforced_after_a_migration(sqlite_database: Database) -> None:
    schema.upgrade(sqlite_database)
    assert enforces_foreign_keys(sqlite_database)


def test_foreign_keys_are_enforced_after_a_failed_migration(sqlite_database: Database) -> None:
    with pytest.raises(schema.CannotMigrate):
        schema.downgrade(sqlite_database, "no such revision")
    assert enforces_foreign_keys(sqlite_database)


def delete_and_fail(connection: Connection) -> None:
    connection.execute(text("DELETE FROM timeline"))
    connection.execute(text("DELETE FROM no_such_table"))


def enforces_foreign_keys(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(text("PRAGMA foreign_keys")))
