"""Fixtures of every layer: real databases of both kinds, and a settable clock."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from firefighter.adapters.store.database import Database
from tests.clock import SettableClock
from tests.databases import Databases, PostgresqlDatabases, SqliteFiles, postgresql_server

_WAITING = 2
"""Most of a test is waiting: so many of them share a core."""

# How long an example takes says something about the machine, not about the code.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Shrinking takes up to five minutes for each failure. `print_blob` repeats the failure elsewhere.
settings.register_profile(
    "ci",
    settings.get_profile("local"),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    print_blob=True,
)
settings.register_profile("quick", settings.get_profile("local"), max_examples=25)
settings.register_profile("fuzz", settings.get_profile("local"))
settings.load_profile("ci" if os.environ.get("CI") else "local")

OpenDatabase = Callable[[str], Database]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return _WAITING * (os.cpu_count() or 1)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SqliteFiles(Path(tmp_path_factory.mktemp("sqlite")))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[Databases]:
    with postgresql_server() as url:
        databases = PostgresqlDatabases(url)
        yield databases
        databases.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of either sort; what uses it runs on both."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def open_database() -> Iterator[OpenDatabase]:
    """Opens a database as another process would; closed when the test ends."""
    with ExitStack() as opened:

        def open_(url: str) -> Database:
            database = Database(url)
            opened.callback(database.close)
            return database

        yield open_


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.fresh() as url:
        yield url


@pytest.fixture
def database(database_url: str, open_database: OpenDatabase) -> Database:
    """An empty, migrated database of either sort."""
    return open_database(database_url)


@pytest.fixture
def sqlite_url(sqlite_databases: Databases) -> Iterator[str]:
    with sqlite_databases.fresh() as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_databases: Databases) -> Iterator[str]:
    with postgresql_databases.fresh() as url:
        yield url


@pytest.fixture
def sqlite_database(sqlite_url: str, open_database: OpenDatabase) -> Database:
    return open_database(sqlite_url)


@pytest.fixture
def postgresql_database(postgresql_url: str, open_database: OpenDatabase) -> Database:
    return open_database(postgresql_url)
