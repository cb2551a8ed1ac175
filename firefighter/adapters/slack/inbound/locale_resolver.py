"""Finds the language in which a person is answered."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from firefighter.adapters.slack.inbound.accounts import Sender, answering_sender
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.effects.people import RefreshProfile
from firefighter.i18n import use_language
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.people import Person
from firefighter.use_cases.people import is_profile_stale, request_profile

log = logging.getLogger(__name__)

_STORE_RETRY_AFTER = timedelta(seconds=30)
"""How long to wait after a failed database read before the next read of a language."""


_MAX_WAIT_S = 5.0
"""How long a profile request waits for foreground requests, in seconds."""


class LocaleResolver:
    """Uses each person's language; the workspace's, while that is unknown.

    Reads one row before an answer. A missing or stale profile is requested in a separate thread
    and counts from the next answer on, so nobody waits for it.
    """

    def __init__(self, context: AppContext, foreground: ForegroundPriority) -> None:
        self._context = context
        self._foreground = foreground
        self._store_unavailable_until: datetime | None = None
        self._requested_on: dict[UserId, date] = {}
        """When this process last requested a profile: more than once a day needs no transaction."""

    @contextmanager
    def use_language_of(self, user: UserId | None) -> Iterator[None]:
        """Uses the language of `user` in the block; None uses the workspace's.

        What is on record of them is also known to `AccountFinder` there.
        """
        person = self._find(user) if user else None
        sender = Sender(user, person, not self._store_is_unavailable()) if user else None
        language = (person and person.language) or self._context.language
        with use_language(language), answering_sender(sender):
            yield
        if (
            user
            and is_profile_stale(person, self._context.clock.now())
            and not self._store_is_unavailable()
        ):
            self._request_once_a_day(user)

    def _request_once_a_day(self, user: UserId) -> None:
        today = self._context.clock.now().date()
        if self._requested_on.get(user) != today:
            self._requested_on[user] = today
            threading.Thread(target=self._request_profile, args=(user,), daemon=True).start()

    def _find(self, user: UserId) -> Person | None:
        if self._store_is_unavailable():
            return None
        try:
            return self._context.records.people([user]).get(user)
        except StoreUnavailable:
            self._store_unavailable_until = self._context.clock.now() + _STORE_RETRY_AFTER
            return None

    def _store_is_unavailable(self) -> bool:
        return (
            self._store_unavailable_until is not None
            and self._context.clock.now() < self._store_unavailable_until
        )

    def _request_profile(self, user: UserId) -> None:
        self._foreground.yield_to_foreground(_MAX_WAIT_S)
        try:
            request_profile(self._context, user, RefreshProfile(user).request())
        except AlreadyHandled:
            log.debug("Profile of %s was requested today already.", user)
        except StoreUnavailable as error:
            self._requested_on.pop(user, None)
            log.info("Profile request for %s postponed: %s", user, error)
        except Exception:
            log.exception("Profile request for %s failed.", user)
