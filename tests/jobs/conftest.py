import pytest

from firefighter.adapters.store.database import Database
from tests.clock import SettableClock
from tests.worker.worker_harness import WorkerHarness


@pytest.fixture
def harness(database: Database, clock: SettableClock) -> WorkerHarness:
    return WorkerHarness(database, clock)


@pytest.fixture
def postgresql_harness(postgresql_database: Database, clock: SettableClock) -> WorkerHarness:
    return WorkerHarness(postgresql_database, clock)
