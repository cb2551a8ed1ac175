import threading
from collections.abc import Iterator
from contextlib import contextmanager

from firefighter.domain.errors import StoreUnavailable


class Turns:
    """Whose turn it is to write: people who wait go before the worker."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._people_waiting = 0

    @contextmanager
    def take(self, *, for_people: bool, patience_s: float) -> Iterator[None]:
        """Where only one can. Raises StoreUnavailable when that takes longer, in seconds."""
        if not self._wait(for_people=for_people, patience_s=patience_s):
            raise StoreUnavailable("The database is busy.")
        try:
            yield
        finally:
            self._end()

    @contextmanager
    def line_up(self, patience_s: float) -> Iterator[None]:
        """Where several can, but sooner one after another. Goes on without a turn after a while."""
        is_mine = self._wait(for_people=True, patience_s=patience_s)
        try:
            yield
        finally:
            if is_mine:
                self._end()

    def _end(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()

    def _wait(self, *, for_people: bool, patience_s: float) -> bool:
        def is_mine() -> bool:
            return not self._taken and (for_people or not self._people_waiting)

        with self._changed:
            self._people_waiting += for_people
            try:
                got = self._changed.wait_for(is_mine, patience_s)
                self._taken = self._taken or got
            finally:
                self._people_waiting -= for_people
        return got
