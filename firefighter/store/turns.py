import threading
from collections.abc import Iterator
from contextlib import contextmanager

from firefighter.domain.errors import StoreUnavailable


class Turns:
    """Whose turn it is to write, where only one can: people who wait go before the worker."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._people_waiting = 0

    @contextmanager
    def take(self, *, for_people: bool, patience_s: float) -> Iterator[None]:
        """Waits for at most `patience_s` seconds, then raises StoreUnavailable."""
        self._wait(for_people=for_people, patience_s=patience_s)
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _wait(self, *, for_people: bool, patience_s: float) -> None:
        def is_mine() -> bool:
            return not self._taken and (for_people or not self._people_waiting)

        with self._changed:
            self._people_waiting += for_people
            try:
                if not self._changed.wait_for(is_mine, patience_s):
                    raise StoreUnavailable("The database is busy.")
                self._taken = True
            finally:
                self._people_waiting -= for_people
