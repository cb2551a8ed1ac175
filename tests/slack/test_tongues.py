"""Who somebody is, is asked once a day, and while nobody waits for it."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.slack.tongues import Tongues
from firefighter.store.database import Database
from tests.clock import SettableClock
from tests.usecases.houses import build_house, effects_on_record
from tests.worker.waiting import eventually

_MOMENT_S = 0.3
"""Many times what it takes to ask."""

ANA, BEN = UserId("U0ANA"), UserId("U0BEN")


class Counted:
    """Units of work, and how many were opened; the database may be away for the first of them."""

    def __init__(self, house: House) -> None:
        self._units = house.units
        self.opened = 0
        self.away = 0

    def __call__(self, delivery: DeliveryId) -> AbstractContextManager[UnitOfWork]:
        self.opened += 1
        if self.opened <= self.away:
            return self._breaking()
        return self._units(delivery)

    @contextmanager
    def _breaking(self) -> Iterator[UnitOfWork]:
        raise StoreUnavailable("away")
        yield


@pytest.fixture
def house(sqlite_database: Database, clock: SettableClock) -> House:
    return build_house(sqlite_database, clock)


@pytest.fixture
def units(house: House) -> Counted:
    return Counted(house)


@pytest.fixture
def tongues(house: House, units: Counted) -> Tongues:
    return Tongues(replace(house, units=units), Courtesy())


def _come(tongues: Tongues, user: UserId, *, wait_s: float = 10) -> bool:
    """Comes and is answered; whether all that follows from it, in other threads, has ended."""
    before = set(threading.enumerate())
    with tongues.speaking_to(user):
        """Nothing is said."""
    after = set(threading.enumerate()) - before
    for each in after:
        each.join(wait_s)
    return not any(each.is_alive() for each in after)


def test_whoever_comes_often_is_asked_about_once_a_day(
    tongues: Tongues, units: Counted, clock: SettableClock, sqlite_database: Database
) -> None:
    for user in (ANA, ANA, BEN, ANA):
        _come(tongues, user)
    assert units.opened == 2
    clock.advance(timedelta(days=1).total_seconds())
    _come(tongues, ANA)
    assert units.opened == 3
    assert effects_on_record(sqlite_database) == ["learn_person"] * 3


def test_whoever_could_not_be_asked_about_is_the_next_time(
    tongues: Tongues, units: Counted, sqlite_database: Database
) -> None:
    units.away = 1
    _come(tongues, ANA)
    assert effects_on_record(sqlite_database) == []
    _come(tongues, ANA)
    assert effects_on_record(sqlite_database) == ["learn_person"]


def test_while_somebody_waits_nobody_is_asked_about(
    house: House, sqlite_database: Database
) -> None:
    courtesy = Courtesy(patience_s=0)
    tongues = Tongues(house, courtesy)
    with courtesy.answering():
        assert not _come(tongues, ANA, wait_s=_MOMENT_S)
        assert effects_on_record(sqlite_database) == []
    eventually(lambda: effects_on_record(sqlite_database) == ["learn_person"])
