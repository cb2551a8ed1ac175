import pytest

from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.store.desk import RULES, Desk


@pytest.fixture
def desk(database: Database, clock: SettableClock) -> Desk:
    return Desk(database, clock)


@pytest.fixture
def other_desk(database_url: str, clock: SettableClock, open_database: OpenDatabase) -> Desk:
    """Another process on the same database."""
    return Desk(open_database(database_url), clock, "another worker")


@pytest.fixture
def records(database: Database) -> StoredRecords:
    return StoredRecords(database, RULES)
