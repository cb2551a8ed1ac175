"""Waiting for a condition on state that another thread changes."""

import threading
import time
from collections.abc import Callable

LOOK_EVERY_S = 0.05  # a condition may also hang on things outside of Slack


class Changes:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def happened(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """How many there were so far."""
        return self._count

    def wait_until(self, condition: Callable[[], object], timeout_s: float, what: str) -> None:
        """Look after every change; without the lock, since the condition may ask the loop."""
        ends = time.monotonic() + timeout_s
        while True:
            seen = self._count
            if condition():
                return
            left_s = ends - time.monotonic()
            if left_s <= 0:
                raise NotInTimeError(f"waited {timeout_s:g} s in vain until {what}")
            self._wait_for_change(seen, min(left_s, LOOK_EVERY_S))

    def _wait_for_change(self, seen: int, timeout_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout_s)


class NotInTimeError(AssertionError, TimeoutError):
    """What was waited for did not come."""
