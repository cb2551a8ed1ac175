"""One database, SQLite or PostgreSQL, and the only two ways into it: reading and writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event
from time import monotonic

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from firefighter.domain.errors import StoreUnavailable
from firefighter.store.turns import Turns

PATIENCE_S = 2
"""How long anything waits for the database, in seconds: less than the chat waits for our answer."""

_TURN_S = 1.5
_LINE_S = 0.3
FILE_PATIENCE_MS = 500
"""Of that, on SQLite: for the others in this process, then for another that holds the file."""

CONNECTIONS = 30
"""More than all the threads of one process that answer people or do effects."""


class Database:
    """Shared by all threads of a process."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url)
        self._turns = Turns()

    @contextmanager
    def writing(self, *, for_people: bool = False) -> Iterator[Session]:
        """A transaction that commits when left normally. Raises StoreUnavailable.

        Where people wait for the answer they go first, one after another: this process answers the
        last of many sooner so than if all of them held each other up.
        """
        with (
            self._translated(),
            self._turn(for_people=for_people),
            Session(self.engine) as session,
            session.begin(),
        ):
            if self.is_sqlite:
                session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session

    def _turn(self, *, for_people: bool) -> AbstractContextManager[None]:
        """On SQLite one writes at a time: to queue here is fair, its own busy-waiting is not.

        On PostgreSQL who holds the turn may wait for another process, which is no reason to wait.
        """
        if self.is_sqlite:
            return self._turns.take(for_people=for_people, patience_s=_TURN_S)
        return self._turns.line_up(_LINE_S) if for_people else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only looks. Raises StoreUnavailable."""
        with self._translated(), Session(self.engine) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            raise StoreUnavailable(_why(error)) from error
        except DBAPIError as error:
            # A file that is broken, or no database at all, has an error of no kind of its own.
            if error.connection_invalidated or type(error) is DatabaseError:
                raise StoreUnavailable(_why(error)) from error
            raise


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
        pool_pre_ping=True,
        # One that was just used knows the statements and the tables.
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": PATIENCE_S,
            "options": f"-c lock_timeout={PATIENCE_S * 1000} -c timezone=UTC",
            # A server that vanished from the network is noticed, and not waited for for ever:
            # https://www.postgresql.org/docs/current/libpq-connect.html
            "tcp_user_timeout": PATIENCE_S * 1000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
        },
    )


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        connect_args={"timeout": FILE_PATIENCE_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
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


def _why(error: SQLAlchemyError) -> str:
    """What the driver says, in one line, without SQLAlchemy's reading list."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
