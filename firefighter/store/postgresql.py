"""PostgreSQL's engine: over a network, to a server that may vanish or fall silent."""

from collections.abc import Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout, ReadOnlySqlTransaction
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

from firefighter.ports.answering import seconds_left

T = TypeVar("T")

_LEAST_S = 0.05
"""For what is still to be said to the server when the time is over, as that nothing is wanted."""

_TO_CONNECT_S = 1.0
"""With less time left nobody begins to connect: psycopg waits for that for 2 s at least."""


class Patience(psycopg.Connection[Any]):
    """A connection on which nobody waits for longer than they have to give an answer."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        left_s = seconds_left()
        if left_s is not None:
            timeout = max(left_s, _LEAST_S)
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()  # nobody knows what it would say next
            raise psycopg.OperationalError("the server does not answer") from error


def postgresql_engine(url: URL, connections: int, patience_s: int) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience_s,
        pool_pre_ping=True,
        # One that was just used knows the statements and the tables.
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": patience_s,
            "options": f"-c lock_timeout={patience_s * 1000} -c timezone=UTC",
            # A server that vanished from the network is noticed, and not waited for for ever:
            # https://www.postgresql.org/docs/current/libpq-connect.html
            "tcp_user_timeout": patience_s * 1000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
        },
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "handle_error", _leave_one_that_can_only_be_read)
    return engine


def _leave_one_that_can_only_be_read(context: ExceptionContext) -> None:
    """It was the primary before a failover, or its host has locked it since its disk is full.

    New connections may lead to one that can be written; those that there are would never.
    """
    if isinstance(context.original_exception, ReadOnlySqlTransaction):
        context.is_disconnect = True


def _connect(
    _dialect: Dialect,
    _entry: ConnectionPoolEntry,
    _arguments: Sequence[Any],
    parameters: dict[str, Any],
) -> Patience:
    left_s = seconds_left()
    if left_s is not None and left_s < _TO_CONNECT_S:
        raise ConnectionTimeout("there was no time left to ask it")
    return Patience.connect(**parameters)
