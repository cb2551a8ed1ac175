import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from psycopg import sql

from firefighter.store.database import Database


@contextmanager
def database_away(database: Database) -> Iterator[None]:
    """Nobody can write meanwhile, whichever sort it is."""
    with file_locked(database) if database.is_sqlite else server_away(database):
        yield


@contextmanager
def file_locked(database: Database) -> Iterator[None]:
    """Another process writes all the while. Who asks is told after some seconds of patience."""
    with closing(sqlite3.connect(str(database.url.database), check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@contextmanager
def server_away(database: Database) -> Iterator[None]:
    """Drops every connection to the database, and lets no new one in."""
    server = database.url.set(drivername="postgresql", database="postgres")
    name = str(database.url.database)
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        admin.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        )
        try:
            yield
        finally:
            admin.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


@contextmanager
def server_read_only(database: Database) -> Iterator[None]:
    """As a standby is after a failover, or one whose host locked it since its disk is full."""
    server = database.url.set(drivername="postgresql", database="postgres")
    name = sql.Identifier(str(database.url.database))
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        order = "ALTER DATABASE {} SET default_transaction_read_only = on"
        admin.execute(sql.SQL(order).format(name))
        database.close()  # who is connected does not hear of it
        yield
        order = "ALTER DATABASE {} RESET default_transaction_read_only"
        admin.execute(sql.SQL(order).format(name))
