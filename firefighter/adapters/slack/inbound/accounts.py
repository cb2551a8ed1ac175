"""Finds out what kind of account somebody has, before they are let in.

Who is on record costs no call to Slack: the row was read for the language of the answer.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firefighter.domain.accounts import AccountType
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import UserId
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.ports.people import Person, Profile
from firefighter.ports.records import Records
from firefighter.use_cases.people import is_profile_stale

log = logging.getLogger(__name__)

_KEPT = timedelta(minutes=1)
"""How long an answer of Slack is kept here. By then it is on record."""

_KEPT_MOST = 1_000

_PAUSE = timedelta(seconds=10)
"""How long Slack is not asked after it did not answer, so that people do not wait for it."""

_AT_ONCE = 8
"""Calls at the same time: more people than that would fill the threads that answer."""

_WAIT_S = 1.0
"""How long somebody waits for their turn, in seconds; Slack's limit for an answer is 3 s."""

_NOT_SHOWN, _NOT_FOUND = "user_not_visible", "user_not_found"
"""What Slack answers about strangers: https://docs.slack.dev/reference/methods/users.info#errors."""


@dataclass(frozen=True)
class Sender:
    """Who sent the request that is being answered, as on record."""

    user: UserId
    person: Person | None
    is_store_available: bool = True


_SENDER: ContextVar[Sender | None] = ContextVar("sender", default=None)


@contextmanager
def answering_sender(sender: Sender | None) -> Iterator[None]:
    token = _SENDER.set(sender)
    try:
        yield
    finally:
        _SENDER.reset(token)


@dataclass
class AccountFinder:
    """Implements the FindAccount port. `read_profile` needs a short timeout: a person waits."""

    records: Records
    clock: Clock
    read_profile: Callable[[UserId], Profile]
    _kept: dict[UserId, tuple[datetime, AccountType]] = field(default_factory=dict)
    _paused_until: datetime | None = None
    _turns: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_AT_ONCE)
    )

    def __call__(self, user: UserId) -> AccountType | None:
        sender = _SENDER.get()
        if sender is not None and sender.user == user:
            if not sender.is_store_available:
                return None
            person = sender.person
        else:
            try:
                person = self.records.people([user]).get(user)
            except StoreUnavailable:
                return None
        stored = person.account if person else None
        if stored is AccountType.MEMBER or not is_profile_stale(person, self.clock.now()):
            return stored
        return self._asked(user) or stored

    def _asked(self, user: UserId) -> AccountType | None:
        now = self.clock.now()
        at, kept = self._kept.get(user, (None, None))
        if at is not None and now < at + _KEPT:
            return kept
        if self._paused_until is not None and now < self._paused_until:
            return None
        if not self._turns.acquire(timeout=_WAIT_S):
            log.warning("Did not ask for the account of %s: too many at once.", user)
            return None
        try:
            return self._keep(user, self._look_up(user))
        finally:
            self._turns.release()

    def _look_up(self, user: UserId) -> AccountType | None:
        try:
            return self.read_profile(user).account
        except CallRefused as refused:
            sender = _SENDER.get()
            is_sender = sender is not None and sender.user == user  # so there is such a person
            if refused.reason == _NOT_SHOWN or (refused.reason == _NOT_FOUND and is_sender):
                return AccountType.EXTERNAL
            log.warning("The account of %s is not known: %s", user, refused)
            return None
        except OutgoingError as error:
            self._paused_until = self.clock.now() + _PAUSE
            log.warning("The account of %s is not known: %s", user, error)
            return None

    def _keep(self, user: UserId, account: AccountType | None) -> AccountType | None:
        if account is not None:
            if len(self._kept) >= _KEPT_MOST:
                self._kept.clear()
            self._kept[user] = (self.clock.now(), account)
        return account
