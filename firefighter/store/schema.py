"""Bringing a database to the schema that this code speaks, and finding out whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from firefighter.domain.errors import FirefighterError
from firefighter.store.database import Database
from firefighter.store.sqlite import FILE_PATIENCE_MS

_PATIENCE_MS = 60_000
"""Longer than any migration of ours takes, in milliseconds; nobody waits for an answer here."""

_LOCK = 0x46495245
"""Any number that no other program takes an advisory lock on: "FIRE"."""


class CannotMigrate(FirefighterError):
    """There is no way to the revision that was asked for; the text says why. Nothing changed."""


def upgrade(database: Database) -> None:
    """Brings the database to this code's schema; a newer one stays. Several processes may try."""
    if is_current(database):
        return
    with _migrating(database) as config:
        command.upgrade(config, "head")


def downgrade(database: Database, revision: str) -> None:
    """Takes the database back to `revision`, or to nothing for `base`, with loss of data."""
    with _migrating(database) as config:
        command.downgrade(config, revision)


def is_current(database: Database) -> bool:
    """Whether the database has this code's schema or a newer one. Raises StoreUnavailable.

    A revision that this code has never heard of is newer. Migrations only add, so that the old
    version can run, and be started again, while an upgrade is under way.
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
    """One transaction. Rebuilding a table, SQLite would delete its children if it minded keys."""
    with database.engine.connect() as plain, _prepared(plain, database.is_sqlite):
        connection = plain.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            config = _config()
            config.attributes["connection"] = connection
            try:
                yield config
            except CommandError as error:
                raise CannotMigrate(f"The database stays as it is: {error}.") from error


@contextmanager
def _prepared(connection: Connection, is_sqlite: bool) -> Iterator[None]:
    """SQLite without its keys, and patient: another process may be migrating the same file."""
    if not is_sqlite:
        yield
        return
    _set(connection, "foreign_keys = OFF", f"busy_timeout = {_PATIENCE_MS}")
    try:
        yield
    finally:
        _set(connection, "foreign_keys = ON", f"busy_timeout = {FILE_PATIENCE_MS}")


def _set(connection: Connection, *pragmas: str) -> None:
    """Outside any transaction, where SQLite listens to it: https://sqlite.org/pragma.html."""
    cursor = connection.connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
