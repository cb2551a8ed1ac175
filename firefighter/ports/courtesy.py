import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 0.1
"""How long work gives way to people, in seconds: too short for anybody to miss what it does."""


class Courtesy:
    """In this process people go first: work of its own begins when nobody waits for an answer.

    Its threads are others than those that answer, but all share one interpreter.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._answering = 0
        self._changed = threading.Condition()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Around an answer that somebody waits for."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def give_way(self, patience_s: float | None = None) -> None:
        """Returns once nobody is being answered, or when that takes too long."""
        longest_s = self._patience_s if patience_s is None else patience_s
        with self._changed:
            self._changed.wait_for(lambda: not self._answering, longest_s)
