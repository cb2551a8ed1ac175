"""Migrates a database to this code's schema, and checks whether it is current."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import FILE_BUSY_TIMEOUT_MS
from firefighter.domain.errors import FirefighterError

_MIGRATION_BUSY_TIMEOUT_MS = 60_000
"""Longer than any migration takes, in milliseconds; no request waits here."""

_LOCK = 0x46495245
"""Any number that no other program takes an advisory lock on: "FIRE"."""


class CannotMigrate(FirefighterError):
    """The revision cannot be reached; the text says why. Nothing changed."""


_SEARCH_INDEX = "incident_search"


def is_mapped(name: str | None, _kind: object, _parents: object) -> bool:
    """Whether alembic compares it; the search index is made of tables of the database's own."""
    return name is None or not name.removeprefix("ix_").startswith(_SEARCH_INDEX)


def upgrade(database: Database) -> None:
    """Migrates to this code's schema; leaves a newer one. Safe to run in several processes."""
    if is_current(database):
        return
    with _migrating(database) as config:
        command.upgrade(config, "head")


def downgrade(database: Database, revision: str) -> None:
    """Migrates back to `revision`, or to an empty database for `base`. Loses data."""
    with _migrating(database) as config:
        command.downgrade(config, revision)


def is_current(database: Database) -> bool:
    """Whether the database has this code's schema or a newer one. Raises StoreUnavailable.

    A revision that this code does not know is newer. Migrations only add (0021 is the exception),
    so the previous version can run while an upgrade is under way.
    """
    with database.reading() as session:
        present = MigrationContext.configure(session.connection()).get_current_revision()
    history = ScriptDirectory.from_config(_config())
    known = {script.revision for script in history.walk_revisions()}
    return present == history.get_current_head() or (present is not None and present not in known)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    return config


@contextmanager
def _migrating(database: Database) -> Iterator[Config]:
    """One transaction, without foreign keys: SQLite would delete rows when it rebuilds a table."""
    with database.engine.connect() as plain, _prepared(plain, database.is_sqlite):
        connection = plain.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            if not database.is_sqlite:
                _wait_for_other_migrations(connection)
            config = _config()
            config.attributes["connection"] = connection
            try:
                yield config
            except CommandError as error:
                raise CannotMigrate(f"The database stays as it is: {error}.") from error


def _wait_for_other_migrations(connection: Connection) -> None:
    """Waits longer than for any other lock: another process may be migrating."""
    usual = connection.scalar(text("SELECT current_setting('lock_timeout')"))
    _set_lock_timeout(connection, f"{_MIGRATION_BUSY_TIMEOUT_MS}ms")
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _set_lock_timeout(connection, str(usual))


def _set_lock_timeout(connection: Connection, timeout: str) -> None:
    """Until the transaction ends."""
    statement = text("SELECT set_config('lock_timeout', :timeout, true)")
    connection.execute(statement, {"timeout": timeout})


@contextmanager
def _prepared(connection: Connection, is_sqlite: bool) -> Iterator[None]:
    """Turns foreign keys off on SQLite, and waits longer for a process that is migrating."""
    if not is_sqlite:
        yield
        return
    _set(connection, "foreign_keys = OFF", f"busy_timeout = {_MIGRATION_BUSY_TIMEOUT_MS}")
    try:
        yield
    finally:
        _set(connection, "foreign_keys = ON", f"busy_timeout = {FILE_BUSY_TIMEOUT_MS}")


def _set(connection: Connection, *pragmas: str) -> None:
    """Outside of any transaction, as SQLite requires: https://sqlite.org/pragma.html."""
    cursor = connection.connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
