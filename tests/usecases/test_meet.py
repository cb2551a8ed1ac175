"""Having the chat asked who somebody is."""

import pytest

from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import UserId
from firefighter.effects.learn_person import LearnPerson
from firefighter.ports.house import House
from firefighter.ports.people import Person
from firefighter.store.database import Database
from firefighter.usecases.meet import FRESH, is_news, meet
from tests.clock import SettableClock
from tests.usecases.houses import effects_on_record

FRESH_S = FRESH.total_seconds()
ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def come(house: House, user: UserId) -> None:
    meet(house, user, LearnPerson(user).request())


def test_somebody_is_asked_about_once_a_day(
    house: House, sqlite_database: Database, clock: SettableClock
) -> None:
    come(house, ANA)
    come(house, BOB)
    with pytest.raises(AlreadyHandled):
        come(house, ANA)
    assert effects_on_record(sqlite_database) == ["learn_person"] * 2
    clock.advance(FRESH_S)
    come(house, ANA)
    assert effects_on_record(sqlite_database) == ["learn_person"] * 3


def test_somebody_is_news_until_known_and_again_after_a_day(
    house: House, clock: SettableClock
) -> None:
    ana = Person(
        user=ANA,
        name="ana",
        real_name="Ana",
        time_zone="Europe/Paris",
        locale="fr-FR",
        learnt_at=clock.now(),
    )
    assert is_news(house, None)
    assert not is_news(house, ana)
    clock.advance(FRESH_S - 1)
    assert not is_news(house, ana)
    clock.advance(1)
    assert is_news(house, ana)
