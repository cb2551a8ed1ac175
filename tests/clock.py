import threading
from datetime import UTC, datetime, timedelta

START = datetime(2024, 5, 1, 3, 0, tzinfo=UTC)


class SettableClock:
    """A clock that moves only when it is told to; any thread may look or tell."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def set(self, now: datetime) -> None:
        with self._lock:
            self._now = now

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += timedelta(seconds=seconds)


class MovedClock:
    """The real time, moved on by as much as it was told to."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead  # noqa: TID251 - it stands in for the one that may

    def move_on(self, by: timedelta) -> None:
        self._ahead += by
