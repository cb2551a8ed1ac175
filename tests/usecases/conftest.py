import pytest

from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.usecases.declare import Declaration, declare
from tests.clock import SettableClock
from tests.store.desk import delivery
from tests.usecases.houses import build_house


@pytest.fixture
def house(sqlite_database: Database, clock: SettableClock) -> House:
    return build_house(sqlite_database, clock)


@pytest.fixture
def ana() -> UserId:
    return UserId("U0ANA")


@pytest.fixture
def bob() -> UserId:
    return UserId("U0BOB")


@pytest.fixture
def incident(house: House, ana: UserId, clock: SettableClock) -> Incident:
    """Declared a minute ago, worked in its thread."""
    declared = declare(
        house, delivery(), ana, Declaration("Checkout is slow", Severity.SEV3, services=())
    )
    clock.advance(60)
    return declared
