import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import Declaration, declare
from tests.adapters.store.store_client import delivery
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context


@pytest.fixture
def context(sqlite_database: Database, clock: SettableClock) -> AppContext:
    return build_context(sqlite_database, clock)


@pytest.fixture
def ana() -> UserId:
    return UserId("U0ANA")


@pytest.fixture
def bob() -> UserId:
    return UserId("U0BOB")


@pytest.fixture
def incident(context: AppContext, ana: UserId, clock: SettableClock) -> Incident:
    """Declared a minute ago, worked on in its thread."""
    declared = declare(
        context, delivery(), ana, Declaration("Checkout is slow", Severity.SEV3, services=())
    )
    clock.advance(60)
    return declared
