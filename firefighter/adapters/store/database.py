"""A database, SQLite or PostgreSQL, with transactions for reading and writing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import (
    TimeoutError as PoolTimeoutError,
)
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import FILE_BUSY_TIMEOUT_MS, sqlite_engine
from firefighter.domain.errors import StoreBusy, StoreUnavailable, StoreUncertain


class WriteQueue:
    """Orders writers in this process: people who wait go before the worker."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._people_waiting = 0

    @contextmanager
    def acquire(self, *, foreground: bool, timeout_s: float) -> Iterator[None]:
        """Waits for the turn. Raises StoreBusy after `timeout_s`."""
        if not self._wait(foreground=foreground, timeout_s=timeout_s):
            raise StoreBusy("The database is busy.")
        try:
            yield
        finally:
            self._end()

    @contextmanager
    def acquire_or_proceed(self, timeout_s: float) -> Iterator[None]:
        """Waits for the turn for a while, then goes on without it."""
        is_mine = self._wait(foreground=True, timeout_s=timeout_s)
        try:
            yield
        finally:
            if is_mine:
                self._end()

    def _end(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()

    def _wait(self, *, foreground: bool, timeout_s: float) -> bool:
        def is_mine() -> bool:
            return not self._taken and (foreground or not self._people_waiting)

        with self._changed:
            self._people_waiting += foreground
            try:
                got = self._changed.wait_for(is_mine, timeout_s)
                self._taken = self._taken or got
            finally:
                self._people_waiting -= foreground
        return got


DATABASE_TIMEOUT_S = 2
"""How long anything waits for the database, in seconds; Slack waits 3 s for an answer."""


_WRITE_TIMEOUT_S = DATABASE_TIMEOUT_S - FILE_BUSY_TIMEOUT_MS / 1000
"""How long to wait for other writers in this process on SQLite, in seconds."""


_FOREGROUND_WAIT_S = 0.3
"""The same on PostgreSQL."""


CONNECTIONS = 30
"""More than the threads of one process that use the database."""


def _postgresql_engine(url: URL) -> Engine:
    # Importing its driver takes memory that installations on SQLite do without.
    from firefighter.adapters.store.postgresql_engine import postgresql_engine  # noqa: PLC0415

    return postgresql_engine(url, CONNECTIONS, DATABASE_TIMEOUT_S)


class Database:
    """A database, shared by all threads of a process."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = (
            sqlite_engine(self.url, CONNECTIONS) if self.is_sqlite else _postgresql_engine(self.url)
        )
        self._write_queue = WriteQueue()

    @contextmanager
    def writing(self, *, foreground: bool = False) -> Iterator[Session]:
        """A transaction that commits when left normally. Raises StoreUnavailable, StoreUncertain.

        `foreground`: a person waits. Those go first and one after another, which answers the last
        of many sooner than letting them compete.
        """
        with (
            self._translated_errors(),
            self._write_turn(foreground=foreground),
            Session(self.engine) as session,
        ):
            if self.is_sqlite:
                session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session
            session.flush()
            self._commit(session)

    def _commit(self, session: Session) -> None:
        """Raises StoreUncertain when the connection is lost during the commit."""
        try:
            session.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise StoreUncertain(_reason(error)) from error
            raise

    def _write_turn(self, *, foreground: bool) -> AbstractContextManager[None]:
        """On SQLite one transaction writes at a time; this queue is fair, its busy-waiting is not.

        On PostgreSQL the wait is limited: who has the turn may be waiting for another process.
        """
        if self.is_sqlite:
            return self._write_queue.acquire(foreground=foreground, timeout_s=_WRITE_TIMEOUT_S)
        return (
            self._write_queue.acquire_or_proceed(_FOREGROUND_WAIT_S)
            if foreground
            else nullcontext()
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only transaction. Raises StoreUnavailable."""
        with self._translated_errors(), Session(self.engine) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            kind = StoreBusy if _is_locked(error) else StoreUnavailable
            raise kind(_reason(error)) from error
        except DBAPIError as error:
            # SQLite has no error class of its own for a broken file or one that is no database.
            if error.connection_invalidated or type(error) is DatabaseError:
                raise StoreUnavailable(_reason(error)) from error
            raise


def _is_locked(error: SQLAlchemyError) -> bool:
    """Whether another process has locked a SQLite file: https://sqlite.org/rescode.html#busy."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY  # extended codes keep the primary one in a byte


def _reason(error: SQLAlchemyError) -> str:
    """The driver's message in one line, without SQLAlchemy's links."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
