"""The engine for PostgreSQL, whose connections keep to the time that is left for an answer.

Only installations on PostgreSQL import it, since its driver takes 10 MB.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout, ReadOnlySqlTransaction
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

from firefighter.ports.foreground import seconds_left

T = TypeVar("T")


_MIN_WAIT_S = 0.05
"""Reserved for cancelling the query when time is up, in seconds."""


_MIN_CONNECT_S = 1.0
"""With less time left no connection is opened, since psycopg waits at least 2 s for one."""


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection that waits no longer than the time left for the answer."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        left_s = seconds_left()
        if left_s is not None:
            timeout = max(left_s, _MIN_WAIT_S)
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()  # its state is unknown
            raise psycopg.OperationalError("the server does not answer") from error


def postgresql_engine(url: URL, connections: int, timeout_s: int) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # what people wrote is no part of an error
        pool_timeout=timeout_s,
        pool_pre_ping=True,
        # The connection used last has statements and tables cached.
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": timeout_s,
            "options": f"-c lock_timeout={timeout_s * 1000} -c timezone=UTC",
            # Keepalives notice a server that has vanished from the network:
            # https://www.postgresql.org/docs/current/libpq-connect.html
            "tcp_user_timeout": timeout_s * 1000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
        },
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "handle_error", _drop_read_only_connection)
    return engine


def _drop_read_only_connection(context: ExceptionContext) -> None:
    """Drops connections to a server that became read-only, by a failover or a full disk.

    New connections may reach a writable server; existing ones never do.
    """
    if isinstance(context.original_exception, ReadOnlySqlTransaction):
        context.is_disconnect = True


def _connect(
    _dialect: Dialect,
    _entry: ConnectionPoolEntry,
    _arguments: Sequence[Any],
    parameters: dict[str, Any],
) -> DeadlineConnection:
    left_s = seconds_left()
    if left_s is not None and left_s < _MIN_CONNECT_S:
        raise ConnectionTimeout("there was no time left to ask it")
    return DeadlineConnection.connect(**parameters)
