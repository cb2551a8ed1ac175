"""Foreground requests: their deadline, their priority over background work, and their metrics."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Protocol

_DEADLINE: ContextVar[float | None] = ContextVar("answer_end", default=None)


@contextmanager
def answering_within(seconds: float) -> Iterator[None]:
    token = _DEADLINE.set(monotonic() + seconds)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


def seconds_left() -> float | None:
    """Negative after the deadline; None outside foreground requests."""
    end = _DEADLINE.get()
    return None if end is None else end - monotonic()


_FOR_PROGRAM: ContextVar[bool] = ContextVar("for_program", default=False)


@contextmanager
def answering_a_program() -> Iterator[None]:
    """Whoever waits is a program, which may send thousands at once: people go first."""
    token = _FOR_PROGRAM.set(True)
    try:
        yield
    finally:
        _FOR_PROGRAM.reset(token)


def answers_a_program() -> bool:
    return _FOR_PROGRAM.get()


LONGEST_YIELD_S = 0.3
"""Maximum seconds that background work waits for foreground requests.

Longer than answering 16 declarations at once takes; short enough for work to go on under load.
"""


class ForegroundPriority:
    """Lets foreground requests go first, since background work shares their interpreter."""

    def __init__(self, patience_s: float = LONGEST_YIELD_S) -> None:
        self._patience_s = patience_s
        self._answering = 0
        self._changed = threading.Condition()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Marks a foreground request as running."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def yield_to_foreground(self, patience_s: float | None = None) -> None:
        """Returns once no foreground request is running, or after LONGEST_YIELD_S."""
        longest_s = self._patience_s if patience_s is None else patience_s
        with self._changed:
            self._changed.wait_for(lambda: not self._answering, longest_s)


class Meter(Protocol):
    """Counts what happens in this process."""

    def answering(self, kind: str) -> AbstractContextManager[None]:
        """Measures the handling of one delivery until its acknowledgement."""

    def refused(self) -> None:
        """Counts a request that was refused because the database is unavailable."""

    def effect(self, kind: str, outcome: str) -> None:
        """Counts one finished attempt of an effect."""
