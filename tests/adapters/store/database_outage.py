import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from psycopg import sql

from firefighter.adapters.store.database import Database


@contextmanager
def database_away(database: Database) -> Iterator[None]:
    """Blocks all writers, on either database."""
    with file_locked(database) if database.is_sqlite else server_away(database):
        yield


@contextmanager
def file_locked(database: Database) -> Iterator[None]:
    """Another process holds the write lock; writers fail after the timeout."""
    with closing(sqlite3.connect(str(database.url.database), check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@contextmanager
def server_away(database: Database) -> Iterator[None]:
    """Drops every connection to the database and refuses new ones."""
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
    """Makes the server read-only, like a standby or a host with a full disk."""
    server = database.url.set(drivername="postgresql", database="postgres")
    name = sql.Identifier(str(database.url.database))
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        order = "ALTER DATABASE {} SET default_transaction_read_only = on"
        admin.execute(sql.SQL(order).format(name))
        database.close()  # who is connected does not hear of it
        yield
        order = "ALTER DATABASE {} RESET default_transaction_read_only"
        admin.execute(sql.SQL(order).format(name))
