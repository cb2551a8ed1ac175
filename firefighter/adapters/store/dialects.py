"""The engine for SQLite, and INSERT … ON CONFLICT for SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from firefighter.adapters.store.tables import Table, core_table
from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.foreground import seconds_left

Insert = postgresql.Insert | sqlite.Insert

Upsert = Callable[[Session], Executable]


def upsert(table: type[Table], on_conflict: Callable[[Insert], Executable]) -> Upsert:
    """Returns a function from a session to the statement; values are passed when executing it.

    Each statement is built once, since building takes longer than executing.
    """
    columns = core_table(table)
    spelled = {
        "sqlite": on_conflict(sqlite.insert(columns)),
        "postgresql": on_conflict(postgresql.insert(columns)),
    }
    return lambda session: spelled[session.get_bind().dialect.name]


def do_nothing_on_conflict(*key: str) -> Callable[[Insert], Insert]:
    """Leaves an existing row as it is. Waits while another transaction inserts the same key."""
    return lambda new: new.on_conflict_do_nothing(index_elements=key)


def replace_on_conflict(*key: str, **otherwise: ColumnElement[Any]) -> Callable[[Insert], Insert]:
    """Overwrites every column of an existing row, except those in `otherwise`."""

    def build(new: Insert) -> Insert:
        as_new = {column.name: column for column in new.excluded if column.name not in key}
        return new.on_conflict_do_update(index_elements=key, set_=as_new | otherwise)

    return build


FILE_BUSY_TIMEOUT_MS = 500
"""How long to wait for another process that has locked the file, in milliseconds."""


class _DatabaseFile:
    """Notices when another file replaces the database file.

    Writes to the replaced file would be lost when the process ends.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._first: tuple[int, int] | None = None

    def note(self) -> None:
        self._first = self._first or self._now()

    def check(self) -> None:
        if self._first and self._first != self._now():
            raise StoreUnavailable(f"{self._path} was deleted or replaced; restart the bot.")

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def sqlite_engine(url: URL, connections: int) -> Engine:
    """Raises StoreUnavailable, here and on later use, once the file was replaced."""
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # what people wrote is no part of an error
        connect_args={"timeout": FILE_BUSY_TIMEOUT_MS / 1000},
    )
    file = _DatabaseFile(url.database or ":memory:")
    # Connecting would create an empty file, so the check comes first.
    event.listen(engine, "do_connect", lambda *_: file.check())
    event.listen(engine, "connect", lambda *_: file.note())
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda _connection: file.check())
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # keeps the driver from starting transactions
    cursor = connection.cursor()
    _enable_write_ahead_log(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


_NEW_FILE_TIMEOUT_S = 10.0
"""Longer than another process takes to set up a new file on a busy machine."""


def _enable_write_ahead_log(cursor: DBAPICursor) -> None:
    """Retries: while another process sets up a new file, SQLite fails at once."""
    left_s = seconds_left()
    timeout_s = _NEW_FILE_TIMEOUT_S if left_s is None else min(left_s, _NEW_FILE_TIMEOUT_S)
    ends, pause = monotonic() + timeout_s, Event()
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > ends:
                raise
            pause.wait(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
