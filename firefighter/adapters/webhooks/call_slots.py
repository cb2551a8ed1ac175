"""Keeps webhooks that are slow or failing from taking the threads of the others.

Each process counts for itself. What is refused here costs no call and no thread.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.effects.webhook_events import NotSentYet
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import OutgoingError, RateLimited

_PER_WEBHOOK = 2
"""Calls at once; one after a failure, until it is accepted."""
_SHORT_WAIT_S = 0.25
"""How long a call waits for a slot, in a thread of the worker."""
_LONGEST_PAUSE = timedelta(minutes=5)

Jitter = Callable[[], float]


@dataclass
class _Webhook:
    calls: int = 0
    """In progress."""
    failures: int = 0
    """In a row."""
    paused_until: datetime | None = None
    why: str = ""
    """The latest failure."""

    @property
    def is_free(self) -> bool:
        return self.calls < (1 if self.failures else _PER_WEBHOOK)


class CallSlots:
    def __init__(self, clock: Clock, jitter: Jitter = random.random) -> None:
        self._clock = clock
        self._jitter = jitter
        self._webhooks: dict[str, _Webhook] = {}
        self._changed = threading.Condition()

    @contextmanager
    def slot(self, webhook: str) -> Iterator[None]:
        """One call. Raises NotSentYet while the webhook pauses, or if no slot becomes free.

        After a failure the webhook pauses: 1 s, then twice as long after each in a row.
        """
        with self._changed:
            state = self._webhooks.setdefault(webhook, _Webhook())
            self._refuse_in_pause(state)
            if not self._changed.wait_for(lambda: state.is_free, _SHORT_WAIT_S):
                raise NotSentYet(1 + self._jitter(), "Other events are being sent")
            self._refuse_in_pause(state)
            state.calls += 1
        try:
            yield
        except OutgoingError as error:
            self._end(state, error)
            raise
        except BaseException:
            self._end(state, None)
            raise
        else:
            self._end(state, None)

    def _refuse_in_pause(self, state: _Webhook) -> None:
        now = self._clock.now()
        if state.paused_until is not None and now < state.paused_until:
            left_s = (state.paused_until - now).total_seconds()
            raise NotSentYet(left_s + self._jitter(), state.why)

    def _end(self, state: _Webhook, failure: OutgoingError | None) -> None:
        """A rate limit has its own end, which all processes know."""
        with self._changed:
            state.calls -= 1
            if failure is None:
                state.failures, state.paused_until = 0, None
            elif not isinstance(failure, RateLimited):
                state.failures += 1
                longest_s = _LONGEST_PAUSE.total_seconds()
                pause_s = min(2.0 ** min(state.failures - 1, 20), longest_s)
                state.paused_until = self._clock.now() + timedelta(seconds=pause_s)
                state.why = str(failure)
            self._changed.notify_all()
