import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from tests.adapters.store.store_client import RULES, StoreClient
from tests.clock import SettableClock
from tests.conftest import OpenDatabase


@pytest.fixture
def store_client(database: Database, clock: SettableClock) -> StoreClient:
    return StoreClient(database, clock)


@pytest.fixture
def other_store_client(
    database_url: str, clock: SettableClock, open_database: OpenDatabase
) -> StoreClient:
    """Another process on the same database."""
    return StoreClient(open_database(database_url), clock, "another worker")


@pytest.fixture
def records(database: Database) -> StoredRecords:
    return StoredRecords(database, RULES)
