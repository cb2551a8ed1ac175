"""In whose language a person is answered."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.effects.learn_person import LearnPerson
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.ports.people import Person
from firefighter.texts import speaking
from firefighter.usecases.meet import is_news, meet

log = logging.getLogger(__name__)

_LEFT_ALONE = timedelta(seconds=30)
"""For how long a database that did not answer is not asked again just to find a language."""


_NO_HURRY_S = 5.0
"""How long to ask who somebody is gives way to people who wait, in seconds."""


class Tongues:
    """Speaks to each person in their language; to whom it does not know, in the workspace's.

    To know somebody takes one row, read before they are answered. Whoever is not known, or not any
    more, is asked about in a thread of its own: it counts from the next time on, and nobody waits.
    """

    def __init__(self, house: House, courtesy: Courtesy) -> None:
        self._house = house
        self._courtesy = courtesy
        self._away_until: datetime | None = None
        self._asked_about: dict[UserId, date] = {}
        """Whom this process had asked about, on what day: more often is not worth a transaction."""

    @contextmanager
    def speaking_to(self, user: UserId | None) -> Iterator[None]:
        """What is said inside is for `user` alone; None is nobody in particular."""
        person = self._find(user) if user else None
        with speaking((person and person.language) or self._house.language):
            yield
        if user and is_news(self._house, person) and not self._is_away():
            self._ask_about(user)

    def _ask_about(self, user: UserId) -> None:
        today = self._house.clock.now().date()
        if self._asked_about.get(user) != today:
            self._asked_about[user] = today
            threading.Thread(target=self._meet, args=(user,), daemon=True).start()

    def _find(self, user: UserId) -> Person | None:
        if self._is_away():
            return None
        try:
            return self._house.records.people([user]).get(user)
        except StoreUnavailable:
            self._away_until = self._house.clock.now() + _LEFT_ALONE
            return None

    def _is_away(self) -> bool:
        return self._away_until is not None and self._house.clock.now() < self._away_until

    def _meet(self, user: UserId) -> None:
        self._courtesy.give_way(_NO_HURRY_S)
        try:
            meet(self._house, user, LearnPerson(user).request())
        except AlreadyHandled:
            log.debug("%s was asked about today already.", user)
        except StoreUnavailable as error:
            self._asked_about.pop(user, None)
            log.info("%s will be asked about another time: %s", user, error)
        except Exception:
            log.exception("Nobody could be asked about %s.", user)
