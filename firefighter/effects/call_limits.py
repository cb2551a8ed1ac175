"""When a call may be made: rate limits, the lease of the running effect, and the HTTP status."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import FailureKind, RateLimited, Unavailable

log = logging.getLogger(__name__)

MANY_IN_A_ROW = 5
"""From this many answers on that ask for a pause, without another in between, it is logged."""


class RateLimits:
    """The rate limits in force, by scope, as far as this process knows them."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._in_a_row: Counter[str] = Counter()
        self._lock = threading.Lock()

    def extend(self, limits: Mapping[str, datetime]) -> None:
        """Adds limits with their ends. A known limit never ends earlier by this."""
        with self._lock:
            for scope, until in limits.items():
                self._until[scope] = max(until, self._until.get(scope, until))

    def seconds_left(self, scope: str, now: datetime) -> float:
        """Returns the seconds until the limit on `scope` ends, or 0 if there is none."""
        with self._lock:
            until = self._until.get(scope)
            if until is not None and until <= now:
                del self._until[scope]
            return max((until - now).total_seconds(), 0.0) if until else 0.0

    def count_limited(self, scope: str) -> int:
        """Counts an answer that asks for a pause. Returns how many there were in a row."""
        with self._lock:
            self._in_a_row[scope] += 1
            return self._in_a_row[scope]

    def count_answered(self, scope: str) -> int:
        """Counts any other answer. Returns how many that asked for a pause it ends."""
        with self._lock:
            return self._in_a_row.pop(scope, 0)


_END: ContextVar[datetime | None] = ContextVar("lease_end", default=None)


@contextmanager
def lease_until(end: datetime) -> Iterator[None]:
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


def lease_lasts_until(time: datetime) -> bool:
    """Returns whether the lease of the running effect lasts until `time`. True outside an effect.

    A call that outlives the lease could be repeated by the worker that takes the effect over.
    """
    end = _END.get()
    return end is None or time <= end


_TOO_MANY_REQUESTS, _SERVER_ERRORS = 429, 500


@dataclass(frozen=True)
class CallGuard:
    """The checks that every gateway makes before and after a call to its service."""

    service: str
    """The name of the service in error messages."""
    rate_limits: RateLimits
    clock: Clock
    timeout_s: float
    """How long one call may take."""
    default_retry_after_s: float = 1.0
    """The pause after a 429 without a usable Retry-After header."""

    def check(self, scope: str, operation: str) -> None:
        """Raises RateLimited while `scope` is limited, Unavailable as `check_lease` does."""
        if wait_s := self.rate_limits.seconds_left(scope, self.clock.now()):
            raise RateLimited(self.service, scope, wait_s)
        self.check_lease(operation)

    def check_lease(self, operation: str) -> None:
        """Raises Unavailable if the lease could end before the call does."""
        if not lease_lasts_until(self.clock.now() + timedelta(seconds=self.timeout_s)):
            raise Unavailable(self.service, operation, "too little time left to wait for an answer")

    def check_status(
        self, status: int, headers: Mapping[str, str], scope: str, operation: str
    ) -> None:
        """Raises RateLimited for 429 and Unavailable for server errors."""
        if status == _TOO_MANY_REQUESTS:
            raise self.rate_limited(headers, scope)
        self.note_answer(scope)
        if status >= _SERVER_ERRORS:
            raise Unavailable(self.service, operation, f"HTTP {status}", FailureKind.ERROR)

    def rate_limited(self, headers: Mapping[str, str], scope: str) -> RateLimited:
        """The error for an answer that asks for a pause, as long as its Retry-After header says.

        Short pauses are normal, so only many in a row are logged, once.
        """
        if self.rate_limits.count_limited(scope) == MANY_IN_A_ROW:
            log.warning(
                "%s rate limited %s %d times in a row. Effects wait.",
                self.service,
                scope,
                MANY_IN_A_ROW,
            )
        try:
            wait_s = float(headers.get("Retry-After", self.default_retry_after_s))
        except ValueError:
            wait_s = self.default_retry_after_s
        return RateLimited(self.service, scope, wait_s)

    def note_answer(self, scope: str) -> None:
        """Ends a row of rate limits: the service answered a call."""
        limited = self.rate_limits.count_answered(scope)
        if limited >= MANY_IN_A_ROW:
            log.warning(
                "%s answers %s again, after %d rate limits in a row.", self.service, scope, limited
            )
