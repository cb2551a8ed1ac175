"""Who somebody is, is asked once a day, and while nobody waits for it."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.adapters.slack.inbound.locale_resolver import LocaleResolver
from firefighter.adapters.store.database import Database
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.store import DeliveryId, UnitOfWork
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context, effects_on_record
from tests.worker.polling import eventually

_SHORT_WAIT_S = 0.3
"""Well above the time of one request."""

ANA, BEN = UserId("U0ANA"), UserId("U0BEN")


class Counted:
    """Units of work, and how many were opened; the database may be away for the first of them."""

    def __init__(self, context: AppContext) -> None:
        self._units = context.units
        self.opened = 0
        self.away = 0

    def __call__(self, delivery: DeliveryId | None) -> AbstractContextManager[UnitOfWork]:
        self.opened += 1
        if self.opened <= self.away:
            return self._breaking()
        return self._units(delivery)

    @contextmanager
    def _breaking(self) -> Iterator[UnitOfWork]:
        raise StoreUnavailable("away")
        yield


@pytest.fixture
def context(sqlite_database: Database, clock: SettableClock) -> AppContext:
    return build_context(sqlite_database, clock)


@pytest.fixture
def units(context: AppContext) -> Counted:
    return Counted(context)


@pytest.fixture
def locale_resolver(context: AppContext, units: Counted) -> LocaleResolver:
    return LocaleResolver(replace(context, units=units), ForegroundPriority())


def _answer_once(locale_resolver: LocaleResolver, user: UserId, *, wait_s: float = 10) -> bool:
    """Answers a person; returns whether the threads that this started ended within `wait_s`."""
    before = set(threading.enumerate())
    with locale_resolver.use_language_of(user):
        """Nothing is said."""
    after = set(threading.enumerate()) - before
    for each in after:
        each.join(wait_s)
    return not any(each.is_alive() for each in after)


def test_profile_is_requested_once_a_day(
    locale_resolver: LocaleResolver, units: Counted, clock: SettableClock, sqlite_database: Database
) -> None:
    for user in (ANA, ANA, BEN, ANA):
        _answer_once(locale_resolver, user)
    assert units.opened == 2
    clock.advance(timedelta(days=1).total_seconds())
    _answer_once(locale_resolver, ANA)
    assert units.opened == 3
    assert effects_on_record(sqlite_database) == ["refresh_profile"] * 3


def test_failed_profile_request_is_repeated_the_next_time(
    locale_resolver: LocaleResolver, units: Counted, sqlite_database: Database
) -> None:
    units.away = 1
    _answer_once(locale_resolver, ANA)
    assert effects_on_record(sqlite_database) == []
    _answer_once(locale_resolver, ANA)
    assert effects_on_record(sqlite_database) == ["refresh_profile"]


def test_profile_is_not_requested_while_a_person_waits(
    context: AppContext, sqlite_database: Database
) -> None:
    foreground = ForegroundPriority(patience_s=0)
    locale_resolver = LocaleResolver(context, foreground)
    with foreground.answering():
        assert not _answer_once(locale_resolver, ANA, wait_s=_SHORT_WAIT_S)
        assert effects_on_record(sqlite_database) == []
    eventually(lambda: effects_on_record(sqlite_database) == ["refresh_profile"])
