import pytest

from firefighter.store.database import Database
from tests.clock import SettableClock
from tests.worker.workshop import Workshop


@pytest.fixture
def workshop(database: Database, clock: SettableClock) -> Workshop:
    return Workshop(database, clock)


@pytest.fixture
def postgresql_workshop(postgresql_database: Database, clock: SettableClock) -> Workshop:
    return Workshop(postgresql_database, clock)
