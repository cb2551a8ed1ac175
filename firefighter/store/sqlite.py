"""SQLite's engine: one file, in which one writes at a time."""

import sqlite3
from pathlib import Path
from threading import Event
from time import monotonic

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry

from firefighter.domain.errors import StoreUnavailable

FILE_PATIENCE_MS = 500
"""For another process that holds the file."""


class _File:
    """The file that was opened first. One that takes its place later is another database.

    Who went on with the first would promise what nobody finds again.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._first: tuple[int, int] | None = None

    def note(self) -> None:
        self._first = self._first or self._now()

    def check(self) -> None:
        if self._first and self._first != self._now():
            raise StoreUnavailable(f"{self._path} was deleted or replaced; start me again.")

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def sqlite_engine(url: URL, connections: int) -> Engine:
    """Raises StoreUnavailable, here and whenever it is used, once its file is another."""
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": FILE_PATIENCE_MS / 1000},
    )
    file = _File(url.database or ":memory:")
    event.listen(engine, "do_connect", lambda *_: file.check())  # which would make an empty one
    event.listen(engine, "connect", lambda *_: file.note())
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda _connection: file.check())
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver starts no transaction of its own
    cursor = connection.cursor()
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Whoever opens a new file at the same moment is refused at once, whatever the patience."""
    ends, pause = monotonic() + FILE_PATIENCE_MS / 1000, Event()
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
