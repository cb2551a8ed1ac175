"""One database, SQLite or PostgreSQL, and the only two ways into it: reading and writing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import make_url
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from firefighter.domain.errors import StoreUnavailable, StoreUncertain
from firefighter.store.postgresql import postgresql_engine
from firefighter.store.sqlite import FILE_PATIENCE_MS, sqlite_engine
from firefighter.store.turns import Turns

PATIENCE_S = 2
"""How long anything waits for the database, in seconds: less than the chat waits for our answer."""

_TURN_S = PATIENCE_S - FILE_PATIENCE_MS / 1000
"""For the others in this process, where only one can write, before the file is asked for."""

_LINE_S = 0.3
"""The same where several can."""

CONNECTIONS = 30
"""More than all the threads of one process that answer people or do effects."""


class Database:
    """Shared by all threads of a process."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = (
            sqlite_engine(self.url, CONNECTIONS)
            if self.is_sqlite
            else postgresql_engine(self.url, CONNECTIONS, PATIENCE_S)
        )
        self._turns = Turns()

    @contextmanager
    def writing(self, *, for_people: bool = False) -> Iterator[Session]:
        """A transaction that commits when left normally. Raises StoreUnavailable, StoreUncertain.

        Where people wait for the answer they go first, one after another: this process answers the
        last of many sooner so than if all of them held each other up.
        """
        with self._translated(), self._turn(for_people=for_people), Session(self.engine) as session:
            if self.is_sqlite:
                session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session
            session.flush()
            self._commit(session)

    def _commit(self, session: Session) -> None:
        """Who loses the server in the middle of it does not know what has become of it."""
        try:
            session.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise StoreUncertain(_why(error)) from error
            raise

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


def _why(error: SQLAlchemyError) -> str:
    """What the driver says, in one line, without SQLAlchemy's reading list."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
